//! The few pictures that pages name by a fixed address: the icons, and the logo in the browser's tab.

use std::fs;

use anyhow::{Context, Result};

use super::{Speed, compress};
use crate::workspace::Workspace;

/// A picture in the style folder, and its name in the root of the site.
const PICTURES: [(&str, &str); 2] = [("icons.svg", "icons.svg"), ("logo.svg", "favicon.svg")];

/// Copies the pictures that changed.
pub fn copy(workspace: &Workspace, speed: Speed) -> Result<()> {
    let site = workspace.site();
    for (from, to) in PICTURES {
        let from = workspace.root.join("style").join(from);
        let content = fs::read(&from).with_context(|| format!("read {}", from.display()))?;
        let unchanged = fs::read(site.join(to)).is_ok_and(|there| there == content)
            && compress::with_siblings(to).iter().all(|name| site.join(name).is_file());
        if !unchanged {
            compress::write(&site, to, &content, speed)?;
        }
    }
    Ok(())
}
