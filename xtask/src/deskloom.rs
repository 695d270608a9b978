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

/// How the server is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// To be relied on: as fast as the compiler makes it.
    Release,
    /// To be tried: compiled in two thirds of the time, and somewhat slower. The pages are the same.
    Trial,
}

impl Build {
    /// The profile in `Cargo.toml`, and the folder of its binary.
    const fn profile(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Trial => "trial",
        }
    }
}

/// A build with the pages inside it.
#[derive(Debug)]
pub struct Dist {
    /// The binary.
    pub binary: PathBuf,
    /// The pages inside it.
    pub manifest: Manifest,
}

/// Builds the pages and the binary around them. The server's library does not need the pages, so it is compiled
/// at the same time: linking the pages keeps only one processor busy.
pub fn dist(workspace: &Workspace, how: Build) -> Result<Dist> {
    let arguments = ["build", "--locked", "--quiet", "--profile", how.profile(), "--lib", "-p", "server"];
    let library = || workspace.cargo(&arguments).status();
    let manifest = thread::scope(|scope| {
        // What goes wrong there is said by the build of the binary, which does the same again.
        scope.spawn(library);
        site::build(workspace, Speed::Dist)
    })?;
    let binary = around(workspace, &manifest, how)?;
    Ok(Dist { binary, manifest })
}

/// Builds the binary around pages that are built already.
pub fn around(workspace: &Workspace, manifest: &Manifest, how: Build) -> Result<PathBuf> {
    let arguments = ["build", "--locked", "--profile", how.profile(), "-p", "server"];
    let build = || carry_out(&mut workspace.cargo(&arguments));
    build()?;
    let binary = workspace.binary(how.profile());
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
