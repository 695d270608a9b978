//! What can be wrong with a person.

use model::{
    Code, Kind, Problem, Problems,
    form::is_email,
    key::DefinitionKey,
    record::{Person, Team},
    role::{ADMINISTRATOR, Reach, Right},
};

use crate::{Actor, password, setup::is_zone, shelf::Shelf};

/// What is wrong with how a person is called and reached.
pub(crate) fn wrong_address(person: &Person) -> Problems {
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

/// Everything that is wrong with a person as such; roles are judged with whoever gives them.
pub(super) fn wrong(person: &Person, shelf: &Shelf, teams: &[Team]) -> Problems {
    let mut problems = wrong_address(person);
    if let Some(zone) = person.zone.as_ref().filter(|zone| !is_zone(zone)) {
        problems.push(Problem::error(Code::UnknownZone, "/zone").with("given", zone));
    }
    let shifts: Vec<DefinitionKey> = person.shifts.iter().cloned().collect();
    let named = [
        (Kind::Skill, "/skills", &person.skills),
        (Kind::Queue, "/queues", &person.queues),
        (Kind::Calendar, "/shifts", &shifts),
    ];
    for (kind, path, keys) in named {
        for key in keys.iter().filter(|key| shelf.version(kind, key).is_none()) {
            problems.push(Problem::error(Code::MissingReference, path).with("kind", kind).with("key", key));
        }
    }
    for (skill, level) in &person.levels {
        let path = format!("/levels/{skill}");
        match *level {
            0 => problems.push(Problem::error(Code::TooSmall, path).with("least", 1)),
            level if level > Person::BEST => {
                problems.push(Problem::error(Code::TooLarge, path).with("most", Person::BEST));
            }
            _ => {}
        }
    }
    for id in person.teams.iter().filter(|id| !teams.iter().any(|team| team.id == **id)) {
        problems.push(Problem::error(Code::MissingReference, "/teams").with("kind", "team").with("key", id));
    }
    problems
}

/// What is wrong with a password.
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
pub(super) fn wrong_roles(actor: &Actor, had: &[DefinitionKey], wanted: &[DefinitionKey], shelf: &Shelf) -> Problems {
    let mut problems = Problems::new();
    for key in wanted {
        if shelf.role(key).is_none() {
            let problem = Problem::error(Code::MissingReference, "/roles");
            problems.push(problem.with("kind", Kind::Role).with("key", key));
        } else if !had.contains(key) && !may_give(actor, key, shelf) {
            problems.push(Problem::error(Code::ReadOnly, "/roles").with("given", key));
        }
    }
    problems
}

/// Whether a role stays within the rights of the one who gives it.
pub(super) fn may_give(actor: &Actor, key: &DefinitionKey, shelf: &Shelf) -> bool {
    if key.as_str() == ADMINISTRATOR {
        return Right::ALL.iter().all(|right| actor.rights().get(right) == Some(&Reach::All));
    }
    shelf.role(key).is_some_and(|role| {
        role.grants.iter().all(|grant| actor.rights().get(&grant.right).is_some_and(|reach| *reach >= grant.scope))
    })
}
