//! The ways back from a step: sending it to one that was passed, and taking back what one did oneself.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{key::NodeKey, view::TaskView};
use ui::{
    Button, ButtonKind, Choice, Dialog, Field, Segment, Select, Textarea, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::case::Case;
use crate::{
    failed::Refused,
    words::{error, said},
};

/// The buttons, where there is a way back.
#[component]
pub fn WaysBack(case: Case, task: TaskView) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let id = task.id;
    let busy = RwSignal::new(false);
    let send = (!task.back_to.is_empty()).then(|| {
        view! {
            <Button kind=ButtonKind::Link icon="undo" on_press=move |()| case.sending_back().set(Some(id))>
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

/// The dialog that sends a step back; open while [`Case::sending_back`] names a task.
#[component]
pub fn BackDialog(case: Case) -> impl IntoView {
    let sending = case.sending_back();
    let close = Callback::new(move |()| sending.set(None));
    let lang = use_lang();
    let title = move || {
        let step = sending.get().and_then(|id| case.task(id)).map(|task| said(&task.title, lang.get()).to_owned());
        tf(lang.get(), "ticket.send_back_title", &[("step", &step.unwrap_or_default())])
    };
    view! {
        <Dialog
            id="send-back"
            open=Signal::derive(move || sending.with(Option::is_some))
            on_close=close
            title=title
        >
            {move || sending.get().and_then(|id| case.task(id)).map(|task| view! { <BackForm case task close /> })}
        </Dialog>
    }
}

#[component]
fn BackForm(case: Case, task: TaskView, close: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let id = task.id;
    let places = StoredValue::new(task.back_to);
    let first = places.with_value(|places| places.first().map(|place| place.node.to_string()).unwrap_or_default());
    let (to, reason) = (RwSignal::new(first), RwSignal::new(String::new()));
    let returns = RwSignal::new(true);
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<ApiError>);
    let can_return = Memo::new(move |_| {
        let to = to.get();
        places.with_value(|places| places.iter().any(|place| place.returns && place.node.as_str() == to))
    });
    let is_blank = Signal::derive(move || reason.with(|reason| reason.trim().is_empty()));
    let send = move || {
        if busy.get_untracked() || is_blank.get_untracked() {
            return;
        }
        let node = NodeKey::new(to.get_untracked());
        let straight = returns.get_untracked() && can_return.get_untracked();
        let why = reason.get_untracked().trim().to_owned();
        busy.set(true);
        refusal.set(None);
        case.ends(id);
        spawn_local(async move {
            match api::task::send_back(id, node, straight, why).await {
                Ok(()) => {
                    toasts.show(Toast::good(t(lang.try_get_untracked().unwrap_or_default(), "ticket.sent_back")));
                    close.try_run(());
                }
                Err(no) => {
                    refusal.try_set(Some(no));
                    case.goes_on(id);
                }
            }
            busy.try_set(false);
            case.reload();
        });
    };
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
        <form
            class="transfer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Refused error=refusal />
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
            <Field id="back-reason" label=t!("ticket.transfer_reason") hint=t!("ticket.transfer_reason_hint") required=true>
                <Textarea
                    value=reason
                    on_input=Callback::new(move |text| reason.set(text))
                    on_send=Callback::new(move |()| send())
                    rows=3
                />
            </Field>
            <p class="transfer-acts">
                <Button on_press=close>{t!("common.cancel")}</Button>
                <Button submit=true kind=ButtonKind::Primary busy=busy disabled=is_blank>
                    {t!("ticket.send_back")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}
