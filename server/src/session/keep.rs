//! Sessions in our own store, the same on both databases. The store knows a session by the hash of its id, so that
//! whoever reads the database cannot sign in with what he finds.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use desk::{Desk, store};
use model::id::PersonId;
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Where sessions are kept.
#[derive(Clone)]
pub struct Keep {
    desk: Desk,
}

impl std::fmt::Debug for Keep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keep")
    }
}

impl Keep {
    /// Sessions in the desk's store.
    #[must_use]
    pub fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

fn name(id: Id) -> String {
    Sha256::digest(id.0.to_be_bytes()).iter().fold(String::with_capacity(64), |hex, byte| format!("{hex}{byte:02x}"))
}

fn row(record: &Record) -> Result<store::Session> {
    let data = serde_json::to_vec(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    let person = record.data.get(super::PERSON).cloned();
    let person = person.and_then(|value| serde_json::from_value::<PersonId>(value).ok());
    let expires_at = DateTime::<Utc>::from_timestamp(record.expiry_date.unix_timestamp(), 0)
        .ok_or_else(|| Error::Encode("the expiry date is out of range".to_owned()))?;
    Ok(store::Session { id: name(record.id), data, person, expires_at })
}

fn record(id: Id, row: &store::Session) -> Result<Record> {
    let data = serde_json::from_slice(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
    let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp())
        .map_err(|error| Error::Decode(error.to_string()))?;
    Ok(Record { id, data, expiry_date })
}

#[async_trait]
impl SessionStore for Keep {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !self.desk.store().create_session(&row(record)?).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    /// A session that was ended meanwhile stays ended: saving changes a row or nothing.
    async fn save(&self, record: &Record) -> Result<()> {
        self.desk.store().save_session(&row(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = self.desk.store().load_session(&name(*id), self.desk.now()).await.map_err(backend)?;
        row.map(|row| record(*id, &row)).transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.desk.store().delete_session(&name(*id)).await.map_err(backend)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is passed to map_err")]
fn backend(error: store::Error) -> Error {
    Error::Backend(crate::telemetry::chain(&error))
}
