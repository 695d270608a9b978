//! One group: guards first, then the rows of those members whose guards held, in one transaction.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

use super::{Failure, Meter, Verdict, write};
use crate::{
    Changes, Refused, Unique,
    changes::{Check, Expect, Guard, Key, Touch},
    sql::Sql,
    table::Noun,
};

/// What the guards of a group ask for, and what was found.
type Found = HashMap<(Check, Uuid, Key), i64>;

/// Commits a group. The verdicts are in the order of the members; nothing is stored if this fails, unless the failure
/// says that it happened at the commit itself.
pub(crate) async fn commit(
    db: &DatabaseConnection,
    members: &[&Changes],
    meter: &Meter,
) -> Result<Vec<Verdict>, Failure> {
    let backend = db.get_database_backend();
    let before = |source: DbErr| Failure::Before { source, backend };
    point!("commit::before_begin");
    let work = Work { tx: begin(db).await.map_err(before)?, backend, meter };
    let found = work.look(members).await.map_err(before)?;
    point!("commit::after_guards");
    let (accepted, verdicts) = judge(members, &found);
    if accepted.is_empty() {
        work.tx.rollback().await.map_err(before)?;
        return Ok(verdicts);
    }
    write::write(&work, &accepted).await?;
    point!("commit::before_commit");
    work.tx.commit().await.map_err(|source| Failure::At { source, backend })?;
    point!("commit::after_commit");
    meter.group();
    Ok(verdicts)
}

/// Begins a transaction that will write. On SQLite it takes the write lock at once: one that reads first and writes
/// later fails when another process wrote in between.
async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    match db.get_database_backend() {
        DbBackend::Sqlite => {
            let mode = Some(SqliteTransactionMode::Immediate);
            db.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() }).await
        }
        _ => db.begin_with_config(Some(IsolationLevel::ReadCommitted), Some(AccessMode::ReadWrite)).await,
    }
}

/// A transaction at work.
pub(super) struct Work<'a> {
    pub(super) tx: DatabaseTransaction,
    pub(super) backend: DbBackend,
    pub(super) meter: &'a Meter,
}

impl Work<'_> {
    pub(super) async fn execute(&self, statement: Statement) -> Result<u64, Failure> {
        self.meter.statement();
        let result = self.tx.execute_raw(statement).await;
        result.map(|done| done.rows_affected()).map_err(|source| Failure::Before { source, backend: self.backend })
    }

    async fn query(&self, sql: Sql) -> Result<Vec<QueryResult>, DbErr> {
        self.meter.statement();
        self.tx.query_all_raw(sql.done()).await
    }

    /// Reads, and on PostgreSQL locks, the rows that guards speak of: table by table in one order, and within a table
    /// in the order of ids, so that two committers cannot wait for each other.
    async fn look(&self, members: &[&Changes]) -> Result<Found, DbErr> {
        let mut asked: BTreeMap<(Noun, Check, Uuid), BTreeSet<&Key>> = BTreeMap::new();
        for member in members {
            for Guard { check, key, .. } in &member.guards {
                asked.entry((check.noun(), *check, member.workspace.uuid())).or_default().insert(key);
            }
        }
        let mut found = Found::new();
        for ((noun, check, workspace), keys) in asked {
            let (pairs, singles): (Vec<&Key>, Vec<&Key>) =
                keys.into_iter().partition(|key| matches!(key, Key::Pair(..)));
            if !singles.is_empty() {
                if check == Check::Load && self.backend == DbBackend::Postgres {
                    // What others have given is seen by a statement that begins when they are done.
                    self.query(self.of_these(Check::Present(noun), noun, workspace, &singles, " FOR NO KEY UPDATE"))
                        .await?;
                }
                let sql = self.of_these(check, noun, workspace, &singles, self.lock(check));
                let named = matches!(singles.first(), Some(Key::Name(_)));
                for row in self.query(sql).await? {
                    let key =
                        if named { Key::Name(row.try_get_by_index(0)?) } else { Key::Id(row.try_get_by_index(0)?) };
                    found.insert((check, workspace, key), row.try_get_by_index(1)?);
                }
            }
            for key in pairs {
                let mut sql = self.question(noun, check, workspace);
                for (column, value) in noun.table().columns.iter().skip(1).zip(key.values()) {
                    sql.push(" AND ").name(column.name).push(" = ").bind(value);
                }
                sql.push(self.lock(check));
                for row in self.query(sql).await? {
                    found.insert((check, workspace, key.clone()), row.try_get_by_index(1)?);
                }
            }
        }
        Ok(found)
    }

    fn of_these(&self, check: Check, noun: Noun, workspace: Uuid, keys: &[&Key], lock: &str) -> Sql {
        let mut sql = self.question(noun, check, workspace);
        let column = key_column(noun);
        sql.push(" AND ").name(column).push(" IN ").list(keys.iter().flat_map(|key| key.values()).collect());
        sql.push(" ORDER BY ").name(column).push(lock);
        sql
    }

    fn question(&self, noun: Noun, check: Check, workspace: Uuid) -> Sql {
        let mut sql = Sql::new(self.backend);
        sql.push("SELECT ").name(key_column(noun)).push(", ").push(&check.sql());
        sql.push(" FROM ").name(noun.table().name).push(" WHERE \"workspace_id\" = ").bind(workspace.into());
        sql
    }

    fn lock(&self, check: Check) -> &'static str {
        match (self.backend, check) {
            (DbBackend::Sqlite, _) | (_, Check::Present(_) | Check::Load) => "",
            _ => " FOR UPDATE",
        }
    }
}

/// The column that a key within a workspace is about; a workspace is its own.
fn key_column(noun: Noun) -> &'static str {
    let table = noun.table();
    let place = usize::from(table.key > 1);
    table.columns.get(place).map_or("id", |column| column.name)
}

/// Who may be stored. The order of the queue is the serial order that the outcome equals: a member is judged by what
/// is stored, and put off if an earlier accepted member writes what it writes.
fn judge<'a>(members: &[&'a Changes], found: &Found) -> (Vec<&'a Changes>, Vec<Verdict>) {
    let mut accepted = Vec::with_capacity(members.len());
    let mut touched: HashSet<(Uuid, Touch)> = HashSet::new();
    let mut verdicts = Vec::with_capacity(members.len());
    // What accepted members add to facts for which there must be room.
    let mut added: HashMap<(Check, Uuid, &Key), i64> = HashMap::new();
    for &member in members {
        let workspace = member.workspace.uuid();
        let holds = |guard: &&Guard| {
            let fact = found.get(&(guard.check, workspace, guard.key.clone())).copied();
            match guard.expect {
                Expect::Nothing => fact.is_none(),
                Expect::Exactly(expected) => fact == Some(expected),
                Expect::Room { added: more, most } => {
                    let already = added.get(&(guard.check, workspace, &guard.key)).copied().unwrap_or_default();
                    fact.unwrap_or_default() + already + more <= most
                }
            }
        };
        if let Some(guard) = member.guards.iter().find(|guard| !holds(guard)) {
            verdicts.push(Verdict::Refused(refusal(guard)));
            continue;
        }
        let writes: Vec<_> = member.touches().into_iter().map(|touch| (workspace, touch)).collect();
        if writes.iter().any(|touch| touched.contains(touch)) {
            verdicts.push(Verdict::Later);
            continue;
        }
        touched.extend(writes);
        for guard in &member.guards {
            if let Expect::Room { added: more, .. } = guard.expect {
                *added.entry((guard.check, workspace, &guard.key)).or_default() += more;
            }
        }
        accepted.push(member);
        verdicts.push(Verdict::Stored);
    }
    (accepted, verdicts)
}

fn refusal(guard: &Guard) -> Refused {
    match guard.check {
        Check::Present(Noun::Answer) => Refused::Taken { what: Unique::IdempotencyKey },
        Check::Present(Noun::CustomerIdentity) => Refused::Taken { what: Unique::Customer },
        // Their work has grown.
        Check::Load => Refused::Moved { what: Noun::Task.table().name.to_owned() },
        check => Refused::Moved { what: check.noun().table().name.to_owned() },
    }
}
