//! Takes out of the frontend what only one page needs (those behind `#[lazy_route]`), so that the browser loads it when
//! the page is first opened.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::Options;

use crate::{bytes, machine};

/// How the compiler's output names what is loaded later.
const MARK: &str = "__wasm_split_placeholder__";

/// A program that was taken apart.
#[derive(Debug, Default)]
pub struct Split {
    /// What is loaded first.
    pub main: Vec<u8>,
    /// The parts that are loaded later, and the script that loads them, by name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Which of the files a page needs.
    pub parts: BTreeMap<String, BTreeSet<String>>,
    /// The name of the script; empty while the program is whole.
    pub script: String,
}

/// Takes the program apart; one without such pages stays whole. All names carry the hash of the whole.
pub fn split(raw: &[u8], hash: &str, name: &str, folder: &Path) -> Result<Split> {
    if !bytes::hold(raw, MARK) {
        return Ok(Split { main: raw.to_vec(), ..Split::default() });
    }
    let script = format!("parts-{hash}.js");
    let (main_path, main_module, link) = (folder.join("main"), format!("./{name}.js"), format!("./{script}"));
    let mut options = Options::new(raw);
    options.output_dir = folder;
    options.main_out_path = &main_path;
    options.main_module = &main_module;
    options.link_name = &link;
    let told = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("split the program: {error:#}"))?;

    let mut split = Split { main: fs::read(&main_path).context("read the main part")?, ..Split::default() };
    let mut loader = String::new();
    for path in machine::files_below(folder, Path::new(""))? {
        let file = path.to_str().context("a part has a name that is not UTF-8")?;
        let content = fs::read(folder.join(&path)).with_context(|| format!("read {file}"))?;
        if file == script {
            loader = String::from_utf8(content).context("the script of the parts is not UTF-8")?;
        } else if file != "main" {
            split.files.insert(hashed(file.trim_end_matches(".wasm"), hash), content);
        }
    }
    for (page, parts) in told.prefetch_map {
        for part in &parts {
            loader = loader.replace(&format!("./{part}.wasm\""), &format!("./{}\"", hashed(part, hash)));
        }
        let files = parts.iter().map(|part| hashed(part, hash)).chain([script.clone()]).collect();
        split.parts.insert(page, files);
    }
    split.files.insert(script.clone(), loader.into_bytes());
    split.script = script;
    Ok(split)
}

fn hashed(part: &str, hash: &str) -> String {
    format!("{part}-{hash}.wasm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_without_pages_that_are_loaded_later_stays_whole() {
        let split = split(b"\0asm whole", "f00d", "frontend-f00d", Path::new("/nowhere")).unwrap();
        assert_eq!(split.main, b"\0asm whole");
        assert!(split.files.is_empty() && split.parts.is_empty());
    }
}
