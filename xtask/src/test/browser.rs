//! The specs of `end2end/` in a real Chromium against the real binary.

mod report;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{
    machine::{self, Missing},
    site,
    workspace::{Workspace, carry_out},
};
use report::Report;

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
        command.current_dir(&folder).args(["--reporter", "list,json"]);
        if !with_screens {
            command.args(["--grep-invert", "@screens"]);
        }
        let report = folder.join("test-results/report.json");
        command.env("DESKLOOM_BIN", binary).env("DESKLOOM_DATABASE", database).env("DESKLOOM_CHROMIUM", &self.program);
        command.env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
        match carry_out(&mut command) {
            Ok(()) => Ok(String::new()),
            Err(error) => match Report::read(&report).map(|report| report.failures()) {
                Ok(told) if !told.is_empty() => bail!("{told}"),
                _ => Err(error),
            },
        }
    }
}

fn installed() -> Option<PathBuf> {
    NAMES
        .into_iter()
        .find_map(|name| machine::program(name, &[]))
        .or_else(|| Some(PathBuf::from(MAC)).filter(|path| path.is_file()))
}
