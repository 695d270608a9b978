//! The made-up ticket: its type, its priority, its answers.

use std::collections::BTreeMap;

use leptos::prelude::*;
use model::{
    Fields, Value,
    flow::Priority,
    form::{Form, Layout},
    key::{DefinitionKey, LayoutKey},
    trial::{Move, TrialTicket, Tried},
};
use ui::{Button, ButtonKind, Choice, Dialog, Field, IconButton, Select, i18n::t as say, t, use_lang};

use super::TestRun;
use crate::fill::{Answers, Around, FillForm};

/// The button that opens the ticket.
#[component]
pub(super) fn TicketButton(run: TestRun, tried: Memo<Option<Tried>>, form: Signal<Option<Form>>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let close = move |()| is_open.set(false);
    view! {
        <IconButton icon="ticket" label=t!("trial.ticket") on_press=move |()| is_open.set(true) />
        <Dialog id="trial-ticket" open=is_open on_close=close title=t!("trial.ticket")>
            <TicketForm run tried form on_done=close />
        </Dialog>
    }
    .into_any()
}

#[component]
fn TicketForm(
    run: TestRun,
    tried: Memo<Option<Tried>>,
    form: Signal<Option<Form>>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let lang = use_lang();
    let known = run.trial.with_untracked(|trial| trial.ticket.clone());
    let priority = RwSignal::new(
        known
            .priority
            .or_else(|| tried.with_untracked(|tried| tried.as_ref().map(|tried| tried.ticket.priority)))
            .unwrap_or_default()
            .as_str()
            .to_owned(),
    );
    let priorities = Signal::derive(move || {
        let lang = lang.get();
        Priority::ALL.map(|one| Choice::new(one.as_str(), say(lang, crate::words::priority_key(one)))).to_vec()
    });
    let answers = form.with_untracked(|form| {
        let form = form.clone()?;
        let layout = form.intake().cloned().or_else(|| form.layouts.first().cloned())?;
        Some((
            Answers::new(DefinitionKey::default(), form, layout.clone(), Around::default(), Some(known.fields.clone())),
            layout,
        ))
    });
    let fill = answers.clone().map(|(answers, layout)| view! { <FillForm answers layout prefix="trial-ticket" /> });
    let begin = move |()| {
        let picked = priority.get_untracked();
        run.with_ticket(TrialTicket {
            priority: Priority::ALL.into_iter().find(|one| one.as_str() == picked),
            fields: answers.as_ref().map(|(answers, _)| answers.draft()).unwrap_or_default(),
            ..known.clone()
        });
        on_done.run(());
    };
    view! {
        <p class="support">{t!("trial.ticket_hint")}</p>
        <Field id="trial-priority" label=t!("trial.priority")>
            <Select value=priority choices=priorities on_pick=move |name| priority.set(name) />
        </Field>
        {fill}
        <div class="dialog-acts">
            <Button kind=ButtonKind::Primary on_press=begin>
                {t!("trial.begin")}
            </Button>
        </div>
    }
    .into_any()
}

/// The button by which what the ticket says is changed by hand.
#[component]
pub(super) fn ChangeButton(run: TestRun, tried: Memo<Option<Tried>>, form: Signal<Option<Form>>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let close = move |()| is_open.set(false);
    let cannot = Signal::derive(move || {
        form.with(Option::is_none) || tried.with(|tried| tried.as_ref().is_none_or(|tried| tried.is_over))
    });
    // Drawn anew each time it is opened: it begins with what the ticket says then.
    let body = move || is_open.get().then(|| view! { <ChangeForm run tried form on_done=close /> });
    view! {
        <p class="trial-change">
            <Button kind=ButtonKind::Quiet small=true icon="pencil" disabled=cannot on_press=move |()| is_open.set(true)>
                {t!("trial.change")}
            </Button>
        </p>
        <Dialog id="trial-change" open=is_open on_close=close title=t!("trial.change")>
            {body}
        </Dialog>
    }
    .into_any()
}

#[component]
fn ChangeForm(
    run: TestRun,
    tried: Memo<Option<Tried>>,
    form: Signal<Option<Form>>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let known =
        tried.with_untracked(|tried| tried.as_ref().map(|tried| tried.ticket.fields.clone())).unwrap_or_default();
    let found = form.with_untracked(|form| {
        let form = form.clone()?;
        let layout = form.intake().cloned().or_else(|| form.layouts.first().cloned())?;
        Some((form, layout))
    });
    let Some((form, layout)) = found else { return ().into_any() };
    let answers = Answers::new(DefinitionKey::default(), form, layout.clone(), Around::default(), Some(known.clone()));
    let change = move |()| {
        let now = answers.draft();
        let gone = known.keys().filter(|key| !now.contains_key(*key)).map(|key| (key.clone(), Value::Null));
        let new = now.iter().filter(|(key, value)| known.get(*key) != Some(value));
        let fields: Fields = new.map(|(key, value)| (key.clone(), value.clone())).chain(gone).collect();
        if !fields.is_empty() {
            run.play(Move::Set { fields, vars: BTreeMap::new() });
        }
        on_done.run(());
    };
    view! {
        <p class="support">{t!("trial.change_hint")}</p>
        <FillForm answers layout prefix="trial-change" />
        <div class="dialog-acts">
            <Button kind=ButtonKind::Primary on_press=change>
                {t!("common.done")}
            </Button>
        </div>
    }
    .into_any()
}

/// Filling in what a step asks for; what is typed goes along with the outcome.
#[component]
pub(super) fn Fill(
    form: Signal<Option<Form>>,
    layout: LayoutKey,
    filled: RwSignal<Fields>,
    id: String,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let close = move |()| is_open.set(false);
    let found: Option<(Form, Layout)> =
        form.with_untracked(|form| form.as_ref().and_then(|form| Some((form.clone(), form.layout(&layout)?.clone()))));
    let Some((form, layout)) = found else { return ().into_any() };
    let (form, layout) = (StoredValue::new(form), StoredValue::new(layout));
    let body = {
        let id = id.clone();
        move || {
            let layout = layout.get_value();
            let typed = Some(filled.get_untracked());
            let answers =
                Answers::new(DefinitionKey::default(), form.get_value(), layout.clone(), Around::default(), typed);
            let keep = move |()| {
                filled.set(answers.draft());
                is_open.set(false);
            };
            view! {
                <FillForm answers layout prefix=format!("trial-{id}") />
                <div class="dialog-acts">
                    <Button kind=ButtonKind::Primary on_press=keep>
                        {t!("common.done")}
                    </Button>
                </div>
            }
            .into_any()
        }
    };
    let body = StoredValue::new(body);
    view! {
        <Button kind=ButtonKind::Quiet small=true icon="pencil" on_press=move |()| is_open.set(true)>
            {t!("trial.fill")}
        </Button>
        <Dialog id=format!("trial-fill-{id}") open=is_open on_close=close title=t!("trial.fill")>
            {body.with_value(|body| body())}
        </Dialog>
    }
    .into_any()
}
