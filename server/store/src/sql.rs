//! SQL text with its values, for statements over many rows.

use std::fmt::Write as _;

use sea_orm::{DbBackend, Statement, Value};

use crate::{
    search,
    table::{Noun, Table},
};

/// A statement under construction.
pub(crate) struct Sql {
    backend: DbBackend,
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Nothing yet.
    pub(crate) fn new(backend: DbBackend) -> Self {
        Self { backend, text: String::with_capacity(512), values: Vec::new() }
    }

    /// Adds text that is ours, never a person's.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a quoted name of ours.
    pub(crate) fn name(&mut self, name: &str) -> &mut Self {
        self.push("\"").push(name).push("\"")
    }

    /// Adds a value, as a parameter.
    pub(crate) fn bind(&mut self, value: Value) -> &mut Self {
        self.values.push(value);
        match self.backend {
            DbBackend::Postgres => {
                // Writing to a text cannot fail.
                let _ = write!(self.text, "${}", self.values.len());
            }
            _ => self.text.push('?'),
        }
        self
    }

    /// Adds values in parentheses. Their number is rounded up by repeating the last one, so that few different texts
    /// need to be prepared; for `IN` a repetition means nothing.
    pub(crate) fn list(&mut self, values: Vec<Value>) -> &mut Self {
        let missing = values.len().next_power_of_two().saturating_sub(values.len());
        let last = values.last().cloned();
        self.push("(");
        for (place, value) in values.into_iter().chain(last.into_iter().cycle().take(missing)).enumerate() {
            self.push(if place == 0 { "" } else { ", " }).bind(value);
        }
        self.push(")")
    }

    /// The finished statement.
    pub(crate) fn done(self) -> Statement {
        Statement::from_sql_and_values(self.backend, self.text, self.values)
    }
}

/// Many new rows. With `or_replace`, a row that is there takes the new values.
///
/// A statement has room for a few more rows than there are, so that few different texts need to be prepared; what is left
/// of the room is nothing at all, which no key is.
pub(crate) fn insert(backend: DbBackend, noun: Noun, rows: &[&Vec<Value>], or_replace: bool) -> Statement {
    let table = noun.table();
    let mut sql = Sql::new(backend);
    sql.push("INSERT INTO ").name(table.name).push(" (");
    for (place, column) in table.columns.iter().enumerate() {
        sql.push(if place == 0 { "" } else { ", " }).name(column.name);
    }
    if rows.len() == 1 {
        sql.push(") VALUES ");
        values(&mut sql, noun, rows);
    } else {
        sql.push(") SELECT * FROM (VALUES ");
        values(&mut sql, noun, rows);
        sql.push(") AS v WHERE v.column1 IS NOT NULL");
    }
    if or_replace {
        sql.push(" ON CONFLICT (");
        for (place, column) in table.columns.iter().take(table.key).enumerate() {
            sql.push(if place == 0 { "" } else { ", " }).name(column.name);
        }
        sql.push(") DO UPDATE SET ");
        for (place, column) in table.columns.iter().filter(|column| !column.frozen).enumerate() {
            sql.push(if place == 0 { "" } else { ", " }).name(column.name).push(" = excluded.").name(column.name);
        }
    }
    sql.done()
}

/// Many rows that are there, each found by its key. There is room for more, as in [`insert`].
pub(crate) fn update(backend: DbBackend, noun: Noun, rows: &[&Vec<Value>]) -> Statement {
    let table = noun.table();
    let mut sql = Sql::new(backend);
    sql.push("UPDATE ").name(table.name).push(" SET ");
    let mut first = true;
    for (place, column) in table.columns.iter().enumerate().filter(|(_, column)| !column.frozen) {
        sql.push(if first { "" } else { ", " }).name(column.name);
        sql.push(&format!(" = v.column{}", place + 1));
        first = false;
    }
    sql.push(" FROM (VALUES ");
    values(&mut sql, noun, rows);
    sql.push(") AS v WHERE ");
    for (place, column) in table.columns.iter().take(table.key).enumerate() {
        sql.push(if place == 0 { "" } else { " AND " }).name(table.name).push(".").name(column.name);
        sql.push(&format!(" = v.column{}", place + 1));
    }
    sql.done()
}

fn values(sql: &mut Sql, noun: Noun, rows: &[&Vec<Value>]) {
    let table: &Table = noun.table();
    let postgres = sql.backend == DbBackend::Postgres;
    let nothing: Vec<Value> = rows.first().map(|row| row.iter().map(Value::as_null).collect()).unwrap_or_default();
    let missing = room(rows.len()).saturating_sub(rows.len());
    for (number, row) in rows.iter().copied().chain(std::iter::repeat_n(&nothing, missing)).enumerate() {
        sql.push(if number == 0 { "(" } else { ", (" });
        for (place, (column, value)) in table.columns.iter().zip(row.iter()).enumerate() {
            sql.push(if place == 0 { "" } else { ", " });
            match value {
                Value::String(Some(words)) if postgres && noun == Noun::Search => {
                    sql.bind(search::tsvector(words).into())
                }
                value => sql.bind(value.clone()),
            };
            if postgres {
                sql.push(column.cast);
            }
        }
        sql.push(")");
    }
}

/// For how many rows a statement has room that takes so many: 1, 2, 3, 4, 6, 8, 12, 16, 24 …
pub(crate) fn room(rows: usize) -> usize {
    let whole = rows.next_power_of_two();
    let less = whole / 4 * 3;
    if rows <= less { less } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_has_room_for_at_most_half_as_many_rows_again() {
        let rooms: Vec<usize> = (1..=17).map(room).collect();
        assert_eq!(rooms, [1, 2, 3, 4, 6, 6, 8, 8, 12, 12, 12, 12, 16, 16, 16, 16, 24]);
        assert!((1..2_000).all(|rows| room(rows) >= rows && room(rows) * 2 <= rows * 3 + 2));
    }
}
