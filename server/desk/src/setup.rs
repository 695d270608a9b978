//! The first run: a company, its first administrator, those it invites, and something to begin with.

mod ready;

use model::{
    Code, Kind, Lang, Problem, Problems,
    calendar::Calendar,
    form::is_email,
    id::{PersonId, WorkspaceId},
    key::DefinitionKey,
    package::Package,
    record::Person,
    role::ADMINISTRATOR,
    view::{Invitee, ReadyType, SetUp, Setup},
};
use store::{Changes, Workspace};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    people::{wrong_address, wrong_password},
    secret,
};

/// The seed of the play that fills a workspace at its setup.
const SEED: u64 = 1;
/// The most people invited at once.
const MOST_INVITED: usize = 50;

impl Desk {
    /// Whether a workspace exists.
    pub async fn is_set_up(&self) -> Result<bool> {
        Ok(!self.0.store.workspaces().await?.is_empty())
    }

    /// The secret of the one-time setup link. It is new at each start and opens nothing once the setup is done.
    #[must_use]
    pub fn setup_key(&self) -> &str {
        &self.0.setup_key
    }

    /// Whether someone came with the setup link. Compared by hash, so that time tells nothing.
    #[must_use]
    pub fn is_setup_key(&self, given: &str) -> bool {
        secret::sha256_hex(given.as_bytes()) == secret::sha256_hex(self.0.setup_key.as_bytes())
    }

    /// The ready ticket types that a new workspace can begin with.
    pub fn ready_types(&self) -> Result<Vec<ReadyType>> {
        Ok(ready::types(&ready::starter()?))
    }

    /// Makes the workspace, its first administrator, its ready content and those who are invited. Refused once a
    /// workspace exists.
    ///
    /// Guard: the workspace row itself, which exists once.
    pub async fn setup(&self, setup: Setup) -> Result<SetUp> {
        if self.is_set_up().await? {
            return Err(Error::refused("already_set_up"));
        }
        let mut package = ready::starter()?;
        let setup = checked(setup, &package)?;
        if let Some(types) = &setup.types {
            ready::keep(&mut package, types);
        }
        let week = setup.week.clone().unwrap_or_else(|| Setup::usual_week(setup.lang));
        ready::localise(&mut package, &setup.zone, &week);
        let now = self.now();
        let workspace = Workspace {
            id: WorkspaceId::new(self.uuid()),
            company: setup.company,
            lang: setup.lang,
            zone: setup.zone,
            default_calendar: Some(DefinitionKey::from("standard")),
            created_at: now,
            version: 1,
        };
        let admin = self.fresh(&setup.admin_name, &setup.admin_email, ADMINISTRATOR.into(), setup.lang);
        let hash = self.0.passwords.hash(&setup.admin_password).await?;
        let actor = Actor::system(workspace.id, admin.clone());
        let mut changes = Changes::new(workspace.id, now);
        changes.insert_workspace(&workspace);
        changes.insert_person(&admin, Some(&hash));
        changes.audit(None, "set_up", &serde_json::json!({ "administrator": admin.id }));
        let mut links = Vec::new();
        for Invitee { name, email, role } in &setup.people {
            let person = self.fresh(name, email, role.clone(), setup.lang);
            changes.insert_person(&person, None);
            links.push(self.invite(&actor, &person, &mut changes));
        }
        self.write_package(&actor, &package, &workspace.zone, &mut changes)?;
        match self.0.store.commit(changes).await {
            Ok(()) => {}
            Err(store::Refused::Taken { .. }) => return Err(Error::refused("already_set_up")),
            Err(refused) => return Err(refused.into()),
        }
        let demo = if setup.demo { self.demo_after_setup(&workspace).await } else { None };
        Ok(SetUp { administrator: admin.id, links, demo })
    }

    /// The workspace stands; that it could not be filled must not undo that.
    async fn demo_after_setup(&self, workspace: &Workspace) -> Option<model::view::Demo> {
        match self.demo(&Actor::nobody(workspace.id, workspace), SEED).await {
            Ok(demo) => Some(demo),
            Err(error) => {
                tracing::error!(error = %error, source = ?std::error::Error::source(&error), "the new workspace was not filled");
                None
            }
        }
    }

    fn fresh(&self, name: &str, email: &str, role: DefinitionKey, lang: Lang) -> Person {
        Person { id: PersonId::new(self.uuid()), created_at: self.now(), ..someone(name, email, role, lang) }
    }
}

fn someone(name: &str, email: &str, role: DefinitionKey, lang: Lang) -> Person {
    let nobody = PersonId::new(uuid::Uuid::nil());
    Person { roles: vec![role], ..Person::new(nobody, name, email, lang, chrono::DateTime::UNIX_EPOCH) }
}

fn checked(mut setup: Setup, package: &Package) -> Result<Setup> {
    let mut problems = Problems::new();
    setup.company = String::from(setup.company.trim());
    setup.admin_name = String::from(setup.admin_name.trim());
    setup.admin_email = setup.admin_email.trim().to_lowercase();
    if setup.zone.trim().is_empty() {
        setup.zone = String::from(if setup.lang == Lang::ZhCn { "Asia/Shanghai" } else { "UTC" });
    }
    for (value, path) in [(&setup.company, "/company"), (&setup.admin_name, "/admin_name")] {
        if value.is_empty() {
            problems.push(Problem::error(Code::Required, path));
        } else if value.chars().count() > 100 {
            problems.push(Problem::error(Code::TooLong, path).with("most", 100));
        } else if value.chars().any(char::is_control) {
            problems.push(Problem::error(Code::BadCharacter, path));
        }
    }
    if setup.admin_email.is_empty() {
        problems.push(Problem::error(Code::Required, "/admin_email"));
    } else if !is_email(&setup.admin_email) {
        problems.push(Problem::error(Code::BadEmail, "/admin_email").with("given", &setup.admin_email));
    }
    problems.extend(
        wrong_password(&setup.admin_password)
            .into_iter()
            .map(|problem| Problem { path: "/admin_password".to_owned(), ..problem }),
    );
    problems.extend(wrong_calendar(&setup));
    if let Some(types) = &setup.types {
        problems.extend(wrong_types(types, package));
    }
    setup.people = invited(std::mem::take(&mut setup.people));
    problems.extend(wrong_people(&setup, package));
    if problems.is_empty() { Ok(setup) } else { Err(Error::Invalid(problems)) }
}

/// Whether calendars can count in a zone.
pub(crate) fn is_zone(zone: &str) -> bool {
    let calendar = Calendar { format: Calendar::FORMAT, zone: zone.to_owned(), ..Calendar::default() };
    match engine::calendar::WorkCalendar::compile(&calendar) {
        Ok(_) => true,
        Err(problems) => !problems.iter().any(|problem| problem.code == Code::UnknownZone),
    }
}

/// Whether a calendar can count in the zone and the week.
fn wrong_calendar(setup: &Setup) -> Problems {
    let week = setup.week.clone().unwrap_or_else(|| Setup::usual_week(setup.lang));
    let calendar = Calendar { format: Calendar::FORMAT, zone: setup.zone.clone(), week, days: Vec::new() };
    let mut problems: Problems = model::check::calendar(&calendar).into_iter().filter(Problem::is_error).collect();
    if let Err(found) = engine::calendar::WorkCalendar::compile(&calendar) {
        problems.extend(found.into_iter().filter(|problem| problem.code == Code::UnknownZone));
    }
    problems.dedup_by(|a, b| a.path == b.path && a.code == b.code);
    problems
}

fn wrong_types(types: &[DefinitionKey], package: &Package) -> Problems {
    let ready = ready::types(package);
    let unknown = types.iter().filter(|key| !ready.iter().any(|one| one.key == **key));
    let mut problems: Problems =
        unknown.map(|key| Problem::error(Code::UnknownTicketType, "/types").with("given", key)).collect();
    if types.is_empty() {
        problems.push(Problem::error(Code::Required, "/types"));
    }
    problems
}

/// Those who were really named: a row that was left blank invites nobody.
fn invited(people: Vec<Invitee>) -> Vec<Invitee> {
    let trimmed = |one: Invitee| Invitee {
        name: one.name.trim().to_owned(),
        email: one.email.trim().to_lowercase(),
        role: one.role,
    };
    people.into_iter().map(trimmed).filter(|one| !one.name.is_empty() || !one.email.is_empty()).collect()
}

fn wrong_people(setup: &Setup, package: &Package) -> Problems {
    let mut problems = Problems::new();
    if setup.people.len() > MOST_INVITED {
        problems.push(Problem::error(Code::TooMany, "/people").with("most", MOST_INVITED));
    }
    let mut taken = vec![setup.admin_email.as_str()];
    for (place, Invitee { name, email, role }) in setup.people.iter().enumerate() {
        let at = |part: &str| format!("/people/{place}{part}");
        let found = wrong_address(&someone(name, email, role.clone(), setup.lang));
        problems.extend(found.into_iter().map(|problem| Problem { path: at(&problem.path), ..problem }));
        if !email.is_empty() && taken.contains(&email.as_str()) {
            problems.push(Problem::error(Code::Taken, at("/email")).with("given", email));
        }
        taken.push(email);
        if !package.definitions.iter().any(|one| one.body.kind() == Kind::Role && one.key == *role) {
            problems
                .push(Problem::error(Code::MissingReference, at("/role")).with("kind", Kind::Role).with("key", role));
        }
    }
    problems
}
