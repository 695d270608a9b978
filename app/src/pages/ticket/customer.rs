//! Changing who asks: their name, and where they can be reached.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{record::Customer, view::CustomerChange};
use ui::{Button, ButtonKind, Dialog, Field, Input, Toast, i18n::tf, t, use_lang, use_toasts};

use super::case::Case;
use crate::{failed::Refused, words::problem};

/// The dialog; open while [`Case::reaching`] says so.
#[component]
pub fn CustomerDialog(case: Case) -> impl IntoView {
    let is_open = case.reaching();
    let customer = case.part(|page| page.customer.clone());
    let close = Callback::new(move |()| is_open.set(false));
    view! {
        <Dialog id="edit-customer" open=is_open on_close=close title=t!("ticket.customer_edit")>
            {move || customer.get_untracked().map(|customer| view! { <CustomerForm case customer close /> })}
        </Dialog>
    }
}

#[component]
fn CustomerForm(case: Case, customer: Customer, close: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let version = customer.version;
    let lacks_address = customer.email.is_none();
    let name = RwSignal::new(customer.name);
    let email = RwSignal::new(customer.email.unwrap_or_default());
    let phone = RwSignal::new(customer.phone.unwrap_or_default());
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<ApiError>);
    let wrong = move |path: &'static str| {
        Signal::derive(move || {
            let lang = lang.get();
            refusal.with(|no| {
                let about = no.as_ref()?.problems().iter().find(|problem| problem.path == path)?;
                Some(problem::sentence(lang, about))
            })
        })
    };
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        let change = CustomerChange {
            name: name.get_untracked(),
            email: email.get_untracked(),
            phone: phone.get_untracked(),
            version,
        };
        busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            match api::ticket::change_customer(case.id(), change).await {
                Ok(customer) => {
                    let lang = lang.try_get_untracked().unwrap_or_default();
                    toasts.show(Toast::good(tf(lang, "ticket.customer_edited", &[("name", &customer.name)])));
                    close.try_run(());
                }
                Err(no) => {
                    refusal.try_set(Some(no));
                }
            }
            busy.try_set(false);
            case.reload();
        });
    };
    let other = Signal::derive(move || refusal.get().filter(|no| no.problems().is_empty()));
    view! {
        <form
            class="transfer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Refused error=other />
            <Field id="customer-name" label=t!("tickets.new_customer_name") error=wrong("/name") required=true>
                <Input
                    value=name
                    on_input=Callback::new(move |text| name.set(text))
                    autofocus=!lacks_address
                    autocomplete="off"
                />
            </Field>
            <Field id="customer-email" label=t!("tickets.new_customer_email") error=wrong("/email")>
                <Input
                    value=email
                    on_input=Callback::new(move |text| email.set(text))
                    autofocus=lacks_address
                    inputmode="email"
                    autocomplete="off"
                />
            </Field>
            <Field id="customer-phone" label=t!("tickets.new_customer_phone") error=wrong("/phone")>
                <Input
                    value=phone
                    on_input=Callback::new(move |text| phone.set(text))
                    inputmode="tel"
                    autocomplete="off"
                />
            </Field>
            <p class="transfer-acts">
                <Button on_press=close>{t!("common.cancel")}</Button>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    busy=busy
                    disabled=Signal::derive(move || name.with(|name| name.trim().is_empty()))
                >
                    {t!("common.save")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}
