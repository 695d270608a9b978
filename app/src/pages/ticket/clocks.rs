//! The clocks of the ticket, each with its reckoning.

use leptos::prelude::*;
use model::{
    record::{ClockState as At, Target},
    trace::Trace,
    view::ClockView,
};
use ui::{Clock, ClockState, Due, IconButton, Moment, Popover, t};

use super::{case::Case, why::Reasons};
use crate::words::target_key;

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
    view! {
        <dl class="clocks" aria-label=t!("ticket.clocks")>
            <For
                each=shown
                key=|clock| (clock.clock.id, clock.clock.version)
                children=move |clock| view! { <OneClock case clock /> }
            />
        </dl>
    }
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
