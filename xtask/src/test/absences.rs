//! What stays absent: which crates may name a database, a script language, a web server, time's pace, a network, and
//! that one TLS provider alone is linked.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use cargo_metadata::{DependencyKind, MetadataCommand, Package};

use crate::workspace::Workspace;

/// A dependency (a trailing star: every name that begins so), and the only crates that may name it.
const ONLY: [(&str, &[&str]); 13] = [
    ("sea-orm", &["store"]),
    ("sea-query", &["store"]),
    ("sqlx", &["store", "migrations", "bench"]),
    ("sea-orm-migration", &["migrations"]),
    ("rhai", &["engine"]),
    ("axum*", &["server"]),
    ("tower-sessions*", &["server"]),
    ("tower-http", &["server"]),
    ("leptos_axum", &["api", "server"]),
    ("lettre", &["desk"]),
    ("clap", &["server", "xtask"]),
    ("wasm-bindgen-cli-support", &["xtask"]),
    ("server_fn", &["api"]),
];

/// Crates that never wait, open nothing and read no clock.
const PURE: [&str; 3] = ["model", "editor", "engine"];
const IMPURE: [&str; 8] = ["tokio*", "futures*", "async-*", "reqwest", "rand", "leptos*", "web-sys", "sqlx"];

/// Never linked by anybody: a second TLS provider beside ring, or one that needs the system's OpenSSL.
const NEVER: [&str; 4] = ["aws-lc-rs", "aws-lc-sys", "openssl-sys", "native-tls"];

/// Looks for what should not be there.
pub fn judge(workspace: &Workspace) -> Result<String> {
    let mut command = MetadataCommand::new();
    command.manifest_path(workspace.root.join("Cargo.toml")).other_options(["--locked".to_owned()]);
    let metadata = command.exec().context("cargo metadata")?;
    let members: Vec<&Package> = metadata.workspace_packages();
    let mut wrong = Vec::new();
    for package in &members {
        for dependency in &package.dependencies {
            let is_for_tests = dependency.kind == DependencyKind::Development;
            wrong.extend(complaint(&package.name, &dependency.name, is_for_tests));
        }
    }
    let all: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    wrong.extend(NEVER.into_iter().filter(|name| all.contains(name)).map(|name| format!("{name} is linked")));
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(String::new())
}

fn complaint(package: &str, dependency: &str, is_for_tests: bool) -> Option<String> {
    let is_reserved =
        ONLY.into_iter().any(|(name, allowed)| fits(name, dependency) && !allowed.contains(&package) && !is_for_tests);
    let is_impure = PURE.contains(&package) && !is_for_tests && IMPURE.into_iter().any(|name| fits(name, dependency));
    (is_reserved || is_impure).then(|| format!("{package} names {dependency}"))
}

fn fits(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_belongs_to_the_store_and_scripts_to_the_engine() {
        assert_eq!(complaint("store", "sea-orm", false), None);
        assert_eq!(complaint("desk", "sea-orm", false), Some("desk names sea-orm".to_owned()));
        assert_eq!(complaint("migrations", "sea-orm-migration", false), None);
        assert_eq!(complaint("model", "rhai", false), Some("model names rhai".to_owned()));
        assert_eq!(complaint("app", "axum-extra", false), Some("app names axum-extra".to_owned()));
    }

    #[test]
    fn the_pure_crates_never_wait() {
        assert_eq!(complaint("engine", "tokio", false), Some("engine names tokio".to_owned()));
        assert_eq!(complaint("engine", "tokio", true), None);
        assert_eq!(complaint("desk", "tokio", false), None);
    }
}
