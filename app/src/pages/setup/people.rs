//! Who is invited: name, mail address and role, a row each.

use leptos::prelude::*;
use model::{key::DefinitionKey, view::Invitee};
use ui::{Button, Choice, Field, IconButton, Input, Select, i18n::t, t, use_lang};

use super::typed::{Draft, Typed};

/// The roles of the ready content, the usual one first.
const ROLES: [&str; 6] = ["agent", "manager", "engineer", "senior-engineer", "designer", "administrator"];

/// See the module.
#[component]
pub fn PeoplePart(typed: Typed) -> impl IntoView {
    let rows = typed.read(|draft| draft.people.len());
    let add = move |()| {
        typed.change(|draft| {
            let role = DefinitionKey::from(ROLES.first().copied().unwrap_or_default());
            draft.people.push(Invitee { role, ..Invitee::default() });
        });
    };
    view! {
        <For each=move || 0..rows.get() key=|row| *row children=move |row| view! { <Row typed row /> } />
        <div>
            <Button icon="plus" on_press=Callback::new(add)>
                {t!("setup.add_person")}
            </Button>
        </div>
        <p class="support">{t!("setup.people_how")}</p>
    }
}

#[component]
fn Row(typed: Typed, row: usize) -> impl IntoView {
    let lang = use_lang();
    let read = move |part: fn(&Invitee) -> String| {
        typed.read(move |draft| draft.people.get(row).map(part).unwrap_or_default())
    };
    let write = move |part: fn(&mut Invitee, String)| {
        Callback::new(move |text: String| typed.change(|draft| with_row(draft, row, |one| part(one, text))))
    };
    let wrong = move |part: &str| typed.wrong(format!("people/{row}/{part}"));
    let roles = Signal::derive(move || {
        ROLES.map(|role| Choice::new(role, t(lang.get(), &format!("setup.role_{}", role.replace('-', "_"))))).to_vec()
    });
    let remove = move |()| {
        typed.change(|draft| {
            if row < draft.people.len() {
                draft.people.remove(row);
            }
        });
    };
    view! {
        <div class="setup-person">
            <Field id=format!("person-{row}-name") label=t!("gate.setup_admin_name") error=wrong("name")>
                <Input
                    value=read(|one| one.name.clone())
                    on_input=write(|one, text| one.name = text)
                    autofocus=true
                    autocomplete="off"
                />
            </Field>
            <Field id=format!("person-{row}-email") label=t!("gate.setup_admin_email") error=wrong("email")>
                <Input
                    value=read(|one| one.email.clone())
                    on_input=write(|one, text| one.email = text)
                    kind="email"
                    autocomplete="off"
                />
            </Field>
            <Field id=format!("person-{row}-role") label=t!("setup.role") error=wrong("role")>
                <Select
                    value=read(|one| one.role.to_string())
                    choices=roles
                    on_pick=write(|one, key| one.role = DefinitionKey::from(key.as_str()))
                />
            </Field>
            <IconButton icon="trash" label=t!("setup.remove_person") on_press=Callback::new(remove) />
        </div>
    }
    .into_any()
}

fn with_row(draft: &mut Draft, row: usize, change: impl FnOnce(&mut Invitee)) {
    if let Some(one) = draft.people.get_mut(row) {
        change(one);
    }
}
