//! `cargo xtask dev`: builds quickly, serves, and does both again whenever a source file changes.

use std::{collections::BTreeMap, ffi::OsString, fs, path::PathBuf, thread, time::Duration, time::SystemTime};

use anyhow::Result;

use crate::{
    deskloom, machine,
    process::Running,
    site::{self, Speed},
    workspace::{Workspace, carry_out},
};

/// What makes a new build.
const SOURCES: [&str; 8] = ["app", "frontend", "server", "migrations", "packages", "style", "Cargo.toml", "Cargo.lock"];

/// Serves until interrupted.
pub fn run(workspace: &Workspace, arguments: &[OsString]) -> Result<()> {
    let mut seen = times(workspace);
    let mut server = None;
    loop {
        match build(workspace) {
            Ok(()) => {
                drop(server.take());
                let mut command = deskloom::serve(workspace, &workspace.binary("debug"), arguments);
                command.arg("--gallery");
                server = Some(Running::start(&mut command, "TERM")?);
            }
            Err(error) => eprintln!("error: {error:#}"),
        }
        println!("waiting for a change");
        loop {
            thread::sleep(Duration::from_millis(500));
            let now = times(workspace);
            if now != seen {
                seen = now;
                break;
            }
            let ended = server.as_mut().map(Running::ended).transpose()?.flatten();
            if let Some(status) = ended {
                eprintln!("the server ended by itself ({status})");
                server = None;
            }
        }
    }
}

fn build(workspace: &Workspace) -> Result<()> {
    site::build(workspace, Speed::Dev)?;
    carry_out(&mut workspace.cargo(&["build", "--locked", "-p", "server"]))
}

/// When each source changed last. A folder that is being rewritten may be unreadable for a moment: it is then empty.
fn times(workspace: &Workspace) -> BTreeMap<PathBuf, Option<SystemTime>> {
    SOURCES
        .iter()
        .filter_map(|source| machine::files_below(&workspace.root, source.as_ref()).ok())
        .flatten()
        .map(|path| {
            let time = fs::metadata(workspace.root.join(&path)).and_then(|facts| facts.modified()).ok();
            (path, time)
        })
        .collect()
}
