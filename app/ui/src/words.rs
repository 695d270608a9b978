//! Plain text as people wrote it: paragraphs and lines, nothing interpreted.

use leptos::prelude::*;

/// Paragraphs of a plain text. Blank lines part paragraphs, line ends stay; markup is shown as it was typed.
#[component]
pub fn Words(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    paragraphs(&text)
        .into_iter()
        .map(|lines| {
            let lines = lines
                .into_iter()
                .enumerate()
                .map(|(at, line)| {
                    let end = (at > 0).then(|| view! { <br /> });
                    view! {
                        {end}
                        {line}
                    }
                })
                .collect_view();
            view! { <p>{lines}</p> }.into_any()
        })
        .collect_view()
}

/// The lines of each paragraph.
fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut is_open = false;
    for line in text.lines().map(str::trim_end) {
        if line.trim_start().is_empty() {
            is_open = false;
        } else if let Some(last) = found.last_mut().filter(|_| is_open) {
            last.push(line.to_owned());
        } else {
            found.push(vec![line.to_owned()]);
            is_open = true;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs_and_line_ends_stay() {
        assert_eq!(paragraphs("a\r\nb\n\n\n c\n"), [vec!["a", "b"], vec![" c"]]);
        assert!(paragraphs(" \n\n").is_empty());
    }
}
