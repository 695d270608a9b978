//! Reads a file of translations: a small, strict part of YAML. Shared by the build script and the tests.
//!
//! Every entry has a key at the margin and, two spaces in, one line per language:
//!
//! ```yaml
//! save:
//!   zh-CN: 保存
//!   en: Save
//! ```
//!
//! A text with a colon and a space, a hash, or a special first character stands in double quotes.

/// One entry of a file: its key and its words.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key inside the file's area.
    pub key: String,
    /// The English words.
    pub en: String,
    /// The Chinese words.
    pub zh: String,
}

/// Reads a whole file. The error names the line and says what is wrong with it.
pub fn read(source: &str) -> Result<Vec<Entry>, String> {
    let mut found: Vec<(String, Option<String>, Option<String>)> = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let at = |what: &str| format!("line {}: {what}", index + 1);
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let (name, rest) = line.split_once(':').ok_or_else(|| at("no colon"))?;
        if let Some(tag) = name.strip_prefix("  ") {
            let words = unquote(rest.trim()).map_err(at)?;
            let (key, en, zh) = found.last_mut().ok_or_else(|| at("words without a key"))?;
            let place = match tag {
                "en" => en,
                "zh-CN" => zh,
                _ => return Err(at("a language that is not en or zh-CN")),
            };
            if place.replace(words).is_some() {
                return Err(at(&format!("{key} has this language twice")));
            }
        } else {
            if !rest.trim().is_empty() || !is_key(name) {
                return Err(at("a key is made of a-z, 0-9, _ and dots, and stands alone"));
            }
            if found.iter().any(|(key, ..)| key == name) {
                return Err(at(&format!("{name} is there twice")));
            }
            found.push((name.to_owned(), None, None));
        }
    }
    found
        .into_iter()
        .map(|(key, en, zh)| match (en, zh) {
            (Some(en), Some(zh)) => {
                if names(&en) == names(&zh) {
                    Ok(Entry { key, en, zh })
                } else {
                    Err(format!("{key} does not name the same facts in both languages"))
                }
            }
            _ => Err(format!("{key} is not written in both languages")),
        })
        .collect()
}

/// The facts a sentence asks for, sorted, each once: `{given}`, or `{count|ticket|tickets}`.
pub fn names(words: &str) -> Vec<&str> {
    let mut names: Vec<&str> = words
        .split('{')
        .skip(1)
        .filter_map(|piece| piece.split_once('}'))
        .map(|(inside, _)| inside.split('|').next().unwrap_or(inside))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a text can be a key.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.'))
}

/// A plain or a double-quoted text.
fn unquote(text: &str) -> Result<String, &'static str> {
    let Some(inside) = text.strip_prefix('"') else {
        let special = text.starts_with(['{', '[', '\'', '&', '*', '!', '|', '>', '%', '@', '`', '-', '?', '#', ',']);
        return match text {
            "" => Err("no words"),
            _ if special || text.contains(": ") || text.ends_with(':') || text.contains(" #") => {
                Err("these words need double quotes")
            }
            _ => Ok(text.to_owned()),
        };
    };
    let inside = inside.strip_suffix('"').ok_or("the quotes are not closed")?;
    let mut words = String::with_capacity(inside.len());
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return Err("a quote inside needs a backslash"),
            '\\' => match letters.next() {
                Some('n') => words.push('\n'),
                Some(other @ ('"' | '\\')) => words.push(other),
                _ => return Err("an unknown escape"),
            },
            other => words.push(other),
        }
    }
    if words.is_empty() { Err("no words") } else { Ok(words) }
}
