//! The few forms a table of ours takes, alike on both databases.

use sea_orm_migration::prelude::*;

/// What a column holds.
#[derive(Clone, Copy)]
pub(crate) enum Type {
    /// An id: 16 bytes.
    Uuid,
    /// Any text.
    Text,
    /// A 64-bit number; instants are milliseconds since 1970.
    Big,
    /// A 32-bit number.
    Int,
    /// A 16-bit number.
    Small,
    /// Yes or no.
    Bool,
    /// A JSON document: `jsonb`, or text on SQLite.
    Json,
    /// Bytes.
    Bytes,
}

/// Makes a table. A column whose name ends in `?` may be null. The key is the primary key, in this order.
pub(crate) async fn table(
    manager: &SchemaManager<'_>,
    name: &str,
    columns: &[(&str, Type)],
    key: &[&str],
) -> Result<(), DbErr> {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for (name, holds) in columns {
        table.col(column(name, *holds));
    }
    let mut primary = Index::create();
    for column in key {
        primary.col(Alias::new(*column));
    }
    table.primary_key(&mut primary);
    manager.create_table(table).await
}

/// Adds a column to a table that has rows: those get the default. One that may be null, by a `?`, needs none.
pub(crate) async fn add(
    manager: &SchemaManager<'_>,
    table: &str,
    name: &str,
    holds: Type,
    default: Option<SimpleExpr>,
) -> Result<(), DbErr> {
    let mut column = column(name, holds);
    if let Some(default) = default {
        column.default(default);
    }
    manager.alter_table(Table::alter().table(Alias::new(table)).add_column(column).to_owned()).await
}

/// A column. One whose name ends in `?` may be null.
fn column(name: &str, holds: Type) -> ColumnDef {
    let mut column = ColumnDef::new(Alias::new(name.trim_end_matches('?')));
    match holds {
        Type::Uuid => column.uuid(),
        Type::Text => column.text(),
        Type::Big => column.big_integer(),
        Type::Int => column.integer(),
        Type::Small => column.small_integer(),
        Type::Bool => column.boolean(),
        Type::Json => column.json_binary(),
        Type::Bytes => column.blob(),
    };
    if name.ends_with('?') {
        column.null();
    } else {
        column.not_null();
    }
    column
}

/// Makes an index.
pub(crate) async fn index(manager: &SchemaManager<'_>, name: &str, table: &str, columns: &[&str]) -> Result<(), DbErr> {
    execute(manager, "INDEX", name, table, columns, "").await
}

/// Makes an index over the rows that meet a condition.
pub(crate) async fn index_where(
    manager: &SchemaManager<'_>,
    name: &str,
    table: &str,
    columns: &[&str],
    condition: &str,
) -> Result<(), DbErr> {
    execute(manager, "INDEX", name, table, columns, &format!(" WHERE {condition}")).await
}

/// Makes an index whose entries are unique.
pub(crate) async fn unique(
    manager: &SchemaManager<'_>,
    name: &str,
    table: &str,
    columns: &[&str],
) -> Result<(), DbErr> {
    execute(manager, "UNIQUE INDEX", name, table, columns, "").await
}

async fn execute(
    manager: &SchemaManager<'_>,
    what: &str,
    name: &str,
    table: &str,
    columns: &[&str],
    tail: &str,
) -> Result<(), DbErr> {
    let columns = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    let sql = format!("CREATE {what} \"{name}\" ON \"{table}\" ({columns}){tail}");
    manager.get_connection().execute_unprepared(&sql).await.map(drop)
}
