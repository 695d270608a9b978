//! One step: who has it, until when, what to do, what to fill in, how it can end.

use std::time::Duration;

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{Fields, form::Layout, trace::Trace, view::TaskView};
use serde_json::json;
use ui::{
    Button, ButtonKind, Due, Icon, IconButton, Later, Popover, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::{
    super::{
        approval::ticket_votes,
        back::WaysBack,
        case::{Case, Typed},
        lending::Lending,
        offer::ticket_offer,
        question::Question,
        why::Reasons,
    },
    outcomes::Outcomes,
};
use crate::{
    failed::Refused,
    fill::{Answers, Around, FillForm, ProblemList},
    frame::use_me,
    loaded::loaded,
    markdown::Markdown,
    shadow::Shadow,
    words::{error, said, say},
};

/// How long the draft waits after a key.
const PAUSE: Duration = Duration::from_millis(800);
/// How long it waits to be told again, when the server could not be told.
const AGAIN: Duration = Duration::from_secs(5);

/// How the draft stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DraftState {
    /// Nothing typed yet.
    #[default]
    None,
    /// On its way.
    Saving,
    /// Kept on the server.
    Saved,
    /// Not kept; what is typed is still on the page.
    Failed,
}

/// See the module.
#[component]
pub fn Step(case: Case, task: TaskView) -> impl IntoView {
    let heading = format!("step-{}", task.id);
    let title = say(task.title.clone());
    let instructions = say(task.instructions.clone());
    let has_instructions = !task.instructions.is_empty();
    let may_complete = task.may_complete;
    let layout = task.layout.clone();
    let answers = layout.clone().map(|layout| answers(case, &task, layout));
    let draft = RwSignal::new(DraftState::None);
    let shadow = Shadow::of("step", task.id);
    if answers.is_none() {
        case.remember(Typed { task: task.id, title: task.title.clone(), fields: Fields::new() });
    }
    if let Some(answers) = answers.filter(|_| may_complete) {
        keep_draft(case, &task, answers, draft, shadow);
    }
    let error = RwSignal::new(None::<ApiError>);
    let form = answers.zip(layout).filter(|_| may_complete).map(|(answers, layout)| {
        view! {
            <ProblemList answers prefix="step" />
            <FillForm answers layout prefix="step" />
        }
        .into_any()
    });
    let id = task.id;
    let is_offered = case.part(move |page| page.tasks.iter().any(|task| task.id == id && task.offered_until.is_some()));
    let labelled = heading.clone();
    let due = task.due_at.map(|due| view! { <Due due from=task.opened_at alone=true /> });
    let outcomes =
        may_complete.then(|| view! { <Outcomes case task=task.clone() answers draft shadow error /> }.into_any());
    view! {
        <section class="current" aria-labelledby=labelled>
            <header>
                <h2 id=heading>{move || title.get()}</h2>
                <Whose task=task.clone() />
                <Why case task=task.clone() />
                {due}
            </header>
            <form class="current-body" on:submit=move |event| event.prevent_default()>
                {has_instructions
                    .then(|| {
                        view! {
                            <div class="guide-words">{move || view! { <Markdown text=instructions.get() /> }}</div>
                        }
                    })}
                {(!task.votes.is_empty()).then(|| {
                    let task = task.clone();
                    view! { <Later part=move || ticket_votes(case, task.clone()) /> }
                })}
                <Helps case task=task.clone() />
                <Refused error />
                {form}
                <Show when=move || is_offered.get()>
                    <Later part=move || ticket_offer(case, id) />
                </Show>
                <Taking case task=task.clone() />
            </form>
            {outcomes}
        </section>
    }
    .into_any()
}

/// What is typed: what the ticket has, then the draft.
fn answers(case: Case, task: &TaskView, layout: Layout) -> Answers {
    case.peek(|page| {
        let row = &page.row;
        let mut facts = serde_json::Map::new();
        facts.insert(
            "ticket".to_owned(),
            json!({
                "number": row.number,
                "title": row.title,
                "status": row.status.as_str(),
                "priority": row.priority.as_str(),
                "channel": row.channel.as_str(),
            }),
        );
        let around = Around { facts, fields: page.fields.clone() };
        Answers::new(row.ticket_type.clone(), page.form.clone(), layout, around, task.draft.clone())
    })
}

/// Keeps each change: in the browser at once, on the server a moment later, for this person alone. What the server could
/// not be told, because the network or the session was gone, is told again and again.
fn keep_draft(case: Case, task: &TaskView, answers: Answers, state: RwSignal<DraftState>, shadow: Shadow) {
    let id = task.id;
    let title = StoredValue::new(task.title.clone());
    let has_draft = task.draft.is_some();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let save = Callback::new(move |()| {
        waiting.try_set_value(None);
        spawn_local(async move {
            let fields = answers.draft();
            let answer = api::task::save_draft(id, fields.clone()).await;
            // Something newer may be on its way by now, or the step is over.
            if waiting.try_with_value(Option::is_none) != Some(true) || case.was_mine(id) {
                return;
            }
            if answer.is_ok() {
                shadow.keep(fields, true);
            }
            state.try_set(if answer.is_ok() { DraftState::Saved } else { DraftState::Failed });
        });
    });
    let later = move |pause: Duration| {
        stop();
        let again = move || {
            // The page may be gone by now.
            save.try_run(());
        };
        waiting.try_set_value(set_timeout_with_handle(again, pause).ok());
    };
    // The browser's storage is outside: words that never reached the server are back.
    Effect::new(move |_| {
        if let Some(fields) = shadow.unsaved::<Fields>() {
            answers.adopt(fields);
            state.set(DraftState::Saving);
            later(PAUSE);
        }
    });
    // The server and the browser's storage are outside.
    Effect::new(move |was: Option<u32>| {
        let edits = answers.edits().get();
        let fields = answers.draft();
        case.remember(Typed {
            task: id,
            title: title.get_value(),
            fields: if has_draft || was.is_some() { fields.clone() } else { Fields::new() },
        });
        if was.is_some() {
            shadow.keep(fields, false);
            state.set(DraftState::Saving);
            later(PAUSE);
        }
        edits
    });
    // The network is outside: a draft that was not kept is tried again.
    Effect::new(move |_| {
        if state.get() == DraftState::Failed {
            later(AGAIN);
        }
    });
    shadow.on_other(move |fields: Fields| answers.adopt(fields));
    on_cleanup(move || {
        // Leaving the page must not lose the last words.
        if waiting.try_with_value(Option::is_some) == Some(true) && !case.was_mine(id) {
            stop();
            let last = answers.draft();
            spawn_local(async move {
                let _ = api::task::save_draft(id, last).await;
            });
        }
    });
}

/// The phrases that this step offers; a press puts one into the reply.
#[component]
fn Helps(case: Case, task: TaskView) -> impl IntoView {
    let lang = use_lang();
    let id = case.id();
    let phrases = loaded(move || api::ticket::phrases(id));
    let is_mine = task.may_complete;
    let chips = move || {
        let lang = lang.get();
        let here = phrases.get().and_then(Result::ok).unwrap_or_default().into_iter().filter(|phrase| phrase.here);
        here.map(|phrase| {
            let title = said(&phrase.title, lang).to_owned();
            let text = said(&phrase.text, lang).to_owned();
            let tip = text.clone();
            view! {
                <button type="button" class="chip" title=tip on:click=move |_| case.write(text.clone(), false)>
                    <Icon name="phrase" />
                    {title}
                </button>
            }
            .into_any()
        })
        .collect_view()
    };
    is_mine.then(|| view! { <p class="helps">{chips}</p> })
}

/// Who has it.
#[component]
fn Whose(task: TaskView) -> impl IntoView {
    let lang = use_lang();
    let own = use_me().map(|me| me.id);
    let words = move || {
        let lang = lang.get();
        match &task.owner {
            Some(owner) if Some(owner.id) == own => match &task.delegated_by {
                Some(person) => tf(lang, "ticket.now_delegated", &[("name", &person.name)]),
                None => t(lang, "ticket.now_yours").to_owned(),
            },
            Some(owner) => tf(lang, "ticket.now_theirs", &[("name", &owner.name)]),
            None => t(lang, "ticket.now_nobody").to_owned(),
        }
    };
    view! { <span class="support cut">{words}</span> }
}

/// Why this person and this due time.
#[component]
fn Why(case: Case, task: TaskView) -> impl IntoView {
    let traces: Vec<Trace> = task.traces;
    let id = format!("why-{}", task.id);
    let form = case.form();
    (!traces.is_empty()).then(|| {
        view! {
            <IconButton icon="info" tiny=true label=t!("ticket.owner_why") menu=id.clone() />
            <Popover id=id label=t!("ticket.owner_why")>
                <Reasons traces=traces.clone() form=form.clone() />
            </Popover>
        }
    })
}

/// The button that takes a step: one that nobody has, or one that someone else has.
#[component]
fn Taking(case: Case, task: TaskView) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let id = task.id;
    let claim = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::task::claim(id).await;
            busy.try_set(false);
            let lang = lang.try_get_untracked().unwrap_or_default();
            toasts.show(match answer {
                Ok(_) => Toast::good(t(lang, "ticket.claimed")),
                Err(no) => Toast::bad(error::sentence(lang, &no)),
            });
            case.reload();
        });
    });
    let ways = task.clone();
    let key = if task.owner.is_some() { "ticket.take_over" } else { "ticket.claim" };
    let may_do_nothing = !task.may_claim && !task.may_complete;
    let button =
        (task.may_claim && !task.may_accept).then(|| view! { <Button busy=busy on_press=claim>{t!(key)}</Button> });
    let own = use_me().map(|me| me.id);
    let is_mine = task.owner.as_ref().is_some_and(|owner| Some(owner.id) == own);
    let back = (is_mine && task.may_complete && !task.is_vote).then(|| {
        let ask = Callback::new(move |()| case.ask(Question::Transfer { task: id, into_queue: true }));
        view! {
            <Button kind=ButtonKind::Link on_press=ask>
                {t!("ticket.release")}
            </Button>
        }
    });
    view! {
        {may_do_nothing.then(|| view! { <p class="support">{t!("ticket.read_only")}</p> })}
        <p class="taking">{button} {back} <Lending case task=task.clone() /> <WaysBack case task=ways /></p>
    }
}

/// What an outcome said, for the message after it.
pub(super) fn outcome_words(lang: ui::Lang, task: &TaskView, outcome: &model::key::OutcomeKey) -> String {
    let title = task.outcomes.iter().find(|known| known.key == *outcome).map(|known| said(&known.title, lang));
    tf(lang, "ticket.done", &[("step", &said(&task.title, lang)), ("outcome", &title.unwrap_or_default())])
}
