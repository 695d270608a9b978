//! The crates that the browser's code is made of, compared with `xtask/wasm-dependencies.txt`, so that none joins unseen.

use std::{collections::BTreeSet, fs};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    site::TRIPLE,
    workspace::{Workspace, output_of},
};

/// What never reaches a browser.
const NEVER: [&str; 14] = [
    "rhai",
    "sea-orm",
    "sea-query",
    "sqlx",
    "sqlx-core",
    "chrono-tz",
    "tokio",
    "axum",
    "hyper",
    "desk",
    "engine",
    "store",
    "migrations",
    "server",
];

/// Leptos reads its settings from Cargo.toml by regular expressions; the linker drops them, which the build of the
/// frontend checks. Nobody else may bring `regex`.
const BRINGS_REGEX: &str = "leptos_config";

/// Compares the tree with the file, or writes the file.
pub fn judge(workspace: &Workspace, bless: bool) -> Result<String> {
    let names = names(&tree(workspace, &[])?);
    let reached: Vec<&str> = NEVER.into_iter().filter(|name| names.contains(*name)).collect();
    ensure!(reached.is_empty(), "the browser would get {}", reached.join(", "));
    if names.contains("regex") {
        let parents = tree(workspace, &["--invert", "regex", "--depth", "1"])?;
        let others: Vec<String> =
            self::names(&parents).into_iter().filter(|name| name != "regex" && name != BRINGS_REGEX).collect();
        ensure!(others.is_empty(), "{} would bring regex to the browser", others.join(", "));
    }

    let place = workspace.root.join("xtask/wasm-dependencies.txt");
    let text = names.iter().fold(String::new(), |text, name| text + name + "\n");
    if bless {
        fs::write(&place, text).with_context(|| format!("write {}", place.display()))?;
        return Ok(format!("{} crates, written down", names.len()));
    }
    let written = fs::read_to_string(&place).with_context(|| format!("read {}", place.display()))?;
    let written: BTreeSet<String> = written.lines().map(str::to_owned).collect();
    if written != names {
        let came = names.difference(&written).cloned().collect::<Vec<_>>().join(", ");
        let left = written.difference(&names).cloned().collect::<Vec<_>>().join(", ");
        bail!("came: {came}; left: {left}. If that is meant: cargo xtask test --quick --bless");
    }
    Ok(format!("{} crates", names.len()))
}

fn tree(workspace: &Workspace, more: &[&str]) -> Result<String> {
    let mut command = workspace.cargo(&["tree", "--locked", "-p", "frontend", "--target", TRIPLE, "--prefix", "none"]);
    output_of(command.args(["--edges", "normal,no-proc-macro"]).args(more))
}

fn names(tree: &str) -> BTreeSet<String> {
    tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_tree_is_read_as_its_names_each_once() {
        let tree = "app v0.1.0 (/here/app)\nserde v1.0.229\nserde v1.0.229 (*)\n\n";
        assert_eq!(super::names(tree).into_iter().collect::<Vec<_>>(), ["app", "serde"]);
    }
}
