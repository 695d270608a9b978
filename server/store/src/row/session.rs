//! Sessions of browsers: rows and their records. They belong to no workspace.

use model::id::PersonId;
use sea_orm::entity::prelude::*;

use super::{Cells, millis};
use crate::{Error, Session};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub id: String,
    pub data: Vec<u8>,
    pub person_id: Option<Uuid>,
    pub expires_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Session> for Model {
    fn from(session: &Session) -> Self {
        Self {
            id: session.id.clone(),
            data: session.data.clone(),
            person_id: session.person.map(PersonId::uuid),
            expires_at: millis(session.expires_at),
        }
    }
}

impl TryFrom<Model> for Session {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        // The id is a secret: it is not named in an error.
        let expires_at = Cells::of("session", "…").instant("expires_at", row.expires_at)?;
        Ok(Self { id: row.id, data: row.data, person: row.person_id.map(PersonId::new), expires_at })
    }
}
