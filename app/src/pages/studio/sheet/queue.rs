//! A queue: who serves it, what its work needs, and to whom it is given.

mod offer;
mod tries;

use leptos::prelude::*;
use model::{
    Kind,
    key::DefinitionKey,
    queue::{Preferred, Queue, Strategy},
    record::Person,
    span::Minutes,
};
use ui::{Choice, Field, FieldGroup, Input, Later, Select, i18n::t, t, use_lang};

use self::{offer::sheets_offer, tries::Try};
use super::{Sheet, field_id, known::use_known, pick::PickMany};

/// How long work waits for a preferred skill where nobody has said.
const USUAL_WAIT: Minutes = Minutes(30);

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
        <section class="sheet-part">
            <h2>{t!("studio.queue_how")}</h2>
            <How sheet />
            <Levels sheet />
            <Preferring sheet />
            <Later part=move || sheets_offer(sheet) />
        </section>
        <Try sheet />
    }
    .into_any()
}

/// To whom of those who can do it work is given.
#[component]
fn How(sheet: Sheet<Queue>) -> impl IntoView {
    let lang = use_lang();
    let value = sheet.part(|queue| queue.strategy.as_str().to_owned());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let named = |one: Strategy| Choice::new(one.as_str(), t(lang, &format!("studio.strategy_{}", one.as_str())));
        Strategy::ALL.map(named).to_vec()
    });
    let pick = Callback::new(move |picked: String| {
        let strategy = Strategy::ALL.into_iter().find(|one| one.as_str() == picked);
        sheet.set("/strategy", |queue| queue.strategy = strategy.unwrap_or_default());
    });
    view! {
        <Field id=field_id("/strategy") label=t!("studio.strategy") hint=t!("studio.strategy_hint")>
            <Select value choices on_pick=pick disabled=sheet.readonly() />
        </Field>
    }
}

/// How well each needed skill must be had.
#[component]
fn Levels(sheet: Sheet<Queue>) -> impl IntoView {
    let lang = use_lang();
    let skills = sheet.part(|queue| queue.skills.clone());
    let titles = use_known().choices(Kind::Skill);
    let levels = Signal::derive(move || {
        let lang = lang.get();
        (1..=Person::BEST)
            .map(|level| Choice::new(level.to_string(), t(lang, &format!("studio.level_{level}"))))
            .collect::<Vec<_>>()
    });
    let row = move |skill: DefinitionKey| {
        let (read, key) = (skill.clone(), skill.clone());
        let value = sheet.part(move |queue| queue.levels.get(&read).copied().unwrap_or(1).to_string());
        let named = skill.to_string();
        let name = Signal::derive(move || {
            titles.with(|titles| {
                titles.iter().find(|one| one.value == named).map_or_else(|| named.clone(), |one| one.label.clone())
            })
        });
        let pick = Callback::new(move |picked: String| {
            let level = picked.parse().unwrap_or(1);
            sheet.set("/levels", |queue| {
                let needed = queue.skills.clone();
                queue.levels.retain(|skill, _| needed.contains(skill));
                if level > 1 {
                    queue.levels.insert(key.clone(), level);
                } else {
                    queue.levels.remove(&key);
                }
            });
        });
        view! {
            <li>
                <span class="cut">{name}</span>
                <Select value choices=levels on_pick=pick label=name small=true disabled=sheet.readonly() />
            </li>
        }
        .into_any()
    };
    view! {
        <Show when=move || skills.with(|skills| !skills.is_empty())>
            <FieldGroup id=field_id("/levels") label=t!("studio.queue_levels") error=sheet.wrong("/levels")>
                <ul class="meanings">{move || skills.get().into_iter().map(row).collect_view()}</ul>
            </FieldGroup>
        </Show>
    }
    .into_any()
}

/// Skills that are asked for at first.
#[component]
fn Preferring(sheet: Sheet<Queue>) -> impl IntoView {
    let readonly = sheet.readonly();
    let values = sheet.part(|queue| queue.preferred.iter().map(|one| one.skill.to_string()).collect::<Vec<_>>());
    let minutes = sheet.part(|queue| queue.preferred.first().map(|one| one.minutes.0.to_string()).unwrap_or_default());
    let change = Callback::new(move |picked: Vec<String>| {
        sheet.set("/preferred", |queue| {
            let usual = queue.preferred.first().map_or(USUAL_WAIT, |one| one.minutes);
            let before = std::mem::take(&mut queue.preferred);
            let kept =
                |skill: &DefinitionKey| before.iter().find(|one| one.skill == *skill).map_or(usual, |one| one.minutes);
            queue.preferred =
                keys(picked).into_iter().map(|skill| Preferred { minutes: kept(&skill), skill }).collect();
        });
    });
    let wait = Callback::new(move |text: String| {
        let minutes = Minutes(text.trim().parse().unwrap_or(0));
        sheet.set("/preferred/minutes", |queue| {
            for one in &mut queue.preferred {
                one.minutes = minutes;
            }
        });
    });
    view! {
        <PickMany
            id=field_id("/preferred")
            label=t!("studio.preferred")
            hint=t!("studio.preferred_hint")
            values=values
            choices=use_known().choices(Kind::Skill)
            on_change=change
            add=t!("studio.add_skill")
            error=sheet.wrong("/preferred")
            readonly=readonly
        />
        <Show when=move || values.with(|values| !values.is_empty())>
            <Field id="preferred-minutes" label=t!("studio.preferred_minutes")>
                <Input value=minutes on_input=wait kind="number" inputmode="numeric" unit=t!("studio.unit_minutes") readonly=readonly />
            </Field>
        </Show>
    }
    .into_any()
}

fn texts(keys: &[DefinitionKey]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

fn keys(texts: Vec<String>) -> Vec<DefinitionKey> {
    texts.into_iter().map(DefinitionKey::new).collect()
}
