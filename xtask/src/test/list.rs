//! The list of checks: each is run, timed and remembered; the table and the count come last.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::machine::Missing;

/// How one check went.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Passed,
    Failed,
    Skipped,
}

#[derive(Debug)]
struct Row {
    name: &'static str,
    verdict: Verdict,
    words: String,
    took: Duration,
}

/// The checks so far.
#[derive(Debug)]
pub struct Checks {
    rows: Vec<Row>,
    strict: bool,
}

impl Checks {
    /// An empty list; with `strict`, what is missing on this machine counts as failed.
    pub fn new(strict: bool) -> Self {
        Self { rows: Vec::new(), strict }
    }

    /// Runs a check that ends with a few words for the table.
    pub fn check(&mut self, name: &'static str, check: impl FnOnce() -> Result<String>) {
        self.record(name, check, String::clone);
    }

    /// Runs a check whose outcome later checks need.
    pub fn prepare<T>(&mut self, name: &'static str, check: impl FnOnce() -> Result<T>) -> Option<T> {
        self.record(name, check, |_| String::new())
    }

    fn record<T>(
        &mut self,
        name: &'static str,
        check: impl FnOnce() -> Result<T>,
        words: impl FnOnce(&T) -> String,
    ) -> Option<T> {
        println!("\n== {name}");
        let began = Instant::now();
        let outcome = check();
        let took = began.elapsed();
        let (verdict, words, value) = match outcome {
            Ok(value) => (Verdict::Passed, words(&value), Some(value)),
            Err(error) => {
                println!("{error:#}");
                let verdict = if error.is::<Missing>() && !self.strict { Verdict::Skipped } else { Verdict::Failed };
                (verdict, error.to_string(), None)
            }
        };
        self.rows.push(Row { name, verdict, words, took });
        value
    }

    /// Prints the table and the count; true if nothing failed.
    pub fn close(self) -> bool {
        println!("\n{}", self.table());
        self.count(&Verdict::Failed) == 0
    }

    fn count(&self, verdict: &Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == *verdict).count()
    }

    fn table(&self) -> String {
        let width = self.rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
        let mut lines: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let verdict = match row.verdict {
                    Verdict::Passed => "passed",
                    Verdict::Failed => "FAILED",
                    Verdict::Skipped => "skipped",
                };
                let words = row.words.lines().next().unwrap_or_default();
                let line = format!("{verdict:<8} {:<width$} {:>7.1} s  {words}", row.name, row.took.as_secs_f64());
                line.trim_end().to_owned()
            })
            .collect();
        let [passed, failed, skipped] =
            [Verdict::Passed, Verdict::Failed, Verdict::Skipped].map(|one| self.count(&one));
        let rest = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
        lines.push(format!("{passed} passed, {failed} failed{rest}"));
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checks(strict: bool) -> Checks {
        let mut checks = Checks::new(strict);
        checks.check("one", || Ok("fine".to_owned()));
        let nothing: Option<()> = checks.prepare("two", || Err(Missing::error("a browser")));
        assert_eq!(nothing, None);
        checks
    }

    #[test]
    fn what_is_missing_is_skipped_at_home_and_fails_in_continuous_integration() {
        let home = checks(false).table();
        assert!(home.contains("skipped  two"), "{home}");
        assert_eq!(home.lines().last(), Some("1 passed, 0 failed, 1 skipped"));
        let integration = checks(true).table();
        assert_eq!(integration.lines().last(), Some("1 passed, 1 failed"));
        assert!(!checks(true).close());
        assert!(checks(false).close());
    }
}
