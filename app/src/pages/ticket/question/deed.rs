//! What else can be done with a ticket or a step of it: giving a step to someone for a time, urging, declining, letting people
//! follow, holding, and what is done to the flow by hand. One small form asks who, where to, until when, and why.

use api::ApiError;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::{
    flow::Leaves,
    id::{PersonId, TaskId},
    key::NodeKey,
    record::RunToken,
    view::PlaceView,
};
use ui::{Choice, Field, Input, Segment, Select, Switch, i18n::t, t, use_lang};

use super::super::case::Case;
use crate::{
    asking::{AskForm, Asking, Reason},
    fill::typed_instant,
    loaded::loaded,
    words::said,
};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// To give a step to someone for a time.
    Delegate(TaskId),
    /// To urge whoever has a step.
    Urge(TaskId),
    /// Not to take a step that is offered.
    Decline(TaskId),
    /// To let someone follow.
    Follow,
    /// To hold the ticket.
    Hold,
    /// To move the flow to another step.
    Jump,
    /// To end the flow.
    End,
}

impl Deed {
    /// The keys of its name and of the message after it.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Delegate(_) => ("ticket.delegate", "ticket.delegated"),
            Self::Urge(_) => ("ticket.urge", "ticket.urged"),
            Self::Decline(_) => ("offer.decline", "offer.declined"),
            Self::Follow => ("ticket.follow_add", "ticket.follow_added"),
            Self::Hold => ("ticket.hold", "ticket.held"),
            Self::Jump => ("ticket.jump", "ticket.jumped"),
            Self::End => ("ticket.end", "ticket.ended"),
        }
    }

    /// What it means, where that needs to be said.
    const fn hint(self) -> Option<&'static str> {
        match self {
            Self::Delegate(_) => Some("ticket.delegate_hint"),
            Self::Hold => Some("ticket.hold_hint"),
            Self::Jump => Some("ticket.jump_hint"),
            Self::End => Some("ticket.end_hint"),
            Self::Urge(_) | Self::Decline(_) | Self::Follow => None,
        }
    }

    const fn needs_person(self) -> bool {
        matches!(self, Self::Delegate(_) | Self::Follow)
    }

    const fn needs_reason(self) -> bool {
        matches!(self, Self::Hold | Self::Jump | Self::End)
    }
}

/// What is filled in.
#[derive(Clone, Copy)]
struct Asked {
    person: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    until: RwSignal<String>,
    reason: RwSignal<String>,
    /// Whether the ticket goes on when the customer writes, or the customer is told of the end.
    yes: RwSignal<bool>,
    closes: RwSignal<bool>,
}

#[component]
pub fn DeedForm(case: Case, deed: Deed, close: Callback<()>) -> impl IntoView {
    let asking = Asking::new(close);
    let places = case.peek(|page| page.places.clone());
    let first = places.first().map(|place| place.token.0.to_string()).unwrap_or_default();
    let text = || RwSignal::new(String::new());
    let asked = Asked {
        person: text(),
        from: RwSignal::new(first),
        to: text(),
        until: text(),
        reason: text(),
        yes: RwSignal::new(deed == Deed::Hold),
        closes: RwSignal::new(false),
    };
    let ready = Signal::derive(move || {
        (!deed.needs_person() || asked.person.with(|person| !person.is_empty()))
            && (!deed.needs_reason() || asked.reason.with(|reason| !reason.trim().is_empty()))
            && (deed != Deed::Jump || asked.to.with(|to| !to.is_empty()))
    });
    let send = Callback::new(move |()| {
        asking.send(Box::pin(async move {
            case.changing(carry_out(case, deed, asked)).await?;
            Ok(Some(t(asking.lang(), deed.words().1).to_owned()))
        }));
    });
    let hint = deed.hint().map(|key| view! { <p>{t!(key)}</p> });
    let part = match deed {
        Deed::Delegate(_) | Deed::Follow => view! { <Person case deed asked /> }.into_any(),
        Deed::Jump => view! { <Places places asked /> }.into_any(),
        Deed::Hold => view! { <Until asked wrong=asking.wrong("/until") /> }.into_any(),
        Deed::End => view! { <How asked /> }.into_any(),
        Deed::Urge(_) | Deed::Decline(_) => ().into_any(),
    };
    let (name, required, danger) = (deed.words().0, deed.needs_reason(), deed == Deed::End);
    let reason = (deed != Deed::Follow).then(|| {
        let hint = if deed == Deed::End { "ticket.end_reason_hint" } else { "ticket.transfer_reason_hint" };
        view! { <Reason id="deed-reason" value=asked.reason hint=t!(hint) required on_send=send /> }
    });
    view! {
        <AskForm asking act=t!(name) danger ready on_send=send>
            {hint}
            {part}
            {reason}
        </AskForm>
    }
}

async fn carry_out(case: Case, deed: Deed, asked: Asked) -> Result<(), ApiError> {
    let said = |signal: RwSignal<String>| signal.try_get_untracked().unwrap_or_default().trim().to_owned();
    let (ticket, reason) = (case.id(), said(asked.reason));
    let person = said(asked.person).parse::<PersonId>().map_err(|_| ApiError::NotFound);
    let yes = asked.yes.try_get_untracked().unwrap_or_default();
    match deed {
        Deed::Delegate(task) => api::task::delegate(task, person?, reason).await,
        Deed::Urge(task) => api::task::urge(task, reason).await,
        Deed::Decline(task) => api::task::decline(task, reason).await,
        Deed::Follow => api::ticket::follow(ticket, vec![person?]).await,
        Deed::Hold => {
            let until: Option<DateTime<Utc>> = typed_instant(&said(asked.until));
            api::ticket::hold(ticket, until, yes, reason).await
        }
        Deed::Jump => {
            let from = said(asked.from).parse().map(RunToken).map_err(|_| ApiError::NotFound)?;
            api::ticket::jump(ticket, from, NodeKey::new(said(asked.to)), reason).await
        }
        Deed::End => {
            let closes = asked.closes.try_get_untracked().unwrap_or_default();
            let leaves = if closes { Leaves::Closed } else { Leaves::Cancelled };
            api::ticket::terminate(ticket, leaves, yes, reason).await
        }
    }
}

/// To whom a step is given, or who follows.
#[component]
fn Person(case: Case, deed: Deed, asked: Asked) -> impl IntoView {
    let people = loaded(api::people::colleagues);
    let left_out = case.peek(|page| match deed {
        Deed::Delegate(task) => {
            let owner = page.tasks.iter().find(|one| one.id == task).and_then(|task| task.owner.as_ref());
            owner.map(|owner| owner.id).into_iter().collect::<Vec<_>>()
        }
        _ => page.followers.iter().map(|one| one.person.id).collect(),
    });
    let choices = Signal::derive(move || {
        let known = people.get().and_then(Result::ok).unwrap_or_default();
        let others = known.into_iter().filter(|person| !left_out.contains(&person.id));
        others.map(|person| Choice::new(person.id.to_string(), person.name)).collect::<Vec<_>>()
    });
    view! {
        <Field id="deed-person" label=t!("ticket.to_colleague") required=true>
            <Select
                value=asked.person
                choices
                on_pick=Callback::new(move |person| asked.person.set(person))
                placeholder=t!("common.choose")
            />
        </Field>
    }
    .into_any()
}

/// From where the flow is moved, where it stands at several places, and where to.
#[component]
fn Places(places: Vec<PlaceView>, asked: Asked) -> impl IntoView {
    let lang = use_lang();
    let is_one = places.len() < 2;
    let places = StoredValue::new(places);
    let from = Signal::derive(move || {
        let lang = lang.get();
        let choice = |place: &PlaceView| Choice::new(place.token.0.to_string(), said(&place.title, lang));
        places.with_value(|places| places.iter().map(choice).collect::<Vec<_>>())
    });
    let to = Signal::derive(move || {
        let (lang, from) = (lang.get(), asked.from.get());
        places.with_value(|places| {
            let place = places.iter().find(|place| place.token.0.to_string() == from);
            // Gates often have no name of their own.
            let name = |title: &str, key: &NodeKey| if title.is_empty() { key.to_string() } else { title.to_owned() };
            place
                .into_iter()
                .flat_map(|place| &place.to)
                .map(|step| Choice::new(step.node.as_str(), name(said(&step.title, lang), &step.node)))
                .collect::<Vec<_>>()
        })
    });
    let pick_from = Callback::new(move |token| {
        asked.from.set(token);
        asked.to.set(String::new());
    });
    view! {
        <Field id="deed-from" label=t!("ticket.jump_from") required=true>
            <Select value=asked.from choices=from on_pick=pick_from disabled=is_one />
        </Field>
        <Field id="deed-to" label=t!("ticket.jump_to") required=true>
            <Select
                value=asked.to
                choices=to
                on_pick=Callback::new(move |node| asked.to.set(node))
                placeholder=t!("common.choose")
            />
        </Field>
    }
    .into_any()
}

/// How long the ticket is held.
#[component]
fn Until(asked: Asked, wrong: Signal<Option<String>>) -> impl IntoView {
    view! {
        <Field id="deed-until" label=t!("ticket.hold_until") hint=t!("ticket.hold_until_hint") error=wrong optional=true>
            <Input
                value=asked.until
                on_input=Callback::new(move |text| asked.until.set(text))
                kind="datetime-local"
            />
        </Field>
        <Switch checked=asked.yes on_change=Callback::new(move |on| asked.yes.set(on))>
            {t!("ticket.hold_on_reply")}
        </Switch>
    }
    .into_any()
}

/// What the end leaves the ticket as, and whether the customer is told.
#[component]
fn How(asked: Asked) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || if asked.closes.get() { "closed" } else { "cancelled" }.to_owned());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let way = |name: &str, key| Choice::new(name, t(lang, key));
        vec![way("cancelled", "record.status.cancelled"), way("closed", "record.status.closed")]
    });
    view! {
        <Segment
            name="deed-leaves"
            label=t!("ticket.end_as")
            value=value
            choices
            on_pick=Callback::new(move |name: String| asked.closes.set(name == "closed"))
            fill=true
            control=true
        />
        <Switch checked=asked.yes on_change=Callback::new(move |on| asked.yes.set(on))>
            {t!("ticket.end_tells")}
        </Switch>
    }
    .into_any()
}
