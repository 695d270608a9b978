//! The queues one serves: what waits in each, and a way to take the next.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use model::{key::DefinitionKey, view::QueueLoad};
use ui::{
    Button, ButtonKind, Due, RelativeTime, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use crate::words::{error, said, say};

/// See the module.
#[component]
pub fn Queues(
    queues: Vec<QueueLoad>,
    /// Something was taken, or was not there any more.
    on_claim: Callback<()>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let claim = claim_next(busy, on_claim);
    let waits = queues.iter().any(|queue| queue.waiting > 0);
    let next = waits.then(|| {
        view! {
            <span class="side-act">
                <Button kind=ButtonKind::Link busy=busy on_press=Callback::new(move |()| claim.run(None))>
                    {t!("day.claim_next")}
                </Button>
            </span>
        }
    });
    let body = if queues.is_empty() {
        view! { <p class="meta">{t!("day.queues_none")}</p> }.into_any()
    } else {
        queues.into_iter().map(|queue| view! { <Row queue claim busy /> }.into_any()).collect_view().into_any()
    };
    view! {
        <section class="side-block">
            <h2>{t!("day.queues")}{next}</h2>
            {body}
        </section>
    }
}

/// Takes the most urgent task and opens its ticket.
fn claim_next(busy: RwSignal<bool>, on_claim: Callback<()>) -> Callback<Option<DefinitionKey>> {
    let (lang, toasts, navigate) = (use_lang(), use_toasts(), use_navigate());
    Callback::new(move |queue: Option<DefinitionKey>| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = api::task::claim_next(queue).await;
            busy.try_set(false);
            let lang = lang.try_get_untracked().unwrap_or_default();
            match answer {
                Ok(Some(task)) => {
                    toasts.show(Toast::good(tf(lang, "day.claimed", &[("title", &said(&task.title, lang))])));
                    navigate(&format!("/desk/tickets/{}", task.number), NavigateOptions::default());
                }
                Ok(None) => {
                    toasts.show(Toast::new(ui::Tone::Info, t(lang, "day.claimed_none")));
                    on_claim.try_run(());
                }
                Err(no) => {
                    toasts.show(Toast::bad(error::sentence(lang, &no)));
                    on_claim.try_run(());
                }
            }
        });
    })
}

#[component]
fn Row(queue: QueueLoad, claim: Callback<Option<DefinitionKey>>, busy: RwSignal<bool>) -> impl IntoView {
    let title = say(queue.title.clone());
    let href = format!("/desk/tickets?queue={}&unowned=1", queue.key);
    let key = StoredValue::new(queue.key.clone());
    let state = match (queue.waiting, queue.due_at, queue.oldest) {
        (0, ..) => view! { <span class="meta">{t!("day.queue_empty")}</span> }.into_any(),
        (_, Some(due), Some(from)) => view! { <Due due from=from /> }.into_any(),
        (_, Some(due), None) => view! { <Due due /> }.into_any(),
        (_, None, Some(oldest)) => view! { <span class="meta"><RelativeTime at=oldest /></span> }.into_any(),
        _ => view! { <span class="meta"></span> }.into_any(),
    };
    let take = (queue.waiting > 0).then(|| {
        view! {
            <span class="queue-take" title=move || title.get()>
                <Button
                    small=true
                    disabled=busy
                    on_press=Callback::new(move |()| claim.run(Some(key.get_value())))
                >
                    {t!("day.claim")}
                </Button>
            </span>
        }
    });
    view! {
        <div class="queue-row">
            <a class="cut go" href=href>
                {move || title.get()}
            </a>
            <span class="n">{queue.waiting}</span>
            {state}
            {take}
        </div>
    }
}
