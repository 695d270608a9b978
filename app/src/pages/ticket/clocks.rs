//! The clocks of the ticket, each with its reckoning.

use leptos::{prelude::*, task::spawn_local};
use model::{
    record::{ClockState as At, Target},
    trace::Trace,
    view::ClockView,
};
use ui::{
    Button, Clock, ClockState, Due, IconButton, Later, Moment, NotLoaded, Popover, Toast, t, use_lang, use_toasts,
};

use super::{case::Case, why::Reasons};
use crate::words::{error, target_key};

/// See the module.
#[component]
pub fn Clocks(case: Case) -> impl IntoView {
    let clocks = case.part(|page| page.clocks.clone());
    let is_over = case.part(|page| !page.row.status.is_open());
    let shown = move || {
        let mut clocks = clocks.get();
        let is_over = is_over.get();
        clocks.retain(|clock| clock.clock.state != At::Cancelled || (is_over && is_unanswered(clock)));
        clocks
    };
    let calls = case.part(|page| page.may_work && page.clocks.iter().any(|clock| clock.clock.calls()));
    view! {
        <Show when=move || calls.get()>
            <Later part=move || ticket_calls(case) quiet=true />
        </Show>
        <dl class="clocks" aria-label=t!("ticket.clocks")>
            <For
                each=shown
                key=|clock| (clock.clock.id, clock.clock.version)
                children=move |clock| view! { <OneClock case clock /> }
            />
        </dl>
    }
}

#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn ticket_calls(case: Case) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Calls case /> }.into_any())
}

/// An escalation that nobody has taken note of yet, and the button that does.
#[component]
fn Calls(case: Case) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let take = move |()| {
        let id = case.id();
        busy.set(true);
        spawn_local(async move {
            let answer = api::ticket::acknowledge(id).await;
            busy.try_set(false);
            if let Err(no) = answer {
                toasts.show(Toast::bad(error::sentence(lang.try_get_untracked().unwrap_or_default(), &no)));
            }
            case.reload();
        });
    };
    view! {
        <div class="calls">
            <span>{t!("ticket.calls")}</span>
            <Button small=true icon="hand" busy=busy on_press=take>
                {t!("ticket.acknowledge")}
            </Button>
        </div>
    }
    .into_any()
}

/// Whether the ticket ended before anybody answered.
fn is_unanswered(clock: &ClockView) -> bool {
    clock.clock.state == At::Cancelled && matches!(clock.clock.target, Target::FirstResponse | Target::NextResponse)
}

#[component]
fn OneClock(case: Case, clock: ClockView) -> impl IntoView {
    let policy = case.peek(|page| page.policy_trace.clone());
    let form = case.form();
    let id = format!("clock-{}", clock.clock.id);
    let why: Vec<Trace> = clock.why.clone().into_iter().chain(policy).collect();
    let label = target_key(clock.clock.target);
    let (due, from) = (clock.clock.due_at, clock.clock.started_at);
    let state = match clock.clock.state {
        At::Running | At::Breached { .. } if clock.clock.is_paused() => {
            view! { <Clock state=Signal::stored(ClockState::Paused)>{t!("time.paused")}</Clock> }.into_any()
        }
        At::Running | At::Breached { .. } => view! { <Due due from /> }.into_any(),
        At::Met { at, late } => {
            let words = if late { t!("time.met_late").into_any() } else { t!("time.met").into_any() };
            view! {
                <Clock state=Signal::stored(ClockState::Met)>
                    {words}
                    <span class="unseen"><Moment at /></span>
                </Clock>
            }
            .into_any()
        }
        At::Cancelled => view! { <span class="meta">{t!("ticket.clock_unanswered")}</span> }.into_any(),
    };
    let reason = (!why.is_empty()).then(|| {
        view! {
            <IconButton icon="info" tiny=true label=t!("ticket.clock_why") menu=id.clone() />
            <Popover id=id.clone() label=t!("ticket.clock_why")>
                <Reasons traces=why.clone() form=form.clone() />
            </Popover>
        }
    });
    view! {
        <div>
            <dt>{t!(label)}</dt>
            <dd class="clock-fact">{state} {reason}</dd>
        </div>
    }
    .into_any()
}
