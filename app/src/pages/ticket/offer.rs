//! A step that is offered to someone: until when, and the buttons of whoever is asked. Fetched where there is an offer.

use leptos::{prelude::*, task::spawn_local};
use model::id::TaskId;
use ui::{
    Button, ButtonKind, Due, Moment, NotLoaded, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::{
    case::Case,
    question::{Deed, Question},
};
use crate::words::error;

/// The offer of a step, following it from one person to the next.
#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn ticket_offer(case: Case, task: TaskId) -> Result<AnyView, NotLoaded> {
    ui::i18n::learn(ui::i18n::OFFERS);
    let offer = case.part(move |page| {
        let task = page.tasks.iter().find(|one| one.id == task)?;
        Some((task.offered_to.clone()?.name, task.offered_until?, task.may_accept))
    });
    let lang = use_lang();
    let shown = move || {
        offer.get().map(|(name, until, is_mine)| {
            let words = move || {
                let lang = lang.get();
                if is_mine { t(lang, "offer.yours").to_owned() } else { tf(lang, "offer.theirs", &[("name", &name)]) }
            };
            view! {
                <p class="facts-line" role="status">
                    <span>{words} " " <Moment at=until /></span>
                    <Due due=until alone=true />
                </p>
                {is_mine.then(|| view! { <Answer case task /> })}
            }
            .into_any()
        })
    };
    Ok(view! { {shown} }.into_any())
}

/// What whoever is asked can answer.
#[component]
fn Answer(case: Case, task: TaskId) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let accept = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::task::accept(task).await;
            busy.try_set(false);
            let lang = lang.try_get_untracked().unwrap_or_default();
            toasts.show(match answer {
                Ok(()) => Toast::good(t(lang, "offer.accepted")),
                Err(no) => Toast::bad(error::sentence(lang, &no)),
            });
            case.reload();
        });
    });
    let decline = Callback::new(move |()| case.ask(Question::Deed(Deed::Decline(task))));
    view! {
        <p class="taking">
            <Button kind=ButtonKind::Primary busy=busy on_press=accept>
                {t!("offer.accept")}
            </Button>
            <Button on_press=decline>{t!("offer.decline")}</Button>
        </p>
    }
    .into_any()
}
