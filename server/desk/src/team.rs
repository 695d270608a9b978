//! Teams: groups of people who see each other's work where a right reaches the team.

use model::{
    Code, Problem,
    id::{PersonId, TeamId},
    record::{Person, Team},
    role::Right,
    view::{Named, TeamCard, TeamChange},
};
use store::{Changes, Refused, Unique};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    people::{REGISTER, above},
    shelf::Shelf,
};

impl Desk {
    /// The teams with their people, by name.
    pub async fn teams(&self, actor: &Actor) -> Result<Vec<TeamCard>> {
        actor.may(Right::ReadPeople)?;
        let scope = self.0.store.scope(actor.workspace());
        let people = scope.people().await?;
        Ok(scope.teams().await?.iter().map(|team| card(team, &people)).collect())
    }

    /// Makes a team.
    pub async fn create_team(&self, actor: &Actor, name: &str, members: Vec<PersonId>) -> Result<TeamCard> {
        actor.may(Right::ManagePeople)?;
        let team = Team { id: TeamId::new(self.uuid()), name: named(name)?, version: 1 };
        let mut changes = self.changes(actor);
        changes.insert_team(&team);
        changes.audit(actor.author(), "team_created", &serde_json::json!({ "team": team.id, "name": team.name }));
        self.store_team(actor, team, Some(members), changes).await
    }

    /// Renames a team or sets who is in it.
    ///
    /// Guards: the team's version for the name; the version of everyone who comes or goes, and the `people` register.
    pub async fn set_team(&self, actor: &Actor, id: TeamId, change: TeamChange) -> Result<TeamCard> {
        actor.may(Right::ManagePeople)?;
        let mut team = self.0.store.scope(actor.workspace()).team(id).await?.ok_or(Error::NotFound)?;
        let mut changes = self.changes(actor);
        if let Some(name) = change.name {
            team.name = named(&name)?;
            team.version += 1;
            changes.update_team(&team);
        }
        let facts = serde_json::json!({ "team": team.id, "name": team.name, "members": change.members });
        changes.audit(actor.author(), "team_changed", &facts);
        self.store_team(actor, team, change.members, changes).await
    }

    /// Deletes a team: its people leave it, and no longer see each other's work by it. Gives the team as it was.
    ///
    /// Guards: the team's version, the version of everyone in it, and the `people` register.
    pub async fn delete_team(&self, actor: &Actor, id: TeamId) -> Result<TeamCard> {
        actor.may(Right::ManagePeople)?;
        let scope = self.0.store.scope(actor.workspace());
        let register = scope.register(REGISTER).await?;
        let team = scope.team(id).await?.ok_or(Error::NotFound)?;
        let people = scope.people().await?;
        let shelf = self.shelf(actor.workspace()).await?;
        let before = card(&team, &people);
        let mut changes = self.changes(actor);
        changes.bump(REGISTER, register);
        self::place(actor, id, &[], people, &shelf, &mut changes)?;
        changes.delete_team(&team);
        let facts = serde_json::json!({ "team": id, "name": team.name, "members": before.members });
        changes.audit(actor.author(), "team_deleted", &facts);
        self.0.store.commit(changes).await?;
        Ok(before)
    }

    async fn store_team(
        &self,
        actor: &Actor,
        team: Team,
        members: Option<Vec<PersonId>>,
        mut changes: Changes,
    ) -> Result<TeamCard> {
        let scope = self.0.store.scope(actor.workspace());
        let register = scope.register(REGISTER).await?;
        let mut people = scope.people().await?;
        if let Some(members) = members {
            let shelf = self.shelf(actor.workspace()).await?;
            if let Some(unknown) = members.iter().find(|id| !people.iter().any(|person| person.id == **id)) {
                return Err(Error::Invalid(vec![
                    Problem::error(Code::UnknownPerson, "/members").with("given", unknown),
                ]));
            }
            changes.bump(REGISTER, register);
            people = place(actor, team.id, &members, people, &shelf, &mut changes)?;
        }
        match self.0.store.commit(changes).await {
            Ok(()) => Ok(card(&team, &people)),
            Err(Refused::Taken { what: Unique::TeamName }) => {
                Err(Error::Conflict(vec![Problem::error(Code::Taken, "/name").with("given", team.name)]))
            }
            Err(refused) => Err(refused.into()),
        }
    }
}

/// Puts exactly these people into a team. Nobody moves someone who may do more than they may themselves.
fn place(
    actor: &Actor,
    team: TeamId,
    members: &[PersonId],
    mut people: Vec<Person>,
    shelf: &Shelf,
    changes: &mut Changes,
) -> Result<Vec<Person>> {
    for person in &mut people {
        let (is_in, shall_be_in) = (person.teams.contains(&team), members.contains(&person.id));
        if is_in == shall_be_in {
            continue;
        }
        if above(actor, person, shelf) {
            return Err(Error::Forbidden { right: Right::ManagePeople });
        }
        if shall_be_in {
            person.teams.push(team);
        } else {
            person.teams.retain(|other| *other != team);
        }
        person.version += 1;
        changes.update_person(person);
    }
    Ok(people)
}

fn card(team: &Team, people: &[Person]) -> TeamCard {
    let members = people.iter().filter(|person| person.teams.contains(&team.id));
    let members = members.map(|person| Named { id: person.id, name: person.name.clone() }).collect();
    TeamCard { id: team.id, name: team.name.clone(), members, version: team.version }
}

fn named(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid(Code::Required, "/name"));
    }
    if name.chars().count() > 100 {
        return Err(Error::Invalid(vec![Problem::error(Code::TooLong, "/name").with("most", 100)]));
    }
    if name.chars().any(char::is_control) {
        return Err(Error::invalid(Code::BadCharacter, "/name"));
    }
    Ok(name.to_owned())
}
