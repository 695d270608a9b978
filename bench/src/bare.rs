//! Bare SQL: writes the rows that a measurement wrote, by prepared statements and nothing else. No guards, no reads, no
//! decisions; as many operations share a transaction as there are clients who would wait for it.
//!
//! * SQLite: the C library without a layer between, one row a statement, the same settings as ours (WAL, FULL).
//! * PostgreSQL: as many connections as we have committers; rows of one table share a statement, because a round trip
//!   costs more than a row.

use std::{
    collections::{BTreeMap, HashSet},
    fmt::Write as _,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use rusqlite::types::{ToSqlOutput, Value as SqliteValue, ValueRef};
use sqlx::{Connection as _, Executor as _, PgConnection, Row as _, postgres::PgArguments, query::Query};
use store::{
    Changes,
    tap::{Cell, Does, Line},
};
use uuid::Uuid;

/// How many connections write to PostgreSQL: as many as the store has committers by default.
const WRITERS: usize = 3;
/// The most rows of one statement on PostgreSQL.
const MOST_ROWS: usize = 64;

/// One statement with its values.
#[derive(Clone, Debug)]
struct Statement {
    text: Arc<str>,
    cells: Vec<Cell>,
}

/// What one transaction does.
type Group = Vec<Statement>;

/// A database that is written to by hand.
pub enum Bare {
    Sqlite(Option<rusqlite::Connection>),
    Postgres(Vec<PgConnection>),
}

impl Bare {
    /// Opens a database that has our tables.
    pub async fn open(location: &str) -> Result<Self> {
        if let Some(path) = location.strip_prefix("sqlite:") {
            let connection = rusqlite::Connection::open(path).with_context(|| format!("open {path}"))?;
            connection.execute_batch(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-8000; \
                 PRAGMA wal_autocheckpoint=4000;",
            )?;
            connection.set_prepared_statement_cache_capacity(256);
            return Ok(Self::Sqlite(Some(connection)));
        }
        let mut writers = Vec::new();
        for _ in 0..WRITERS {
            writers.push(PgConnection::connect(location).await?);
        }
        Ok(Self::Postgres(writers))
    }

    /// Writes operations, so many of them in one transaction on each connection; says how long the writing took.
    pub async fn write(&mut self, operations: &[Changes], clients: usize) -> Result<Duration> {
        match self {
            Self::Sqlite(connection) => {
                let groups: Vec<Group> = groups(lines(operations, false), clients.clamp(1, 64))
                    .into_iter()
                    .map(|group| statements(group, 1, false))
                    .collect();
                let held = connection.take().context("the connection is in use")?;
                let (held, took) =
                    tokio::task::spawn_blocking(move || write_sqlite(&held, &groups).map(|took| (held, took)))
                        .await??;
                *connection = Some(held);
                Ok(took)
            }
            Self::Postgres(writers) => {
                let lanes = writers.len().min(clients).max(1);
                let mut by_lane: Vec<Vec<Operation>> = vec![Vec::new(); lanes];
                for operation in lines(operations, true) {
                    let lane = usize::try_from(operation.ticket.as_u128() % 1_000_003).unwrap_or(0) % lanes;
                    if let Some(lane) = by_lane.get_mut(lane) {
                        lane.push(operation);
                    }
                }
                let size = clients.div_ceil(lanes).clamp(1, 64);
                let planned: Vec<Vec<Group>> = by_lane
                    .into_iter()
                    .map(|lane| {
                        groups(lane, size).into_iter().map(|group| statements(group, MOST_ROWS, true)).collect()
                    })
                    .collect();
                let began = Instant::now();
                let writing = writers.iter_mut().zip(&planned).map(|(writer, groups)| async move {
                    for group in groups {
                        write_postgres(writer, group).await?;
                    }
                    Ok::<_, anyhow::Error>(())
                });
                futures::future::try_join_all(writing).await?;
                Ok(began.elapsed())
            }
        }
    }

    /// Lets PostgreSQL count its rows. It does so by itself within a minute, which is longer than a measurement; until
    /// then it keeps to the ways that were right while the tables were empty.
    pub async fn analyze(&mut self) -> Result<()> {
        if let Self::Postgres(writers) = self {
            writers.first_mut().context("there is no connection")?.execute("ANALYZE").await?;
        }
        Ok(())
    }

    /// The number that a question of ours is answered with.
    pub async fn ask(&mut self, text: &str) -> Result<i64> {
        match self {
            Self::Sqlite(Some(connection)) => Ok(connection.query_row(text, [], |row| row.get(0))?),
            Self::Sqlite(None) => bail!("the connection is in use"),
            Self::Postgres(writers) => {
                let first = writers.first_mut().context("there is no connection")?;
                Ok(first.fetch_one(sqlx::AssertSqlSafe(text.to_owned())).await?.try_get(0)?)
            }
        }
    }

    /// Claims the timers that are due at an instant (milliseconds), a batch at a time as a worker would; says how long
    /// that took.
    pub async fn claim(&mut self, workspace: Uuid, now: i64, batch: u32) -> Result<Duration> {
        let until = now + 60_000;
        let sqlite = format!(
            "UPDATE timer SET fence = fence + 1, ready_at = {until} WHERE workspace_id = ?1 AND id IN (SELECT id FROM \
             timer WHERE workspace_id = ?1 AND ready_at <= {now} ORDER BY ready_at LIMIT {batch}) RETURNING id"
        );
        let postgres = format!(
            "UPDATE timer SET fence = fence + 1, ready_at = {until} WHERE workspace_id = $1 AND id = ANY(ARRAY(SELECT id \
             FROM timer WHERE workspace_id = $1 AND ready_at <= {now} ORDER BY ready_at LIMIT {batch} FOR UPDATE SKIP \
             LOCKED)) RETURNING id"
        );
        let began = Instant::now();
        match self {
            Self::Sqlite(Some(connection)) => {
                let mut statement = connection.prepare_cached(&sqlite)?;
                while statement.query_map([&workspace.as_bytes()[..]], |row| row.get::<_, Vec<u8>>(0))?.count() > 0 {}
            }
            Self::Sqlite(None) => bail!("the connection is in use"),
            Self::Postgres(writers) => {
                let first = writers.first_mut().context("there is no connection")?;
                let claim = || sqlx::query(sqlx::AssertSqlSafe(postgres.clone())).bind(workspace);
                while !first.fetch_all(claim()).await?.is_empty() {}
            }
        }
        Ok(began.elapsed())
    }
}

/// What one commit wrote, and about which ticket.
#[derive(Clone, Debug)]
struct Operation {
    ticket: Uuid,
    lines: Vec<Line>,
}

fn lines(operations: &[Changes], postgres: bool) -> Vec<Operation> {
    operations
        .iter()
        .map(|changes| {
            let lines = changes.lines(postgres);
            Operation { ticket: ticket_of(&lines).unwrap_or_default(), lines }
        })
        .collect()
}

/// The ticket that some rows are about.
pub fn ticket_of(lines: &[Line]) -> Option<Uuid> {
    lines.iter().find_map(|line| {
        let name = if line.table == "ticket" { "id" } else { "ticket_id" };
        let place = line.columns.iter().position(|column| column.name == name)?;
        if let Some(Cell::Id(id)) = line.cells.get(place) { *id } else { None }
    })
}

/// Cuts operations into groups, in their order. A group holds a ticket once, so that the order within it does not
/// matter.
fn groups(operations: Vec<Operation>, size: usize) -> Vec<Vec<Operation>> {
    let mut groups: Vec<Vec<Operation>> = Vec::new();
    let mut seen: HashSet<Uuid> = HashSet::new();
    for operation in operations {
        let is_full = groups.last().is_none_or(|group| group.len() >= size);
        if is_full || seen.contains(&operation.ticket) {
            groups.push(Vec::new());
            seen.clear();
        }
        seen.insert(operation.ticket);
        if let Some(group) = groups.last_mut() {
            group.push(operation);
        }
    }
    groups
}

/// The statements of a group: what is deleted, then what is new, then what changes. A row that is written twice is
/// written as it is in the end.
fn statements(group: Vec<Operation>, most: usize, postgres: bool) -> Group {
    let mut by_shape: BTreeMap<(Does, &'static str, Vec<&'static str>), Vec<Line>> = BTreeMap::new();
    for line in group.into_iter().flat_map(|operation| operation.lines) {
        let names = line.columns.iter().map(|column| column.name).collect();
        let lines = by_shape.entry((line.does, line.table, names)).or_default();
        if line.does != Does::Insert {
            let key = if line.does == Does::Set { ..line.cells.len() } else { ..line.key };
            let is_same = |other: &Line| other.cells.get(key) == line.cells.get(key);
            if let Some(known) = lines.iter_mut().find(|other| is_same(other)) {
                *known = line;
                continue;
            }
        }
        lines.push(line);
    }
    let mut statements = Vec::new();
    for ((does, ..), lines) in by_shape {
        let most = if does == Does::Set { 1 } else { most };
        let mut rest = lines.as_slice();
        while !rest.is_empty() {
            let size = 1_usize << rest.len().min(most).ilog2();
            let (piece, left) = rest.split_at(size.min(rest.len()));
            statements.push(statement(piece, postgres));
            rest = left;
        }
    }
    statements
}

/// One statement over rows of the same shape.
fn statement(rows: &[Line], postgres: bool) -> Statement {
    let Some(first) = rows.first() else { return Statement { text: "SELECT 1".into(), cells: Vec::new() } };
    let mut text = Text { sql: String::new(), count: 0, postgres };
    let table = first.table;
    let names = |columns: &[store::tap::Column]| {
        columns.iter().map(|column| format!("\"{}\"", column.name)).collect::<Vec<_>>().join(", ")
    };
    let key = first.columns.get(..first.key).unwrap_or_default();
    let others = first.columns.get(first.key..).unwrap_or_default();
    let moving = || first.columns.iter().enumerate().filter(|(_, column)| !column.frozen);
    match first.does {
        Does::Insert | Does::Upsert => {
            text.push(&format!("INSERT INTO \"{table}\" ({}) VALUES ", names(&first.columns)));
            text.rows(rows);
            if first.does == Does::Upsert {
                let set: Vec<String> =
                    moving().map(|(_, column)| format!("\"{0}\" = excluded.\"{0}\"", column.name)).collect();
                text.push(&format!(" ON CONFLICT ({}) DO UPDATE SET {}", names(key), set.join(", ")));
            }
        }
        Does::Update if rows.len() == 1 => {
            let set: Vec<store::tap::Column> = moving().map(|(_, column)| *column).collect();
            text.push(&format!("UPDATE \"{table}\" SET "));
            text.equal(&set, ", ");
            text.push(" WHERE ");
            text.equal(key, " AND ");
            let places = moving().map(|(place, _)| place).chain(0..first.key);
            let cells = places.filter_map(|place| first.cells.get(place).cloned()).collect();
            return Statement { text: text.sql.into(), cells };
        }
        Does::Update => {
            let set: Vec<String> =
                moving().map(|(place, column)| format!("\"{}\" = v.column{}", column.name, place + 1)).collect();
            text.push(&format!("UPDATE \"{table}\" SET {} FROM (VALUES ", set.join(", ")));
            text.rows(rows);
            let same: Vec<String> = key
                .iter()
                .enumerate()
                .map(|(place, column)| format!("\"{table}\".\"{}\" = v.column{}", column.name, place + 1))
                .collect();
            text.push(&format!(") AS v WHERE {}", same.join(" AND ")));
        }
        Does::Delete if rows.len() == 1 => {
            text.push(&format!("DELETE FROM \"{table}\" WHERE "));
            text.equal(&first.columns, " AND ");
        }
        Does::Delete => {
            text.push(&format!("DELETE FROM \"{table}\" WHERE ({}) IN (VALUES ", names(&first.columns)));
            text.rows(rows);
            text.push(")");
        }
        Does::Set => {
            text.push(&format!("UPDATE \"{table}\" SET "));
            text.equal(key, ", ");
            text.push(" WHERE ");
            text.equal(others, " AND ");
        }
    }
    let cells = rows.iter().flat_map(|row| row.cells.iter().cloned()).collect();
    Statement { text: text.sql.into(), cells }
}

/// SQL under construction.
struct Text {
    sql: String,
    count: usize,
    postgres: bool,
}

impl Text {
    fn push(&mut self, text: &str) {
        self.sql.push_str(text);
    }

    fn value(&mut self, cast: &str) {
        self.count += 1;
        if self.postgres {
            let _ = write!(self.sql, "${}{cast}", self.count);
        } else {
            self.sql.push('?');
        }
    }

    fn rows(&mut self, rows: &[Line]) {
        for (number, row) in rows.iter().enumerate() {
            self.push(if number == 0 { "(" } else { ", (" });
            for (place, column) in row.columns.iter().enumerate() {
                self.push(if place == 0 { "" } else { ", " });
                self.value(column.cast);
            }
            self.push(")");
        }
    }

    fn equal(&mut self, columns: &[store::tap::Column], between: &str) {
        for (place, column) in columns.iter().enumerate() {
            self.push(if place == 0 { "" } else { between });
            self.push(&format!("\"{}\" = ", column.name));
            self.value(column.cast);
        }
    }
}

fn write_sqlite(connection: &rusqlite::Connection, groups: &[Group]) -> Result<Duration> {
    let began = Instant::now();
    for group in groups {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for statement in group {
            let mut prepared =
                connection.prepare_cached(&statement.text).with_context(|| statement.text.to_string())?;
            prepared.execute(rusqlite::params_from_iter(statement.cells.iter().map(Sqlite)))?;
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(began.elapsed())
}

/// Lets PostgreSQL count the rows of ours and of the reference, once both have been warmed up.
pub async fn settle(ours: &str, bare: &mut Bare) -> Result<()> {
    bare.analyze().await?;
    Bare::open(ours).await?.analyze().await
}

/// A cell as SQLite takes it.
struct Sqlite<'a>(&'a Cell);

impl rusqlite::ToSql for Sqlite<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let number = |number: Option<i64>| ToSqlOutput::Owned(number.map_or(SqliteValue::Null, SqliteValue::Integer));
        Ok(match self.0 {
            Cell::Bool(yes) => number(yes.map(i64::from)),
            Cell::Small(small) => number(small.map(i64::from)),
            Cell::Int(int) => number(int.map(i64::from)),
            Cell::Big(big) => number(*big),
            Cell::Text(Some(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Id(Some(id)) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Cell::Text(None) | Cell::Id(None) => number(None),
        })
    }
}

async fn write_postgres(connection: &mut PgConnection, group: &Group) -> Result<()> {
    let mut transaction = connection.begin().await?;
    for statement in group {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(statement.text.to_string()));
        for cell in &statement.cells {
            query = bound(query, cell);
        }
        transaction.execute(query).await.with_context(|| statement.text.to_string())?;
    }
    transaction.commit().await?;
    Ok(())
}

fn bound<'q>(query: Query<'q, sqlx::Postgres, PgArguments>, cell: &Cell) -> Query<'q, sqlx::Postgres, PgArguments> {
    match cell {
        Cell::Bool(yes) => query.bind(*yes),
        Cell::Small(number) => query.bind(*number),
        Cell::Int(number) => query.bind(*number),
        Cell::Big(number) => query.bind(*number),
        Cell::Text(text) => query.bind(text.clone()),
        Cell::Id(id) => query.bind(*id),
    }
}
