//! Sending a step back to one that was passed.

use leptos::prelude::*;
use model::{key::NodeKey, view::TaskView};
use ui::{Choice, Field, Segment, Select, i18n::t, t, use_lang};

use super::super::case::Case;
use crate::{
    asking::{AskForm, Asking, Reason},
    words::said,
};

#[component]
pub fn BackForm(case: Case, task: TaskView, close: Callback<()>) -> impl IntoView {
    let asking = Asking::new(close);
    let lang = use_lang();
    let id = task.id;
    let places = StoredValue::new(task.back_to);
    let first = places.with_value(|places| places.first().map(|place| place.node.to_string()).unwrap_or_default());
    let (to, reason) = (RwSignal::new(first), RwSignal::new(String::new()));
    let returns = RwSignal::new(true);
    let can_return = Memo::new(move |_| {
        let to = to.get();
        places.with_value(|places| places.iter().any(|place| place.returns && place.node.as_str() == to))
    });
    let ready = Signal::derive(move || reason.with(|reason| !reason.trim().is_empty()));
    let send = Callback::new(move |()| {
        let node = NodeKey::new(to.get_untracked());
        let straight = returns.get_untracked() && can_return.get_untracked();
        let why = reason.get_untracked().trim().to_owned();
        asking.send(Box::pin(async move {
            case.ending(id, api::task::send_back(id, node, straight, why)).await?;
            Ok(Some(t(asking.lang(), "ticket.sent_back").to_owned()))
        }));
    });
    let choices = Signal::derive(move || {
        let lang = lang.get();
        places.with_value(|places| {
            places.iter().map(|place| Choice::new(place.node.as_str(), said(&place.title, lang))).collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || if returns.get() { "straight" } else { "again" }.to_owned());
    let ways = Signal::derive(move || {
        let lang = lang.get();
        let way = |name, key| Choice::new(name, t(lang, key));
        vec![way("straight", "ticket.back_straight"), way("again", "ticket.back_again")]
    });
    view! {
        <AskForm asking act=t!("ticket.send_back") ready on_send=send>
            <Field id="back-to" label=t!("ticket.back_to") required=true>
                <Select value=to choices on_pick=Callback::new(move |node| to.set(node)) />
            </Field>
            <Show when=move || can_return.get()>
                <Segment
                    name="back-how"
                    label=t!("ticket.back_how")
                    value=value
                    choices=ways
                    on_pick=Callback::new(move |name: String| returns.set(name == "straight"))
                    fill=true
                    control=true
                />
            </Show>
            <Reason id="back-reason" value=reason hint=t!("ticket.transfer_reason_hint") required=true on_send=send />
        </AskForm>
    }
}
