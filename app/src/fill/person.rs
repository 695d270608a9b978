//! A colleague.

use leptos::prelude::*;
use model::{id::PersonId, view::Named};
use ui::{Choice, Select, t};

use super::Control;
use crate::loaded::loaded;

/// One of the people who can be given work.
#[component]
pub fn PersonControl(control: Control) -> impl IntoView {
    let people = loaded(api::people::colleagues);
    let value = control.text();
    let choices = Signal::derive(move || {
        let known = people.get().and_then(Result::ok).unwrap_or_default();
        choices(known, &value.get())
    });
    view! {
        <Select
            value=value
            choices=choices
            on_pick=control.set_text()
            placeholder=t!("fill.person_pick")
            label=control.own_name()
            disabled=control.read_only
        />
    }
}

/// The people, and whoever is chosen even if they can no longer be given work.
fn choices(people: Vec<Named<PersonId>>, chosen: &str) -> Vec<Choice> {
    let mut choices: Vec<_> =
        people.into_iter().map(|person| Choice::new(person.id.to_string(), person.name)).collect();
    if !chosen.is_empty() && !choices.iter().any(|choice| choice.value == chosen) {
        choices.push(Choice::new(chosen, chosen.chars().take(8).collect::<String>()));
    }
    choices
}
