//! The frontend: cargo builds it for WebAssembly, and wasm-bindgen, as a library from the same lock file, writes the
//! JavaScript around it.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use wasm_bindgen_cli_support::Bindgen;

use super::{Speed, bundle, compress, esbuild, names, order, section, split, stamp, unused};
use crate::{
    machine::{self, Scratch},
    workspace::{Workspace, carry_out, output_of},
};

/// The machine that browsers are.
pub const TRIPLE: &str = "wasm32-unknown-unknown";

/// What decides the frontend's bytes.
const SOURCES: [&str; 7] =
    ["app", "frontend", "Cargo.toml", "Cargo.lock", ".cargo/config.toml", "rust-toolchain.toml", "xtask/src/site"];

/// What the compiler is told besides for people who use Deskloom. Every call that may panic carries the place it stands
/// at, which only whoever reads the browser's console could use: without them three of a hundred bytes less travel.
/// The flag belongs to compilers of the future, hence [`FUTURE`]. The names of functions are those that [`unused`]
/// knows. Flags of one target hide those of `.cargo/config.toml`,
/// so these say them again.
const FLAGS: &str = "--cfg erase_components -Csymbol-mangling-version=v0 -Zlocation-detail=none";

/// Lets the stable compiler take flags that are not stable yet.
const FUTURE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

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
    let mut command = workspace.cargo(&arguments);
    if speed == Speed::Dist {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS).env(FUTURE.0, FUTURE.1);
    }
    carry_out(&mut command)?;
    let path = workspace.target.join(TRIPLE).join(folder).join("frontend.wasm");
    fs::read(&path).with_context(|| format!("read {}", path.display()))
}

/// Before wasm-bindgen removes them, the symbol names tell whose code was linked.
fn refuse_server_code(raw: &[u8]) -> Result<()> {
    let names = names::of_functions(raw)?;
    let is_linked = |one: &&str| names.iter().any(|(_, name)| names::is_of(name, one));
    let linked: Vec<&str> = NEVER.into_iter().filter(is_linked).collect();
    if linked.is_empty() {
        return Ok(());
    }
    bail!("code that belongs on the server reached the browser: {}", linked.join(", "));
}

/// Takes out what is loaded later, lets wasm-bindgen write the JavaScript around the rest, and writes all files.
fn bind(workspace: &Workspace, raw: &[u8], speed: Speed) -> Result<(Frontend, Vec<String>)> {
    let hash = stamp::name_hash(raw);
    let name = format!("frontend-{hash}");
    let scratch = Scratch::new("bindgen")?;
    let raw = if speed == Speed::Dist { Cow::Owned(unused::empty(raw)?) } else { Cow::Borrowed(raw) };
    let mut split = split::split(&raw, &hash, &name, &scratch.path.join("split"))?;
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
    for path in machine::files_below(&bound, Path::new(""))? {
        let content = fs::read(bound.join(&path)).with_context(|| format!("read {}", path.display()))?;
        let name = path.to_str().context("wasm-bindgen wrote a name that is not UTF-8")?;
        files.insert(name.to_owned(), content);
    }
    if speed == Speed::Dist {
        for (name, part) in files.iter_mut().filter(|(name, _)| is_program(name)) {
            *part = order::sort(&section::without_notes(part)?).with_context(|| format!("sort {name}"))?;
        }
    }
    if !split.parts.is_empty() {
        bundle::join(&mut files, &mut split.parts, &split.script, &hash)?;
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

fn is_program(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "wasm")
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
