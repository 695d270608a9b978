//! A small part of Markdown, for instructions: paragraphs, lists, headings, bold, code and links. What is not of this
//! part is shown as it was typed; nothing is ever taken for HTML.

use leptos::prelude::*;

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Heading(String),
    Paragraph(String),
    List { is_numbered: bool, items: Vec<String> },
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Bold(String),
    Code(String),
    Link { words: String, to: String },
}

/// Text in Markdown, as blocks.
#[component]
pub fn Markdown(#[prop(into)] text: String) -> impl IntoView {
    let blocks = blocks(&text).into_iter().map(draw).collect_view();
    view! { <div class="prose">{blocks}</div> }
}

fn draw(block: Block) -> AnyView {
    match block {
        Block::Heading(line) => view! { <h4>{line_of(&line)}</h4> }.into_any(),
        Block::Paragraph(line) => view! { <p>{line_of(&line)}</p> }.into_any(),
        Block::List { is_numbered, items } => {
            let items = items.iter().map(|item| view! { <li>{line_of(item)}</li> }.into_any()).collect_view();
            if is_numbered { view! { <ol>{items}</ol> }.into_any() } else { view! { <ul>{items}</ul> }.into_any() }
        }
    }
}

fn line_of(line: &str) -> Vec<AnyView> {
    pieces(line)
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(words) => words.into_any(),
            Piece::Bold(words) => view! { <b>{words}</b> }.into_any(),
            Piece::Code(words) => view! { <code>{words}</code> }.into_any(),
            Piece::Link { words, to } => {
                view! { <a href=to rel="noopener noreferrer" target="_blank">{words}</a> }.into_any()
            }
        })
        .collect()
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            is_open = false;
            continue;
        }
        if let Some((is_numbered, item)) = item(line) {
            match found.last_mut() {
                Some(Block::List { is_numbered: same, items }) if *same == is_numbered && is_open => {
                    items.push(item.to_owned());
                }
                _ => found.push(Block::List { is_numbered, items: vec![item.to_owned()] }),
            }
        } else if let Some(heading) = line.strip_prefix('#') {
            found.push(Block::Heading(heading.trim_start_matches('#').trim().to_owned()));
        } else {
            match found.last_mut() {
                Some(Block::Paragraph(words)) if is_open => {
                    words.push('\n');
                    words.push_str(line);
                }
                _ => found.push(Block::Paragraph(line.to_owned())),
            }
        }
        is_open = true;
    }
    found
}

/// A list item without its mark, and whether the mark is a number.
fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(rest) = ["- ", "* ", "• "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some((false, rest.trim()));
    }
    let (number, rest) = line.split_once(['.', '、', ')'])?;
    let is_number = !number.is_empty() && number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit());
    (is_number && !rest.trim().is_empty()).then(|| (true, rest.trim()))
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let special = special(rest);
        if let Some((piece, behind)) = special {
            if !plain.is_empty() {
                found.push(Piece::Plain(std::mem::take(&mut plain)));
            }
            found.push(piece);
            rest = behind;
        } else {
            plain.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    if !plain.is_empty() {
        found.push(Piece::Plain(plain));
    }
    found
}

/// The special piece a line begins with, and what stands behind it.
fn special(line: &str) -> Option<(Piece, &str)> {
    if let Some(inside) = line.strip_prefix("**") {
        let (words, behind) = inside.split_once("**")?;
        return (!words.is_empty()).then(|| (Piece::Bold(words.to_owned()), behind));
    }
    if let Some(inside) = line.strip_prefix('`') {
        let (words, behind) = inside.split_once('`')?;
        return (!words.is_empty()).then(|| (Piece::Code(words.to_owned()), behind));
    }
    let (words, behind) = line.strip_prefix('[')?.split_once("](")?;
    let (to, behind) = behind.split_once(')')?;
    let is_safe = ["https://", "http://", "mailto:", "tel:"].iter().any(|start| to.starts_with(start))
        || (to.starts_with('/') && !to.starts_with("//"));
    (is_safe && !words.contains('[')).then(|| (Piece::Link { words: words.to_owned(), to: to.to_owned() }, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_paragraphs_and_lists() {
        let text = "Ask first.\nThen look.\n\n- valve\n- joint\n\n1. one\n2. two";
        assert_eq!(
            blocks(text),
            [
                Block::Paragraph("Ask first.\nThen look.".to_owned()),
                Block::List { is_numbered: false, items: vec!["valve".to_owned(), "joint".to_owned()] },
                Block::List { is_numbered: true, items: vec!["one".to_owned(), "two".to_owned()] },
            ]
        );
    }

    #[test]
    fn a_link_leads_only_where_a_link_may() {
        let link = |to: &str| pieces(&format!("[guide]({to})")).into_iter().next();
        assert!(matches!(link("https://example.com"), Some(Piece::Link { .. })));
        assert!(matches!(link("/desk/tickets/7"), Some(Piece::Link { .. })));
        assert!(matches!(link("javascript:alert(1)"), Some(Piece::Plain(_))));
        assert!(matches!(link("//elsewhere.example"), Some(Piece::Plain(_))));
    }

    #[test]
    fn bold_and_code_stand_out_and_the_rest_stays() {
        assert_eq!(
            pieces("Press **hard**, `E2` 2 * 3"),
            [
                Piece::Plain("Press ".to_owned()),
                Piece::Bold("hard".to_owned()),
                Piece::Plain(", ".to_owned()),
                Piece::Code("E2".to_owned()),
                Piece::Plain(" 2 * 3".to_owned()),
            ]
        );
    }
}
