//! The entities and the schema are the same on both databases.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn,
    Statement,
};

use super::base::{Base, on_both};
use crate::row;

/// A column: its type in our words, whether it may be null, and its place in the primary key.
type Columns = BTreeMap<String, (String, bool, Option<usize>)>;

fn of_entity<E: EntityTrait>() -> (String, Columns) {
    let key: Vec<String> = E::PrimaryKey::iter().map(|part| part.into_column().as_str().to_owned()).collect();
    let columns = E::Column::iter().map(|column| {
        let definition = column.def();
        let name = column.as_str().to_owned();
        let holds = match definition.get_column_type() {
            ColumnType::Uuid => "uuid",
            ColumnType::Text => "text",
            ColumnType::BigInteger => "big",
            ColumnType::Integer => "int",
            ColumnType::SmallInteger => "small",
            ColumnType::Boolean => "bool",
            ColumnType::JsonBinary => "json",
            ColumnType::VarBinary(_) | ColumnType::Blob | ColumnType::Binary(_) => "bytes",
            other => panic!("{name}: {other:?}"),
        };
        let place = key.iter().position(|part| *part == name);
        (name, (holds.to_owned(), definition.is_null(), place))
    });
    (E::default().table_name().to_owned(), columns.collect())
}

async fn of_database(base: &Base, table: &str) -> Columns {
    let db = &base.store.inner.reader;
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let sql = if sqlite {
        format!("SELECT name, type, \"notnull\" = 0, pk - 1 FROM pragma_table_info('{table}')")
    } else {
        format!(
            "SELECT column_name::text, data_type::text, is_nullable = 'YES', coalesce((SELECT k.ordinal_position - 1 \
             FROM information_schema.table_constraints c JOIN information_schema.key_column_usage k \
             USING (constraint_schema, constraint_name) WHERE c.constraint_type = 'PRIMARY KEY' \
             AND k.table_schema = current_schema() AND k.table_name = '{table}' AND k.column_name = columns.column_name), -1)::int \
             FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = current_schema()"
        )
    };
    let mut columns = Columns::new();
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap() {
        let name: String = row.try_get_by_index(0).unwrap();
        let holds: String = row.try_get_by_index(1).unwrap();
        let holds = match holds.to_lowercase().as_str() {
            "uuid_text" | "uuid" => "uuid",
            "text" | "tsvector" => "text",
            "bigint" => "big",
            "smallint" if !sqlite => "small",
            "integer" | "smallint" => "int",
            "boolean" => "bool",
            "jsonb_text" | "jsonb" => "json",
            "blob" | "bytea" => "bytes",
            other => panic!("{table}.{name}: {other}"),
        };
        let place = row.try_get_by_index::<i32>(3).unwrap();
        columns.insert(name, (holds.to_owned(), row.try_get_by_index(2).unwrap(), usize::try_from(place).ok()));
    }
    columns
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_entity_is_as_the_migrations_made_its_table() {
    on_both(async |base| {
        let entities = [
            of_entity::<row::access_token::Entity>(),
            of_entity::<row::answer::Entity>(),
            of_entity::<row::audit::Entity>(),
            of_entity::<row::clock::Entity>(),
            of_entity::<row::counter::Entity>(),
            of_entity::<row::customer::Entity>(),
            of_entity::<row::customer_identity::Entity>(),
            of_entity::<row::definition::Entity>(),
            of_entity::<row::definition_draft::Entity>(),
            of_entity::<row::definition_reference::Entity>(),
            of_entity::<row::definition_version::Entity>(),
            of_entity::<row::event::Entity>(),
            of_entity::<row::held_notice::Entity>(),
            of_entity::<row::incident::Entity>(),
            of_entity::<row::notice::Entity>(),
            of_entity::<row::one_time_link::Entity>(),
            of_entity::<row::outbox::Entity>(),
            of_entity::<row::person::Entity>(),
            of_entity::<row::reckoning::Entity>(),
            of_entity::<row::register::Entity>(),
            of_entity::<row::reply_draft::Entity>(),
            of_entity::<row::rule_run::Entity>(),
            of_entity::<row::rule_state::Entity>(),
            of_entity::<row::rule_timer::Entity>(),
            of_entity::<row::run::Entity>(),
            of_entity::<row::saved_view::Entity>(),
            of_entity::<row::session::Entity>(),
            of_entity::<row::step_draft::Entity>(),
            of_entity::<row::task::Entity>(),
            of_entity::<row::team::Entity>(),
            of_entity::<row::ticket::Entity>(),
            of_entity::<row::timer::Entity>(),
            of_entity::<row::workspace::Entity>(),
        ];
        for (table, mut columns) in entities {
            if base.store.inner.backend == DbBackend::Sqlite {
                // SQLite has one kind of whole number.
                for (holds, ..) in columns.values_mut().filter(|(holds, ..)| holds == "big" || holds == "small") {
                    "int".clone_into(holds);
                }
            }
            assert_eq!(of_database(&base, &table).await, columns, "{table}");
        }
        // SQLite counts the rows of words; PostgreSQL has a type for them.
        let (table, columns) = of_entity::<row::search::Entity>();
        let mut found = of_database(&base, &table).await;
        found.remove("place");
        assert_eq!(found.keys().collect::<Vec<_>>(), columns.keys().collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_index_begins_with_the_workspace() {
    on_both(async |base| {
        let db = &base.store.inner.reader;
        let sql = if db.get_database_backend() == DbBackend::Sqlite {
            "SELECT m.name, m.tbl_name, (SELECT name FROM pragma_index_info(m.name) WHERE seqno = 0) \
             FROM sqlite_master m WHERE m.type = 'index' AND m.tbl_name NOT LIKE 'search_words%'"
        } else {
            "SELECT i.relname::text, t.relname::text, a.attname::text FROM pg_index x \
             JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid \
             JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema() \
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]"
        };
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        assert!(rows.len() > 40);
        for row in rows {
            let [index, table, column]: [String; 3] = [0, 1, 2].map(|place| row.try_get_by_index(place).unwrap());
            let free = table == "session" || table == "seaql_migrations" || index == "search_words";
            assert!(free || column == "workspace_id", "{index} on {table} begins with {column}");
        }
    })
    .await;
}
