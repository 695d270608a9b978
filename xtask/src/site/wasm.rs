//! The frontend: cargo builds it for WebAssembly, and wasm-bindgen, as a library from the same lock file, writes the
//! JavaScript around it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use wasm_bindgen_cli_support::Bindgen;

use super::{Speed, compress, esbuild, section, split, stamp};
use crate::{
    bytes,
    machine::{self, Scratch},
    workspace::{Workspace, carry_out, output_of},
};

/// The machine that browsers are.
pub const TRIPLE: &str = "wasm32-unknown-unknown";

/// What decides the frontend's bytes.
const SOURCES: [&str; 7] =
    ["app", "frontend", "Cargo.toml", "Cargo.lock", ".cargo/config.toml", "rust-toolchain.toml", "xtask/src/site"];

/// Crates whose code must never travel to a browser, as they appear in symbol names.
const NEVER: [&str; 5] = ["rhai", "sea_orm", "regex_automata", "regex_syntax", "chrono_tz"];

/// The names of the frontend's files.
#[derive(Debug, Serialize, Deserialize)]
pub struct Frontend {
    /// `frontend-<hash>.js`.
    pub js: String,
    /// `frontend-<hash>_bg.wasm`.
    pub wasm: String,
    /// What pages that are loaded later need besides: files by page.
    pub parts: BTreeMap<String, BTreeSet<String>>,
}

/// Builds the frontend and gives its names.
pub fn build(workspace: &Workspace, speed: Speed) -> Result<Frontend> {
    let compiler = output_of(&mut workspace.command("rustc", &["--version"]))?;
    let stamp = stamp::Stamp::of(workspace, "frontend", speed, &compiler, &SOURCES)?;
    if let Some(frontend) = stamp.produced() {
        return Ok(frontend);
    }
    println!("building the frontend");
    ensure_target(workspace)?;
    let raw = compile(workspace, speed)?;
    if speed == Speed::Dist {
        refuse_server_code(&raw)?;
    }
    let (frontend, files) = bind(workspace, &raw, speed)?;
    stamp.keep(&frontend, files)?;
    Ok(frontend)
}

/// Adds the WebAssembly target to the toolchain where it is missing.
pub fn ensure_target(workspace: &Workspace) -> Result<()> {
    let libraries = output_of(&mut workspace.command("rustc", &["--print", "target-libdir", "--target", TRIPLE]))
        .unwrap_or_default();
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    ensure!(
        machine::program("rustup", &[]).is_some(),
        "the Rust target {TRIPLE} is missing and rustup is not here to add it: install Rust by rustup, or the target by hand"
    );
    carry_out(&mut workspace.command("rustup", &["target", "add", TRIPLE]))
}

fn compile(workspace: &Workspace, speed: Speed) -> Result<Vec<u8>> {
    let (profile, folder) = match speed {
        Speed::Dist => ("wasm-release", "wasm-release"),
        Speed::Dev => ("dev", "debug"),
    };
    let arguments = ["build", "--locked", "--lib", "-p", "frontend", "--target", TRIPLE, "--profile", profile];
    carry_out(&mut workspace.cargo(&arguments))?;
    let path = workspace.target.join(TRIPLE).join(folder).join("frontend.wasm");
    fs::read(&path).with_context(|| format!("read {}", path.display()))
}

/// Before wasm-bindgen removes them, the symbol names tell whose code was linked.
fn refuse_server_code(raw: &[u8]) -> Result<()> {
    let linked: Vec<&str> = NEVER.into_iter().filter(|name| bytes::hold(raw, &mangled(name))).collect();
    if linked.is_empty() {
        return Ok(());
    }
    bail!("code that belongs on the server reached the browser: {}", linked.join(", "));
}

/// A crate's name as it stands in a symbol: its length before it.
fn mangled(name: &str) -> String {
    format!("{}{name}", name.len())
}

/// Takes out what is loaded later, lets wasm-bindgen write the JavaScript around the rest, and writes all files.
fn bind(workspace: &Workspace, raw: &[u8], speed: Speed) -> Result<(Frontend, Vec<String>)> {
    let hash = stamp::name_hash(raw);
    let name = format!("frontend-{hash}");
    let scratch = Scratch::new("bindgen")?;
    let split = split::split(raw, &hash, &name, &scratch.path.join("split"))?;
    let bound = scratch.path.join("bound");
    Bindgen::new()
        .input_bytes(&name, section::without_linker_notes(&split.main)?)
        .out_name(&name)
        .web(true)?
        .typescript(false)
        .keep_lld_exports(!split.files.is_empty())
        .demangle(speed == Speed::Dev)
        .remove_name_section(speed == Speed::Dist)
        .remove_producers_section(true)
        .generate(&bound)
        .context("wasm-bindgen")?;
    let mut files = split.files;
    if speed == Speed::Dist {
        for (_, part) in
            files.iter_mut().filter(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "wasm"))
        {
            *part = section::without_notes(part)?;
        }
    }
    for path in machine::files_below(&bound, Path::new(""))? {
        let content = fs::read(bound.join(&path)).with_context(|| format!("read {}", path.display()))?;
        let name = path.to_str().context("wasm-bindgen wrote a name that is not UTF-8")?;
        files.insert(name.to_owned(), content);
    }
    let folder = workspace.site().join("pkg");
    for (name, content) in &files {
        if Path::new(name).extension().is_some_and(|end| end == "js") {
            compress::write(&folder, name, minified(workspace, content, speed)?.as_bytes(), speed)?;
        } else {
            compress::write(&folder, name, content, speed)?;
        }
    }
    let frontend = Frontend { js: format!("{name}.js"), wasm: format!("{name}_bg.wasm"), parts: split.parts };
    let all: Vec<String> = files.into_keys().collect();
    ensure!(all.contains(&frontend.js) && all.contains(&frontend.wasm), "wasm-bindgen wrote {}", all.join(", "));
    Ok((frontend, all))
}

fn minified(workspace: &Workspace, script: &[u8], speed: Speed) -> Result<String> {
    let script = std::str::from_utf8(script).context("wasm-bindgen wrote JavaScript that is not UTF-8")?;
    match speed {
        Speed::Dist => {
            let arguments = ["--minify", "--format=esm", "--loader=js", "--target=es2022"];
            esbuild::run(workspace, &arguments, Some(script))
        }
        Speed::Dev => Ok(script.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_of_a_server_crate_is_found_and_a_mere_word_is_not() {
        assert!(refuse_server_code(b"_ZN4rhai6engine6Engine3new17h0E").is_err());
        assert!(refuse_server_code(b"_ZN14regex_automata4meta17h0E").is_err());
        assert!(refuse_server_code(b"a text that names rhai and regex_automata").is_ok());
    }
}
