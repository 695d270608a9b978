//! Changing who asks: their name, and where they can be reached.

use leptos::prelude::*;
use model::{record::Customer, view::CustomerChange};
use ui::{Choice, Field, Input, Select, i18n::tf, t};

use super::super::case::Case;
use crate::{
    asked::ask,
    asking::{AskForm, Asking},
};

#[component]
pub fn CustomerForm(case: Case, customer: Customer, close: Callback<()>) -> impl IntoView {
    let asking = Asking::new(close);
    let version = customer.version;
    let lacks_address = customer.email.is_none();
    let name = RwSignal::new(customer.name);
    let email = RwSignal::new(customer.email.unwrap_or_default());
    let phone = RwSignal::new(customer.phone.unwrap_or_default());
    let manager = RwSignal::new(customer.manager.map(|person| person.to_string()).unwrap_or_default());
    let asked = ask(|| (), |()| api::people::colleagues());
    let people = Signal::derive(move || {
        let people = asked.get().and_then(Result::ok).unwrap_or_default();
        people.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect::<Vec<_>>()
    });
    let send = Callback::new(move |()| {
        let change = CustomerChange {
            name: name.get_untracked(),
            email: email.get_untracked(),
            phone: phone.get_untracked(),
            manager: manager.get_untracked().parse().ok(),
            version,
        };
        asking.send(Box::pin(async move {
            let customer = case.changing(api::ticket::change_customer(case.id(), change)).await?;
            Ok(Some(tf(asking.lang(), "ticket.customer_edited", &[("name", &customer.name)])))
        }));
    });
    view! {
        <AskForm
            asking
            act=t!("common.save")
            ready=Signal::derive(move || name.with(|name| !name.trim().is_empty()))
            on_send=send
        >
            <Field id="customer-name" label=t!("tickets.new_customer_name") error=asking.wrong("/name") required=true>
                <Input
                    value=name
                    on_input=Callback::new(move |text| name.set(text))
                    autofocus=!lacks_address
                    autocomplete="off"
                />
            </Field>
            <Field id="customer-email" label=t!("tickets.new_customer_email") error=asking.wrong("/email")>
                <Input
                    value=email
                    on_input=Callback::new(move |text| email.set(text))
                    autofocus=lacks_address
                    inputmode="email"
                    autocomplete="off"
                />
            </Field>
            <Field id="customer-phone" label=t!("tickets.new_customer_phone") error=asking.wrong("/phone")>
                <Input
                    value=phone
                    on_input=Callback::new(move |text| phone.set(text))
                    inputmode="tel"
                    autocomplete="off"
                />
            </Field>
            <Field
                id="customer-manager"
                label=t!("ticket.customer_manager")
                hint=t!("ticket.customer_manager_why")
                error=asking.wrong("/manager")
            >
                <Select
                    value=manager
                    choices=people
                    placeholder=t!("ticket.customer_manager_none")
                    on_pick=Callback::new(move |id| manager.set(id))
                />
            </Field>
        </AskForm>
    }
}
