//! Who plays: people of the workspace with their teams, and customers.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use engine::dispatch::Colleague;
use model::{
    Kind, Lang,
    id::{CustomerId, PersonId, TeamId},
    record::{Customer, Person, Team},
};
use store::Changes;

use super::{ids::DemoIds, script::Script};
use crate::{ids::MakeIds, shelf::Lookup};

/// Where everyone of the play gets their mail: nowhere (RFC 2606).
const HOST: &str = "demo.example";

pub(super) struct Cast {
    teams: Vec<Team>,
    pub people: Vec<Person>,
    pub outsiders: BTreeMap<Lang, Vec<Customer>>,
}

impl Cast {
    pub(super) fn new(script: &Script, lookup: &Lookup, at: DateTime<Utc>, ids: &DemoIds) -> Self {
        let shelf = &lookup.shelf;
        let lang = shelf.workspace.lang;
        let mut teams = BTreeMap::new();
        for (key, title) in &script.teams {
            let team = Team { id: TeamId::new(ids.uuid(at)), name: title.in_lang(lang).to_owned(), version: 1 };
            teams.insert(key.clone(), team);
        }
        let mut people: Vec<Person> = Vec::new();
        for part in &script.people {
            let known = |kind: Kind| move |key: &&model::key::DefinitionKey| shelf.version(kind, key).is_some();
            let (name, email) = (part.name.in_lang(lang), format!("{}@{HOST}", part.address));
            people.push(Person {
                roles: part.roles.iter().filter(known(Kind::Role)).cloned().collect(),
                skills: part.skills.iter().filter(known(Kind::Skill)).cloned().collect(),
                teams: teams.get(&part.team).map(|team| team.id).into_iter().collect(),
                // The first one leads the others.
                manager: people.first().map(|first| first.id),
                ..Person::new(PersonId::new(ids.uuid(at)), name, &email, lang, at)
            });
        }
        let mut outsiders: BTreeMap<Lang, Vec<Customer>> = BTreeMap::new();
        for (lang, some) in &script.customers {
            for outsider in some {
                outsiders.entry(*lang).or_default().push(Customer {
                    id: CustomerId::new(ids.uuid(at)),
                    name: outsider.name.clone(),
                    email: Some(format!("{}@customers.{HOST}", outsider.address)),
                    phone: None,
                    manager: None,
                    created_at: at,
                    version: 1,
                });
            }
        }
        Self { teams: teams.into_values().collect(), people, outsiders }
    }

    pub(super) fn colleagues(&self) -> Vec<Colleague> {
        let fresh =
            |person: &Person| Colleague { person: person.clone().into(), open: 0, load: 0, last_assigned: None };
        self.people.iter().map(fresh).collect()
    }

    pub(super) fn customers(&self) -> usize {
        self.outsiders.values().map(Vec::len).sum()
    }

    pub(super) fn write(&self, changes: &mut Changes) {
        for team in &self.teams {
            changes.insert_team(team);
        }
        for person in &self.people {
            changes.insert_person(person, None);
        }
        for customer in self.outsiders.values().flatten() {
            changes.insert_customer(customer);
        }
    }
}
