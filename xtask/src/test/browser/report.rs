//! What Playwright's JSON report says of the specs that failed, in few enough words for the table of checks.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// The part of the report that is read here.
#[derive(Debug, Deserialize)]
pub struct Report {
    #[serde(default)]
    suites: Vec<Suite>,
    #[serde(default)]
    errors: Vec<Fault>,
}

/// A file of specs, or a `describe` in it.
#[derive(Debug, Deserialize)]
struct Suite {
    title: String,
    #[serde(default)]
    suites: Vec<Suite>,
    #[serde(default)]
    specs: Vec<Spec>,
}

#[derive(Debug, Deserialize)]
struct Spec {
    title: String,
    ok: bool,
    #[serde(default)]
    tests: Vec<Tried>,
}

#[derive(Debug, Deserialize)]
struct Tried {
    #[serde(default)]
    results: Vec<Outcome>,
}

#[derive(Debug, Deserialize)]
struct Outcome {
    #[serde(default)]
    errors: Vec<Fault>,
}

#[derive(Debug, Deserialize)]
struct Fault {
    #[serde(default)]
    message: String,
}

impl Report {
    /// Reads the report that a run has left behind.
    ///
    /// # Errors
    /// There is none, or it is not Playwright's.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("the specs left no {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} is not a report of Playwright", path.display()))
    }

    /// Every failure as "where › which: its first line", joined by semicolons.
    pub fn failures(&self) -> String {
        let mut told: Vec<String> = self.errors.iter().map(|error| first_line(&error.message)).collect();
        for suite in &self.suites {
            suite.tell("", &mut told);
        }
        told.join("; ")
    }
}

impl Suite {
    fn tell(&self, around: &str, told: &mut Vec<String>) {
        let here = if around.is_empty() { self.title.clone() } else { format!("{around} › {}", self.title) };
        for spec in self.specs.iter().filter(|spec| !spec.ok) {
            let results = spec.tests.iter().flat_map(|tried| &tried.results);
            let why = results.flat_map(|outcome| &outcome.errors).map(|error| first_line(&error.message)).next();
            told.push(format!("{here} › {}: {}", spec.title, why.unwrap_or_default()));
        }
        for suite in &self.suites {
            suite.tell(&here, told);
        }
    }
}

/// The first line without the colours of a terminal.
fn first_line(message: &str) -> String {
    let mut plain = String::new();
    let mut characters = message.lines().next().unwrap_or_default().chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_told_by_its_place_and_its_first_line() {
        let report: Report = serde_json::from_value(serde_json::json!({
            "suites": [{
                "title": "main.spec.ts",
                "specs": [{ "title": "passes", "ok": true, "tests": [] }],
                "suites": [{
                    "title": "in en",
                    "specs": [{
                        "title": "is filed",
                        "ok": false,
                        "tests": [{ "results": [{ "errors": [
                            { "message": "Error: \u{1b}[2mexpect(\u{1b}[22mlocator) failed\nand much more" },
                        ]}]}],
                    }],
                }],
            }],
            "errors": [],
        }))
        .unwrap();

        assert_eq!(report.failures(), "main.spec.ts › in en › is filed: Error: expect(locator) failed");
    }
}
