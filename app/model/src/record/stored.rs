//! How definitions are kept: the definition, its private drafts, its immutable versions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Definition, Kind, Text,
    id::{DefinitionId, PersonId, VersionId},
    key::DefinitionKey,
};

/// A definition across its drafts and versions, without its body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Header {
    /// Its id.
    pub id: DefinitionId,
    /// Its kind.
    pub kind: Kind,
    /// Its key; never changes.
    pub key: DefinitionKey,
    /// What people call it: of the newest version, else of the newest draft.
    pub title: Text,
    /// Where it stands.
    pub standing: Standing,
    /// The newest version.
    pub version: Option<VersionId>,
    /// The number of the newest version; 0 before the first.
    pub number: i64,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// By whom.
    pub updated_by: Option<PersonId>,
    /// Grows with each publish, retire and delete; the guard of every write.
    pub revision: i64,
}

/// Where a definition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Never published.
    Draft,
    /// Has a version that runs.
    Published,
    /// In the trash.
    Trashed,
}

impl Standing {
    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Trashed => "trashed",
        }
    }
}

/// One author's private draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Draft {
    /// Of which definition.
    pub definition: DefinitionId,
    /// Whose.
    pub author: PersonId,
    /// What it says.
    pub content: Definition,
    /// The number of the version it was begun from; 0 for none.
    pub base: i64,
    /// Grows with each save; the guard against two windows.
    pub revision: i64,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

/// One immutable published version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Version {
    /// Its id; records point here.
    pub id: VersionId,
    /// Of which definition.
    pub definition: DefinitionId,
    /// 1, 2, 3 …
    pub number: i64,
    /// What it says.
    pub content: Definition,
    /// What the author wrote about it.
    pub note: String,
    /// Who published it; nobody for what came with the product.
    pub author: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
    /// SHA-256 of the content's canonical JSON, hex.
    pub hash: String,
}
