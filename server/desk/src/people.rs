//! People who sign in: who they are and what they may do.

mod account;
mod directory;
mod leave;
mod workload;
mod wrong;

use model::{
    Code, Problem,
    id::PersonId,
    key::DefinitionKey,
    record::Person,
    role::{ADMINISTRATOR, Right},
    view::{Named, NewPerson, PersonChange},
};
use store::{Changes, Refused, Unique};

use crate::{
    Actor, Desk, Request,
    error::{Error, Result},
    shelf::Shelf,
};

pub(crate) use wrong::{wrong_address, wrong_password};

/// The register that grows with each change of people's roles, teams and states: the guard that the last administrator
/// stays, and that nobody is put into a team that goes away at the same moment.
pub(crate) const REGISTER: &str = "people";

impl Desk {
    /// Everyone, by name.
    pub async fn people(&self, actor: &Actor) -> Result<Vec<Person>> {
        actor.may(Right::ReadPeople)?;
        let mut people = self.0.store.scope(actor.workspace()).people().await?;
        people.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(people)
    }

    /// Everyone who can be given work, by name: for pickers.
    pub async fn colleagues(&self, actor: &Actor) -> Result<Vec<Named<PersonId>>> {
        actor.may(Right::ReadTickets)?;
        let mut people = self.0.store.scope(actor.workspace()).people().await?;
        people.retain(|person| person.active);
        people.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(people.into_iter().map(|person| Named { id: person.id, name: person.name }).collect())
    }

    /// Creates a person. Nobody can give a right that they do not have themselves.
    pub async fn create_person(&self, actor: &Actor, new: NewPerson, request: Option<Request>) -> Result<Person> {
        actor.may(Right::ManagePeople)?;
        if let Some(known) = self.answered(actor.workspace(), request.as_ref()).await? {
            return Ok(known);
        }
        let shelf = self.shelf(actor.workspace()).await?;
        let (name, email) = (new.name.trim(), new.email.trim().to_lowercase());
        let lang = new.lang.unwrap_or(shelf.workspace.lang);
        let person = Person::new(PersonId::new(self.uuid()), name, &email, lang, self.now());
        let person = Person {
            roles: new.roles,
            skills: new.skills,
            levels: new.levels,
            queues: new.queues,
            teams: new.teams,
            zone: new.zone.filter(|zone| !zone.is_empty()),
            capacity: new.capacity.filter(|most| *most > 0),
            shifts: new.shifts,
            skills_until: new.skills_until,
            ..person
        };
        let register = self.0.store.scope(actor.workspace()).register(REGISTER).await?;
        let teams = self.0.store.scope(actor.workspace()).teams().await?;
        let mut problems = wrong::wrong(&person, &shelf, &teams);
        problems.extend(wrong::wrong_roles(actor, &[], &person.roles, &shelf));
        problems.extend(new.password.iter().flat_map(|password| wrong_password(password)));
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let hash = match &new.password {
            Some(password) => Some(self.0.passwords.hash(password).await?),
            None => None,
        };
        let mut changes = self.changes(actor);
        changes.insert_person(&person, hash.as_deref());
        if !person.teams.is_empty() {
            changes.bump(REGISTER, register);
        }
        changes.audit(
            actor.author(),
            "person_created",
            &serde_json::json!({ "person": person.id, "roles": person.roles }),
        );
        if let Some(request) = &request {
            changes.keep_answer(
                &request.stored(),
                &request.hash,
                &serde_json::to_value(&person).map_err(Error::broken)?,
            );
        }
        match self.0.store.commit(changes).await {
            Ok(()) => Ok(person),
            Err(Refused::Taken { what: Unique::IdempotencyKey }) => {
                self.answered(actor.workspace(), request.as_ref()).await?.ok_or(Error::Busy)
            }
            Err(refused) => Err(taken(refused, &person)),
        }
    }

    /// Changes a person. The last active administrator can be neither switched off nor lose the role.
    ///
    /// Guard: the `people` register, so that two who take each other's role away cannot both succeed.
    pub async fn set_person(&self, actor: &Actor, id: PersonId, change: PersonChange) -> Result<Person> {
        actor.may(Right::ManagePeople)?;
        self.change_person(actor, id, change).await
    }

    /// The same for whoever may do it for another reason: everyone may set their own language.
    pub(crate) async fn change_person(&self, actor: &Actor, id: PersonId, change: PersonChange) -> Result<Person> {
        let scope = self.0.store.scope(actor.workspace());
        let register = scope.register(REGISTER).await?;
        let before = scope.person(id).await?.ok_or(Error::NotFound)?;
        let password = change.password.clone();
        let shelf = self.shelf(actor.workspace()).await?;
        let absences = match change.absences.clone() {
            Some(leaves) => leave::absences(&before, leaves, &shelf.workspace.zone, &scope.people().await?)
                .map_err(Error::Invalid)?,
            None => before.absences.clone(),
        };
        let person = Person { absences, ..changed(before.clone(), change) };
        let mut problems = wrong::wrong(&person, &shelf, &scope.teams().await?);
        problems.extend(wrong::wrong_roles(actor, &before.roles, &person.roles, &shelf));
        problems.extend(password.iter().flat_map(|password| wrong_password(password)));
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        if above(actor, &before, &shelf) {
            return Err(Error::Forbidden { right: Right::ManagePeople });
        }
        let administers = |person: &Person| person.active && is_administrator(person);
        if administers(&before) && !administers(&person) {
            let others = scope.people().await?;
            if !others.iter().any(|other| other.id != id && administers(other)) {
                return Err(Error::refused("last_administrator"));
            }
        }
        let mut changes = self.changes(actor);
        noted(actor, &before, &person, register, &mut changes);
        changes.update_person(&person);
        if let Some(password) = &password {
            changes.set_password(id, &self.0.passwords.hash(password).await?);
            changes.audit(actor.author(), "password_set", &serde_json::json!({ "person": id }));
        }
        // A link that is still under way would open what was just closed.
        if password.is_some() || !person.active {
            changes.delete_links_of(id);
        }
        self.0.store.commit(changes).await.map_err(|refused| taken(refused, &person))?;
        // Leave may have begun, or somebody may be free.
        self.0.wake.notify_one();
        if password.is_some() || !person.active {
            self.0.store.delete_sessions_of(id, None).await?;
        }
        Ok(person)
    }
}

/// The person as the change wants them.
fn changed(mut person: Person, change: PersonChange) -> Person {
    person.name = change.name.map_or(person.name, |name| name.trim().to_owned());
    person.email = change.email.map_or(person.email, |email| email.trim().to_lowercase());
    person.lang = change.lang.unwrap_or(person.lang);
    person.zone = match change.zone {
        Some(zone) => Some(zone.trim().to_owned()).filter(|zone| !zone.is_empty()),
        None => person.zone,
    };
    person.roles = change.roles.unwrap_or(person.roles);
    person.teams = change.teams.unwrap_or(person.teams);
    person.skills = change.skills.unwrap_or(person.skills);
    person.levels = change.levels.unwrap_or(person.levels);
    person.skills_until = change.skills_until.unwrap_or(person.skills_until);
    // A level without its skill says nothing, nor does an end.
    person.levels.retain(|skill, _| person.skills.contains(skill));
    person.skills_until.retain(|skill, _| person.skills.contains(skill));
    person.queues = change.queues.unwrap_or(person.queues);
    person.active = change.active.unwrap_or(person.active);
    person.away = change.away.unwrap_or(person.away);
    person.capacity = change.capacity.map_or(person.capacity, |capacity| Some(capacity).filter(|most| *most > 0));
    person.shifts = match change.shifts {
        Some(calendar) => Some(calendar).filter(|calendar| !calendar.is_empty()).map(DefinitionKey::new),
        None => person.shifts,
    };
    person.version += 1;
    person
}

/// What decides what a person may do and see belongs into the audit log, and moves the register.
fn noted(actor: &Actor, before: &Person, person: &Person, register: i64, changes: &mut Changes) {
    let weighs = |person: &Person| {
        (person.roles.clone(), person.teams.clone(), person.queues.clone(), person.active, person.email.clone())
    };
    if weighs(before) == weighs(person) {
        return;
    }
    changes.bump(REGISTER, register);
    let facts = serde_json::json!({
        "person": person.id, "roles": person.roles, "teams": person.teams, "queues": person.queues,
        "active": person.active, "email": person.email,
    });
    changes.audit(actor.author(), "person_changed", &facts);
}

/// A mail address that someone else has is named; any other refusal stays what it is.
fn taken(refused: Refused, person: &Person) -> Error {
    match refused {
        Refused::Taken { what: Unique::Email } => {
            Error::Conflict(vec![Problem::error(Code::Taken, "/email").with("given", &person.email)])
        }
        refused => refused.into(),
    }
}

pub(crate) fn is_administrator(person: &Person) -> bool {
    person.roles.iter().any(|role| role.as_str() == ADMINISTRATOR)
}

/// Whether someone has a right that the actor lacks: such a person is out of the actor's reach.
pub(crate) fn above(actor: &Actor, person: &Person, shelf: &Shelf) -> bool {
    if person.id == actor.person().id {
        return false;
    }
    let theirs = Actor::of(actor.workspace(), person.clone(), shelf, &[]);
    theirs.rights().iter().any(|(right, reach)| actor.rights().get(right).is_none_or(|mine| mine < reach))
}
