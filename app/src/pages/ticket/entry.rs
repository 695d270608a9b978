//! One entry of the timeline: people speak in blocks, the system in single lines with its reasons.

use leptos::prelude::*;
use model::{
    Fields,
    form::Form,
    record::{Event, Happening, Visibility, Who},
};
use ui::{Entry, Icon, Moment, SystemEntry, Tone, Voice, Words, i18n::t, t, use_lang};

use super::{case::Case, why::Reasons};
use crate::{
    fill::Shown,
    shifts::ShiftList,
    words::{channel_key, event as words},
};

/// See the module.
#[component]
pub fn OneEntry(case: Case, event: Event) -> impl IntoView {
    match &event.what {
        Happening::Reply { text } | Happening::Note { text } => {
            let text = text.clone();
            view! { <Said event text /> }.into_any()
        }
        Happening::Filed { fields, .. } if !matches!(event.who, Who::System) => {
            let fields = fields.clone();
            view! { <Filed case event fields /> }.into_any()
        }
        _ => view! { <Line case event /> }.into_any(),
    }
}

fn seed(who: &Who) -> String {
    match who {
        Who::Person { id, .. } => id.to_string(),
        Who::Customer { id: Some(id), .. } => id.to_string(),
        Who::Customer { name, .. } => name.clone(),
        Who::System => String::new(),
    }
}

/// Words of a person.
#[component]
fn Said(event: Event, text: String) -> impl IntoView {
    let lang = use_lang();
    let (voice, key) = match (&event.who, event.visibility) {
        (Who::Customer { .. }, _) => (Voice::Outside, "ticket.customer"),
        (_, Visibility::Public) => (Voice::Public, "ticket.public"),
        (_, Visibility::Internal) => (Voice::Internal, "ticket.internal_only"),
    };
    let name = words::who(lang.get_untracked(), &event.who);
    view! {
        <Entry voice name seed=seed(&event.who) at=event.at kind=t!(key)>
            <Words text />
        </Entry>
    }
    .into_any()
}

/// The first entry: what was filed.
#[component]
fn Filed(case: Case, event: Event, fields: Fields) -> impl IntoView {
    let lang = use_lang();
    let name = words::who(lang.get_untracked(), &event.who);
    let Happening::Filed { channel, .. } = event.what else { return ().into_any() };
    let kind = move || t(lang.get(), channel_key(channel));
    view! {
        <Entry voice=Voice::Outside name seed=seed(&event.who) at=event.at kind=kind>
            <Shown fields form=case.form() />
        </Entry>
    }
    .into_any()
}

/// Something that happened, in one line.
#[component]
fn Line(case: Case, event: Event) -> impl IntoView {
    let (icon, tone) = look(&event.what);
    let at = event.at;
    let traces = event.traces.clone();
    let has_why = !traces.is_empty();
    let fields = answers(&event.what);
    let shifts = match &event.what {
        Happening::Reckoned { shifts, .. } => Some(shifts.clone()),
        _ => None,
    };
    let body = view! { <LineWords event form=case.form() /> }.into_any();
    let form = StoredValue::new(case.form());
    let why = move || view! { <Reasons traces=traces.clone() form=form.get_value() /> }.into_any();
    let below = move || match (&fields, &shifts) {
        (Some(fields), _) => view! { <Answers fields=fields.clone() form=form.get_value() /> }.into_any(),
        (None, Some(shifts)) => view! { <ShiftList shifts=shifts.clone() /> }.into_any(),
        (None, None) => ().into_any(),
    };
    // A prop that may be absent is another call.
    match (tone, has_why) {
        (Some(tone), true) => view! { <SystemEntry icon tone at why below>{body}</SystemEntry> }.into_any(),
        (Some(tone), false) => view! { <SystemEntry icon tone at below>{body}</SystemEntry> }.into_any(),
        (None, true) => view! { <SystemEntry icon at why below>{body}</SystemEntry> }.into_any(),
        (None, false) => view! { <SystemEntry icon at below>{body}</SystemEntry> }.into_any(),
    }
}

/// What was filled in, where something was.
fn answers(what: &Happening) -> Option<Fields> {
    match what {
        Happening::StepDone { fields, .. }
        | Happening::DelegateDone { fields, .. }
        | Happening::FieldsSet { fields }
        | Happening::Filed { fields, .. } => Some(fields.clone()).filter(|fields| !fields.is_empty()),
        _ => None,
    }
}

/// What was filled in, opened on request.
#[component]
fn Answers(fields: Fields, form: Form) -> impl IntoView {
    view! {
        <details class="entry-answers">
            <summary>{t!("ticket.answers")}</summary>
            <Shown fields form />
        </details>
    }
}

/// The sentence, and the due time it speaks of.
#[component]
fn LineWords(event: Event, form: Form) -> impl IntoView {
    let lang = use_lang();
    let due = match &event.what {
        Happening::StepOpened { due_at, .. } | Happening::ClockMoved { due_at, .. } => *due_at,
        Happening::Waiting { until, .. } | Happening::Held { until, .. } => *until,
        Happening::Offered { until, .. } => Some(*until),
        Happening::ClockStarted { due_at, .. } | Happening::ClockResumed { due_at, .. } => Some(*due_at),
        _ => None,
    };
    let due = due.map(|due| {
        view! {
            <span class="meta entry-due">
                <Icon name="clock" />
                <Moment at=due />
            </span>
        }
    });
    view! {
        {move || words::sentence(lang.get(), &event, &form)}
        {due}
    }
}

/// The mark of a line, and its meaning where it has one.
const fn look(what: &Happening) -> (&'static str, Option<Tone>) {
    match what {
        Happening::Filed { .. } => ("ticket", None),
        Happening::StepOpened { .. }
        | Happening::OwnerSet { .. }
        | Happening::Assigned { .. }
        | Happening::Offered { .. }
        | Happening::OfferDeclined { .. } => ("user", None),
        Happening::StepDone { .. } => ("check", Some(Tone::Good)),
        Happening::Delegated { .. }
        | Happening::Recalled { .. }
        | Happening::Transferred { .. }
        | Happening::HandedOver { .. } => ("transfer", None),
        Happening::DelegateDone { .. } | Happening::AgreedUnasked { .. } => ("check", None),
        Happening::Urged { .. } | Happening::StepWarned { .. } | Happening::Reminded { .. } => {
            ("bell", Some(Tone::Warn))
        }
        Happening::Followed { .. } | Happening::Unfollowed { .. } => ("users", None),
        Happening::Held { .. } => ("pause", Some(Tone::Warn)),
        Happening::Resumed | Happening::WaitOver { timed_out: false, .. } => ("play", None),
        Happening::Jumped { .. } => ("arrow-right", Some(Tone::Warn)),
        Happening::Terminated { .. } => ("close", Some(Tone::Bad)),
        Happening::SentBack { .. } | Happening::TakenBack { .. } => ("undo", Some(Tone::Warn)),
        Happening::ApproverAdded { .. } | Happening::ApproverRemoved { .. } => ("approval", None),
        Happening::Decided { agreed: true, .. } => ("approval", Some(Tone::Good)),
        Happening::Decided { .. } => ("approval", Some(Tone::Bad)),
        Happening::Migrated { .. } => ("flow", None),
        Happening::StepCancelled { .. } => ("close", None),
        Happening::Claimed { .. } | Happening::Acknowledged => ("hand", None),
        Happening::StepLate { .. } | Happening::ClockBreached { .. } | Happening::NotAccepted { .. } => {
            ("alert", Some(Tone::Bad))
        }
        Happening::Chose { .. } | Happening::Parted { .. } => ("branch", None),
        Happening::RoundsBegan { .. } => ("loop", None),
        Happening::Answered { .. } => ("plug", Some(Tone::Good)),
        Happening::Signalled { .. } => ("plug", None),
        Happening::Waiting { .. } | Happening::ClockPaused { .. } => ("wait", None),
        Happening::WaitOver { timed_out: true, .. } | Happening::OfferLapsed { .. } => ("wait", Some(Tone::Warn)),
        Happening::FieldsSet { .. } | Happening::VariablesSet { .. } | Happening::TitleSet { .. } => ("pencil", None),
        Happening::StatusSet { .. } | Happening::Reopened { .. } => ("st-open", None),
        Happening::PrioritySet { .. } => ("p-high", None),
        Happening::QueueSet { .. } => ("queue", None),
        Happening::ClockStarted { .. }
        | Happening::ClockMoved { .. }
        | Happening::ClockResumed { .. }
        | Happening::Reckoned { .. } => ("clock", None),
        Happening::ClockMet { late: true, .. } => ("done", Some(Tone::Warn)),
        Happening::ClockMet { .. } => ("done", Some(Tone::Good)),
        Happening::Escalated { .. } => ("ladder", Some(Tone::Warn)),
        Happening::Notified { .. } => ("bell", None),
        Happening::Queued { .. } => ("send", None),
        Happening::Reply { .. } => ("reply", None),
        Happening::Note { .. } => ("note", None),
        Happening::Stuck { .. } => ("error", Some(Tone::Bad)),
        Happening::Ended { .. } => ("st-closed", None),
    }
}
