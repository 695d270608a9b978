//! Key figures, expressions, differences.

use leptos::prelude::*;
use ui::{Code, CodeResult, Delta, Diff, DiffLine, Differs, Kpi, Piece, Tone, Trend};

use super::line;

/// Numbers and how they moved.
pub fn figures() -> AnyView {
    let moved = |trend, tone, words: &str| Signal::stored(Some(Delta { trend, tone, words: words.to_owned() }));
    line(
        "Tile",
        view! {
            <Kpi name="First response" value="18" unit="min" against="Goal 30 min" delta=moved(Trend::Down, Tone::Good, "6 %") />
            <Kpi name="Solved first time" value="81.6" unit="%" against="Goal 85 %" delta=moved(Trend::Down, Tone::Bad, "2.1 pt") />
            <Kpi name="Backlog" value="137" against="22 over 3 days" delta=moved(Trend::Up, Tone::Warn, "9") />
            <Kpi name="Repeat repairs" value="3.4" unit="%" against="Goal 3 %" delta=moved(Trend::Same, Tone::Quiet, "same") />
        },
    )
}

/// Expressions with their results, and what changed between two versions.
pub fn code() -> AnyView {
    let expression = |name: (Piece, &str)| {
        let plain = |text: &str| (Piece::Plain, text.to_owned());
        vec![
            (name.0, name.1.to_owned()),
            plain(" "),
            (Piece::Word, "==".to_owned()),
            plain(" "),
            (Piece::Value, "\"after_valve\"".to_owned()),
        ]
    };
    view! {
        {line("Code", view! {
            <div class="stack" style="width:100%">
                <Code pieces=expression((Piece::Name, "fields.leak")) />
                <CodeResult tone=Tone::Good>"true for #1042"</CodeResult>
                <Code pieces=expression((Piece::Wrong, "fields.leek")) />
                <CodeResult tone=Tone::Bad>"No field “leek”. Did you mean “leak”?"</CodeResult>
            </div>
        })}
        {line("Between versions", view! {
            <div style="width:100%">
                <Diff label="Version 11 and 12">
                    <DiffLine differs=Differs::Added word="added">"Node “Parts approval”"</DiffLine>
                    <DiffLine differs=Differs::Changed word="changed">
                        "Diagnose, line 2: limit " <del>"2 h"</del> " " <ins>"1 h"</ins>
                    </DiffLine>
                    <DiffLine differs=Differs::Removed word="removed">"Link “else” to Remote diagnosis"</DiffLine>
                </Diff>
            </div>
        })}
    }
    .into_any()
}
