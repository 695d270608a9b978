//! Everyone, and everything that can be said about a person: for the pages of people, teams and roles.

use std::sync::Arc;

use model::{
    Body, Kind,
    record::{Header, Person, Version},
    role::Right,
    view::{Directory, Named, PersonCard, QueueCard, RoleCard, Titled},
};

use super::{above, wrong::may_give};
use crate::{Actor, Desk, error::Result, shelf::Shelf};

impl Desk {
    /// Everyone, with the teams, roles, skills and queues there are.
    pub async fn directory(&self, actor: &Actor) -> Result<Directory> {
        actor.may(Right::ReadPeople)?;
        let scope = self.0.store.scope(actor.workspace());
        let shelf = self.shelf(actor.workspace()).await?;
        let with_password = scope.people_with_password().await?;
        let manages = actor.may(Right::ManagePeople).is_ok();
        let teams = scope.teams().await?.into_iter().map(|team| Named { id: team.id, name: team.name }).collect();
        let loads = scope.colleagues().await?;
        let at = shelf.at(self.now());
        let people: Vec<PersonCard> = loads
            .into_iter()
            .map(|load| PersonCard {
                open: load.open_tasks,
                has_password: with_password.contains(&load.person.id),
                serves: served(&load.person, &shelf),
                may_change: manages && !above(actor, &load.person, &shelf),
                barred: engine::dispatch::barred(&load.person, &[], at),
                person: load.person,
            })
            .collect();
        Ok(Directory {
            roles: roles(actor, &people, &shelf),
            skills: sorted(&shelf, Kind::Skill).into_iter().map(|(header, _)| titled(header)).collect(),
            queues: sorted(&shelf, Kind::Queue).into_iter().map(|(header, version)| queue(header, version)).collect(),
            calendars: sorted(&shelf, Kind::Calendar).into_iter().map(|(header, _)| titled(header)).collect(),
            people,
            teams,
        })
    }
}

fn served(person: &Person, shelf: &Shelf) -> Vec<model::key::DefinitionKey> {
    let serves = |version: &Version, header: &Header| match &version.content.body {
        Body::Queue(queue) => engine::dispatch::does_serve(person, &header.key, queue),
        _ => false,
    };
    let queues = sorted(shelf, Kind::Queue).into_iter().filter(|(header, version)| serves(version, header));
    queues.map(|(header, _)| header.key.clone()).collect()
}

pub(super) fn sorted(shelf: &Shelf, kind: Kind) -> Vec<(&Header, &Arc<Version>)> {
    let mut found: Vec<_> = shelf.all(kind).collect();
    found.sort_by(|(a, _), (b, _)| a.key.cmp(&b.key));
    found
}

pub(super) fn titled(header: &Header) -> Titled {
    Titled { key: header.key.clone(), title: header.title.clone() }
}

fn queue(header: &Header, version: &Version) -> QueueCard {
    let roles = match &version.content.body {
        Body::Queue(queue) => queue.roles.clone(),
        _ => Vec::new(),
    };
    QueueCard { key: header.key.clone(), title: header.title.clone(), roles }
}

fn roles(actor: &Actor, people: &[PersonCard], shelf: &Shelf) -> Vec<RoleCard> {
    let holders = |header: &Header| {
        let held = people.iter().map(|card| &card.person).filter(|one| one.active && one.roles.contains(&header.key));
        held.map(|one| Named { id: one.id, name: one.name.clone() }).collect()
    };
    sorted(shelf, Kind::Role)
        .into_iter()
        .map(|(header, _)| RoleCard {
            key: header.key.clone(),
            title: header.title.clone(),
            grants: shelf.role(&header.key).map(|role| role.grants.clone()).unwrap_or_default(),
            people: holders(header),
            may_give: may_give(actor, &header.key, shelf),
        })
        .collect()
}
