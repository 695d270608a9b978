//! The arrows between our crates, exactly as docs/ARCHITECTURE.md draws them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

use crate::workspace::Workspace;

type Arrows = BTreeMap<String, BTreeSet<String>>;

/// A crate, and the crates of ours that it uses. A question mark: only under its feature `ssr`.
const USES: [(&str, &[&str]); 16] = [
    ("wire_derive", &[]),
    ("wire", &["wire_derive"]),
    ("model", &["wire"]),
    ("editor", &["model", "wire"]),
    ("ui", &["wire"]),
    ("designer", &["editor", "model", "ui"]),
    ("engine", &["model"]),
    ("store", &["model"]),
    ("desk", &["engine", "model", "store"]),
    ("api", &["desk?", "model", "wire"]),
    ("app", &["api", "designer", "model", "ui", "wire"]),
    ("frontend", &["app"]),
    ("migrations", &[]),
    ("server", &["api", "app", "desk", "migrations", "model"]),
    ("bench", &["desk", "engine", "migrations", "model", "store"]),
    ("xtask", &[]),
];

/// Tests of these may also use the real migrations.
const TESTED_ON_REAL_TABLES: [&str; 4] = ["store", "desk", "api", "server"];

/// Compares the arrows of the manifests with those promised.
pub fn judge(workspace: &Workspace) -> Result<String> {
    let metadata = MetadataCommand::new()
        .manifest_path(workspace.root.join("Cargo.toml"))
        .no_deps()
        .exec()
        .context("cargo metadata")?;
    let wrong = differences(&promised(), &found(&metadata));
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(format!("{} crates", USES.len()))
}

fn promised() -> Arrows {
    USES.iter().map(|(name, uses)| ((*name).to_owned(), uses.iter().map(|one| (*one).to_owned()).collect())).collect()
}

/// The arrows of the manifests, without those for tests that are allowed.
fn found(metadata: &Metadata) -> Arrows {
    let ours: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let of_package = |package: &cargo_metadata::Package| {
        package
            .dependencies
            .iter()
            .filter(|dependency| ours.contains(dependency.name.as_str()))
            .filter(|dependency| {
                let is_for_tests = dependency.kind == DependencyKind::Development;
                !(is_for_tests && may_test_with(package.name.as_str(), &dependency.name))
            })
            .map(|dependency| format!("{}{}", dependency.name, if dependency.optional { "?" } else { "" }))
            .collect()
    };
    metadata.packages.iter().map(|package| (package.name.to_string(), of_package(package))).collect()
}

/// Tests may use what the crate itself may, and some the migrations and what lies below.
fn may_test_with(name: &str, dependency: &str) -> bool {
    let below = |name: &str| USES.iter().find(|(other, _)| *other == name).map(|(_, uses)| *uses).unwrap_or_default();
    let is_own = below(name).iter().any(|one| one.trim_end_matches('?') == dependency);
    is_own || (TESTED_ON_REAL_TABLES.contains(&name) && ["migrations", "store", "desk", "engine"].contains(&dependency))
}

fn differences(promised: &Arrows, found: &Arrows) -> Vec<String> {
    let names: BTreeSet<&String> = promised.keys().chain(found.keys()).collect();
    let none = BTreeSet::new();
    let mut wrong = Vec::new();
    for name in names {
        let (wanted, has) = (promised.get(name), found.get(name));
        match (wanted, has) {
            (None, _) => wrong.push(format!("{name}: a crate that no arrow is promised for")),
            (_, None) => wrong.push(format!("{name}: promised, but not in the workspace")),
            _ => {}
        }
        let (wanted, has) = (wanted.unwrap_or(&none), has.unwrap_or(&none));
        wrong.extend(has.difference(wanted).map(|other| format!("{name} uses {other}, which is not promised")));
        wrong.extend(wanted.difference(has).map(|other| format!("{name} does not use {other}, which is promised")));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(pairs: &[(&str, &[&str])]) -> Arrows {
        pairs
            .iter()
            .map(|(name, uses)| ((*name).to_owned(), uses.iter().map(|one| (*one).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn an_arrow_too_many_and_one_too_few_are_both_named() {
        let promised = arrows(&[("engine", &["model"]), ("model", &[])]);
        let found = arrows(&[("engine", &["store"]), ("model", &[]), ("extra", &[])]);
        assert_eq!(
            differences(&promised, &found),
            [
                "engine uses store, which is not promised",
                "engine does not use model, which is promised",
                "extra: a crate that no arrow is promised for",
            ]
        );
    }

    #[test]
    fn only_what_stands_on_real_tables_is_tested_with_the_migrations() {
        assert!(may_test_with("store", "migrations"));
        assert!(may_test_with("desk", "engine"));
        assert!(!may_test_with("engine", "migrations"));
        assert!(!may_test_with("model", "engine"));
    }
}
