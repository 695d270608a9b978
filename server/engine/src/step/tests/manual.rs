//! `docs/engine.md` shows what every node and operation does by scripts; each is played here. `UPDATE_EXPECT=1` writes
//! what comes out into the manual.

use std::{env, fs, path::Path};

use super::office::Office;

const FENCE: &str = "```script\n";

/// Plays a script: a flow, what happens, and the account, parted by lines of three hyphens. Gives what it should say.
fn played(script: &str) -> String {
    let mut parts = script.split("---\n");
    let (flow, happens) = (parts.next().unwrap(), parts.next().expect("what happens"));
    let is_promise = |line: &&str| ["promise ", "ladder ", "offer "].iter().any(|word| line.starts_with(word));
    let (promises, lines): (Vec<&str>, Vec<&str>) = flow.lines().partition(is_promise);
    let mut office = Office::new(&lines.join("\n"));
    for line in promises {
        office = office.promised(line);
    }
    office.play(happens);
    format!("{flow}---\n{happens}---\n{}", office.told())
}

#[test]
fn every_script_of_the_manual_is_true() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/engine.md");
    let manual = fs::read_to_string(&place).unwrap();
    let mut parts = manual.split(FENCE);
    let mut told = parts.next().unwrap().to_owned();
    let mut scripts = 0;
    for part in parts {
        let (script, rest) = part.split_once("```").unwrap();
        told += FENCE;
        told += &played(script);
        told += "```";
        told += rest;
        scripts += 1;
    }
    assert!(scripts >= 15, "the manual shows every node: {scripts}");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&place, &told).unwrap();
    } else {
        assert_eq!(manual, told);
    }
}
