//! The style sheet: `style/main.css` and all it imports, in one file.

use anyhow::{Result, ensure};

use super::{Speed, compress, esbuild, stamp};
use crate::workspace::Workspace;

/// The oldest browsers that are served; esbuild rewrites what they do not know.
const BROWSERS: &str = "--target=chrome123,edge123,firefox121,safari17.5";

/// Bundles the style sheet and gives its name.
pub fn build(workspace: &Workspace, speed: Speed) -> Result<String> {
    let stamp = stamp::Stamp::of(workspace, "sheet", speed, BROWSERS, &["style", "xtask/src/site"])?;
    if let Some(name) = stamp.produced() {
        return Ok(name);
    }
    println!("building the style sheet");
    let mut arguments = vec!["style/main.css", "--bundle", BROWSERS];
    if speed == Speed::Dist {
        arguments.push("--minify");
    }
    let sheet = esbuild::run(workspace, &arguments, None)?;
    ensure!(!sheet.contains("@import"), "an import of style/main.css was left outside the bundle");
    let name = format!("style-{}.css", stamp::name_hash(sheet.as_bytes()));
    compress::write(&workspace.site().join("pkg"), &name, sheet.as_bytes(), speed)?;
    stamp.keep(&name, vec![name.clone()])?;
    Ok(name)
}
