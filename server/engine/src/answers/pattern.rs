//! Patterns: regular expressions of text fields, in linear time and bounded size.

use std::collections::HashMap;

use model::{
    Code, Fields, Problem, Problems, Value,
    form::{Form, Holds},
    key::FieldKey,
};
use regex::{Regex, RegexBuilder};

/// The longest pattern, in bytes.
const LONGEST: usize = 1_000;
/// The largest compiled pattern, in bytes.
const LARGEST: usize = 1 << 20;

/// The patterns of a form's fields, and of the columns of its tables.
#[derive(Debug)]
pub(crate) struct Patterns {
    fields: HashMap<FieldKey, Regex>,
    columns: HashMap<FieldKey, Vec<(FieldKey, Regex)>>,
}

impl Patterns {
    /// Compiles every pattern; those that are wrong are told with their path.
    pub(crate) fn compile(form: &Form, problems: &mut Problems) -> Self {
        let mut found = Self { fields: HashMap::new(), columns: HashMap::new() };
        let mut add = |holds: &Holds, path: String| {
            let Holds::Text { pattern: Some(pattern), .. } = holds else { return None };
            compile(pattern)
                .map_err(|reason| {
                    problems.push(Problem::error(Code::BadPattern, format!("{path}/pattern")).with("text", reason));
                })
                .ok()
        };
        for field in &form.fields {
            let path = format!("/fields/{}", field.key);
            if let Holds::Table { columns, .. } = &field.holds {
                for column in columns {
                    if let Some(pattern) = add(&column.holds, format!("{path}/columns/{}", column.key)) {
                        found.columns.entry(field.key.clone()).or_default().push((column.key.clone(), pattern));
                    }
                }
            } else if let Some(pattern) = add(&field.holds, path) {
                found.fields.insert(field.key.clone(), pattern);
            }
        }
        found
    }

    /// Checks values that are normal already.
    pub(crate) fn check(&self, fields: &Fields, problems: &mut Problems) {
        let mut check = |pattern: &Regex, value: Option<&Value>, path: String| {
            if let Some(Value::String(text)) = value
                && !pattern.is_match(text)
            {
                problems.push(Problem::error(Code::PatternMismatch, path));
            }
        };
        for (key, value) in fields {
            if let Some(pattern) = self.fields.get(key) {
                check(pattern, Some(value), format!("/fields/{key}"));
            }
            for (column, pattern) in self.columns.get(key).into_iter().flatten() {
                for (index, line) in value.as_array().into_iter().flatten().enumerate() {
                    check(pattern, line.get(column.as_str()), format!("/fields/{key}/{index}/{column}"));
                }
            }
        }
    }
}

/// A pattern that the whole text must match.
fn compile(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > LONGEST {
        return Err(format!("longer than {LONGEST} bytes"));
    }
    let build =
        |pattern: &str| RegexBuilder::new(pattern).size_limit(LARGEST).dfa_size_limit(LARGEST).nest_limit(40).build();
    // First alone, so that what is wrong is told about what was written, and so that brackets cannot close ours.
    build(pattern).and_then(|_| build(&format!(r"\A(?:{pattern})\z"))).map_err(|error| {
        let reason = error.to_string();
        reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
    })
}
