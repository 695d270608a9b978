//! What is typed about a person, and what of it is a change.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;
use model::{
    Problem,
    key::DefinitionKey,
    record::{Leave, Person},
    view::{NewPerson, PersonChange},
};
use ui::use_lang;

use crate::{
    pages::admin::leaves::Plan,
    words::{model_lang, problem},
};

/// The fields of the drawer.
#[derive(Clone, Copy)]
pub struct Typed {
    /// What people call them.
    pub name: RwSignal<String>,
    /// The mail address.
    pub email: RwSignal<String>,
    /// The tag of their language.
    pub lang: RwSignal<String>,
    /// Their zone; empty is the company's.
    pub zone: RwSignal<String>,
    /// Keys of roles.
    pub roles: RwSignal<Vec<String>>,
    /// Ids of teams.
    pub teams: RwSignal<Vec<String>>,
    /// Keys of skills.
    pub skills: RwSignal<Vec<String>>,
    /// How well, by the key of a skill.
    pub levels: RwSignal<BTreeMap<String, u8>>,
    /// Keys of queues.
    pub queues: RwSignal<Vec<String>>,
    /// Whether they are away.
    pub away: RwSignal<bool>,
    /// The most open work that is given to them by itself; empty is any.
    pub capacity: RwSignal<String>,
    /// The key of the calendar of their shifts; empty is at any time.
    pub shifts: RwSignal<String>,
    /// The last day of a skill, by its key; empty is for good.
    pub until: RwSignal<BTreeMap<String, String>>,
    /// Their leave.
    pub plan: Plan,
    /// What is wrong, as the server said.
    pub problems: RwSignal<Vec<Problem>>,
}

impl Typed {
    /// The fields as a person has them; of someone new, empty.
    pub fn of(person: Option<&Person>) -> Self {
        let lang = use_lang().get_untracked();
        let texts = |keys: Option<&Vec<DefinitionKey>>| {
            RwSignal::new(keys.into_iter().flatten().map(ToString::to_string).collect::<Vec<_>>())
        };
        let teams = person.into_iter().flat_map(|person| &person.teams).map(ToString::to_string).collect();
        let levels = person.into_iter().flat_map(|person| &person.levels);
        let until = person.into_iter().flat_map(|person| &person.skills_until);
        Self {
            name: RwSignal::new(person.map(|person| person.name.clone()).unwrap_or_default()),
            email: RwSignal::new(person.map(|person| person.email.clone()).unwrap_or_default()),
            lang: RwSignal::new(person.map_or_else(|| model_lang(lang), |person| person.lang).tag().to_owned()),
            zone: RwSignal::new(person.and_then(|person| person.zone.clone()).unwrap_or_default()),
            roles: texts(person.map(|person| &person.roles)),
            teams: RwSignal::new(teams),
            skills: texts(person.map(|person| &person.skills)),
            levels: RwSignal::new(levels.map(|(key, level)| (key.to_string(), *level)).collect()),
            queues: texts(person.map(|person| &person.queues)),
            away: RwSignal::new(person.is_some_and(|person| person.away)),
            capacity: RwSignal::new(
                person.and_then(|person| person.capacity).map(|most| most.to_string()).unwrap_or_default(),
            ),
            shifts: RwSignal::new(
                person.and_then(|person| person.shifts.as_ref()).map(ToString::to_string).unwrap_or_default(),
            ),
            until: RwSignal::new(until.map(|(key, day)| (key.to_string(), day.to_string())).collect()),
            plan: Plan::of(person.into_iter().flat_map(|person| &person.absences).map(|one| one.leave.clone())),
            problems: RwSignal::default(),
        }
    }

    /// What is wrong with one part.
    pub fn wrong(self, part: &'static str) -> Signal<Option<String>> {
        let lang = use_lang();
        Signal::derive(move || {
            let lang = lang.get();
            self.problems.with(|problems| {
                let found = problems.iter().find(|problem| {
                    let path = problem.path.trim_start_matches('/');
                    path == part || path.strip_prefix(part).is_some_and(|rest| rest.starts_with('/'))
                });
                found.map(|found| problem::sentence(lang, found))
            })
        })
    }

    /// Someone new, as typed.
    pub fn new_person(self, password: Option<String>) -> NewPerson {
        let change = self.change(None);
        NewPerson {
            name: change.name.unwrap_or_default(),
            email: change.email.unwrap_or_default(),
            lang: change.lang,
            roles: change.roles.unwrap_or_default(),
            skills: change.skills.unwrap_or_default(),
            levels: change.levels.unwrap_or_default(),
            queues: change.queues.unwrap_or_default(),
            teams: change.teams.unwrap_or_default(),
            zone: change.zone,
            password,
            capacity: change.capacity.filter(|most| *most > 0),
            shifts: change.shifts.filter(|key| !key.is_empty()).map(DefinitionKey::new),
            skills_until: change.skills_until.unwrap_or_default(),
        }
    }

    /// What differs from a person; everything, where there is none. Follows the fields.
    pub fn change(self, person: Option<&Person>) -> PersonChange {
        let keys = |texts: RwSignal<Vec<String>>| {
            texts.get().into_iter().map(DefinitionKey::new).collect::<Vec<DefinitionKey>>()
        };
        let teams: Vec<_> = self.teams.get().iter().filter_map(|id| id.parse().ok()).collect();
        let skills = keys(self.skills);
        let mut levels: BTreeMap<DefinitionKey, u8> =
            self.levels.get().into_iter().map(|(key, level)| (DefinitionKey::new(key), level)).collect();
        levels.retain(|key, _| skills.contains(key));
        let until = self.until.get();
        let until = until.iter().filter_map(|(key, day)| Some((DefinitionKey::new(key.clone()), day.parse().ok()?)));
        let until: BTreeMap<DefinitionKey, NaiveDate> = until.filter(|(key, _)| skills.contains(key)).collect();

        PersonChange {
            name: differs(self.name.get().trim().to_owned(), person.map(|person| &person.name)),
            email: differs(self.email.get().trim().to_lowercase(), person.map(|person| &person.email)),
            lang: self.lang.get().parse().ok().and_then(|lang| differs(lang, person.map(|person| &person.lang))),
            zone: differs(self.zone.get(), person.map(|person| person.zone.clone().unwrap_or_default()).as_ref()),
            roles: differs(keys(self.roles), person.map(|person| &person.roles)),
            teams: differs(teams, person.map(|person| &person.teams)),
            levels: differs(levels, person.map(|person| &person.levels)),
            skills: differs(skills, person.map(|person| &person.skills)),
            queues: differs(keys(self.queues), person.map(|person| &person.queues)),
            away: differs(self.away.get(), person.map(|person| &person.away)),
            capacity: differs(
                self.capacity.get().trim().parse().unwrap_or(0),
                person.map(|person| person.capacity.unwrap_or(0)).as_ref(),
            ),
            shifts: differs(
                self.shifts.get(),
                person.map(|person| person.shifts.as_ref().map(ToString::to_string).unwrap_or_default()).as_ref(),
            ),
            skills_until: differs(until, person.map(|person| &person.skills_until)),
            absences: person.and_then(|person| {
                let had: Vec<Leave> = person.absences.iter().map(|one| one.leave.clone()).collect();
                differs(self.plan.get(), Some(&had))
            }),
            ..PersonChange::default()
        }
    }
}

fn differs<T: PartialEq>(now: T, before: Option<&T>) -> Option<T> {
    if before == Some(&now) { None } else { Some(now) }
}

#[cfg(test)]
mod tests {
    use leptos::reactive::owner::Owner;

    use super::*;
    use crate::pages::admin::people::filter::tests::card;

    #[test]
    fn only_what_was_touched_is_a_change() {
        Owner::new().with(|| {
            let person = card("Ann", &["agent"]).person;
            let typed = Typed::of(Some(&person));
            assert_eq!(typed.change(Some(&person)), PersonChange::default());
            typed.name.set(" Ann Lee ".to_owned());
            typed.levels.set([("english".to_owned(), 3), ("gone".to_owned(), 2)].into());
            let wanted = PersonChange {
                name: Some("Ann Lee".to_owned()),
                levels: Some([("english".into(), 3)].into()),
                ..PersonChange::default()
            };
            assert_eq!(typed.change(Some(&person)), wanted);
        });
    }
}
