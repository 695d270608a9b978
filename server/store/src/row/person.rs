//! People who sign in: rows and their records. The password hash is in the row and never in the record.

use model::{
    id::{PersonId, WorkspaceId},
    key::DefinitionKey,
    record::Person,
};
use sea_orm::entity::prelude::*;

use super::{Cells, NEVER, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    #[sea_orm(column_type = "Text")]
    pub lang: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub roles: Document,
    #[sea_orm(column_type = "JsonBinary")]
    pub skills: Document,
    #[sea_orm(column_type = "JsonBinary")]
    pub teams: Document,
    pub manager: Option<Uuid>,
    pub active: bool,
    pub away: bool,
    #[sea_orm(column_type = "Text")]
    pub password_hash: Option<String>,
    pub created_at: i64,
    pub version: i64,
    #[sea_orm(column_type = "JsonBinary")]
    pub levels: Document,
    #[sea_orm(column_type = "JsonBinary")]
    pub queues: Document,
    #[sea_orm(column_type = "Text")]
    pub zone: Option<String>,
    pub capacity: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub shifts: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub skills_until: Document,
    #[sea_orm(column_type = "JsonBinary")]
    pub absences: Document,
    /// When the next leave begins that says what becomes of open work.
    pub hand_over_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a person. An update leaves the password hash alone.
    pub fn of(workspace: WorkspaceId, person: &Person, password_hash: Option<&str>) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: person.id.uuid(),
            name: person.name.clone(),
            email: person.email.to_lowercase(),
            lang: person.lang.tag().to_owned(),
            roles: json("person", "roles", &person.roles)?,
            skills: json("person", "skills", &person.skills)?,
            teams: json("person", "teams", &person.teams)?,
            manager: person.manager.map(PersonId::uuid),
            active: person.active,
            away: person.away,
            password_hash: password_hash.map(ToOwned::to_owned),
            created_at: millis(person.created_at),
            version: person.version,
            levels: json("person", "levels", &person.levels)?,
            queues: json("person", "queues", &person.queues)?,
            zone: person.zone.clone(),
            capacity: person.capacity.map(i32::from),
            shifts: person.shifts.as_ref().map(ToString::to_string),
            skills_until: json("person", "skills_until", &person.skills_until)?,
            absences: json("person", "absences", &person.absences)?,
            hand_over_at: hand_over_at(person),
        })
    }
}

fn hand_over_at(person: &Person) -> i64 {
    let to_hand_over = person.absences.iter().filter(|absence| person.active && absence.is_to_hand_over());
    to_hand_over.map(|absence| millis(absence.from)).min().unwrap_or(NEVER)
}

impl TryFrom<Model> for Person {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("person", row.id);
        Ok(Self {
            id: PersonId::new(row.id),
            name: row.name,
            email: row.email,
            lang: cells.word("lang", &row.lang)?,
            roles: cells.json("roles", &row.roles)?,
            skills: cells.json("skills", &row.skills)?,
            levels: cells.json("levels", &row.levels)?,
            queues: cells.json("queues", &row.queues)?,
            teams: cells.json("teams", &row.teams)?,
            manager: row.manager.map(PersonId::new),
            zone: row.zone,
            active: row.active,
            away: row.away,
            capacity: row.capacity.and_then(|capacity| u16::try_from(capacity).ok()),
            shifts: row.shifts.map(DefinitionKey::new),
            skills_until: cells.json("skills_until", &row.skills_until)?,
            absences: cells.json("absences", &row.absences)?,
            created_at: cells.instant("created_at", row.created_at)?,
            version: row.version,
        })
    }
}
