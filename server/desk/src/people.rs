//! People who sign in: who they are and what they may do.

use model::{
    Code, Lang, Problem, Problems,
    form::is_email,
    id::PersonId,
    key::DefinitionKey,
    record::Person,
    role::{ADMINISTRATOR, Right},
    view::{Named, NewPerson},
};
use store::{Refused, Unique};

use crate::{
    Actor, Desk, Request,
    error::{Error, Result},
    password,
    shelf::Shelf,
};

/// The register that grows with each change of people's roles and states: the guard that the last administrator stays.
pub(crate) const REGISTER: &str = "people";

/// What is to change about a person; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonChange {
    /// What people call them.
    pub name: Option<String>,
    /// The language.
    pub lang: Option<Lang>,
    /// The roles.
    pub roles: Option<Vec<DefinitionKey>>,
    /// Whether they can sign in and be given work.
    pub active: Option<bool>,
    /// Whether they are away.
    pub away: Option<bool>,
    /// A new password.
    pub password: Option<String>,
}

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
        let now = self.now();
        let person = Person {
            id: PersonId::new(self.uuid()),
            name: new.name.trim().to_owned(),
            email: new.email.trim().to_lowercase(),
            lang: new.lang.unwrap_or(shelf.workspace.lang),
            roles: new.roles,
            skills: new.skills,
            teams: Vec::new(),
            manager: None,
            active: true,
            away: false,
            created_at: now,
            version: 1,
        };
        let mut problems = wrong(&person);
        problems.extend(wrong_roles(actor, &[], &person.roles, &shelf));
        for skill in &person.skills {
            if shelf.version(model::Kind::Skill, skill).is_none() {
                let problem = Problem::error(Code::MissingReference, "/skills");
                problems.push(problem.with("kind", model::Kind::Skill).with("key", skill));
            }
        }
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
            Err(Refused::Taken { .. }) => {
                Err(Error::Conflict(vec![Problem::error(Code::Taken, "/email").with("given", person.email)]))
            }
            Err(refused) => Err(refused.into()),
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
        let mut person = before.clone();
        person.name = change.name.map_or(person.name, |name| name.trim().to_owned());
        person.lang = change.lang.unwrap_or(person.lang);
        person.roles = change.roles.unwrap_or(person.roles);
        person.active = change.active.unwrap_or(person.active);
        person.away = change.away.unwrap_or(person.away);
        person.version += 1;

        let shelf = self.shelf(actor.workspace()).await?;
        let mut problems = wrong(&person);
        problems.extend(wrong_roles(actor, &before.roles, &person.roles, &shelf));
        problems.extend(change.password.iter().flat_map(|password| wrong_password(password)));
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        if above(actor, &before, &shelf) {
            return Err(Error::Forbidden { right: Right::ManagePeople });
        }
        let mut changes = self.changes(actor);
        let administers = |person: &Person| person.active && is_administrator(person);
        if administers(&before) && !administers(&person) {
            let others = scope.people().await?;
            if !others.iter().any(|other| other.id != id && administers(other)) {
                return Err(Error::refused("last_administrator"));
            }
        }
        if before.roles != person.roles || before.active != person.active {
            changes.bump(REGISTER, register);
            let facts = serde_json::json!({ "person": id, "roles": person.roles, "active": person.active });
            changes.audit(actor.author(), "person_changed", &facts);
        }
        changes.update_person(&person);
        if let Some(password) = &change.password {
            changes.set_password(id, &self.0.passwords.hash(password).await?);
        }
        self.0.store.commit(changes).await?;
        if change.password.is_some() || !person.active {
            self.0.store.delete_sessions_of(id, None).await?;
        }
        Ok(person)
    }
}

pub(crate) fn is_administrator(person: &Person) -> bool {
    person.roles.iter().any(|role| role.as_str() == ADMINISTRATOR)
}

fn wrong(person: &Person) -> Problems {
    let mut problems = Problems::new();
    if person.name.is_empty() {
        problems.push(Problem::error(Code::Required, "/name"));
    }
    if person.name.chars().count() > 100 {
        problems.push(Problem::error(Code::TooLong, "/name").with("most", 100));
    }
    if person.name.chars().any(char::is_control) {
        problems.push(Problem::error(Code::BadCharacter, "/name"));
    }
    if person.email.is_empty() {
        problems.push(Problem::error(Code::Required, "/email"));
    } else if !is_email(&person.email) {
        problems.push(Problem::error(Code::BadEmail, "/email").with("given", &person.email));
    }
    problems
}

pub(crate) fn wrong_password(password: &str) -> Problems {
    let length = password.chars().count();
    let mut problems = Problems::new();
    if length < password::SHORTEST {
        problems.push(Problem::error(Code::WeakPassword, "/password").with("least", password::SHORTEST));
    }
    if length > password::LONGEST {
        problems.push(Problem::error(Code::TooLong, "/password").with("most", password::LONGEST));
    }
    problems
}

/// Roles must exist, and a new one must not reach further than the one who gives it.
fn wrong_roles(actor: &Actor, had: &[DefinitionKey], wanted: &[DefinitionKey], shelf: &Shelf) -> Problems {
    let mut problems = Problems::new();
    for key in wanted {
        let Some(role) = shelf.role(key) else {
            let problem = Problem::error(Code::MissingReference, "/roles");
            problems.push(problem.with("kind", model::Kind::Role).with("key", key));
            continue;
        };
        let within = if key.as_str() == ADMINISTRATOR {
            Right::ALL.iter().all(|right| actor.rights().get(right) == Some(&model::role::Reach::All))
        } else {
            role.grants.iter().all(|grant| actor.rights().get(&grant.right).is_some_and(|reach| *reach >= grant.scope))
        };
        if !within && !had.contains(key) {
            problems.push(Problem::error(Code::ReadOnly, "/roles").with("given", key));
        }
    }
    problems
}

/// Whether someone has a right that the actor lacks: such a person is out of the actor's reach.
fn above(actor: &Actor, person: &Person, shelf: &Shelf) -> bool {
    if person.id == actor.person().id {
        return false;
    }
    let theirs = Actor::of(actor.workspace(), person.clone(), shelf, &[]);
    theirs.rights().iter().any(|(right, reach)| actor.rights().get(right).is_none_or(|mine| mine < reach))
}
