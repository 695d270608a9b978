//! Roles: what people may do, and with which rows.

use serde::{Deserialize, Serialize};
use wire::Decode;

/// A role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Role {
    /// The format of this document; see [`Role::FORMAT`].
    pub format: u32,
    /// What it allows.
    #[serde(default)]
    pub grants: Vec<Grant>,
}

impl Role {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}

/// One thing a role allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Grant {
    /// What may be done.
    pub right: Right,
    /// With which rows.
    #[serde(default)]
    pub scope: Reach,
}

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// See tickets.
    ReadTickets,
    /// File tickets.
    CreateTickets,
    /// Claim and complete tasks, answer, take notes, transfer.
    WorkTickets,
    /// Move tickets to another step of their flow.
    MoveTickets,
    /// End the flow of tickets.
    EndTickets,
    /// See definitions.
    ReadDefinitions,
    /// Draw drafts of definitions, export and check packages.
    DesignDefinitions,
    /// Publish definitions, import packages.
    PublishDefinitions,
    /// See people, teams and roles.
    ReadPeople,
    /// Create, change and disable people and teams.
    ManagePeople,
    /// See incidents, tokens and the state of the system; retry and skip.
    Administer,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 11] = [
        Self::ReadTickets,
        Self::CreateTickets,
        Self::WorkTickets,
        Self::MoveTickets,
        Self::EndTickets,
        Self::ReadDefinitions,
        Self::DesignDefinitions,
        Self::PublishDefinitions,
        Self::ReadPeople,
        Self::ManagePeople,
        Self::Administer,
    ];
}

impl Right {
    /// Whether it is about rows that someone owns. The others reach everything or nothing.
    #[must_use]
    pub const fn has_reach(self) -> bool {
        matches!(self, Self::ReadTickets | Self::WorkTickets | Self::MoveTickets | Self::EndTickets)
    }
}

/// Which rows a right reaches. Each reaches all that the ones before it reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// What the person owns, filed or has a task in.
    #[default]
    Own,
    /// What anyone in the person's teams owns, filed or has a task in, and what waits in a queue the person serves.
    Team,
    /// Everything in the workspace.
    All,
}

/// The key of the role that the first administrator gets; it can always do everything and cannot be deleted.
pub const ADMINISTRATOR: &str = "administrator";
