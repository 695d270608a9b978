//! Documents: what a JSON column holds, as its text. A record is written to it and read from it in one go, with no tree
//! of values in between: that tree cost more than everything else that is done to a row.

use sea_orm::{
    ColIdx, ColumnType, DbErr, QueryResult, RuntimeErr, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, ValueType, ValueTypeErr},
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row as _, types::JsonRawValue};

/// A JSON document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(String);

impl Document {
    /// A value as a document.
    pub(crate) fn of<T: Serialize>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::to_string(value).map(Self)
    }

    /// The value that it holds.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

impl From<Document> for String {
    fn from(document: Document) -> Self {
        document.0
    }
}

impl From<Document> for Value {
    fn from(document: Document) -> Self {
        Self::String(Some(document.0))
    }
}

impl ValueType for Document {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::String(Some(text)) => Ok(Self(text)),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "Document".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::JsonBinary
    }
}

impl TryGetable for Document {
    fn try_get_by<I: ColIdx>(row: &QueryResult, at: I) -> Result<Self, TryGetError> {
        let Some(postgres) = row.try_as_pg_row() else { return String::try_get_by(row, at).map(Self) };
        let found: Option<Box<JsonRawValue>> = postgres
            .try_get(at.as_sqlx_postgres_index())
            .map_err(|error| TryGetError::DbErr(DbErr::Query(RuntimeErr::SqlxError(error.into()))))?;
        let text: Box<str> = found.ok_or_else(|| TryGetError::Null(format!("{at:?}")))?.into();
        Ok(Self(text.into()))
    }
}
