//! What commits wrote, as plain rows, for measurements that write the same rows without us. Only with the feature `tap`.

use std::sync::{Mutex, PoisonError};

use sea_orm::Value;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use uuid::Uuid;

use crate::{Changes, Store, changes::Op, search, table::Noun};

/// The value of one column, or none of that type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Yes or no.
    Bool(Option<bool>),
    /// A 16-bit number.
    Small(Option<i16>),
    /// A 32-bit number.
    Int(Option<i32>),
    /// A 64-bit number.
    Big(Option<i64>),
    /// A text or a document.
    Text(Option<String>),
    /// An id.
    Id(Option<Uuid>),
}

/// What is done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Does {
    /// Rows with these values are deleted.
    Delete,
    /// It is new.
    Insert,
    /// It is new, or takes these values.
    Upsert,
    /// It is there and takes these values.
    Update,
    /// Rows that meet a filter take some values.
    Set,
}

/// A column as PostgreSQL and an update must know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What PostgreSQL makes of the text it is given.
    pub cast: &'static str,
    /// Whether an update leaves it alone.
    pub frozen: bool,
}

/// One row that was written.
#[derive(Clone, Debug)]
pub struct Line {
    /// The table.
    pub table: &'static str,
    /// What is done.
    pub does: Does,
    /// How many of the columns, from the first, are the key; of a set, how many are set: the others are the filter.
    pub key: usize,
    /// The columns.
    pub columns: Vec<Column>,
    /// Their values.
    pub cells: Vec<Cell>,
}

/// Where committers put what they have stored, while someone listens.
#[derive(Default)]
pub(crate) struct Tap(Mutex<Option<UnboundedSender<Changes>>>);

impl Tap {
    pub(crate) fn put(&self, changes: Changes) {
        if let Some(listener) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // Whoever listened may have gone.
            drop(listener.send(changes));
        }
    }
}

impl Store {
    /// What is stored from now on, in the order of the commits. An earlier listener hears no more.
    #[must_use]
    pub fn tap(&self) -> UnboundedReceiver<Changes> {
        let (sender, receiver) = unbounded_channel();
        *self.inner.meter.tap.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }
}

impl Changes {
    /// The rows that these changes write, as a database takes them. A full-text document is already in the form of
    /// `postgres` where that is asked for.
    #[must_use]
    pub fn lines(&self, postgres: bool) -> Vec<Line> {
        self.ops.iter().map(|op| line(op, self.workspace.uuid(), postgres)).collect()
    }
}

fn line(op: &Op, workspace: Uuid, postgres: bool) -> Line {
    let whole = |does: Does, noun: Noun, row: &[Value]| {
        let table = noun.table();
        let columns: Vec<Column> = table
            .columns
            .iter()
            .map(|column| Column { name: column.name, cast: column.cast, frozen: column.frozen })
            .collect();
        let words = |text: &str| Cell::Text(Some(search::tsvector(text)));
        let cells = row
            .iter()
            .map(|value| match value {
                Value::String(Some(text)) if postgres && noun == Noun::Search => words(text),
                value => cell(value),
            })
            .collect();
        Line { table: table.name, does, key: table.key, columns, cells }
    };
    let bare = |name: &'static str| Column { name, cast: "", frozen: false };
    let tenant = || (bare("workspace_id"), Cell::Id(Some(workspace)));
    match op {
        Op::Insert { noun, row } => whole(Does::Insert, *noun, row),
        Op::Upsert { noun, row } => whole(Does::Upsert, *noun, row),
        Op::Update { noun, row } => whole(Does::Update, *noun, row),
        Op::Delete { noun, at } => {
            let (columns, cells): (Vec<Column>, Vec<Cell>) =
                std::iter::once(tenant()).chain(at.iter().map(|(name, value)| (bare(name), cell(value)))).unzip();
            Line { table: noun.table().name, does: Does::Delete, key: columns.len(), columns, cells }
        }
        Op::Set { noun, set, filter } => {
            // A filter other than equality is only ever put on what no measurement writes.
            let filter = filter.iter().map(|(name, _, value)| (bare(name), cell(value)));
            let (columns, cells): (Vec<Column>, Vec<Cell>) = set
                .iter()
                .map(|(name, value)| (bare(name), cell(value)))
                .chain(std::iter::once(tenant()))
                .chain(filter)
                .unzip();
            Line { table: noun.table().name, does: Does::Set, key: set.len(), columns, cells }
        }
    }
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Bool(yes) => Cell::Bool(*yes),
        Value::SmallInt(number) => Cell::Small(*number),
        Value::Int(number) => Cell::Int(*number),
        Value::BigInt(number) => Cell::Big(*number),
        Value::Uuid(id) => Cell::Id(*id),
        Value::String(text) => Cell::Text(text.clone()),
        // No table that changes write to has a column of any other type.
        _ => Cell::Text(None),
    }
}
