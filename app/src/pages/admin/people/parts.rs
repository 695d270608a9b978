//! The parts of the drawer: who, roles, teams, skills, queues.

use leptos::prelude::*;
use model::{
    id::PersonId,
    view::{Directory, Named},
};
use ui::{Choice, Field, FieldGroup, Input, Lang, Segment, Select, Switch, i18n::tf, t, use_lang};

use super::typed::Typed;
use crate::{
    pages::admin::{
        checklist::{Checklist, Item},
        leaves::Leaves,
    },
    words::said,
    zones::use_zones,
};

/// Name, mail address, language, zone.
#[component]
pub fn Who(typed: Typed) -> impl IntoView {
    let langs = Lang::ALL.map(|lang| Choice::new(lang.tag(), lang.name())).to_vec();
    let zones = use_zones(typed.zone.into());
    view! {
        <Field id="person-name" label=t!("admin.name") error=typed.wrong("name") required=true>
            <Input value=typed.name on_input=Callback::new(move |text| typed.name.set(text)) autocomplete="off" />
        </Field>
        <Field
            id="person-email"
            label=t!("admin.email")
            hint=t!("admin.email_hint")
            error=typed.wrong("email")
            required=true
        >
            <Input
                kind="email"
                value=typed.email
                on_input=Callback::new(move |text| typed.email.set(text))
                autocomplete="off"
            />
        </Field>
        <div class="two-columns">
            <Field id="person-lang" label=t!("admin.lang") error=typed.wrong("lang")>
                <Select
                    value=typed.lang
                    choices=Signal::stored(langs)
                    on_pick=Callback::new(move |tag| typed.lang.set(tag))
                />
            </Field>
            <Field id="person-zone" label=t!("admin.zone") error=typed.wrong("zone")>
                <Select
                    value=typed.zone
                    choices=zones
                    placeholder=t!("admin.zone_own")
                    on_pick=Callback::new(move |zone| typed.zone.set(zone))
                />
            </Field>
        </div>
    }
    .into_any()
}

/// Roles and teams.
#[component]
pub fn Belongs(typed: Typed, directory: RwSignal<Directory>) -> impl IntoView {
    let lang = use_lang();
    let roles = Signal::derive(move || {
        let (lang, had) = (lang.get(), typed.roles.get_untracked());
        directory.with(|directory| {
            let items = directory.roles.iter().map(|role| {
                let title = said(&role.title, lang).to_owned();
                let is_held = had.iter().any(|key| key == role.key.as_str());
                let is_fixed = !role.may_give && !is_held;
                let words = if is_fixed { tf(lang, "admin.role_beyond", &[("title", &title)]) } else { title };
                Item { is_fixed, ..Item::new(role.key.as_str(), words) }
            });
            items.collect::<Vec<_>>()
        })
    });
    let teams = Signal::derive(move || {
        directory.with(|directory| {
            directory.teams.iter().map(|team| Item::new(team.id.to_string(), team.name.clone())).collect::<Vec<_>>()
        })
    });
    let has_no_team = Signal::derive(move || directory.with(|directory| directory.teams.is_empty()));
    view! {
        <FieldGroup
            id="person-roles"
            label=t!("admin.column_roles")
            hint=t!("admin.roles_hint")
            error=typed.wrong("roles")
        >
            <Checklist items=roles chosen=typed.roles />
        </FieldGroup>
        <FieldGroup
            id="person-teams"
            label=t!("admin.column_teams")
            hint=t!("admin.teams_hint")
            error=typed.wrong("teams")
        >
            <Show when=move || has_no_team.get()>
                <p class="meta">{t!("admin.teams_none")}</p>
            </Show>
            <Checklist items=teams chosen=typed.teams />
        </FieldGroup>
    }
    .into_any()
}

/// Skills with how well, queues, presence.
#[component]
pub fn Work(typed: Typed, directory: RwSignal<Directory>) -> impl IntoView {
    let lang = use_lang();
    let skills = Signal::derive(move || {
        let lang = lang.get();
        directory.with(|directory| {
            directory.skills.iter().map(|skill| Item::new(skill.key.as_str(), said(&skill.title, lang))).collect()
        })
    });
    let queues = Signal::derive(move || {
        let (lang, roles) = (lang.get(), typed.roles.get());
        directory.with(|directory| {
            let items = directory.queues.iter().map(|queue| {
                let is_given = queue.roles.iter().any(|role| roles.iter().any(|key| key == role.as_str()));
                Item { is_given, is_fixed: is_given, ..Item::new(queue.key.as_str(), said(&queue.title, lang)) }
            });
            items.collect()
        })
    });
    let calendars = Signal::derive(move || {
        let lang = lang.get();
        directory.with(|directory| {
            let choice = |one: &model::view::Titled| Choice::new(one.key.as_str(), said(&one.title, lang));
            directory.calendars.iter().map(choice).collect()
        })
    });
    let level = Callback::new(move |key: String| level(typed, skills, key));
    view! {
        <FieldGroup
            id="person-skills"
            label=t!("admin.skills")
            hint=t!("admin.skills_hint")
            error=typed.wrong("skills")
        >
            <Checklist items=skills chosen=typed.skills beside=level />
        </FieldGroup>
        <FieldGroup
            id="person-queues"
            label=t!("admin.queues")
            hint=t!("admin.queues_hint")
            error=typed.wrong("queues")
        >
            <Checklist items=queues chosen=typed.queues />
        </FieldGroup>
        <Field id="person-capacity" label=t!("admin.capacity") hint=t!("admin.capacity_hint") error=typed.wrong("capacity")>
            <Input
                value=typed.capacity
                on_input=Callback::new(move |text| typed.capacity.set(text))
                kind="number"
                inputmode="numeric"
            />
        </Field>
        <Field id="person-shifts" label=t!("admin.shifts") hint=t!("admin.shifts_hint") error=typed.wrong("shifts")>
            <Select
                value=typed.shifts
                choices=calendars
                placeholder=t!("admin.shifts_any")
                on_pick=Callback::new(move |key| typed.shifts.set(key))
            />
        </Field>
        <Switch checked=typed.away on_change=Callback::new(move |on| typed.away.set(on))>
            {t!("admin.away")}
        </Switch>
    }
    .into_any()
}

/// When they will not be there; somebody new has no leave yet.
#[component]
pub fn Absences(typed: Typed, directory: RwSignal<Directory>, own: PersonId) -> impl IntoView {
    let people = Signal::derive(move || {
        directory.with(|directory| {
            let others = directory.people.iter().map(|card| &card.person).filter(|one| one.active && one.id != own);
            others.map(|one| Named { id: one.id, name: one.name.clone() }).collect()
        })
    });
    view! {
        <FieldGroup id="person-leave" label=t!("admin.leave") hint=t!("admin.leave_hint")>
            <Leaves plan=typed.plan people problems=typed.problems />
        </FieldGroup>
    }
    .into_any()
}

/// How well a skill is had, and until when, beside its box.
fn level(typed: Typed, skills: Signal<Vec<Item>>, key: String) -> AnyView {
    let lang = use_lang();
    let name = skills.with_untracked(|skills| {
        skills.iter().find(|skill| skill.key == key).map_or_else(|| key.clone(), |skill| skill.words.clone())
    });
    let own = StoredValue::new(key.clone());
    let value = Signal::derive(move || {
        typed.levels.with(|levels| own.with_value(|key| levels.get(key).copied()).unwrap_or(1)).to_string()
    });
    let choices = Signal::derive(move || {
        ["1", "2", "3"]
            .map(|level| Choice::new(level, ui::i18n::t(lang.get(), &format!("admin.level.{level}"))))
            .to_vec()
    });
    let pick = Callback::new(move |level: String| {
        if let Ok(level) = level.parse() {
            typed.levels.update(|levels| {
                levels.insert(own.get_value(), level);
            });
        }
    });
    let until = Signal::derive(move || {
        typed.until.with(|until| own.with_value(|key| until.get(key).cloned()).unwrap_or_default())
    });
    let end = Callback::new(move |day: String| {
        typed.until.update(|until| {
            until.insert(own.get_value(), day);
        });
    });
    let words = StoredValue::new(name.clone());
    view! {
        <Segment
            name=format!("level-{key}")
            label=t!("admin.level", skill = name)
            value=value
            choices=choices
            on_pick=pick
        />
        <span class="until">
            <span class="meta" aria-hidden="true">
                {t!("admin.skill_until_mark")}
            </span>
            <Input
                kind="date"
                small=true
                value=until
                on_input=end
                label=t!("admin.skill_until", skill = words.get_value())
            />
        </span>
    }
    .into_any()
}
