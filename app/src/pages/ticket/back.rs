//! The ways back from a step: sending it to one that was passed, and taking back what one did oneself.

use leptos::{prelude::*, task::spawn_local};
use model::view::TaskView;
use ui::{Button, ButtonKind, Toast, i18n::t, t, use_lang, use_toasts};

use super::{case::Case, question::Question};
use crate::words::error;

/// The buttons, where there is a way back.
#[component]
pub fn WaysBack(case: Case, task: TaskView) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let id = task.id;
    let busy = RwSignal::new(false);
    let send = (!task.back_to.is_empty()).then(|| {
        view! {
            <Button kind=ButtonKind::Link icon="undo" on_press=move |()| case.ask(Question::Back(id))>
                {t!("ticket.send_back")}
            </Button>
        }
    });
    let take = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::task::take_back(id, String::new()).await;
            busy.try_set(false);
            let lang = lang.try_get_untracked().unwrap_or_default();
            toasts.show(match answer {
                Ok(()) => Toast::good(t(lang, "ticket.taken_back")),
                Err(no) => Toast::bad(error::sentence(lang, &no)),
            });
            case.reload();
        });
    });
    let take = task.may_take_back.then(|| {
        view! {
            <Button kind=ButtonKind::Link icon="undo" busy=busy on_press=take>
                {t!("ticket.take_back")}
            </Button>
        }
    });
    view! {
        {send}
        {take}
    }
}
