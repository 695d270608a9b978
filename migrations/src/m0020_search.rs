//! The words of tickets. The store cuts texts into words itself, so both databases only look up what they are given.
//!
//! On SQLite an ordinary table holds the words and triggers carry them into FTS5, so that many rows can be written by
//! one statement; `place` is there because FTS5 knows rows by number only. On PostgreSQL the column is a `tsvector`.
//! Neither index can begin with the workspace; the query asks for it beside.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const SQLITE: [&str; 6] = [
    r#"CREATE TABLE "search" ("place" integer PRIMARY KEY, "workspace_id" uuid_text NOT NULL, "ticket_id" uuid_text NOT NULL, "words" text NOT NULL)"#,
    r#"CREATE UNIQUE INDEX "search_ticket" ON "search" ("workspace_id", "ticket_id")"#,
    // `ascii` takes every character beyond ASCII as part of a word, so it cuts exactly at the spaces the store wrote.
    r#"CREATE VIRTUAL TABLE "search_words" USING fts5 ("words", content = 'search', content_rowid = 'place', tokenize = 'ascii')"#,
    r#"CREATE TRIGGER "search_insert" AFTER INSERT ON "search" BEGIN
        INSERT INTO "search_words" ("rowid", "words") VALUES (new."place", new."words");
    END"#,
    r#"CREATE TRIGGER "search_delete" AFTER DELETE ON "search" BEGIN
        INSERT INTO "search_words" ("search_words", "rowid", "words") VALUES ('delete', old."place", old."words");
    END"#,
    r#"CREATE TRIGGER "search_update" AFTER UPDATE OF "words" ON "search" WHEN old."words" <> new."words" BEGIN
        INSERT INTO "search_words" ("search_words", "rowid", "words") VALUES ('delete', old."place", old."words");
        INSERT INTO "search_words" ("rowid", "words") VALUES (new."place", new."words");
    END"#,
];

const POSTGRES: [&str; 2] = [
    r#"CREATE TABLE "search" ("workspace_id" uuid NOT NULL, "ticket_id" uuid NOT NULL, "words" tsvector NOT NULL, PRIMARY KEY ("workspace_id", "ticket_id"))"#,
    r#"CREATE INDEX "search_words" ON "search" USING gin ("words")"#,
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements: &[&str] = if manager.get_database_backend() == DbBackend::Sqlite { &SQLITE } else { &POSTGRES };
        for statement in statements {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
