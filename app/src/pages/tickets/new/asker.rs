//! Who asks: a known customer, someone new, or nobody.

use leptos::prelude::*;
use model::{id::CustomerId, record::Customer, view::Asker};
use serde::{Deserialize, Serialize};
use ui::{Chip, Field, FieldGroup, Input, t};
use wire::Decode;

use crate::fill::CustomerSearch;

/// Who asks, as far as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Asking {
    /// Nobody yet.
    #[default]
    Nobody,
    /// A known one.
    Known {
        /// Which.
        id: CustomerId,
        /// What people call them.
        name: String,
    },
    /// Someone new.
    New {
        /// What people call them.
        name: String,
        /// The mail address.
        email: String,
        /// The telephone number.
        phone: String,
    },
}

impl Asking {
    /// As it is filed.
    #[must_use]
    pub fn asker(&self) -> Option<Asker> {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        match self {
            Self::Nobody => None,
            Self::Known { id, .. } => Some(Asker::Known(*id)),
            Self::New { name, email, phone } => {
                Some(Asker::New { name: name.trim().to_owned(), email: filled(email), phone: filled(phone) })
            }
        }
    }
}

/// The customer part of the form.
#[component]
pub fn AskerPart(asking: RwSignal<Asking>, wrong: Callback<&'static str, Option<String>>) -> impl IntoView {
    let pick = Callback::new(move |customer: Customer| {
        asking.set(Asking::Known { id: customer.id, name: customer.name });
    });
    let add = Callback::new(move |typed: String| {
        // A mail address or a number that found nobody is surely theirs.
        let is_phone = typed.chars().filter(char::is_ascii_digit).count() >= 5;
        let (name, email, phone) = match (typed.contains('@'), is_phone) {
            (true, _) => (String::new(), typed, String::new()),
            (false, true) => (String::new(), String::new(), typed),
            (false, false) => (typed, String::new(), String::new()),
        };
        asking.set(Asking::New { name, email, phone });
    });
    let kind = Memo::new(move |_| asking.with(std::mem::discriminant));
    let body = move || {
        // Read, not only tracked: a memo that nobody reads never learns what it depends on.
        let _ = kind.get();
        match asking.get_untracked() {
            Asking::Nobody => view! { <CustomerSearch id="asker" on_pick=pick on_new=add /> }.into_any(),
            Asking::Known { name, .. } => view! { <KnownAsker name asking /> }.into_any(),
            Asking::New { .. } => view! { <NewAsker asking wrong /> }.into_any(),
        }
    };
    view! {
        <FieldGroup
            id="new-customer"
            label=t!("tickets.new_customer")
            hint=t!("tickets.new_customer_hint")
            error=Signal::derive(move || wrong.run(""))
            full=true
        >
            {body}
        </FieldGroup>
    }
    .into_any()
}

#[component]
fn KnownAsker(name: String, asking: RwSignal<Asking>) -> impl IntoView {
    view! {
        <p>
            <Chip label=name icon="user" on_remove=Callback::new(move |()| asking.set(Asking::Nobody)) />
        </p>
    }
}

/// Name, mail address and telephone number of someone new.
#[component]
fn NewAsker(asking: RwSignal<Asking>, wrong: Callback<&'static str, Option<String>>) -> impl IntoView {
    let read = move |part: fn(&Asking) -> &str| Signal::derive(move || asking.with(|asking| part(asking).to_owned()));
    let write = move |part: fn(&mut Asking) -> Option<&mut String>| {
        Callback::new(move |text: String| {
            asking.update(|asking| {
                if let Some(place) = part(asking) {
                    *place = text;
                }
            });
        })
    };
    view! {
        <div class="fill-row">
            <div class="fill-cell" style="--span: 4">
                <Field
                    id="asker-name"
                    label=t!("tickets.new_customer_name")
                    error=Signal::derive(move || wrong.run("/new/name"))
                    required=true
                >
                    <Input value=read(name_of) on_input=write(name_in) autofocus=true autocomplete="off" />
                </Field>
            </div>
            <div class="fill-cell" style="--span: 4">
                <Field
                    id="asker-email"
                    label=t!("tickets.new_customer_email")
                    error=Signal::derive(move || wrong.run("/new/email"))
                >
                    <Input value=read(email_of) on_input=write(email_in) inputmode="email" autocomplete="off" />
                </Field>
            </div>
            <div class="fill-cell" style="--span: 4">
                <Field
                    id="asker-phone"
                    label=t!("tickets.new_customer_phone")
                    error=Signal::derive(move || wrong.run("/new/phone"))
                >
                    <Input value=read(phone_of) on_input=write(phone_in) inputmode="tel" autocomplete="off" />
                </Field>
            </div>
        </div>
        <button type="button" class="button link" on:click=move |_| asking.set(Asking::Nobody)>
            {t!("tickets.new_customer_remove")}
        </button>
    }
    .into_any()
}

fn name_of(asking: &Asking) -> &str {
    if let Asking::New { name, .. } = asking { name } else { "" }
}

fn email_of(asking: &Asking) -> &str {
    if let Asking::New { email, .. } = asking { email } else { "" }
}

fn phone_of(asking: &Asking) -> &str {
    if let Asking::New { phone, .. } = asking { phone } else { "" }
}

const fn name_in(asking: &mut Asking) -> Option<&mut String> {
    if let Asking::New { name, .. } = asking { Some(name) } else { None }
}

const fn email_in(asking: &mut Asking) -> Option<&mut String> {
    if let Asking::New { email, .. } = asking { Some(email) } else { None }
}

const fn phone_in(asking: &mut Asking) -> Option<&mut String> {
    if let Asking::New { phone, .. } = asking { Some(phone) } else { None }
}
