//! The rows of a group's accepted members: deletes, then new rows, then changed ones, each table in few statements.

use std::collections::BTreeMap;

use sea_orm::Value;
use uuid::Uuid;

use super::{Failure, group::Work};
use crate::{
    Changes,
    changes::Op,
    sql::{self, Sql},
    table::Noun,
};

/// The most rows of one statement.
const MOST_ROWS: usize = 256;

#[derive(Default)]
struct Rows<'a> {
    inserts: BTreeMap<Noun, Vec<&'a Vec<Value>>>,
    upserts: BTreeMap<Noun, Vec<&'a Vec<Value>>>,
    updates: BTreeMap<Noun, Vec<&'a Vec<Value>>>,
}

/// The columns of a table, within a workspace, by which rows are deleted.
type Place = (Noun, Uuid, Vec<&'static str>);

/// Writes what the members ask for.
pub(super) async fn write(work: &Work<'_>, members: &[&Changes]) -> Result<(), Failure> {
    let mut rows = Rows::default();
    for member in members {
        for op in &member.ops {
            match op {
                Op::Insert { noun, row } => rows.inserts.entry(*noun).or_default().push(row),
                Op::Upsert { noun, row } => rows.upserts.entry(*noun).or_default().push(row),
                Op::Update { noun, row } => rows.updates.entry(*noun).or_default().push(row),
                Op::Delete { .. } | Op::Set { .. } => {}
            }
        }
    }
    delete(work, members).await?;
    point!("commit::after_deletes");
    for (noun, rows) in rows.inserts {
        for chunk in rows.chunks(MOST_ROWS) {
            work.execute(sql::insert(work.backend, noun, chunk, false)).await?;
        }
    }
    for (noun, rows) in rows.upserts {
        for chunk in rows.chunks(MOST_ROWS) {
            work.execute(sql::insert(work.backend, noun, chunk, true)).await?;
        }
    }
    for (noun, rows) in rows.updates {
        for chunk in rows.chunks(MOST_ROWS) {
            let updated = work.execute(sql::update(work.backend, noun, chunk)).await?;
            if updated != chunk.len() as u64 {
                return Err(Failure::Vanished { what: noun.table().name });
            }
        }
    }
    for member in members {
        for op in &member.ops {
            if let Op::Set { noun, set, filter } = op {
                self::set(work, member.workspace.uuid(), *noun, set, filter).await?;
            }
        }
    }
    Ok(())
}

/// Deletes by one column are merged. So are those of timers by ticket and purpose: a purpose names a run or a clock of
/// one ticket, so asking for any of the tickets and any of the purposes finds the same rows.
async fn delete(work: &Work<'_>, members: &[&Changes]) -> Result<(), Failure> {
    let mut merged: BTreeMap<Place, Vec<Vec<Value>>> = BTreeMap::new();
    for member in members {
        for op in &member.ops {
            if let Op::Delete { noun, at } = op {
                let columns = at.iter().map(|(column, _)| *column).collect::<Vec<_>>();
                let lists = merged.entry((*noun, member.workspace.uuid(), columns)).or_default();
                if at.len() == 1 || *noun == Noun::Timer {
                    lists.resize(at.len(), Vec::new());
                    for (list, (_, value)) in lists.iter_mut().zip(at) {
                        if !list.contains(value) {
                            list.push(value.clone());
                        }
                    }
                } else {
                    lists.push(at.iter().map(|(_, value)| value.clone()).collect());
                }
            }
        }
    }
    for ((noun, workspace, columns), lists) in merged {
        let is_merged = columns.len() == 1 || noun == Noun::Timer;
        let begin = || {
            let mut sql = Sql::new(work.backend);
            sql.push("DELETE FROM ").name(noun.table().name);
            sql.push(" WHERE \"workspace_id\" = ").bind(workspace.into());
            sql
        };
        if is_merged {
            let mut sql = begin();
            for (column, values) in columns.iter().zip(lists) {
                sql.push(" AND ").name(column).push(" IN ").list(values);
            }
            work.execute(sql.done()).await?;
        } else {
            for values in lists {
                let mut sql = begin();
                for (column, value) in columns.iter().zip(values) {
                    sql.push(" AND ").name(column).push(" = ").bind(value);
                }
                work.execute(sql.done()).await?;
            }
        }
    }
    Ok(())
}

async fn set(
    work: &Work<'_>,
    workspace: Uuid,
    noun: Noun,
    set: &[(&'static str, Value)],
    filter: &[(&'static str, &'static str, Value)],
) -> Result<(), Failure> {
    let mut sql = Sql::new(work.backend);
    sql.push("UPDATE ").name(noun.table().name).push(" SET ");
    for (place, (column, value)) in set.iter().enumerate() {
        sql.push(if place == 0 { "" } else { ", " }).name(column).push(" = ").bind(value.clone());
    }
    sql.push(" WHERE \"workspace_id\" = ").bind(workspace.into());
    for (column, operator, value) in filter {
        sql.push(" AND ").name(column).push(" ").push(operator);
        if *operator != "IS NULL" {
            sql.push(" ").bind(value.clone());
        }
    }
    work.execute(sql.done()).await.map(drop)
}
