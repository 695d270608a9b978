//! Entering a ticket: what can be filed, and what it takes.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Fields, Text,
    flow::Priority,
    form::{Form, Layout},
    id::{CustomerId, VersionId},
    key::DefinitionKey,
};

/// What it takes to file a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Filing {
    /// Its type.
    pub ticket_type: DefinitionKey,
    /// The answers.
    #[serde(default)]
    pub fields: Fields,
    /// Who asks.
    #[serde(default)]
    pub customer: Option<Asker>,
    /// Instead of what the form says.
    #[serde(default)]
    pub priority: Option<Priority>,
}

/// Who asks: a known customer, or someone to find by mail address or to add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// A known one.
    Known(CustomerId),
    /// Found by mail address, then telephone; added if unknown.
    New {
        /// What people call them.
        name: String,
        /// The mail address.
        #[serde(default)]
        email: Option<String>,
        /// The telephone number.
        #[serde(default)]
        phone: Option<String>,
    },
}

/// A ticket type a person may file, with what its intake form needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Intake {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// What it is for.
    pub about: Text,
    /// The form.
    pub form: Form,
    /// The layout a new ticket is entered in.
    pub layout: Layout,
    /// The version of the form.
    pub form_version: VersionId,
}

/// A ticket type in the menu of new tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TypeCard {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// What it is for.
    pub about: Text,
}
