//! Who, what, how urgent; and what one may do with the whole ticket.

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use model::view::TaskView;
use ui::{Button, Icon, IconButton, Menu, MenuItem, Tone, keyboard::is_composing, t};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{
    case::Case,
    question::{Deed, Question},
};
use crate::{
    marks::{PriorityMark, StatusMark},
    pages::tickets::trail,
};

/// See the module.
#[component]
pub fn Head(case: Case) -> impl IntoView {
    let title = case.part(|page| page.row.title.clone());
    let number = case.peek(|page| page.row.number);
    let status = case.part(|page| page.row.status);
    let priority = case.part(|page| page.row.priority);
    view! {
        <header class="page-bar">
            <a class="icon-button" href="/desk/tickets" aria-label=t!("ticket.back") title=t!("ticket.back")>
                <Icon name="arrow-left" />
            </a>
            <span class="number">"#"{number}</span>
            <h1 class="cut" title=move || title.get()>
                {move || title.get()}
            </h1>
            {move || view! { <StatusMark status=status.get() pill=true /> }}
            {move || view! { <PriorityMark priority=priority.get() /> }}
            <div class="acts">
                <TransferButton case />
                <More case />
                <Beside number />
            </div>
        </header>
    }
    .into_any()
}

/// The first task that may be handed over.
fn movable(case: Case) -> Memo<Option<TaskView>> {
    case.part(|page| page.tasks.iter().find(|task| task.may_complete).cloned())
}

/// Hands over the first task that may be handed over.
#[component]
fn TransferButton(case: Case) -> impl IntoView {
    let task = movable(case);
    let hand = Callback::new(move |()| {
        case.asked().set(task.get_untracked().map(|task| Question::Transfer { task: task.id, into_queue: false }));
    });
    view! {
        <Show when=move || task.with(Option::is_some)>
            <Button small=true icon="transfer" on_press=hand>
                {t!("ticket.transfer")}
            </Button>
        </Show>
    }
}

/// What else can be done with the ticket.
#[component]
fn More(case: Case) -> impl IntoView {
    let task = movable(case);
    let release = Callback::new(move |()| {
        case.asked().set(task.get_untracked().map(|task| Question::Transfer { task: task.id, into_queue: true }));
    });
    let cannot = Signal::derive(move || task.with(|task| task.as_ref().is_none_or(|task| task.owner.is_none())));
    let may_work = case.part(|page| page.may_work);
    view! {
        <IconButton icon="more" label=t!("ticket.more") menu="ticket-more" />
        <Menu id="ticket-more" label=t!("ticket.more")>
            <MenuItem icon="pencil" disabled=Signal::derive(move || !may_work.get()) on_pick=Callback::new(move |()| case.ask(Question::Edit))>
                {t!("ticket.edit")}
            </MenuItem>
            <MenuItem icon="queue" disabled=cannot on_pick=release>
                {t!("ticket.release")}
            </MenuItem>
            <Steering case />
            <MenuItem icon="refresh" on_pick=Callback::new(move |()| case.reload())>
                {t!("ticket.reload")}
            </MenuItem>
        </Menu>
    }
}

/// Holding the ticket, and what is done to its flow by hand by those who may.
#[component]
fn Steering(case: Case) -> impl IntoView {
    let ask = move |deed| Callback::new(move |()| case.ask(Question::Deed(deed)));
    let is_held = case.part(|page| page.hold.is_some());
    let may_hold = case.part(|page| page.may_work && page.is_under_way);
    let may_jump = case.part(|page| !page.places.is_empty());
    let may_end = case.part(|page| page.may_end);
    view! {
        <Show when=move || may_hold.get() && !is_held.get()>
            <MenuItem icon="pause" on_pick=ask(Deed::Hold)>
                {t!("ticket.hold")}
            </MenuItem>
        </Show>
        <Show when=move || may_jump.get()>
            <MenuItem icon="arrow-right" on_pick=ask(Deed::Jump)>
                {t!("ticket.jump")}
            </MenuItem>
        </Show>
        <Show when=move || may_end.get()>
            <MenuItem icon="close" tone=Tone::Bad on_pick=ask(Deed::End)>
                {t!("ticket.end")}
            </MenuItem>
        </Show>
    }
    .into_any()
}

/// The tickets before and behind this one in the list it was opened from, and their keys.
#[component]
fn Beside(number: i64) -> impl IntoView {
    let navigate = use_navigate();
    let beside = RwSignal::new((None::<i64>, None::<i64>));
    let go = Callback::new(move |to: Option<i64>| {
        if let Some(to) = to {
            navigate(&format!("/desk/tickets/{to}"), NavigateOptions::default());
        }
    });
    // The tab's storage and the keyboard are outside.
    Effect::new(move |_| {
        beside.set(trail::beside(number));
        let heard = window_event_listener(ev::keydown, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let is_taken = event.default_prevented()
                || is_composing(&event)
                || event.ctrl_key()
                || event.meta_key()
                || event.alt_key()
                || target.is_some_and(|target| {
                    target.closest("input, textarea, select, dialog, [popover]").ok().flatten().is_some()
                });
            let to = match event.key().as_str() {
                "j" => beside.get_untracked().1,
                "k" => beside.get_untracked().0,
                _ => None,
            };
            if !is_taken {
                go.run(to);
            }
        });
        on_cleanup(move || heard.remove());
    });
    view! {
        <span class="beside" hidden=move || beside.get() == (None, None)>
            <span class="rule"></span>
            <IconButton
                icon="up"
                label=t!("ticket.previous")
                shortcut="K"
                disabled=Signal::derive(move || beside.get().0.is_none())
                on_press=Callback::new(move |()| go.run(beside.get_untracked().0))
            />
            <IconButton
                icon="down"
                label=t!("ticket.next")
                shortcut="J"
                disabled=Signal::derive(move || beside.get().1.is_none())
                on_press=Callback::new(move |()| go.run(beside.get_untracked().1))
            />
        </span>
    }
}
