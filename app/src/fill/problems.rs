//! Everything that is wrong with a form, above it; each line leads to its field.

use leptos::prelude::*;
use ui::{
    Icon,
    i18n::{tf, use_lang},
    t,
};

use super::Answers;
use crate::focus;

/// The summary of a refused form. It is announced when it appears.
#[component]
pub fn ProblemList(
    /// The answers it speaks of.
    answers: Answers,
    /// What the ids of the form's controls begin with.
    #[prop(into)]
    prefix: String,
) -> impl IntoView {
    let lang = use_lang();
    let list = Memo::new(move |_| answers.list(lang.get()));
    let prefix = StoredValue::new(prefix);
    let line = move |(key, label, words): (model::key::FieldKey, String, String)| {
        let go = move |_| focus::first_in(&format!("{}-{key}", prefix.get_value()));
        // A question needs no colon.
        let words = if label.ends_with(['?', '？']) {
            format!("{label} {words}")
        } else {
            tf(lang.get_untracked(), "fill.problem_line", &[("label", &label), ("problem", &words)])
        };
        view! {
            <li>
                <button type="button" class="button link" on:click=go>{words}</button>
            </li>
        }
        .into_any()
    };
    let id = format!("{}-problems", prefix.get_value());
    view! {
        <div role="alert" class="fill-problems" id=id>
            <Show when=move || list.with(|list| !list.is_empty())>
                <div class="notice" data-tone="bad">
                    <Icon name="alert" />
                    <div>
                        <p>{t!("fill.problems", count = list.with(Vec::len))}</p>
                        <ul>{move || list.get().into_iter().map(line).collect_view()}</ul>
                    </div>
                </div>
            </Show>
        </div>
    }
}
