//! Sorts the words of `locales/*.yml` and writes them as plain lines: keys, English, Chinese. A key that lacks a
//! language, or whose languages name different facts, stops the build with the file and the key. It also tells the
//! program the address of the icons, which changes with them: a browser keeps them, and draws them without a network.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
};

#[path = "src/i18n/read.rs"]
mod read;

const ICONS: &str = "../../style/icons.svg";

/// The areas that only some rooms speak of. They travel with those rooms; every other area is known
/// everywhere.
const OF_ROOMS: [(&str, &[&str]); 9] = [
    ("setup", &["setup"]),
    ("day", &["day"]),
    ("admin", &["account", "admin"]),
    ("events", &["event"]),
    ("offers", &["offer"]),
    ("studio", &["check", "condition", "designer", "editor", "severity", "studio"]),
    ("sheets", &["migration", "reckoning", "rule"]),
    ("forms", &["form"]),
    ("flows", &["flow", "trial"]),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src/i18n/read.rs");
    println!("cargo::rerun-if-changed={ICONS}");
    let mut hasher = DefaultHasher::new();
    fs::read(ICONS)?.hash(&mut hasher);
    println!("cargo::rustc-env=DESKLOOM_ICONS=/icons.svg?{:016x}", hasher.finish());
    let mut sets: BTreeMap<&str, BTreeMap<String, (String, String)>> = BTreeMap::new();
    for file in fs::read_dir("locales")? {
        let path = file?.path();
        let Some(area) = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_yaml(&path)) else { continue };
        let entries = read::read(&fs::read_to_string(&path)?).map_err(|why| format!("{}: {why}", path.display()))?;
        let room = OF_ROOMS.iter().find(|(_, areas)| areas.contains(&area));
        let words = sets.entry(room.map_or("everywhere", |(name, _)| name)).or_default();
        for entry in entries {
            words.insert(format!("{area}.{}", entry.key), (entry.en, entry.zh));
        }
    }
    sets.iter().try_for_each(|(name, words)| write(name, words))
}

fn write(name: &str, words: &BTreeMap<String, (String, String)>) -> Result<(), Box<dyn Error>> {
    let (mut keys, mut english, mut chinese) = (String::new(), String::new(), String::new());
    for (key, (en, zh)) in words {
        for (lines, line) in [(&mut keys, key), (&mut english, en), (&mut chinese, zh)] {
            if line.is_empty() || line.contains('\n') {
                return Err(format!("{key}: words are one line").into());
            }
            lines.push_str(line);
            lines.push('\n');
        }
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo gives OUT_DIR")?;
    for (kind, lines) in [("keys", keys), ("en", english), ("zh", chinese)] {
        fs::write(Path::new(&out).join(format!("{name}.{kind}")), lines)?;
    }
    Ok(())
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "yml")
}
