//! The one binary: built with the pages inside it, then served or announced.

use std::{
    ffi::OsString,
    fs,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::SystemTime,
};

use anyhow::{Context, Error, Result, ensure};

use crate::{
    bytes,
    site::{self, Manifest, Speed},
    workspace::{Workspace, carry_out},
};

/// Where `cargo xtask run` and `dev` serve, and keep what is stored, unless told otherwise.
const LISTEN: &str = "127.0.0.1:7878";
const DATABASE: &str = "sqlite:data/deskloom.db";

/// A release build.
#[derive(Debug)]
pub struct Dist {
    /// The binary.
    pub binary: PathBuf,
    /// The pages inside it.
    pub manifest: Manifest,
}

/// Builds the pages and the release binary around them. The server's library does not need the pages, so it is compiled
/// at the same time: linking the pages keeps only one processor busy.
pub fn dist(workspace: &Workspace) -> Result<Dist> {
    let library = || workspace.cargo(&["build", "--locked", "--quiet", "--release", "--lib", "-p", "server"]).status();
    let manifest = thread::scope(|scope| {
        // What goes wrong there is said by the build of the binary, which does the same again.
        scope.spawn(library);
        site::build(workspace, Speed::Dist)
    })?;
    let binary = release(workspace, &manifest)?;
    Ok(Dist { binary, manifest })
}

/// Builds the release binary around pages that are built already.
pub fn release(workspace: &Workspace, manifest: &Manifest) -> Result<PathBuf> {
    let build = || carry_out(&mut workspace.cargo(&["build", "--locked", "--release", "-p", "server"]));
    build()?;
    let binary = workspace.binary("release");
    if !carries(&binary, manifest)? {
        // Cargo knows the files that were embedded at the last build, not that there are new ones.
        touch(&workspace.root.join("server/src/main.rs"))?;
        build()?;
        ensure!(carries(&binary, manifest)?, "{} does not carry the pages of this build", binary.display());
    }
    Ok(binary)
}

impl Dist {
    /// Says where the binary lies and how heavy it is.
    pub fn announce(&self, workspace: &Workspace) -> Result<()> {
        let size = fs::metadata(&self.binary).context("weigh the binary")?.len() / 1_000_000;
        let sent = site::weight(workspace, &self.manifest)?.desk / 1000;
        println!("{} ({size} MB; a browser loads at most {sent} kB of program for the desk)", self.binary.display());
        Ok(())
    }

    /// Becomes `deskloom serve`; comes back only if that fails.
    pub fn serve(&self, workspace: &Workspace, arguments: &[OsString]) -> Result<()> {
        let mut command = serve(workspace, &self.binary, arguments);
        Err(Error::from(command.exec()).context(format!("start {}", self.binary.display())))
    }
}

/// `deskloom serve` with the usual address and database where the arguments name none.
pub fn serve(workspace: &Workspace, binary: &Path, arguments: &[OsString]) -> Command {
    let mut command = workspace.command(binary, &["serve"]);
    for (flag, usual) in [("--listen", LISTEN), ("--database", DATABASE)] {
        if !names(arguments, flag) {
            command.args([flag, usual]);
        }
    }
    command.args(arguments);
    command
}

fn names(arguments: &[OsString], flag: &str) -> bool {
    arguments.iter().any(|argument| {
        argument
            .to_str()
            .and_then(|text| text.strip_prefix(flag))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })
}

fn carries(binary: &Path, manifest: &Manifest) -> Result<bool> {
    let content = fs::read(binary).with_context(|| format!("read {}", binary.display()))?;
    Ok([&manifest.js, &manifest.css].into_iter().all(|name| bytes::hold(&content, name)))
}

#[expect(clippy::disallowed_methods, reason = "a file's time of change is the wall clock's")]
fn touch(path: &Path) -> Result<()> {
    let file = fs::File::options().append(true).open(path);
    file.and_then(|file| file.set_modified(SystemTime::now())).with_context(|| format!("touch {}", path.display()))
}
