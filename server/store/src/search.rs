//! Words: how texts and queries are cut, alike for both databases.
//!
//! Letters and digits in a row are a word, in lower case and with full-width forms made narrow. A row of Chinese,
//! Japanese or Korean characters is cut into overlapping pairs and its last character: `退款流程` becomes `退款 款流 流程 程`.
//! So every character begins some word: a single one is found as a prefix, several as a phrase of pairs.
//!
//! The words hold nothing but letters and digits, so nothing in a query can be mistaken for an operator.

use std::{collections::HashMap, fmt::Write as _};

/// How many words of a text are kept. PostgreSQL knows no positions beyond 16,383.
const MOST_WORDS: usize = 16_000;
/// How often one word counts within a text. PostgreSQL keeps 256 positions of a word.
const MOST_REPEATS: u32 = 255;
/// How many characters of one word are kept.
const LONGEST_WORD: usize = 60;
/// How many terms of a query are asked for.
const MOST_TERMS: usize = 16;
/// How many pairs of one term are asked for.
const LONGEST_PHRASE: usize = 32;
/// How much of a query is looked at, in characters.
const LONGEST_QUERY: usize = 500;
/// Holds the place of a word that is not kept; no text contains it, because it is neither letter nor digit.
const FILLER: &str = "\u{E000}";

/// The words of a text, parted by spaces.
pub(crate) fn words(text: &str) -> String {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let list = cut(text).take(MOST_WORDS).collect::<Vec<_>>();
    let mut joined = String::with_capacity(text.len().min(1 << 16) * 2);
    for word in &list {
        if !joined.is_empty() {
            joined.push(' ');
        }
        let count = seen.entry(word).or_default();
        *count += 1;
        joined.push_str(if *count > MOST_REPEATS { FILLER } else { word });
    }
    joined
}

/// The words of a text as PostgreSQL writes a `tsvector`.
pub(crate) fn tsvector(words: &str) -> String {
    let mut vector = String::with_capacity(words.len() * 2);
    for (place, word) in words.split(' ').enumerate() {
        if !word.is_empty() && word != FILLER {
            // Writing to a text cannot fail.
            let _ = write!(vector, "'{word}':{} ", place + 1);
        }
    }
    vector
}

/// What someone looks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sought {
    /// Nothing was asked.
    Anything,
    /// Nothing can be found: the query holds no letter and no digit.
    Nothing,
    /// Tickets that have all of these.
    All(Vec<Term>),
}

/// One thing that must occur.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// A word that begins like this.
    Prefix(String),
    /// Exactly this word.
    Word(String),
    /// These words, one behind the other.
    Phrase(Vec<String>),
}

/// Reads a query. It may be anything: only its letters and digits count, and only so many of them.
pub(crate) fn sought(query: &str) -> Sought {
    let query = query.trim();
    if query.is_empty() {
        return Sought::Anything;
    }
    let cut_at = query.char_indices().nth(LONGEST_QUERY).map_or(query.len(), |(at, _)| at);
    let query = query.get(..cut_at).unwrap_or(query);
    let terms = runs(query)
        .take(MOST_TERMS)
        .map(|run| match run {
            Run::Latin(word) if word.chars().count() == 1 => Term::Word(word),
            Run::Latin(word) => Term::Prefix(word),
            Run::Cjk(characters) => match pairs(&characters) {
                pairs if pairs.is_empty() => Term::Prefix(characters.into_iter().collect()),
                mut pairs => {
                    pairs.truncate(LONGEST_PHRASE);
                    Term::Phrase(pairs)
                }
            },
        })
        .collect::<Vec<_>>();
    if terms.is_empty() { Sought::Nothing } else { Sought::All(terms) }
}

/// The terms as FTS5 writes a query.
pub(crate) fn fts5(terms: &[Term]) -> String {
    let terms = terms.iter().map(|term| match term {
        Term::Prefix(word) => format!("\"{word}\"*"),
        Term::Word(word) => format!("\"{word}\""),
        Term::Phrase(words) => format!("\"{}\"", words.join(" ")),
    });
    terms.collect::<Vec<_>>().join(" AND ")
}

/// The terms as PostgreSQL writes a `tsquery`.
pub(crate) fn tsquery(terms: &[Term]) -> String {
    let terms = terms.iter().map(|term| match term {
        Term::Prefix(word) => format!("'{word}':*"),
        Term::Word(word) => format!("'{word}'"),
        Term::Phrase(words) => {
            format!("({})", words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" <-> "))
        }
    });
    terms.collect::<Vec<_>>().join(" & ")
}

enum Run {
    Latin(String),
    Cjk(Vec<char>),
}

fn cut(text: &str) -> impl Iterator<Item = String> {
    runs(text).flat_map(|run| match run {
        Run::Latin(word) => vec![word],
        Run::Cjk(characters) => {
            let mut words = pairs(&characters);
            words.extend(characters.last().map(ToString::to_string));
            words
        }
    })
}

fn pairs(characters: &[char]) -> Vec<String> {
    characters.windows(2).map(|pair| pair.iter().collect()).collect()
}

fn runs(text: &str) -> impl Iterator<Item = Run> {
    let mut characters = text.chars().map(narrow).flat_map(char::to_lowercase).peekable();
    std::iter::from_fn(move || {
        while characters.next_if(|c| !c.is_alphanumeric()).is_some() {}
        let first = *characters.peek()?;
        if is_cjk(first) {
            let mut run = Vec::new();
            while let Some(c) = characters.next_if(|c| c.is_alphanumeric() && is_cjk(*c)) {
                run.push(c);
            }
            Some(Run::Cjk(run))
        } else {
            let mut word = String::new();
            let mut length = 0;
            while let Some(c) = characters.next_if(|c| c.is_alphanumeric() && !is_cjk(*c)) {
                if length < LONGEST_WORD {
                    word.push(c);
                    length += 1;
                }
            }
            Some(Run::Latin(word))
        }
    })
}

/// The narrow form of a full-width letter or digit.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// Whether words are not parted by spaces in the script of a character: Han, Hiragana, Katakana, Bopomofo, Hangul.
const fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{3035}' | '\u{3038}'..='\u{303C}' | '\u{3040}'..='\u{30FF}' | '\u{3100}'..='\u{318F}'
        | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FFDC}'
        | '\u{1B000}'..='\u{1B16F}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lower_case_and_chinese_is_cut_into_pairs() {
        assert_eq!(words("退款流程 Refund-Process №7"), "退款 款流 流程 程 refund process 7");
        assert_eq!(words("ＡＢＣ１２３ 纸A4箱"), "abc123 纸 a4 箱");
        assert_eq!(words("  ,.!? "), "");
    }

    #[test]
    fn a_query_is_read_as_words_whatever_it_holds() {
        assert_eq!(sought("  "), Sought::Anything);
        assert_eq!(sought("\"*:^(){}%"), Sought::Nothing);
        let Sought::All(terms) = sought("退 款流程 NEAR( \"x' OR") else { panic!("terms") };
        assert_eq!(fts5(&terms), "\"退\"* AND \"款流 流程\" AND \"near\"* AND \"x\" AND \"or\"*");
        assert_eq!(tsquery(&terms), "'退':* & ('款流' <-> '流程') & 'near':* & 'x' & 'or':*");
    }

    #[test]
    fn long_texts_and_queries_are_capped() {
        let text = "退款 流程 word ".repeat(20_000);
        let kept = words(&text);
        assert_eq!(kept.split(' ').count(), MOST_WORDS);
        assert_eq!(kept.split(' ').filter(|word| *word == "word").count(), 255);
        let Sought::All(terms) = sought(&"ab退 ".repeat(50_000)) else { panic!("terms") };
        assert_eq!(terms.len(), MOST_TERMS);
        assert!(tsvector(&kept).len() < 1 << 20);
    }

    #[test]
    fn a_vector_names_each_place() {
        assert_eq!(tsvector(&words("退款 a")), "'退款':1 '款':2 'a':3 ");
        assert_eq!(tsvector(""), "");
    }
}
