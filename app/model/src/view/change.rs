//! What is to change about a ticket itself.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{flow::Priority, id::PersonId};

/// What is to change about a ticket; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TicketChange {
    /// The one line that says what it is about.
    pub title: Option<String>,
    /// How pressing it is. Its clocks follow, and keep the time they have used.
    pub priority: Option<Priority>,
}

/// A customer as somebody wants them; what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CustomerChange {
    /// What people call them.
    pub name: String,
    /// The mail address.
    #[serde(default)]
    pub email: String,
    /// The telephone number.
    #[serde(default)]
    pub phone: String,
    /// Who looks after them; nobody, if absent.
    #[serde(default)]
    pub manager: Option<PersonId>,
    /// The version that was changed.
    pub version: i64,
}
