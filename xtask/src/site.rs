//! Builds what the browser loads into `target/site`: the frontend as WebAssembly with its JavaScript, the style sheet
//! and the pictures, each compressed beside itself. File names carry a hash of their content, so that browsers may
//! keep them for ever; `manifest.json` tells the server the names of this build.

mod bundle;
mod compress;
mod esbuild;
mod names;
mod order;
mod pictures;
mod section;
mod sheet;
mod split;
mod stamp;
mod unused;
mod wasm;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::{machine, workspace::Workspace};
pub use esbuild::npm_install;
pub use wasm::{TRIPLE, ensure_target};

/// Whether a build is for people who use Deskloom or for those who change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// Small to send: optimised for size, minified, compressed as far as it goes.
    Dist,
    /// Quick to build.
    Dev,
}

/// The names of one build's files in `target/site/pkg`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The module that loads the WebAssembly, `frontend-<hash>.js`.
    pub js: String,
    /// `frontend-<hash>_bg.wasm`.
    pub wasm: String,
    /// `style-<hash>.css`.
    pub css: String,
    /// What pages that are loaded when they are first opened need besides: files by page.
    pub parts: BTreeMap<String, BTreeSet<String>>,
}

/// Builds the parts whose sources changed and gives the names of all.
pub fn build(workspace: &Workspace, speed: Speed) -> Result<Manifest> {
    let site = workspace.site();
    fs::create_dir_all(site.join("pkg")).with_context(|| format!("make the folder {}", site.display()))?;
    let css = sheet::build(workspace, speed)?;
    let frontend = wasm::build(workspace, speed)?;
    pictures::copy(workspace, speed)?;
    let manifest = Manifest { js: frontend.js, wasm: frontend.wasm, css, parts: frontend.parts };
    sweep(workspace, &manifest)?;
    let text = serde_json::to_string_pretty(&manifest)?;
    let place = site.join("manifest.json");
    if fs::read_to_string(&place).ok().as_deref() != Some(&text) {
        fs::write(&place, text).with_context(|| format!("write {}", place.display()))?;
    }
    Ok(manifest)
}

/// Builds everything and says what each part weighs when it travels.
pub fn announce(workspace: &Workspace, speed: Speed) -> Result<()> {
    let manifest = build(workspace, speed)?;
    if speed == Speed::Dev {
        return Ok(());
    }
    println!("{:>9}  always", weigh(workspace, [&manifest.js, &manifest.wasm])?);
    for (page, files) in &manifest.parts {
        println!("{:>9}  {page}, in {} files", weigh(workspace, files)?, files.len());
    }
    Ok(())
}

/// The parts of the program that only those load who draw.
const DESIGNERS: [&str; 2] = ["forms", "flows"];

/// What a browser downloads before the heaviest page is alive, in bytes after brotli: the WebAssembly and its
/// JavaScript, with the part that the page belongs to.
#[derive(Debug)]
pub struct Weight {
    /// Of all pages but the designers.
    pub desk: u64,
    /// Of the designers.
    pub designers: u64,
}

/// Weighs the heaviest pages.
pub fn weight(workspace: &Workspace, manifest: &Manifest) -> Result<Weight> {
    let whole = weigh(workspace, [&manifest.js, &manifest.wasm])?;
    let mut weight = Weight { desk: whole, designers: whole };
    // What is loaded behind a page comes when the page is alive.
    for (part, files) in manifest.parts.iter().filter(|(part, _)| bundle::room_of(part).is_none()) {
        let with_part = whole + weigh(workspace, files)?;
        let is_designer = DESIGNERS.iter().any(|name| part == name);
        let heaviest = if is_designer { &mut weight.designers } else { &mut weight.desk };
        *heaviest = (*heaviest).max(with_part);
    }
    Ok(weight)
}

/// How many bytes some files are after brotli.
fn weigh<'a>(workspace: &Workspace, names: impl IntoIterator<Item = &'a String>) -> Result<u64> {
    let weights = names.into_iter().map(|name| {
        let path = workspace.site().join("pkg").join(format!("{name}.br"));
        Ok(fs::metadata(&path).with_context(|| format!("weigh {}", path.display()))?.len())
    });
    weights.sum()
}

/// Removes the files of earlier builds, so that the binary embeds one build only.
fn sweep(workspace: &Workspace, manifest: &Manifest) -> Result<()> {
    let kept: BTreeSet<String> = [&manifest.js, &manifest.wasm, &manifest.css]
        .into_iter()
        .chain(manifest.parts.values().flatten())
        .flat_map(|name| compress::with_siblings(name))
        .collect();
    let folder = workspace.site().join("pkg");
    for path in machine::files_below(&folder, Path::new(""))? {
        if !path.to_str().is_some_and(|name| kept.contains(name)) {
            fs::remove_file(folder.join(&path)).with_context(|| format!("remove {}", path.display()))?;
        }
    }
    Ok(())
}
