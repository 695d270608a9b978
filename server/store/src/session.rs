//! Sessions of browsers. They belong to no workspace and rest on nothing, so they are plain rows: the last one wins.

use chrono::{DateTime, Utc};
use model::id::PersonId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};

use crate::{
    Error, Session, Store,
    row::{
        self, millis,
        session::{Column, Entity, Model},
    },
};

impl Store {
    /// Stores a new session; false if its id is in use.
    pub async fn create_session(&self, session: &Session) -> Result<bool, Error> {
        let inserted = Entity::insert(Model::from(session).into_active_model())
            .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
            .exec_without_returning(&self.inner.writer)
            .await;
        match inserted {
            Ok(rows) => Ok(rows > 0),
            Err(sea_orm::DbErr::RecordNotInserted) => Ok(false),
            Err(source) => Err(Error::write("session")(source)),
        }
    }

    /// The session, unless it has ended.
    pub async fn load_session(&self, id: &str, now: DateTime<Utc>) -> Result<Option<Session>, Error> {
        let row = Entity::find_by_id(id)
            .filter(Column::ExpiresAt.gt(millis(now)))
            .one(&self.inner.reader)
            .await
            .map_err(Error::read("session"))?;
        row.map(Session::try_from).transpose()
    }

    /// Stores a session, new or changed.
    pub async fn save_session(&self, session: &Session) -> Result<(), Error> {
        let mut replace = OnConflict::column(Column::Id);
        replace.update_columns([Column::Data, Column::PersonId, Column::ExpiresAt]);
        Entity::insert(Model::from(session).into_active_model().reset_all())
            .on_conflict(replace)
            .exec_without_returning(&self.inner.writer)
            .await
            .map(drop)
            .map_err(Error::write("session"))
    }

    /// Forgets a session.
    pub async fn delete_session(&self, id: &str) -> Result<(), Error> {
        let deleted = Entity::delete_by_id(id).exec(&self.inner.writer).await;
        deleted.map(drop).map_err(Error::write("session"))
    }

    /// Forgets every session of a person, except perhaps one; says how many.
    pub async fn delete_sessions_of(&self, person: PersonId, except: Option<&str>) -> Result<u64, Error> {
        let mut delete = Entity::delete_many().filter(Column::PersonId.eq(person.uuid()));
        if let Some(id) = except {
            delete = delete.filter(Column::Id.ne(id));
        }
        let deleted = delete.exec(&self.inner.writer).await.map_err(Error::write("session"))?;
        Ok(deleted.rows_affected)
    }

    /// Forgets the sessions that have ended; says how many.
    pub async fn purge_sessions(&self, now: DateTime<Utc>) -> Result<u64, Error> {
        let delete = Entity::delete_many().filter(Column::ExpiresAt.lte(millis(now)));
        let deleted = delete.exec(&self.inner.writer).await.map_err(Error::write("session"))?;
        Ok(deleted.rows_affected)
    }

    /// Forgets the answers to idempotency keys that are older than an instant; says how many.
    pub async fn purge_answers(&self, before: DateTime<Utc>) -> Result<u64, Error> {
        let mut forgotten = 0;
        for workspace in self.workspace_ids().await? {
            let delete = row::answer::Entity::delete_many()
                .filter(row::answer::Column::WorkspaceId.eq(workspace.uuid()))
                .filter(row::answer::Column::At.lt(millis(before)));
            let deleted = delete.exec(&self.inner.writer).await.map_err(Error::write("answer"))?;
            forgotten += deleted.rows_affected;
        }
        Ok(forgotten)
    }

    /// Forgets what rules did before an instant, and of each rule all but the newest; says how many.
    pub async fn purge_rule_runs(&self, before: DateTime<Utc>, most: u64) -> Result<u64, Error> {
        use row::rule_run::{Column, Entity};
        let mut forgotten = 0;
        for workspace in self.workspace_ids().await? {
            let of_workspace = || Entity::delete_many().filter(Column::WorkspaceId.eq(workspace.uuid()));
            let old = of_workspace().filter(Column::At.lt(millis(before)));
            forgotten += old.exec(&self.inner.writer).await.map_err(Error::write("rule_run"))?.rows_affected;
            for state in self.scope(workspace).rule_states().await? {
                let rule = state.rule.as_str();
                let last: Option<uuid::Uuid> = Entity::find()
                    .filter(Column::WorkspaceId.eq(workspace.uuid()))
                    .filter(Column::Rule.eq(rule))
                    .order_by_desc(Column::Id)
                    .offset(most)
                    .limit(1)
                    .select_only()
                    .column(Column::Id)
                    .into_tuple()
                    .one(&self.inner.reader)
                    .await
                    .map_err(Error::read("rule_run"))?;
                let Some(last) = last else { continue };
                let many = of_workspace().filter(Column::Rule.eq(rule)).filter(Column::Id.lte(last));
                forgotten += many.exec(&self.inner.writer).await.map_err(Error::write("rule_run"))?.rows_affected;
            }
        }
        Ok(forgotten)
    }
}
