//! Giving a step to someone for a time and getting it back, and urging whoever has it.

use leptos::{prelude::*, task::spawn_local};
use model::view::TaskView;
use ui::{
    Button, ButtonKind, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::{
    case::Case,
    question::{Deed, Question},
};
use crate::{frame::use_me, words::error};

/// The buttons, where they can be pressed.
#[component]
pub fn Lending(case: Case, task: TaskView) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let id = task.id;
    let own = use_me().map(|me| me.id);
    let is_mine = task.owner.as_ref().is_some_and(|owner| Some(owner.id) == own);
    let was_mine = task.delegated_by.as_ref().is_some_and(|person| Some(person.id) == own);
    let ask = move |deed| Callback::new(move |()| case.ask(Question::Deed(deed)));
    let give = (is_mine && task.may_complete && task.delegated_by.is_none()).then(|| {
        view! {
            <Button kind=ButtonKind::Link on_press=ask(Deed::Delegate(id))>
                {t!("ticket.delegate")}
            </Button>
        }
    });
    let busy = RwSignal::new(false);
    let recall = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::task::recall(id).await;
            busy.try_set(false);
            let lang = lang.try_get_untracked().unwrap_or_default();
            toasts.show(match answer {
                Ok(()) => Toast::good(t(lang, "ticket.recalled")),
                Err(no) => Toast::bad(error::sentence(lang, &no)),
            });
            case.reload();
        });
    });
    let back = (was_mine || (is_mine && task.delegated_by.is_some())).then(|| {
        let key = if was_mine { "ticket.recall" } else { "ticket.give_back" };
        view! {
            <Button kind=ButtonKind::Link icon="undo" busy=busy on_press=recall>
                {t!(key)}
            </Button>
        }
    });
    let urging = case.part(move |page| {
        page.tasks.iter().find(|task| task.id == id).map_or((false, 0), |task| (task.may_urge, task.urged))
    });
    let urged = move || {
        let times = urging.get().1;
        (times > 0).then(|| tf(lang.get(), "ticket.urged_times", &[("n", &times)]))
    };
    view! {
        {give}
        {back}
        <Show when=move || urging.get().0>
            <Button kind=ButtonKind::Link icon="bell" on_press=ask(Deed::Urge(id))>
                {t!("ticket.urge")}
            </Button>
        </Show>
        <span class="meta">{urged}</span>
    }
    .into_any()
}
