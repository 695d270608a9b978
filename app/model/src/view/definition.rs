//! Definitions: lists, versions, use, and what an import does.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::Named;
use crate::{
    Kind, Problem, Text,
    id::{PersonId, VersionId},
    key::DefinitionKey,
    record::DefinitionStanding,
};

/// A definition in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DefinitionRow {
    /// Its kind.
    pub kind: Kind,
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// Draft, published or in the trash.
    pub standing: DefinitionStanding,
    /// The number of the newest version; 0 before the first.
    pub number: i64,
    /// Whether the person who looks has a draft that differs from the newest version.
    pub has_draft: bool,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// By whom.
    pub updated_by: Option<Named<PersonId>>,
    /// How many definitions point at it.
    pub used_by: u32,
}

/// A definition opened for drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DefinitionPage {
    /// As in lists.
    pub row: DefinitionRow,
    /// What the person's draft says, or the newest version if there is none.
    pub content: crate::Definition,
    /// The number of the version the draft was begun from.
    pub base: i64,
    /// The draft's revision; hand it back when saving. 0 when there is no draft yet.
    pub revision: i64,
    /// When the draft was saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// A saved draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Saved {
    /// The draft's new revision.
    pub revision: i64,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// A published version in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionRow {
    /// Its id.
    pub id: VersionId,
    /// Its number.
    pub number: i64,
    /// What the author wrote about it.
    pub note: String,
    /// Who published it.
    pub author: Option<Named<PersonId>>,
    /// When.
    pub at: DateTime<Utc>,
    /// SHA-256 of the content.
    pub hash: String,
}

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// Where: a path as in [`Problem::path`], elements named by key.
    pub path: String,
    /// What it was; `Null` for what was added.
    pub before: crate::Value,
    /// What it is; `Null` for what was removed.
    pub after: crate::Value,
}

/// One definition pointing at another, for the usage list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Usage {
    /// The kind of what points.
    pub kind: Kind,
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// The part that points.
    pub path: String,
}

/// What an import would do, or did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportReport {
    /// Whether anything was stored.
    pub stored: bool,
    /// Each definition of the package.
    pub rows: Vec<ImportRow>,
    /// What is wrong with it; nothing is stored while one is an error.
    pub problems: Vec<Problem>,
}

/// What an import does with one definition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportRow {
    /// Its kind.
    pub kind: Kind,
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// What happens.
    pub does: ImportDoes,
    /// How it differs from what is here.
    pub differences: Vec<Difference>,
}

/// What happens to a definition at import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportDoes {
    /// It is new here.
    Create,
    /// It becomes a new version.
    Update,
    /// It is already here, the same.
    Keep,
}
