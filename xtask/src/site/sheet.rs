//! The style sheet: `style/main.css` and all it imports, in one file.

use anyhow::{Result, ensure};

use super::{Speed, compress, esbuild, stamp};
use crate::workspace::Workspace;

/// The oldest browsers that are served; esbuild rewrites what they do not know.
const BROWSERS: &str = "--target=chrome123,edge123,firefox121,safari17.5";

/// Bundles the style sheet and gives its name.
pub fn build(workspace: &Workspace, speed: Speed) -> Result<String> {
    let stamp = stamp::Stamp::of(workspace, "sheet", speed, BROWSERS, &["style", "xtask/src/site"])?;
    if let Some(Some(name)) = stamp.produced().map(|names| names.into_iter().next()) {
        return Ok(name);
    }
    println!("building the style sheet");
    let mut arguments = vec!["style/main.css", "--bundle", BROWSERS, "--external:/*"];
    if speed == Speed::Dist {
        arguments.push("--minify");
    }
    let sheet = esbuild::run(workspace, &arguments, None)?;
    ensure!(!sheet.trim().is_empty(), "style/main.css is empty");
    let name = format!("style-{}.css", stamp::name_hash(sheet.as_bytes()));
    compress::write(&workspace.site().join("pkg"), &name, sheet.as_bytes(), speed)?;
    stamp.keep(&[&name])?;
    Ok(name)
}
