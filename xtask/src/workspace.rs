//! Where this clone and its build outputs lie, and how commands are started in it.

use std::{
    collections::BTreeSet,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use cargo_metadata::MetadataCommand;

use crate::machine;

/// One clone of the project.
#[derive(Debug)]
pub struct Workspace {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo puts its outputs; it may lie outside the clone.
    pub target: PathBuf,
}

impl Workspace {
    /// The workspace that this program was built from, as cargo sees it now.
    pub fn find() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().context("cargo metadata")?;
        Ok(Self {
            root: metadata.workspace_root.into_std_path_buf(),
            target: metadata.target_directory.into_std_path_buf(),
        })
    }

    /// The built pages. Always inside the clone, because the server embeds this folder by its path.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// What earlier builds of the pages were made from.
    pub fn stamps(&self) -> PathBuf {
        self.root.join("target/site-stamps")
    }

    /// The server's binary as cargo builds it in a profile's folder (`release`, `debug`).
    pub fn binary(&self, folder: &str) -> PathBuf {
        self.target.join(folder).join("deskloom").with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// `cargo` in the root of the clone, without the marks that `cargo run` leaves in the environment: with them,
    /// build scripts that watch `CARGO_PKG_*` would run again at every change between `cargo` and `cargo xtask`.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.command("cargo", arguments);
        let left: BTreeSet<OsString> = std::env::vars_os().map(|(name, _)| name).filter(|name| is_mark(name)).collect();
        for name in left {
            command.env_remove(name);
        }
        if let Some(paths) = machine::variable("LD_LIBRARY_PATH") {
            let kept =
                std::env::split_paths(&paths).filter(|path| !path.starts_with(&self.target) && !is_rustlib(path));
            match std::env::join_paths(kept) {
                Ok(kept) if !kept.is_empty() => command.env("LD_LIBRARY_PATH", kept),
                _ => command.env_remove("LD_LIBRARY_PATH"),
            };
        }
        command
    }

    /// Any program, started in the root of the clone.
    pub fn command(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.root);
        command
    }
}

/// Runs a command to its end, printing it first.
pub fn carry_out(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    println!("  $ {shown}");
    let status = command.status().with_context(|| format!("could not start `{shown}`"))?;
    ensure!(status.success(), "`{shown}` failed ({status})");
    Ok(())
}

/// Runs a command to its end and gives what it wrote to its standard output.
pub fn output_of(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command.output().with_context(|| format!("could not start `{shown}`"))?;
    ensure!(
        output.status.success(),
        "`{shown}` failed ({}): {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    String::from_utf8(output.stdout).with_context(|| format!("the output of `{shown}` is not UTF-8"))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn is_mark(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("CARGO_PKG_")
        || ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_CRATE_NAME", "CARGO_BIN_NAME", "CARGO_PRIMARY_PACKAGE"]
            .contains(&name.as_ref())
}

fn is_rustlib(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "toolchains")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_cargo_run_are_told_from_settings_of_the_person() {
        assert!(is_mark(OsStr::new("CARGO_PKG_VERSION")));
        assert!(is_mark(OsStr::new("CARGO_MANIFEST_DIR")));
        assert!(!is_mark(OsStr::new("CARGO_TARGET_DIR")));
        assert!(!is_mark(OsStr::new("CARGO_HOME")));
    }
}
