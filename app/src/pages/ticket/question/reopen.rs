//! Opening a ticket again whose flow has ended, with the reason.

use leptos::prelude::*;
use ui::{i18n::t, t};

use super::super::case::Case;
use crate::{
    asking::{AskForm, Asking, Reason},
    once::Once,
};

#[component]
pub fn ReopenForm(case: Case, close: Callback<()>) -> impl IntoView {
    let asking = Asking::new(close);
    let reason = RwSignal::new(String::new());
    let once = Once::default();
    let wrong = asking.wrong("/reason");
    let send = Callback::new(move |()| {
        let why = reason.get_untracked().trim().to_owned();
        let (id, key) = (case.id(), once.key(&why));
        asking.send(Box::pin(async move {
            case.changing(api::ticket::reopen(id, why, key)).await?;
            once.done();
            Ok(Some(t(asking.lang(), "ticket.reopened").to_owned()))
        }));
    });
    view! {
        <AskForm
            asking
            act=t!("ticket.reopen")
            ready=Signal::derive(move || reason.with(|reason| !reason.trim().is_empty()))
            on_send=send
        >
            <p>{t!("ticket.reopen_text")}</p>
            <Reason id="reopen-reason" value=reason hint=t!("ticket.reopen_hint") error=wrong required=true on_send=send />
        </AskForm>
    }
}
