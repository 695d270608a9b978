//! Compiles `locales/*.yml` into one sorted table. A key that lacks a language, or whose languages name different
//! facts, stops the build with the file and the key. It also tells the program the address of the icons, which changes
//! with them: a browser keeps them, and draws them without a network.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
};

#[path = "src/i18n/read.rs"]
mod read;

const ICONS: &str = "../../style/icons.svg";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src/i18n/read.rs");
    println!("cargo::rerun-if-changed={ICONS}");
    let mut hasher = DefaultHasher::new();
    fs::read(ICONS)?.hash(&mut hasher);
    println!("cargo::rustc-env=DESKLOOM_ICONS=/icons.svg?{:016x}", hasher.finish());
    let mut words = BTreeMap::new();
    for file in fs::read_dir("locales")? {
        let path = file?.path();
        let Some(area) = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_yaml(&path)) else { continue };
        let entries = read::read(&fs::read_to_string(&path)?).map_err(|why| format!("{}: {why}", path.display()))?;
        for entry in entries {
            words.insert(format!("{area}.{}", entry.key), (entry.en, entry.zh));
        }
    }
    let mut table = format!("pub(super) static WORDS: [(&str, [&str; 2]); {}] = [\n", words.len());
    for (key, (en, zh)) in &words {
        writeln!(table, "    ({key:?}, [{en:?}, {zh:?}]),")?;
    }
    table.push_str("];\n");
    let out = env::var_os("OUT_DIR").ok_or("cargo gives OUT_DIR")?;
    fs::write(Path::new(&out).join("words.rs"), table)?;
    Ok(())
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "yml")
}
