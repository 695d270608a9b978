//! How a step can end: one button each, and whether the draft is kept.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    flow::{Outcome, Tone},
    key::OutcomeKey,
    view::{Completion, TaskView},
};
use ui::{Button, ButtonKind, Icon, IconButton, Toast, i18n::t, t, use_lang, use_toasts};

use super::{
    super::case::Case,
    step::{DraftState, outcome_words},
};
use crate::{fill::Answers, focus, mounted::use_mounted, once::Once, shadow::Shadow, words::say};

/// See the module.
#[component]
pub fn Outcomes(
    case: Case,
    task: TaskView,
    answers: Option<Answers>,
    draft: RwSignal<DraftState>,
    shadow: Shadow,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(None::<OutcomeKey>);
    let once = Once::default();
    let outcomes = task.outcomes.clone();
    let main = outcomes.iter().find(|outcome| outcome.tone == Tone::Primary).map(|outcome| outcome.key.clone());
    let finish = Callback::new(move |outcome: OutcomeKey| {
        if busy.with_untracked(Option::is_some) {
            return;
        }
        error.set(None);
        let fields = match answers.map(Answers::check) {
            Some(None) => return focus::soon("step-problems".to_owned()),
            Some(Some(fields)) => fields,
            None => model::Fields::new(),
        };
        let words = outcome_words(lang.get_untracked(), &task, &outcome);
        let completion = Completion { outcome: outcome.clone(), fields };
        let key = once.key(&completion);
        let id = task.id;
        busy.set(Some(outcome));
        case.ends(id);
        spawn_local(async move {
            match api::task::complete(id, completion, key).await {
                Ok(_) => {
                    once.done();
                    shadow.forget();
                    toasts.show(Toast::good(words));
                }
                Err(no) => {
                    case.goes_on(id);
                    if let Some(answers) = answers {
                        answers.refuse(no.problems());
                        focus::soon("step-problems".to_owned());
                    }
                    error.try_set(Some(no));
                }
            }
            busy.try_set(None);
            case.reload();
        });
    });
    let buttons = outcomes
        .into_iter()
        .map(|outcome| {
            let is_main = main.as_ref() == Some(&outcome.key);
            view! { <OutcomeButton outcome is_main busy finish /> }.into_any()
        })
        .collect_view();
    view! {
        <footer class="outcomes">
            <DraftMark draft />
            <span class="phone-only">
                <IconButton
                    icon="chat"
                    label=t!("ticket.write")
                    on_press=Callback::new(move |()| case.shown().set("timeline".to_owned()))
                />
            </span>
            {buttons}
        </footer>
    }
}

/// One way to end.
#[component]
fn OutcomeButton(
    outcome: Outcome,
    is_main: bool,
    busy: RwSignal<Option<OutcomeKey>>,
    finish: Callback<OutcomeKey>,
) -> impl IntoView {
    let is_alive = use_mounted();
    let title = say(outcome.title);
    let kind = match outcome.tone {
        Tone::Primary if is_main => ButtonKind::Primary,
        Tone::Danger => ButtonKind::Danger,
        Tone::Primary | Tone::Plain => ButtonKind::Plain,
    };
    let key = StoredValue::new(outcome.key);
    view! {
        <Button
            kind=kind
            busy=Signal::derive(move || busy.get() == Some(key.get_value()))
            disabled=Signal::derive(move || !is_alive.get() || busy.with(|busy| busy.as_ref().is_some_and(|busy| *busy != key.get_value())))
            on_press=Callback::new(move |()| finish.run(key.get_value()))
        >
            {move || title.get()}
        </Button>
    }
}

/// Whether what is typed is kept.
#[component]
pub fn DraftMark(draft: RwSignal<DraftState>) -> impl IntoView {
    let lang = use_lang();
    let words = move || {
        let key = match draft.get() {
            DraftState::None => return "",
            DraftState::Saving => "ticket.draft_saving",
            DraftState::Saved => "ticket.draft_saved",
            DraftState::Failed => "ticket.draft_failed",
        };
        t(lang.get(), key)
    };
    view! {
        <span class="meta" role="status">
            <Show when=move || draft.get() == DraftState::Saved>
                <Icon name="check" />
            </Show>
            {words}
        </span>
    }
}
