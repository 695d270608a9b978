//! Starts esbuild, which npm brings at the version that `style/package-lock.json` pins.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::{
    machine,
    workspace::{Workspace, carry_out},
};

/// `npm ci` in a folder of the clone, unless what its lock file says is installed already.
pub fn npm_install(workspace: &Workspace, folder: &str) -> Result<()> {
    let folder = workspace.root.join(folder);
    let lock =
        fs::read(folder.join("package-lock.json")).with_context(|| format!("read the lock of {}", folder.display()))?;
    let mark = folder.join("node_modules/.installed-lock.json");
    if fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    ensure!(
        machine::program("npm", &[]).is_some(),
        "npm is missing: install Node.js 20 or newer, which brings it, and try again"
    );
    carry_out(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    fs::write(&mark, lock).with_context(|| format!("write {}", mark.display()))
}

/// Runs esbuild with the arguments, giving it a text on its standard input, and returns what it prints.
pub fn run(workspace: &Workspace, arguments: &[&str], input: Option<&str>) -> Result<String> {
    npm_install(workspace, "style")?;
    let program = workspace.root.join("style/node_modules/.bin/esbuild");
    let mut child = command(&program, workspace, arguments)
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("start {}", program.display()))?;
    if let (Some(text), Some(mut pipe)) = (input, child.stdin.take()) {
        pipe.write_all(text.as_bytes()).context("hand the text to esbuild")?;
    }
    let output = child.wait_with_output().context("wait for esbuild")?;
    ensure!(output.status.success(), "esbuild refused: see its words above");
    String::from_utf8(output.stdout).context("read what esbuild printed")
}

fn command(program: &Path, workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut command = workspace.command(program, arguments);
    command.args(["--log-level=error"]);
    command
}
