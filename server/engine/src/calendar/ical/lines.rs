//! The content lines of an iCal file: folded ones put together again, each with the number of its first line, and cut
//! into name, parameters and value.

/// The longest line that is kept; the rest of it is dropped.
const LONGEST: usize = 8_192;

/// A content line, put together.
#[derive(Debug)]
pub struct Unfolded {
    /// The number of its first line in the file, from 1.
    pub number: u32,
    text: String,
}

/// A content line, cut.
#[derive(Debug)]
pub struct Line {
    /// The number of its first line in the file, from 1.
    pub number: u32,
    /// The property's name, in capitals.
    pub name: String,
    /// Its parameters: name in capitals, value without quotes.
    pub parameters: Vec<(String, String)>,
    /// The value as it stands.
    pub value: String,
}

impl Line {
    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value with its escapes resolved, as text on one line.
    pub fn words(&self) -> String {
        let mut words = String::with_capacity(self.value.len());
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') | None => words.push(' '),
                    Some(other) => words.push(other),
                },
                other => words.push(other),
            }
        }
        words
    }
}

/// The lines of a file, folded ones put together. Empty lines are left out.
pub fn unfolded(text: &str) -> impl Iterator<Item = Unfolded> + '_ {
    let mut lines = (1_u32..).zip(text.lines()).peekable();
    std::iter::from_fn(move || {
        loop {
            let (number, first) = lines.next()?;
            let mut text = String::new();
            push(&mut text, first.trim_end_matches('\r'));
            while let Some((_, more)) = lines.next_if(|(_, line)| line.starts_with([' ', '\t'])) {
                push(&mut text, more.get(1..).unwrap_or_default().trim_end_matches('\r'));
            }
            if !text.trim().is_empty() {
                return Some(Unfolded { number, text });
            }
        }
    })
}

fn push(text: &mut String, more: &str) {
    let left = LONGEST.saturating_sub(text.len());
    text.push_str(more.get(..more.floor_char_boundary(left)).unwrap_or_default());
}

impl Unfolded {
    /// The parts: `NAME;PARAMETER=VALUE;…:VALUE`. Nothing where it is no such line.
    pub fn parts(&self) -> Option<Line> {
        let mut in_quotes = false;
        let is_end = |c: char| {
            in_quotes ^= c == '"';
            c == ':' && !in_quotes
        };
        let colon = self.text.find(is_end)?;
        let (head, value) = (self.text.get(..colon)?, self.text.get(colon + 1..)?);
        let mut pieces = quoted(head);
        let name = pieces.next()?.trim().to_ascii_uppercase();
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_name {
            return None;
        }
        let parameters = pieces
            .filter_map(|piece| piece.split_once('='))
            .map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
            .collect();
        Some(Line { number: self.number, name, parameters, value: value.to_owned() })
    }
}

/// The pieces between semicolons that stand outside quotes.
fn quoted(head: &str) -> impl Iterator<Item = &str> {
    let mut in_quotes = false;
    head.split(move |c: char| {
        in_quotes ^= c == '"';
        c == ';' && !in_quotes
    })
}
