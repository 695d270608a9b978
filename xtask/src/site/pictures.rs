//! The few pictures that pages name by a fixed address: the icons and the sign in the browser's tab.

use std::fs;

use anyhow::{Context, Result};

use super::{Speed, compress};
use crate::workspace::Workspace;

const PICTURES: [&str; 3] = ["icons.svg", "favicon.svg", "favicon.ico"];

/// Copies the pictures that the style folder has into the root of the site, when they changed.
pub fn copy(workspace: &Workspace, speed: Speed) -> Result<()> {
    let site = workspace.site();
    for name in PICTURES {
        let from = workspace.root.join("style").join(name);
        if !from.is_file() {
            continue;
        }
        let content = fs::read(&from).with_context(|| format!("read {}", from.display()))?;
        let unchanged = fs::read(site.join(name)).is_ok_and(|there| there == content)
            && compress::with_siblings(name).iter().all(|name| site.join(name).is_file());
        if !unchanged {
            compress::write(&site, name, &content, speed)?;
        }
    }
    Ok(())
}
