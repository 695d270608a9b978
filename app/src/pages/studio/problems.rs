//! The problems of a definition, one row each: how bad, what, where.

use leptos::prelude::*;
use model::{Definition, Problem, Severity, Value};
use ui::{Icon, Tone, i18n::t, use_lang};

use super::place;
use crate::words::problem;

/// See the module.
#[component]
pub fn ProblemRows(
    /// What is wrong.
    #[prop(into)]
    problems: Signal<Vec<Problem>>,
    /// The definition it is about, for the names of its parts.
    #[prop(into)]
    content: Signal<Definition>,
    /// Called with the path of a row that was pressed.
    #[prop(optional, into)]
    on_pick: Option<Callback<String>>,
) -> impl IntoView {
    let rows = move || {
        let document = content.with(|content| serde_json::to_value(content).unwrap_or_default());
        let rows = problems.get().into_iter();
        rows.map(|problem| view! { <Row problem document=document.clone() on_pick /> }.into_any()).collect_view()
    };
    view! { <div class="problem-rows" role="list">{rows}</div> }.into_any()
}

#[component]
fn Row(problem: Problem, document: Value, on_pick: Option<Callback<String>>) -> impl IntoView {
    let lang = use_lang();
    let (icon, tone, severity) = match problem.severity {
        Severity::Error => ("error", Tone::Bad, "severity.error"),
        Severity::Warning => ("alert", Tone::Warn, "severity.warning"),
        Severity::Hint => ("info", Tone::Info, "severity.hint"),
    };
    let path = problem.path.clone();
    let place = move || place::words(lang.get(), &document, &whole(&path));
    let path = problem.path.clone();
    let sentence = move || problem::sentence(lang.get(), &problem);
    let words = match on_pick {
        Some(pick) => view! {
            <button type="button" class="go" on:click=move |_| pick.run(path.clone())>
                {sentence}
            </button>
        }
        .into_any(),
        None => view! { <span>{sentence}</span> }.into_any(),
    };
    view! {
        <div class="problem" role="listitem" data-tone=tone.as_str()>
            <Icon name=icon label=move || t(lang.get(), severity) />
            {words}
            <span class="where">{place}</span>
        </div>
    }
    .into_any()
}

/// The path of a problem from the top of the document: problems count from the body, but for key and title.
fn whole(path: &str) -> String {
    let is_top = ["/title", "/key", "/body"].iter().any(|top| path.starts_with(top));
    if is_top || path.is_empty() { path.to_owned() } else { format!("/body{path}") }
}
