//! Saved views: what a list shows, kept under a name.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    id::{PersonId, ViewId},
    view::TicketQuery,
};

/// A list of tickets that someone keeps under a name. Whoever opens it sees those of its tickets that they may see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SavedView {
    /// Its id.
    pub id: ViewId,
    /// Whose it is.
    pub owner: PersonId,
    /// What people call it.
    pub title: String,
    /// Who finds it among their views.
    pub shared: Shared,
    /// What it shows.
    pub query: TicketQuery,
    /// Which columns, by name; the usual ones when empty.
    pub columns: Vec<String>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Grows with each change; the guard of every write.
    pub version: i64,
}

/// Who finds a saved view among their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shared {
    /// Its owner alone.
    #[default]
    Private,
    /// Everyone who shares a team with its owner.
    Team,
    /// Everyone in the workspace.
    All,
}

impl Shared {
    /// Each of them, from the narrowest.
    pub const ALL: [Self; 3] = [Self::Private, Self::Team, Self::All];

    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Team => "team",
            Self::All => "all",
        }
    }
}
