//! What an operation wants to be stored: guards and rows, as data.

use chrono::{DateTime, Utc};
use model::{Value as Json, id::PersonId, id::WorkspaceId};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Value};
use uuid::Uuid;

use crate::{
    Error, Workspace, row,
    row::{json, millis},
    table::{Noun, Row, values},
};

mod definitions;
mod people;
mod reckonings;
mod rules;
mod tickets;
mod views;
mod work;

/// What an operation wants to be stored: all of it or nothing.
///
/// In an update, the record's version is the new one, and the guard is that the stored one is one less. Deletes take
/// effect before inserts; a delete also takes back what was added earlier in the same changes.
#[derive(Clone, Debug)]
pub struct Changes {
    pub(crate) workspace: WorkspaceId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) guards: Vec<Guard>,
    pub(crate) ops: Vec<Op>,
    pub(crate) fault: Option<Fault>,
}

/// A value that cannot be stored; the commit will say so.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    table: &'static str,
    column: String,
    reason: String,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Value { table: fault.table, column: fault.column, reason: fault.reason }
    }
}

/// What must hold for anything to be stored.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// Which fact of which table is looked at.
    pub(crate) check: Check,
    /// Of which row.
    pub(crate) key: Key,
    /// What it must be.
    pub(crate) expect: Expect,
}

/// What a fact must be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expect {
    /// There must be no such row.
    Nothing,
    /// This.
    Exactly(i64),
    /// So little that with what these changes add it is no more than `most`. Unlike the others it holds for many at once.
    Room { added: i64, most: i64 },
}

impl From<Option<i64>> for Expect {
    fn from(exactly: Option<i64>) -> Self {
        exactly.map_or(Self::Nothing, Self::Exactly)
    }
}

/// A fact about a row, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Check {
    /// That it is there: 1.
    Present(Noun),
    /// Its version.
    Version(Noun),
    /// How often it was claimed.
    Fence(Noun),
    /// Whether an incident is settled.
    Settled,
    /// Whether an effect is dead.
    Dead,
    /// Whether a held notice was told.
    Told,
    /// What a person's open tasks weigh, with those that are offered to them.
    Load,
}

/// A row of a table within a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    /// By its id.
    Id(Uuid),
    /// By two ids.
    Pair(Uuid, Uuid),
    /// By its name.
    Name(String),
}

/// One thing to be done.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    /// A new row.
    Insert { noun: Noun, row: Vec<Value> },
    /// A row, new or not.
    Upsert { noun: Noun, row: Vec<Value> },
    /// A row that is there.
    Update { noun: Noun, row: Vec<Value> },
    /// The rows in which every one of these columns has this value.
    Delete { noun: Noun, at: Vec<(&'static str, Value)> },
    /// Some columns of the rows that meet a filter: column, operator, value.
    Set { noun: Noun, set: Vec<(&'static str, Value)>, filter: Vec<(&'static str, &'static str, Value)> },
}

/// What an operation must not share with another one of the same group.
pub(crate) type Touch = (Noun, Key);

impl Changes {
    /// Nothing yet, for a workspace, as of an instant.
    #[must_use]
    pub const fn new(workspace: WorkspaceId, at: DateTime<Utc>) -> Self {
        Self { workspace, at, guards: Vec::new(), ops: Vec::new(), fault: None }
    }

    /// Whether there is nothing to store.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ops.is_empty() && self.guards.is_empty() && self.fault.is_none()
    }

    /// How many rows are written, and deletes made.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ops.len()
    }

    /// For which workspace.
    #[must_use]
    pub const fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Sets up a workspace; its id must be this one's.
    pub fn insert_workspace(&mut self, workspace: &Workspace) -> &mut Self {
        self.insert(Ok(row::workspace::Model::from(workspace)))
    }

    /// Changes a workspace. Guard: its version.
    pub fn update_workspace(&mut self, workspace: &Workspace) -> &mut Self {
        let key = Key::Id(workspace.id.uuid());
        self.update(Ok(row::workspace::Model::from(workspace)), key, workspace.version)
    }

    /// Keeps the answer to an idempotency key. Unique: the key.
    pub fn keep_answer(&mut self, key: &str, request_hash: &str, answer: &Json) -> &mut Self {
        self.guard(Check::Present(Noun::Answer), Key::Name(key.to_owned()), None);
        let model = json("answer", "answer", answer).map(|answer| row::answer::Model {
            workspace_id: self.workspace.uuid(),
            key: key.to_owned(),
            request_hash: request_hash.to_owned(),
            answer,
            at: millis(self.at),
        });
        self.insert(model)
    }

    /// Raises a named counter. Guard: it is still as [`crate::Scope::register`] read it. It holds together what spans
    /// rows: "the last administrator stays" bumps `people`.
    pub fn bump(&mut self, register: &str, read: i64) -> &mut Self {
        let model = row::register::Model {
            workspace_id: self.workspace.uuid(),
            name: register.to_owned(),
            value: read.saturating_add(1),
        };
        let key = Key::Name(register.to_owned());
        if read == 0 {
            self.guard(Check::Version(Noun::Register), key, None);
            self.insert(Ok(model))
        } else {
            self.update(Ok(model), key, read.saturating_add(1))
        }
    }

    /// Adds to the audit.
    pub fn audit(&mut self, who: Option<PersonId>, what: &str, facts: &Json) -> &mut Self {
        let model = json("audit", "facts", facts).map(|facts| row::audit::Model {
            workspace_id: self.workspace.uuid(),
            id: crate::fresh::id(self.at),
            at: millis(self.at),
            person_id: who.map(PersonId::uuid),
            what: what.to_owned(),
            facts,
        });
        self.insert(model)
    }

    /// Whether they change people, or work that someone may have, other than by giving out new work.
    pub(crate) fn moves_loads(&self) -> bool {
        self.ops.iter().any(|op| match op {
            Op::Insert { noun, .. } => *noun == Noun::Person,
            Op::Upsert { noun, .. } | Op::Update { noun, .. } | Op::Delete { noun, .. } | Op::Set { noun, .. } => {
                matches!(noun, Noun::Person | Noun::Task)
            }
        })
    }

    /// What these changes must not share with others of their group: the rows they look at and write. Rows that are
    /// only ever added under an id of their own are left out.
    pub(crate) fn touches(&self) -> Vec<Touch> {
        let mut touches = Vec::with_capacity(self.ops.len());
        for op in &self.ops {
            let touch = match op {
                Op::Insert {
                    noun:
                        Noun::Event
                        | Noun::Audit
                        | Noun::Notice
                        | Noun::HeldNotice
                        | Noun::Outbox
                        | Noun::Incident
                        | Noun::RuleRun,
                    ..
                }
                | Op::Set { noun: Noun::Notice, .. } => continue,
                Op::Insert { noun, row } | Op::Upsert { noun, row } | Op::Update { noun, row } => {
                    (*noun, row_key(*noun, row))
                }
                Op::Delete { noun, at } => (*noun, values_key(at.iter().map(|(_, value)| value))),
                Op::Set { noun, filter, .. } => (*noun, values_key(filter.iter().map(|(_, _, value)| value))),
            };
            if touches.last() != Some(&touch) {
                touches.push(touch);
            }
        }
        touches
    }

    fn guard(&mut self, check: Check, key: Key, expect: impl Into<Expect>) -> &mut Self {
        self.guards.push(Guard { check, key, expect: expect.into() });
        self
    }

    fn insert<E, M>(&mut self, model: Result<M, Error>) -> &mut Self
    where
        E: Row,
        M: IntoActiveModel<E::ActiveModel> + sea_orm::ModelTrait<Entity = E>,
        E::ActiveModel: ActiveModelTrait<Entity = E>,
    {
        if let Some(row) = self.row(model) {
            self.ops.push(Op::Insert { noun: E::NOUN, row });
        }
        self
    }

    fn upsert<E, M>(&mut self, model: Result<M, Error>) -> &mut Self
    where
        E: Row,
        M: IntoActiveModel<E::ActiveModel> + sea_orm::ModelTrait<Entity = E>,
        E::ActiveModel: ActiveModelTrait<Entity = E>,
    {
        if let Some(row) = self.row(model) {
            match self.pending(E::NOUN, &row) {
                Some(pending) => *pending = row,
                None => self.ops.push(Op::Upsert { noun: E::NOUN, row }),
            }
        }
        self
    }

    /// A row and the guard that its stored version is one less than the new one. A row that these changes write
    /// already is replaced; its guard stays.
    fn update<E, M>(&mut self, model: Result<M, Error>, key: Key, version: i64) -> &mut Self
    where
        E: Row,
        M: IntoActiveModel<E::ActiveModel> + sea_orm::ModelTrait<Entity = E>,
        E::ActiveModel: ActiveModelTrait<Entity = E>,
    {
        if let Some(row) = self.row(model) {
            if let Some(pending) = self.pending(E::NOUN, &row) {
                *pending = row;
            } else {
                self.guard(Check::Version(E::NOUN), key, Some(version.saturating_sub(1)));
                self.ops.push(Op::Update { noun: E::NOUN, row });
            }
        }
        self
    }

    fn delete(&mut self, noun: Noun, at: Vec<(&'static str, Value)>) -> &mut Self {
        let columns = &noun.table().columns;
        self.ops.retain(|op| match op {
            Op::Insert { noun: written, row } | Op::Upsert { noun: written, row } if *written == noun => {
                let same = |name: &str, value: &Value| {
                    columns.iter().zip(row).any(|(column, cell)| column.name == name && cell == value)
                };
                !at.iter().all(|(name, value)| same(name, value))
            }
            _ => true,
        });
        self.ops.push(Op::Delete { noun, at });
        self
    }

    fn row<E, M>(&mut self, model: Result<M, Error>) -> Option<Vec<Value>>
    where
        E: Row,
        M: IntoActiveModel<E::ActiveModel> + sea_orm::ModelTrait<Entity = E>,
        E::ActiveModel: ActiveModelTrait<Entity = E>,
    {
        match model.and_then(values::<M, E>) {
            Ok(row) => Some(row),
            Err(error) => {
                let table = E::NOUN.table().name;
                self.fault.get_or_insert(match error {
                    Error::Value { table, column, reason } => Fault { table, column, reason },
                    other => Fault { table, column: "?".to_owned(), reason: other.to_string() },
                });
                None
            }
        }
    }

    fn pending(&mut self, noun: Noun, row: &[Value]) -> Option<&mut Vec<Value>> {
        let key = noun.table().key;
        self.ops.iter_mut().find_map(|op| match op {
            Op::Insert { noun: written, row: pending }
            | Op::Upsert { noun: written, row: pending }
            | Op::Update { noun: written, row: pending }
                if *written == noun && pending.get(..key) == row.get(..key) =>
            {
                Some(pending)
            }
            _ => None,
        })
    }
}

/// What a written row touches. A timer touches its ticket, because timers are dropped by ticket; what is typed and
/// what is pointed at touch the task and the definition they are deleted by; a one-time link touches its person.
fn row_key(noun: Noun, row: &[Value]) -> Key {
    let places: &[usize] = match (noun, noun.table().key) {
        (Noun::Timer | Noun::OneTimeLink | Noun::RuleTimer, _) => &[2],
        (Noun::StepDraft | Noun::DefinitionReference, _) | (_, 2) => &[1],
        (_, 1) => &[0],
        _ => &[1, 2],
    };
    values_key(places.iter().filter_map(|place| row.get(*place)))
}

fn values_key<'a>(mut values: impl Iterator<Item = &'a Value>) -> Key {
    match (values.next(), values.next()) {
        (Some(Value::Uuid(Some(first))), Some(Value::Uuid(Some(second)))) => Key::Pair(*first, *second),
        (Some(Value::Uuid(Some(id))), _) => Key::Id(*id),
        (Some(Value::String(Some(name))), _) => Key::Name(name.clone()),
        _ => Key::Id(Uuid::nil()),
    }
}

impl Key {
    /// The key's values, without the workspace.
    pub(crate) fn values(&self) -> Vec<Value> {
        match self {
            Self::Id(id) => vec![(*id).into()],
            Self::Pair(first, second) => vec![(*first).into(), (*second).into()],
            Self::Name(name) => vec![name.as_str().into()],
        }
    }
}

impl Check {
    /// The table whose row is looked at.
    pub(crate) const fn noun(self) -> Noun {
        match self {
            Self::Present(noun) | Self::Version(noun) | Self::Fence(noun) => noun,
            Self::Settled => Noun::Incident,
            Self::Dead => Noun::Outbox,
            Self::Told => Noun::HeldNotice,
            Self::Load => Noun::Person,
        }
    }

    /// The fact as SQL.
    pub(crate) fn sql(self) -> String {
        match self {
            Self::Present(_) => "CAST(1 AS bigint)".to_owned(),
            Self::Version(noun) => format!("\"{}\"", noun.table().version.unwrap_or("version")),
            Self::Fence(_) => "\"fence\"".to_owned(),
            Self::Settled => "CAST(CASE WHEN \"settled_at\" IS NULL THEN 0 ELSE 1 END AS bigint)".to_owned(),
            Self::Told => format!("CAST(CASE WHEN \"told_at\" < {} THEN 1 ELSE 0 END AS bigint)", row::NEVER),
            Self::Load => {
                let of = |whose: &str| {
                    format!(
                        "coalesce((SELECT sum(t.\"weight\") FROM \"task\" AS t WHERE t.\"workspace_id\" = \
                         \"person\".\"workspace_id\" AND t.\"{whose}\" = \"person\".\"id\" AND t.\"open\"), 0)"
                    )
                };
                format!("CAST({} + {} AS bigint)", of("owner_id"), of("offered_id"))
            }
            Self::Dead => "CAST(CASE WHEN \"dead\" THEN 1 ELSE 0 END AS bigint)".to_owned(),
        }
    }
}
