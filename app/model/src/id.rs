//! The registry of id kinds. A ticket's id cannot be passed where a task's is wanted.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::Decode;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that `desk` made or the store returned.
            #[must_use]
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The bare id, for the store and the wire.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// One running measurement of a target.
    ClockId,
    /// A person outside who asks.
    CustomerId,
    /// A stored definition, across all its versions.
    DefinitionId,
    /// One entry of the append-only event table.
    EventId,
    /// Something the engine could not do and a person must look at.
    IncidentId,
    /// A message for a person inside the product.
    NoticeId,
    /// One effect waiting in the outbox.
    OutboxId,
    /// A person who signs in.
    PersonId,
    /// One reckoning of every open ticket.
    ReckoningId,
    /// One time that a rule acted, or failed to.
    RuleRunId,
    /// One execution of a flow version.
    RunId,
    /// One piece of human work.
    TaskId,
    /// A group of people.
    TeamId,
    /// One matter of one customer.
    TicketId,
    /// A durable wake-up.
    TimerId,
    /// A bearer token of the API.
    TokenId,
    /// A list that someone keeps under a name.
    ViewId,
    /// One immutable published version of a definition.
    VersionId,
    /// One company's everything.
    WorkspaceId,
}
