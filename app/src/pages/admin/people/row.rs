//! One person in the list; the whole row opens them.

use leptos::prelude::*;
use model::view::{Directory, PersonCard};
use ui::{Avatar, Status, Tone, t, use_lang};

use super::filter::State;
use crate::words::{names, said};

/// The heads of the columns.
#[component]
pub fn Head() -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col">{t!("admin.column_name")}</th>
                <th scope="col">{t!("admin.column_roles")}</th>
                <th class="col-teams" scope="col">
                    {t!("admin.column_teams")}
                </th>
                <th class="col-skills" scope="col">
                    {t!("admin.column_skills")}
                </th>
                <th class="col-open end" scope="col">
                    {t!("admin.column_open")}
                </th>
                <th scope="col">{t!("admin.column_state")}</th>
            </tr>
        </thead>
    }
    .into_any()
}

/// See the module.
#[component]
pub fn Row(card: PersonCard, directory: RwSignal<Directory>, open: Callback<Option<String>>) -> impl IntoView {
    let lang = use_lang().get_untracked();
    let person = card.person.clone();
    let (roles, teams, skills) = directory.with_untracked(|directory| {
        let roles = person.roles.iter().map(|key| {
            let role = directory.roles.iter().find(|role| role.key == *key);
            role.map_or(key.as_str(), |role| said(&role.title, lang))
        });
        let teams = person
            .teams
            .iter()
            .filter_map(|id| directory.teams.iter().find(|team| team.id == *id).map(|team| team.name.as_str()));
        let skills = person.skills.iter().map(|key| {
            let skill = directory.skills.iter().find(|skill| skill.key == *key);
            skill.map_or(key.as_str(), |skill| said(&skill.title, lang))
        });
        (names(lang, roles), names(lang, teams), names(lang, skills))
    });
    let state = State::of(&card);
    let (icon, tone) = match state {
        State::Here => ("done", Tone::Good),
        State::Away | State::Absent | State::OffShift => ("pause", Tone::Quiet),
        State::Waiting => ("key", Tone::Warn),
        State::Off => ("st-cancelled", Tone::Quiet),
    };
    let id = person.id.to_string();
    let has_no_role = roles.is_empty();
    view! {
        <tr class="person-row" data-off=(state == State::Off).then_some("")>
            <td class="col-name">
                <div class="person">
                    <Avatar name=person.name.clone() seed=id.clone() named=true />
                    <span class="cut">
                        <button
                            type="button"
                            class="go subject"
                            on:click=move |_| open.run(Some(id.clone()))
                        >
                            {person.name}
                        </button>
                        <span class="meta cut">{person.email}</span>
                    </span>
                </div>
            </td>
            <td class="col-roles">
                {roles}
                {has_no_role.then(|| view! { <span class="meta">{t!("admin.no_roles")}</span> })}
            </td>
            <td class="col-teams">{teams}</td>
            <td class="col-skills support">{skills}</td>
            <td class="col-open end num">{card.open}</td>
            <td class="col-state">
                <Status icon tone>
                    {t!(state.key())}
                </Status>
            </td>
        </tr>
    }
    .into_any()
}
