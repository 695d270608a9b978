//! The specs of `end2end/` in a real Chromium against the real binary.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{
    machine::{self, Missing},
    site,
    workspace::{Workspace, carry_out},
};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// A browser that is here, and the specs ready to run.
#[derive(Debug)]
pub struct Browser<'a> {
    workspace: &'a Workspace,
    program: PathBuf,
}

impl<'a> Browser<'a> {
    /// Finds or installs the browser and what the specs need from npm.
    pub fn prepare(workspace: &'a Workspace) -> Result<Self> {
        let program = match installed() {
            Some(found) => found,
            None if machine::install(&["chromium"])? => {
                installed().context("chromium was installed but is not found")?
            }
            None => {
                return Err(Missing::error(
                    "Chromium; on Debian `apt-get install chromium fonts-noto-cjk`, elsewhere Chrome",
                ));
            }
        };
        // Without it, Chinese is drawn as empty boxes in the pictures; nothing fails for that.
        if Path::new("/etc/debian_version").is_file() && !Path::new("/usr/share/fonts/opentype/noto").is_dir() {
            machine::install(&["fonts-noto-cjk"])?;
        }
        site::npm_install(workspace, "end2end")?;
        Ok(Self { workspace, program })
    }

    /// The TypeScript compiler's opinion.
    pub fn judge_types(&self) -> Result<String> {
        let folder = self.workspace.root.join("end2end");
        let mut command = self.workspace.command(folder.join("node_modules/.bin/tsc"), &["--noEmit"]);
        carry_out(command.current_dir(folder)).map(|()| String::new())
    }

    /// Runs the specs. `{name}` and `{folder}` in the database's address are filled in by each worker with its own.
    /// Those marked `@screens` look at what is drawn, or press keys where another spec clicks: one database is enough.
    pub fn walk(&self, binary: &Path, database: &str, with_screens: bool) -> Result<String> {
        let folder = self.workspace.root.join("end2end");
        let mut command = self.workspace.command(folder.join("node_modules/.bin/playwright"), &["test"]);
        command.current_dir(folder);
        if !with_screens {
            command.args(["--grep-invert", "@screens"]);
        }
        command.env("DESKLOOM_BIN", binary).env("DESKLOOM_DATABASE", database).env("DESKLOOM_CHROMIUM", &self.program);
        carry_out(&mut command).map(|()| String::new())
    }
}

fn installed() -> Option<PathBuf> {
    NAMES
        .into_iter()
        .find_map(|name| machine::program(name, &[]))
        .or_else(|| Some(PathBuf::from(MAC)).filter(|path| path.is_file()))
}
