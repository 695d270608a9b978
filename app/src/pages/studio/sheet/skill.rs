//! A skill: its title, and what it takes to have it.

use leptos::prelude::*;
use model::skill::Skill;
use ui::t;

use super::{Sheet, field_id};
use crate::pages::studio::bilingual::Bilingual;

pub fn draw(sheet: Sheet<Skill>) -> AnyView {
    let about = sheet.part(|skill| skill.about.clone());
    view! {
        <section class="sheet-part">
            <Bilingual
                id=field_id("/about")
                label=t!("studio.skill_about")
                hint=t!("studio.skill_about_hint")
                text=about
                on_change=Callback::new(move |text| sheet.set("/about", |skill| skill.about = text))
                error=sheet.wrong("/about")
                long=true
                readonly=sheet.readonly()
            />
        </section>
    }
    .into_any()
}
