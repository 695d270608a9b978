//! Tables as the committer sees them: names, columns and keys, taken from the entities, so that one way of writing
//! serves them all.

use std::sync::LazyLock;

use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ColumnType, EntityTrait, IdenStatic, IntoActiveModel, Iterable,
    PrimaryKeyToColumn, Value,
};

use crate::{Error, row};

macro_rules! nouns {
    ($($noun:ident = $module:ident $(guarded by $version:literal)?),* $(,)?) => {
        /// The tables that changes write to, in the order in which they are locked and written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum Noun { $($noun),* }

        $(impl Row for row::$module::Entity {
            const NOUN: Noun = Noun::$noun;
        })*

        static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| vec![
            $(Table::of::<row::$module::Entity>(None$(.or(Some($version)))?)),*
        ]);

        impl Noun {
            /// Every table.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$noun),*];
        }
    };
}

nouns! {
    Workspace = workspace guarded by "version",
    Register = register guarded by "value",
    Answer = answer,
    Person = person guarded by "version",
    Team = team guarded by "version",
    Customer = customer guarded by "version",
    CustomerIdentity = customer_identity,
    Definition = definition guarded by "revision",
    DefinitionVersion = definition_version,
    DefinitionDraft = definition_draft guarded by "revision",
    DefinitionReference = definition_reference,
    AccessToken = access_token,
    OneTimeLink = one_time_link guarded by "version",
    SavedView = saved_view guarded by "version",
    Ticket = ticket guarded by "version",
    Run = run guarded by "version",
    Task = task guarded by "version",
    Follower = follower,
    Clock = clock guarded by "version",
    Timer = timer,
    Outbox = outbox,
    Incident = incident,
    Event = event,
    Notice = notice,
    HeldNotice = held_notice,
    StepDraft = step_draft,
    ReplyDraft = reply_draft,
    Reckoning = reckoning,
    RuleTimer = rule_timer,
    RuleRun = rule_run,
    RuleState = rule_state guarded by "version",
    Search = search,
    Audit = audit,
}

/// An entity that changes write to.
pub(crate) trait Row: EntityTrait {
    /// Its table.
    const NOUN: Noun;
}

/// A table.
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its columns, in the order of every row; the primary key comes first.
    pub(crate) columns: Vec<Column>,
    /// How many of the columns are the primary key.
    pub(crate) key: usize,
    /// The column that grows with each change.
    pub(crate) version: Option<&'static str>,
}

/// A column.
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: &'static str,
    /// What PostgreSQL must be told to make of the text it is given.
    pub(crate) cast: &'static str,
    /// Whether an update leaves it alone.
    pub(crate) frozen: bool,
}

impl Noun {
    /// The table of this noun.
    pub(crate) fn table(self) -> &'static Table {
        static NOWHERE: Table = Table { name: "", columns: Vec::new(), key: 0, version: None };
        TABLES.get(self as usize).unwrap_or(&NOWHERE)
    }
}

impl Table {
    fn of<E: Row>(version: Option<&'static str>) -> Self {
        let name = E::default().table_name();
        let key = E::PrimaryKey::iter().map(|part| part.into_column().as_str()).collect::<Vec<_>>();
        let columns = E::Column::iter()
            .map(|column| Column {
                name: column.as_str(),
                cast: match column.def().get_column_type() {
                    ColumnType::JsonBinary => "::jsonb",
                    _ if E::NOUN == Noun::Search && column.as_str() == "words" => "::tsvector",
                    _ => "",
                },
                frozen: key.contains(&column.as_str()) || column.as_str() == "password_hash",
            })
            .collect();
        Self { name, columns, key: key.len(), version }
    }
}

/// The values of a row in the order of its table's columns. What PostgreSQL could not store is refused for both databases
/// alike.
pub(crate) fn values<M, E>(model: M) -> Result<Vec<Value>, Error>
where
    E: Row,
    M: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    let mut model = model.into_active_model();
    let mut row = Vec::with_capacity(E::NOUN.table().columns.len());
    for column in E::Column::iter() {
        let value = match model.take(column) {
            ActiveValue::Set(value) | ActiveValue::Unchanged(value) => value,
            ActiveValue::NotSet => continue,
        };
        let fault = |reason: &str| Error::Value {
            table: E::NOUN.table().name,
            column: column.as_str().to_owned(),
            reason: reason.to_owned(),
        };
        row.push(match value {
            Value::String(Some(text)) if is_document(column) && has_escaped_nul(&text) => {
                return Err(fault("a text holds the character NUL"));
            }
            Value::String(Some(text)) if text.contains('\0') => {
                return Err(fault("the text holds the character NUL"));
            }
            value => value,
        });
    }
    Ok(row)
}

fn is_document(column: impl ColumnTrait) -> bool {
    matches!(column.def().get_column_type(), ColumnType::JsonBinary)
}

/// Whether a JSON text holds the escape of NUL, which `jsonb` refuses.
fn has_escaped_nul(json: &str) -> bool {
    json.match_indices("\\u0000").any(|(at, _)| {
        let before = json.as_bytes().get(..at).unwrap_or_default();
        before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_noun_has_its_own_table_with_the_key_in_front() {
        let mut names = std::collections::BTreeSet::new();
        for noun in Noun::ALL {
            let table = noun.table();
            assert!(names.insert(table.name), "{} twice", table.name);
            assert_eq!(table.columns[0].name, "workspace_id", "{}", table.name);
            assert!(table.columns[..table.key].iter().all(|column| column.frozen), "{}", table.name);
            if let Some(version) = table.version {
                assert!(table.columns.iter().any(|column| column.name == version), "{}", table.name);
            }
        }
    }

    #[test]
    fn nul_is_found_and_a_written_backslash_is_not_mistaken_for_it() {
        assert!(has_escaped_nul(&serde_json::to_string("a\0b").unwrap()));
        assert!(has_escaped_nul(&serde_json::to_string("\\\0").unwrap()));
        assert!(!has_escaped_nul(&serde_json::to_string("\\u0000").unwrap()));
        assert!(!has_escaped_nul(&serde_json::to_string("u0000").unwrap()));
    }
}
