//! The list of problems: severity by shape, the sentence, where it is. A click leads to the field.

use leptos::prelude::*;
use model::problem::Severity;
use ui::{Empty, Icon, Tone, t};

/// One problem, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemRow {
    /// How bad it is.
    pub severity: Severity,
    /// The sentence.
    pub words: String,
    /// The name of the part it belongs to.
    pub place: String,
    /// The path of the field.
    pub path: String,
}

/// How a severity looks: icon and tone.
#[must_use]
pub(super) const fn look(severity: Severity) -> (&'static str, Tone) {
    match severity {
        Severity::Error => ("error", Tone::Bad),
        Severity::Warning => ("alert", Tone::Warn),
        Severity::Hint => ("info", Tone::Info),
    }
}

/// The problems, the worst first as given.
#[component]
pub fn ProblemList(
    /// The problems.
    #[prop(into)]
    rows: Signal<Vec<ProblemRow>>,
    /// Leads to the field of one.
    #[prop(into)]
    on_pick: Callback<String>,
) -> impl IntoView {
    let lines =
        move || rows.get().into_iter().map(|row| view! { <ProblemLine row on_pick /> }.into_any()).collect_view();
    view! {
        <div class="problem-list">
            {lines}
            <Show when=move || rows.with(Vec::is_empty)>
                <Empty icon="done" title=t!("designer.no_problems") text=t!("designer.no_problems_text") />
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn ProblemLine(row: ProblemRow, on_pick: Callback<String>) -> impl IntoView {
    let (icon, tone) = look(row.severity);
    let severity = format!("severity.{}", severity_name(row.severity));
    let path = row.path;
    view! {
        <div class="problem" data-tone=tone.as_str()>
            <Icon name=icon label=t!(severity) />
            <button type="button" class="go" on:click=move |_| on_pick.run(path.clone())>
                {row.words}
            </button>
            <span class="where">{row.place}</span>
        </div>
    }
    .into_any()
}

const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}
