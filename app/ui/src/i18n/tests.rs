//! What keeps the two languages whole.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::*;

fn app() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The string literal a text begins with.
fn literal(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix('"')?.split('"').next()
}

/// What stands behind the first argument of a call.
fn behind_first_argument(text: &str) -> Option<&str> {
    let mut depth = 0_u32;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return None,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => return text.get(at + 1..),
            _ => {}
        }
    }
    None
}

/// The keys that the code of a file writes down, its tests left out.
fn keys_in(source: &str) -> Vec<&str> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    for call in ["t!(", "t(", "tf("] {
        for (at, _) in code.match_indices(call) {
            let is_whole = code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
            let arguments = &code[at + call.len()..];
            if is_whole {
                let key = if call == "t!(" { Some(arguments) } else { behind_first_argument(arguments) };
                found.extend(key.and_then(literal));
            }
        }
    }
    found.retain(|key| key.contains('.') && !key.starts_with("area."));
    found
}

#[test]
fn every_key_written_in_the_code_has_words() {
    let mut files = Vec::new();
    sources(&app(), &mut files);
    let mut missing = Vec::new();
    for path in files.iter().filter(|path| !path.ends_with("i18n/tests.rs")) {
        let source = fs::read_to_string(path).unwrap();
        for key in keys_in(&source) {
            if find(Lang::En, key).is_none() {
                missing.push(format!("{}: {key}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "keys without words:\n{}", missing.join("\n"));
}

/// A browser learns some words when it enters the rooms that say them. Elsewhere they would read `[?]`.
#[test]
fn the_words_of_a_room_are_said_there_alone() {
    let mut files = Vec::new();
    sources(&app(), &mut files);
    let studio: &[&str] = &["designer", "src/pages/studio", "src/pages/studio.rs"];
    let sheets: &[&str] = &[
        "src/pages/studio/sheet",
        "src/pages/studio/sheet.rs",
        "src/pages/studio/versions",
        "src/pages/studio/versions.rs",
        "src/pages/studio/reckoning.rs",
        "src/pages/studio/keeper",
    ];
    let forms: &[&str] =
        &["designer/src/form", "designer/src/form.rs", "src/pages/studio/form", "src/pages/studio/form.rs"];
    let flows: &[&str] =
        &["designer/src/flow", "designer/src/flow.rs", "src/pages/studio/flow", "src/pages/studio/flow.rs"];
    let setup: &[&str] = &["src/pages/setup", "src/pages/setup.rs"];
    let day: &[&str] = &["src/pages/day", "src/pages/day.rs"];
    let admin: &[&str] = &["src/pages/admin", "src/pages/admin.rs", "src/pages/account", "src/pages/account.rs"];
    let events: &[&str] = &["src/words/event.rs", "src/words/tests.rs", "src/shifts.rs"];
    let offers: &[&str] =
        &["src/pages/ticket/offer.rs", "src/pages/ticket/question/deed.rs", "src/pages/studio/sheet/queue/offer.rs"];
    let rooms = [
        (SETUP, setup),
        (DAY, day),
        (ADMIN, admin),
        (EVENTS, events),
        (OFFERS, offers),
        (STUDIO, studio),
        (SHEETS, sheets),
        (FORMS, forms),
        (FLOWS, flows),
    ];
    for (words, places) in rooms {
        let of_the_room: BTreeSet<&str> = words.keys.lines().collect();
        let is_there = |path: &Path| places.iter().any(|place| path.starts_with(app().join(place)));
        let mut wrong = Vec::new();
        for path in files.iter().filter(|path| !is_there(path) && !path.ends_with("i18n/tests.rs")) {
            let source = fs::read_to_string(path).unwrap();
            let said = source.split('"').filter(|said| of_the_room.contains(said));
            wrong.extend(said.map(|key| format!("{}: {key}", path.display())));
        }
        assert!(wrong.is_empty(), "words of a room said elsewhere:\n{}", wrong.join("\n"));
    }
}

#[test]
fn the_search_for_keys_finds_macros_and_calls() {
    let source =
        r#"{t!("a.b")} t!( "c.d", n = 1) t(lang.get(), "e.f") tf(Lang::En, "g.h", &[]) format!("no.no") set(x, "n.o")"#;
    assert_eq!(keys_in(source), ["a.b", "c.d", "e.f", "g.h"]);
}

#[test]
fn every_file_says_the_same_in_both_languages() {
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("locales")).unwrap() {
        let path = file.unwrap().path();
        let entries = read::read(&fs::read_to_string(&path).unwrap());
        assert!(entries.is_ok(), "{}: {}", path.display(), entries.unwrap_err());
        for entry in entries.unwrap() {
            assert_eq!(read::names(&entry.en), read::names(&entry.zh), "{}: {}", path.display(), entry.key);
        }
    }
}

#[test]
fn chinese_words_need_no_typed_spaces_beside_latin_ones() {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for key in keys() {
        let zh = t(Lang::ZhCn, key);
        let letters: Vec<char> = zh.chars().collect();
        for three in letters.windows(3) {
            let spaced = three[1] == ' ' && (latin(three[0]) && han(three[2]) || han(three[0]) && latin(three[2]));
            assert!(!spaced, "{key}: the air between Chinese and Latin comes from text-autospace");
        }
    }
}

#[test]
fn a_file_with_a_hole_is_refused() {
    assert!(read::read("save:\n  en: Save\n").unwrap_err().contains("both languages"));
    assert!(read::read("save:\n  en: Save {a}\n  zh-CN: 保存{b}\n").unwrap_err().contains("same facts"));
    assert!(read::read("save:\n  en: Save: now\n").unwrap_err().contains("double quotes"));
    assert!(read::read("save:\n  fr: Garder\n").unwrap_err().contains("language"));
    assert!(read::read("save:\n  en: A\n  zh-CN: B\nsave:\n").unwrap_err().contains("twice"));
    let quoted = read::read("save:\n  en: \"Say \\\"yes\\\": {a}\"\n  zh-CN: 说{a}\n").unwrap();
    assert_eq!(quoted[0].en, "Say \"yes\": {a}");
}

#[test]
fn facts_are_put_in_and_counted() {
    assert_eq!(tf(Lang::En, "problem.unknown_option", &[("given", &"red")]).matches("red").count(), 1);
    assert_eq!(tf(Lang::En, "time.days_ago", &[("n", &1)]), "1 day ago");
    assert_eq!(tf(Lang::En, "time.days_ago", &[("n", &3)]), "3 days ago");
    assert_eq!(tf(Lang::ZhCn, "time.days_ago", &[("n", &3)]), "3天前");
    assert_eq!(t(Lang::En, "no.such.key"), "[?]");
}

#[test]
fn a_tag_names_a_language() {
    assert_eq!(Lang::from_tag("zh-Hans"), Some(Lang::ZhCn));
    assert_eq!(Lang::from_tag("en_GB"), Some(Lang::En));
    assert_eq!(Lang::from_tag("fr"), None);
    assert_eq!(Lang::En.other(), Lang::ZhCn);
}
