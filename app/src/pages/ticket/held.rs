//! Why the ticket is on hold, and taking it up again.

use leptos::{prelude::*, task::spawn_local};
use model::view::HoldView;
use ui::{
    Button, ButtonKind, Icon, Later, Moment, NotLoaded, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::case::Case;
use crate::words::error;

/// See the module.
#[component]
pub fn Held(case: Case) -> impl IntoView {
    let hold = case.part(|page| page.hold.clone());
    move || hold.get().map(|hold| view! { <Later part=move || ticket_held(case, hold.clone()) quiet=true /> })
}

#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn ticket_held(case: Case, hold: HoldView) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Why case hold /> }.into_any())
}

#[component]
fn Why(case: Case, hold: HoldView) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let resume = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::ticket::resume(case.id()).await;
            busy.try_set(false);
            let lang = lang.try_get_untracked().unwrap_or_default();
            toasts.show(match answer {
                Ok(()) => Toast::good(t(lang, "ticket.resumed")),
                Err(no) => Toast::bad(error::sentence(lang, &no)),
            });
            case.reload();
        });
    });
    let may_work = case.part(|page| page.may_work);
    let words = move || tf(lang.get(), "ticket.hold_why", &[("name", &hold.by.name), ("reason", &hold.reason)]);
    let until = hold.until.map(|at| view! { <p class="meta">{t!("ticket.hold_until")}" "<Moment at /></p> });
    let on_reply = hold.on_reply.then(|| view! { <p class="meta">{t!("ticket.hold_on_reply")}</p> });
    view! {
        <div class="notice" data-tone="warn" role="status">
            <Icon name="pause" />
            <div>
                <p>{words}</p>
                {until}
                {on_reply}
                <Show when=move || may_work.get()>
                    <div class="acts">
                        <Button kind=ButtonKind::Link busy=busy on_press=resume>
                            {t!("ticket.resume")}
                        </Button>
                    </div>
                </Show>
            </div>
        </div>
    }
    .into_any()
}
