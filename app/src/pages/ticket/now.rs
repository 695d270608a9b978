//! What is to be done now: the task, its instructions, its form, its outcomes.

mod outcomes;
mod step;

use leptos::prelude::*;
use model::{
    id::{PersonId, TaskId},
    record::Status,
    view::TaskView,
};
use ui::{Button, Choice, Empty, Segment, t, use_lang};

use self::step::Step;
pub use self::{outcomes::DraftMark, step::DraftState};
use super::{
    case::{Case, Typed},
    lost::Lost,
    question::Question,
};
use crate::{frame::use_me, words::said};

/// What decides whether the panel is drawn anew; anything else leaves what is typed alone.
type Stand = (TaskId, bool, bool, Option<PersonId>, bool);

fn stand(task: &TaskView) -> Stand {
    (task.id, task.may_complete, task.may_claim, task.owner.as_ref().map(|owner| owner.id), task.may_accept)
}

/// The open task of this person, else one that is offered to them, else the first one; with several, one can choose.
#[component]
pub fn Now(case: Case) -> impl IntoView {
    let own = use_me().map(|me| me.id);
    let picked = RwSignal::new(None::<TaskId>);
    let stands = case.part(|page| page.tasks.iter().filter(|task| task.state.is_open()).map(stand).collect::<Vec<_>>());
    let shown = Memo::new(move |_| {
        let picked = picked.get();
        stands.with(|stands| {
            let chosen = stands.iter().find(|(id, ..)| Some(*id) == picked);
            let offered = || stands.iter().find(|(.., may_accept)| *may_accept);
            let mine = || stands.iter().find(|(_, _, _, owner, _)| owner.is_some() && *owner == own);
            let doable = || stands.iter().find(|(_, may_complete, ..)| *may_complete);
            chosen.or_else(mine).or_else(offered).or_else(doable).or_else(|| stands.first()).copied()
        })
    });
    let lost = RwSignal::new(None::<Typed>);
    let last = StoredValue::new(None::<TaskId>);
    // The work of others is outside: a step that is gone although nobody ended it here was ended elsewhere.
    Effect::new(move |_| {
        let now = shown.get().map(|(id, ..)| id);
        let before = last.get_value();
        last.set_value(now);
        let Some(gone) = before.filter(|before| Some(*before) != now) else { return };
        let is_open = stands.with_untracked(|stands| stands.iter().any(|(id, ..)| *id == gone));
        if !is_open && !case.was_mine(gone) {
            lost.set(case.remembered(gone));
        }
    });
    let panel = move || match shown.get().and_then(|(id, ..)| case.task(id)) {
        Some(task) => view! { <Step case task /> }.into_any(),
        None => view! { <NothingNow case /> }.into_any(),
    };
    view! {
        <div id="parts-panel-now" style="display: contents">
            <Lost case lost />
            <TaskPicker case stands shown picked />
            {panel}
        </div>
    }
    .into_any()
}

/// The open tasks, when there are several.
#[component]
fn TaskPicker(
    case: Case,
    stands: Memo<Vec<Stand>>,
    shown: Memo<Option<Stand>>,
    picked: RwSignal<Option<TaskId>>,
) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || shown.get().map(|(id, ..)| id.to_string()).unwrap_or_default());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        // The tasks of an approval are told apart by whose they are.
        let title = |id| {
            let Some(task) = case.task(id) else { return String::new() };
            let title = said(&task.title, lang);
            match task.owner.filter(|_| task.is_vote) {
                Some(owner) => format!("{title} · {}", owner.name),
                None => title.to_owned(),
            }
        };
        stands.with(|stands| stands.iter().map(|(id, ..)| Choice::new(id.to_string(), title(*id))).collect::<Vec<_>>())
    });
    view! {
        <Show when=move || { stands.with(Vec::len) > 1 }>
            <div class="task-picker">
                <Segment
                    name="task"
                    label=t!("ticket.now")
                    value=value
                    choices=choices
                    on_pick=Callback::new(move |id: String| picked.set(id.parse().ok()))
                    fill=true
                />
            </div>
        </Show>
    }
}

/// Why nothing is to be done.
#[component]
fn NothingNow(case: Case) -> impl IntoView {
    let status = case.part(|page| page.row.status);
    let is_over = move || matches!(status.get(), Status::Closed | Status::Cancelled | Status::Resolved);
    let may_work = case.part(|page| page.may_work);
    view! {
        <section class="current quiet" aria-label=t!("ticket.now")>
            {move || {
                if is_over() {
                    view! {
                        <Empty icon="done" title=t!("ticket.now_none") text=t!("ticket.now_none_ended")>
                            <Show when=move || may_work.get()>
                                <Button icon="refresh" on_press=move |()| case.ask(Question::Reopen)>
                                    {t!("ticket.reopen")}
                                </Button>
                            </Show>
                        </Empty>
                    }
                    .into_any()
                } else {
                    view! { <Empty icon="clock" title=t!("ticket.now_none") text=t!("ticket.now_none_waiting") /> }.into_any()
                }
            }}
        </section>
    }
    .into_any()
}
