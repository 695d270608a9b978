//! A queue: who serves it, and what its work needs.

use leptos::prelude::*;
use model::{Kind, key::DefinitionKey, queue::Queue};
use ui::t;

use super::{Sheet, field_id, known::use_known, pick::PickMany};

pub fn draw(sheet: Sheet<Queue>) -> AnyView {
    let known = use_known();
    let roles = sheet.part(|queue| texts(&queue.roles));
    let people = sheet.part(|queue| queue.people.clone());
    let skills = sheet.part(|queue| texts(&queue.skills));
    let readonly = sheet.readonly();
    view! {
        <section class="sheet-part">
            <h2>{t!("studio.queue_who")}</h2>
            <PickMany
                id=field_id("/roles")
                label=t!("studio.queue_roles")
                hint=t!("studio.queue_roles_hint")
                values=roles
                choices=known.choices(Kind::Role)
                on_change=Callback::new(move |picked| sheet.set("/roles", |queue| queue.roles = keys(picked)))
                add=t!("studio.add_role")
                error=sheet.wrong("/roles")
                readonly=readonly
            />
            <PickMany
                id=field_id("/people")
                label=t!("studio.queue_people")
                hint=t!("studio.queue_people_hint")
                values=people
                choices=known.people()
                on_change=Callback::new(move |picked| sheet.set("/people", |queue| queue.people = picked))
                add=t!("studio.add_person")
                error=sheet.wrong("/people")
                readonly=readonly
            />
            <PickMany
                id=field_id("/skills")
                label=t!("studio.queue_skills")
                hint=t!("studio.queue_skills_hint")
                values=skills
                choices=known.choices(Kind::Skill)
                on_change=Callback::new(move |picked| sheet.set("/skills", |queue| queue.skills = keys(picked)))
                add=t!("studio.add_skill")
                error=sheet.wrong("/skills")
                readonly=readonly
            />
        </section>
    }
    .into_any()
}

fn texts(keys: &[DefinitionKey]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

fn keys(texts: Vec<String>) -> Vec<DefinitionKey> {
    texts.into_iter().map(DefinitionKey::new).collect()
}
