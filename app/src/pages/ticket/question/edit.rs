//! Changing the ticket itself: its title and its priority.

use leptos::prelude::*;
use model::{flow::Priority, view::TicketChange};
use ui::{Choice, Field, Input, Segment, i18n::t, t, use_lang};

use super::super::case::Case;
use crate::{
    asking::{AskForm, Asking},
    once::Once,
    words::priority_key,
};

#[component]
pub fn EditForm(case: Case, close: Callback<()>) -> impl IntoView {
    let asking = Asking::new(close);
    let (before, urgency) = case.peek(|page| (page.row.title.clone(), page.row.priority));
    let title = RwSignal::new(before.clone());
    let priority = RwSignal::new(urgency);
    let once = Once::default();
    let before = StoredValue::new(before);
    let send = Callback::new(move |()| {
        let typed = title.get_untracked().trim().to_owned();
        let change = TicketChange {
            title: before.with_value(|before| (*before != typed).then_some(typed)),
            priority: Some(priority.get_untracked()).filter(|chosen| *chosen != urgency),
        };
        if change == TicketChange::default() {
            return asking.close();
        }
        let (id, key) = (case.id(), once.key(&change));
        asking.send(Box::pin(async move {
            case.changing(api::ticket::change(id, change, key)).await?;
            once.done();
            Ok(Some(t(asking.lang(), "ticket.edited").to_owned()))
        }));
    });
    view! {
        <AskForm
            asking
            act=t!("common.save")
            ready=Signal::derive(move || title.with(|title| !title.trim().is_empty()))
            on_send=send
        >
            <Field id="edit-title" label=t!("tickets.column_title") error=asking.wrong("/title") required=true>
                <Input value=title on_input=Callback::new(move |text| title.set(text)) autofocus=true autocomplete="off" />
            </Field>
            <Urgency priority />
        </AskForm>
    }
}

/// How pressing it is; the clocks follow.
#[component]
fn Urgency(priority: RwSignal<Priority>) -> impl IntoView {
    let lang = use_lang();
    let choices = Signal::derive(move || {
        let lang = lang.get();
        Priority::ALL
            .into_iter()
            .rev()
            .map(|one| Choice::new(one.as_str(), t(lang, priority_key(one))))
            .collect::<Vec<_>>()
    });
    let pick = Callback::new(move |name: String| {
        priority.set(Priority::ALL.into_iter().find(|one| one.as_str() == name).unwrap_or_default());
    });
    view! {
        <fieldset class="field">
            <legend class="label">{t!("tickets.column_priority")}</legend>
            <Segment
                name="edit-priority"
                label=t!("tickets.column_priority")
                value=Signal::derive(move || priority.get().as_str().to_owned())
                choices=choices
                on_pick=pick
                fill=true
                control=true
            />
            <p class="meta">{t!("ticket.edit_priority_hint")}</p>
        </fieldset>
    }
}
