//! The frontend: cargo builds it for WebAssembly, and wasm-bindgen, as a library from the same lock file, writes the
//! JavaScript around it.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::{Speed, compress, esbuild, stamp};
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

/// The names of the frontend's two files.
#[derive(Debug)]
pub struct Frontend {
    /// `frontend-<hash>.js`.
    pub js: String,
    /// `frontend-<hash>_bg.wasm`.
    pub wasm: String,
}

/// Builds the frontend and gives its names.
pub fn build(workspace: &Workspace, speed: Speed) -> Result<Frontend> {
    let compiler = output_of(&mut workspace.command("rustc", &["--version"]))?;
    let stamp = stamp::Stamp::of(workspace, "frontend", speed, &compiler, &SOURCES)?;
    if let Some([js, wasm]) = stamp.produced().as_deref() {
        return Ok(Frontend { js: js.clone(), wasm: wasm.clone() });
    }
    println!("building the frontend");
    ensure_target(workspace)?;
    let raw = compile(workspace, speed)?;
    if speed == Speed::Dist {
        refuse_server_code(&raw)?;
    }
    let frontend = bind(workspace, raw, speed)?;
    stamp.keep(&[&frontend.js, &frontend.wasm])?;
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

fn bind(workspace: &Workspace, raw: Vec<u8>, speed: Speed) -> Result<Frontend> {
    let name = format!("frontend-{}", stamp::name_hash(&raw));
    let scratch = Scratch::new("bindgen")?;
    Bindgen::new()
        .input_bytes(&name, raw)
        .out_name(&name)
        .web(true)?
        .typescript(false)
        .remove_name_section(speed == Speed::Dist)
        .remove_producers_section(true)
        .generate(&scratch.path)
        .context("wasm-bindgen")?;
    let frontend = Frontend { js: format!("{name}.js"), wasm: format!("{name}_bg.wasm") };
    let folder = workspace.site().join("pkg");
    for path in machine::files_below(&scratch.path, Path::new(""))? {
        let from = scratch.path.join(&path);
        let content = fs::read(&from).with_context(|| format!("read {}", from.display()))?;
        if path == Path::new(&frontend.js) {
            compress::write(&folder, &frontend.js, minified(workspace, content, speed)?.as_bytes(), speed)?;
        } else if path == Path::new(&frontend.wasm) {
            compress::write(&folder, &frontend.wasm, &content, speed)?;
        } else {
            let to = folder.join(&path);
            fs::create_dir_all(to.parent().unwrap_or(&folder)).context("make the folder of snippets")?;
            fs::write(&to, content).with_context(|| format!("write {}", to.display()))?;
        }
    }
    Ok(frontend)
}

fn minified(workspace: &Workspace, script: Vec<u8>, speed: Speed) -> Result<String> {
    let script = String::from_utf8(script).context("wasm-bindgen wrote JavaScript that is not UTF-8")?;
    match speed {
        Speed::Dist => {
            let arguments = ["--minify", "--format=esm", "--loader=js", "--target=es2022"];
            esbuild::run(workspace, &arguments, Some(&script))
        }
        Speed::Dev => Ok(script),
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
