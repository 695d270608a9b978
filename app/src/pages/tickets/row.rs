//! One ticket in the list; the whole row leads to it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::{Text, id::TicketId, key::DefinitionKey, view::TicketRow};
use ui::{Avatar, AvatarSize, Due, NoAvatar, RelativeTime, StepState, StepsBar, i18n::tf, t, use_lang};

use super::{columns::Column, picked::Picked};
use crate::{
    marks::{ChannelMark, PriorityMark, StatusMark},
    pages::ticket::step_state,
    words::{names, said, say},
};

/// See the module.
#[component]
pub fn Row(row: TicketRow, columns: Vec<Column>, picked: Picked, at: RwSignal<Option<TicketId>>) -> impl IntoView {
    let lang = use_lang();
    let (id, number) = (row.id, row.number);
    let is_picked = picked.has(id);
    let name = move || tf(lang.get(), "tickets.pick", &[("number", &number)]);
    let cells = columns.into_iter().map(|column| cell(column, &row)).collect_view();
    view! {
        <tr
            class="ticket-row"
            id=format!("ticket-{number}")
            aria-selected=move || is_picked.get().then_some("true")
            on:focusin=move |_| at.set(Some(id))
        >
            <td class="pick">
                <input
                    type="checkbox"
                    aria-label=name
                    prop:checked=move || is_picked.get()
                    on:click=move |event| picked.toggle(id, event.shift_key())
                />
            </td>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(column: Column, row: &TicketRow) -> AnyView {
    let class = format!("col-{}", column.name());
    let inner = match column {
        Column::Number => view! { "#"{row.number} }.into_any(),
        Column::Title => view! { <Title row=row.clone() /> }.into_any(),
        Column::Customer => row.customer.as_ref().map(|customer| customer.name.clone()).into_any(),
        Column::Type => {
            let title = say(row.type_title.clone());
            view! { {move || title.get()} }.into_any()
        }
        Column::Status => view! { <StatusMark status=row.status /> }.into_any(),
        Column::Step => view! { <Steps row=row.clone() /> }.into_any(),
        Column::Priority => view! { <PriorityMark priority=row.priority /> }.into_any(),
        Column::Owner => view! { <Owner row=row.clone() /> }.into_any(),
        Column::Queue => view! { <Queue key=row.queue.clone() /> }.into_any(),
        Column::Due => view! { <RowDue due=row.due_at from=row.clock_from /> }.into_any(),
        Column::Filed => view! { <RelativeTime at=row.created_at /> }.into_any(),
        Column::Updated => view! { <RelativeTime at=row.updated_at /> }.into_any(),
    };
    view! { <td class=class>{inner}</td> }.into_any()
}

#[component]
fn Title(row: TicketRow) -> impl IntoView {
    view! {
        <span class="subject-cell">
            <ChannelMark channel=row.channel />
            <a class="subject cut go" href=format!("/desk/tickets/{}", row.number) title=row.title.clone()>
                {row.title.clone()}
            </a>
        </span>
    }
}

/// How far it has come, and where it stands in words.
#[component]
fn Steps(row: TicketRow) -> impl IntoView {
    let lang = use_lang();
    let steps: Vec<_> = row.steps.into_iter().map(say).collect();
    let states: Vec<StepState> = row.progress.into_iter().map(step_state).collect();
    let words = move || {
        let lang = lang.get();
        let steps: Vec<String> = steps.iter().map(Signal::get).collect();
        names(lang, steps.iter().map(String::as_str))
    };
    let bar = (!states.is_empty()).then(|| view! { <StepsBar steps=Signal::stored(states) /> });
    view! {
        <span class="step">
            {bar}
            <span class="cut">{words}</span>
        </span>
    }
}

#[component]
fn Owner(row: TicketRow) -> impl IntoView {
    match row.owner {
        Some(owner) => {
            view! { <Avatar name=owner.name seed=owner.id.to_string() size=AvatarSize::Small named=false /> }.into_any()
        }
        None => view! { <NoAvatar label=t!("common.nobody") size=AvatarSize::Small /> }.into_any(),
    }
}

#[component]
fn RowDue(due: Option<DateTime<Utc>>, from: Option<DateTime<Utc>>) -> impl IntoView {
    match (due, from) {
        (Some(due), Some(from)) => view! { <Due due from=from /> }.into_any(),
        (Some(due), None) => view! { <Due due /> }.into_any(),
        (None, _) => view! { <span class="meta">{t!("time.no_due")}</span> }.into_any(),
    }
}

/// What the queues of the list are called.
#[derive(Clone, Copy)]
pub struct QueueTitles(pub Signal<Vec<(DefinitionKey, Text)>>);

/// A queue by its title; by its key, where the reader may not know it.
#[component]
fn Queue(key: Option<DefinitionKey>) -> impl IntoView {
    let (lang, titles) = (use_lang(), use_context::<QueueTitles>());
    let shown = move || {
        let key = key.as_ref()?;
        let title = titles.and_then(|QueueTitles(titles)| {
            titles.with(|all| all.iter().find(|(known, _)| known == key).map(|(_, title)| title.clone()))
        });
        Some(title.map_or_else(|| key.to_string(), |title| said(&title, lang.get()).to_owned()))
    };
    view! { {shown} }
}
