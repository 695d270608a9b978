//! The first run: a company, its first administrator, and something to begin with.

use std::collections::BTreeMap;

use model::{
    Body, Code, Definition, Lang, Problem, Problems,
    calendar::Calendar,
    form::is_email,
    id::{PersonId, WorkspaceId},
    key::DefinitionKey,
    package::Package,
    record::Person,
    role::{ADMINISTRATOR, Grant, Reach, Right, Role},
    view::Setup,
};
use store::{Changes, Workspace};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    people::wrong_password,
    secret,
};

/// What a new workspace begins with; all ordinary definitions.
const STARTER: &[u8] = include_bytes!("../../../packages/starter.json");

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

    /// Makes the workspace, its first administrator and its starter content. Refused once a workspace exists.
    ///
    /// Guard: the workspace row itself, which exists once.
    pub async fn setup(&self, setup: Setup) -> Result<PersonId> {
        if self.is_set_up().await? {
            return Err(Error::refused("already_set_up"));
        }
        let setup = checked(setup)?;
        let now = self.now();
        let workspace = Workspace {
            id: WorkspaceId::new(self.uuid()),
            company: setup.company,
            lang: setup.lang,
            zone: setup.zone.clone(),
            default_calendar: Some(DefinitionKey::from("standard")),
            created_at: now,
            version: 1,
        };
        let admin = Person {
            id: PersonId::new(self.uuid()),
            name: setup.admin_name,
            email: setup.admin_email,
            lang: setup.lang,
            roles: vec![DefinitionKey::from(ADMINISTRATOR)],
            skills: Vec::new(),
            levels: BTreeMap::new(),
            queues: Vec::new(),
            teams: Vec::new(),
            manager: None,
            zone: None,
            active: true,
            away: false,
            created_at: now,
            version: 1,
        };
        let hash = self.0.passwords.hash(&setup.admin_password).await?;
        let mut package = crate::read_package(STARTER)
            .map_err(|problems| Error::broken(format!("the starter package does not open: {problems:?}")))?;
        localise(&mut package, &setup.zone);
        let actor = Actor::system(workspace.id, admin.clone());
        let mut changes = Changes::new(workspace.id, now);
        changes.insert_workspace(&workspace);
        changes.insert_person(&admin, Some(&hash));
        changes.audit(None, "set_up", &serde_json::json!({ "administrator": admin.id }));
        self.write_package(&actor, &package, &mut changes)?;
        match self.0.store.commit(changes).await {
            Ok(()) => Ok(admin.id),
            Err(store::Refused::Taken { .. }) => Err(Error::refused("already_set_up")),
            Err(refused) => Err(refused.into()),
        }
    }
}

fn checked(mut setup: Setup) -> Result<Setup> {
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
    if !is_zone(&setup.zone) {
        problems.push(Problem::error(Code::UnknownZone, "/zone").with("given", &setup.zone));
    }
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

/// Puts the calendars into the company's zone, and makes sure that the administrator's role is there.
fn localise(package: &mut Package, zone: &str) {
    for definition in &mut package.definitions {
        if let Body::Calendar(calendar) = &mut definition.body {
            zone.clone_into(&mut calendar.zone);
        }
    }
    let has_administrator =
        |definition: &Definition| matches!(definition.body, Body::Role(_)) && definition.key.as_str() == ADMINISTRATOR;
    if !package.definitions.iter().any(has_administrator) {
        let grants = Right::ALL.map(|right| Grant { right, scope: Reach::All }).to_vec();
        package.definitions.insert(
            0,
            Definition {
                key: DefinitionKey::from(ADMINISTRATOR),
                title: model::Text::both("管理员", "Administrator"),
                body: Body::Role(Role { format: Role::FORMAT, grants }),
            },
        );
    }
}
