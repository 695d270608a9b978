//! What can be done now: the open steps with their outcomes, a customer who is waited for, a path that is stuck.

use leptos::prelude::*;
use model::{
    Fields,
    flow::{Outcome, Tone},
    form::Form,
    key::NodeKey,
    record::{FrameId, RunToken, Standing},
    trial::{Move, TrialTask, Tried},
};
use ui::{Button, ButtonKind, Icon, Moment, Shows, i18n::tf, t, use_lang};

use super::{TestRun, ticket::Fill};
use crate::words::{said, say};

/// See the module.
#[component]
pub(super) fn Now(run: TestRun, tried: Memo<Option<Tried>>, form: Signal<Option<Form>>) -> impl IntoView {
    let open =
        Memo::new(move |_| tried.with(|tried| tried.as_ref().map(|tried| tried.open.clone()).unwrap_or_default()));
    let stuck = Memo::new(move |_| {
        tried.with(|tried| {
            let tokens = tried.iter().flat_map(|tried| &tried.tokens);
            tokens
                .filter(|one| one.standing == Standing::Stuck)
                .map(|one| (one.token, one.node.clone()))
                .collect::<Vec<_>>()
        })
    });
    let waits = Memo::new(move |_| {
        tried.with(|tried| tried.iter().flat_map(|tried| &tried.tokens).any(|one| one.standing == Standing::Wait))
    });
    let lang = use_lang();
    let is_over = Memo::new(move |_| tried.with(|tried| tried.as_ref().is_some_and(|tried| tried.is_over)));
    let tasks =
        move || open.get().into_iter().map(|task| view! { <OpenStep run task form /> }.into_any()).collect_view();
    let troubles = move || {
        stuck
            .get()
            .into_iter()
            .map(|(token, node)| view! { <Trouble run token node tried /> }.into_any())
            .collect_view()
    };
    let awaited =
        Memo::new(move |_| tried.with(|tried| tried.as_ref().map(|tried| tried.signals.clone()).unwrap_or_default()));
    let signals = move || {
        awaited
            .get()
            .into_iter()
            .map(|name| {
                let shown = name.to_string();
                let label = move || tf(lang.get(), "trial.signal", &[("name", &shown)]);
                let give = move |()| run.play(Move::Signal { name: name.clone(), fields: Fields::new() });
                view! {
                    <div class="trial-step">
                        <Button small=true icon="plug" on_press=give>{label}</Button>
                    </div>
                }
                .into_any()
            })
            .collect_view()
    };
    let asking = Memo::new(move |_| {
        tried.with(|tried| {
            let tokens = tried.iter().flat_map(|tried| &tried.tokens);
            tokens.filter(|one| one.standing == Standing::Effect).map(|one| one.token).collect::<Vec<_>>()
        })
    });
    let asked = move || {
        let both = |token: RunToken| {
            let says = move |()| run.play(Move::Answered { token, body: Some(model::Value::Null) });
            let fails = move |()| run.play(Move::Answered { token, body: None });
            view! {
                <div class="trial-step">
                    <p class="meta">{t!("trial.asking")}</p>
                    <div class="cluster">
                        <Button small=true icon="plug" on_press=says>{t!("trial.answers")}</Button>
                        <Button small=true on_press=fails>{t!("trial.fails")}</Button>
                    </div>
                </div>
            }
            .into_any()
        };
        asking.get().into_iter().map(both).collect_view()
    };
    let over = move || {
        is_over.get().then(|| {
            let status = tried.with(|tried| tried.as_ref().map(|tried| tried.ticket.status));
            let key = status.map_or("record.status.closed", crate::words::status_key);
            view! { <p class="trial-over"><Icon name="done" />{t!("trial.over")} " " <b>{t!(key)}</b></p> }
        })
    };
    view! {
        <div class="trial-now" aria-live="polite">
            {tasks}
            {troubles}
            {signals}
            {asked}
            <Show when=move || waits.get() && !is_over.get()>
                <div class="trial-step">
                    <p class="meta">{t!("trial.waiting")}</p>
                    <Button small=true icon="chat" on_press=move |()| run.play(Move::CustomerWrites)>
                        {t!("trial.customer_writes")}
                    </Button>
                </div>
            </Show>
            {over}
        </div>
    }
    .into_any()
}

/// One open step: who has it, until when, and how it can end.
#[component]
fn OpenStep(run: TestRun, task: TrialTask, form: Signal<Option<Form>>) -> impl IntoView {
    let lang = use_lang();
    let TrialTask { frame, task, owner } = task;
    let title = say(task.title.clone());
    let who = move || match &owner {
        Some(owner) => owner.clone(),
        None => ui::i18n::t(lang.get(), "trial.nobody").to_owned(),
    };
    let due = task
        .due_at
        .map(|at| view! { <span class="meta">{t!("trial.due")} " " <Moment at shows=Shows::DayTime /></span> });
    let filled = RwSignal::new(Fields::new());
    let node = task.node.clone();
    let outcomes = task
        .outcomes
        .iter()
        .map(|outcome| {
            view! { <OutcomeButton run frame node=node.clone() outcome=outcome.clone() filled /> }.into_any()
        })
        .collect_view();
    let layout = task.layout.clone();
    let fill = layout.map(|layout| view! { <Fill form layout filled id=task.id.to_string() /> });
    view! {
        <div class="trial-step">
            <p>
                <b>{move || title.get()}</b>
                " "
                <span class="meta">{who}</span>
                " "
                {due}
            </p>
            <div class="cluster">{outcomes} {fill}</div>
        </div>
    }
    .into_any()
}

#[component]
fn OutcomeButton(
    run: TestRun,
    frame: FrameId,
    node: NodeKey,
    outcome: Outcome,
    filled: RwSignal<Fields>,
) -> impl IntoView {
    let lang = use_lang();
    let kind = match outcome.tone {
        Tone::Danger => ButtonKind::Danger,
        Tone::Primary | Tone::Plain => ButtonKind::Plain,
    };
    let (title, named) = (outcome.title, outcome.key.clone());
    let words = move || {
        let lang = lang.get();
        let title = said(&title, lang);
        if title.is_empty() { tf(lang, "trial.outcome", &[("key", &named)]) } else { title.to_owned() }
    };
    let key = outcome.key;
    let finish = move |()| {
        let fields = filled.get_untracked();
        run.play(Move::Finish { frame, node: node.clone(), outcome: key.clone(), fields });
    };
    view! {
        <Button kind small=true on_press=finish>
            {words}
        </Button>
    }
    .into_any()
}

/// A path that cannot go on, why, and what an administrator could do.
#[component]
fn Trouble(run: TestRun, token: RunToken, node: NodeKey, tried: Memo<Option<Tried>>) -> impl IntoView {
    let text = tried.with_untracked(|tried| {
        let mut incidents = tried.iter().flat_map(|tried| &tried.incidents);
        incidents.rfind(|one| one.node.as_ref() == Some(&node)).map(|one| one.text.clone())
    });
    view! {
        <div class="trial-step" data-tone="bad">
            <p><Icon name="error" /> <b>{t!("trial.stuck")}</b></p>
            <p class="mono">{text}</p>
            <div class="cluster">
                <Button small=true on_press=move |()| run.play(Move::Retry { token })>{t!("common.retry")}</Button>
                <Button small=true on_press=move |()| run.play(Move::Skip { token })>{t!("trial.skip")}</Button>
            </div>
        </div>
    }
    .into_any()
}
