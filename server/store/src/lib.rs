//! What Deskloom remembers: rows in SQLite or PostgreSQL, read through a [`Scope`], written as [`Changes`].
//!
//! * **Reading.** [`Store::scope`] binds a workspace; every read of tenant data goes through it, from its own pool.
//! * **Writing is data.** A use case decides purely and hands over one [`Changes`]: guards and rows. [`Store::commit`]
//!   is the only way in. A committer merges the waiting `Changes` of many callers into one transaction with a few
//!   multi-row statements; each caller learns whether its own guards held.
//! * **Waiting work.** Timers and effects are claimed by lease and fenced, so that a late worker cannot finish what
//!   another one has taken over.
//!
//! Only this crate names sea-orm. The schema is made by the `migrations` crate; a test compares the two.

/// A place at which a test can end this process or hold it up; nothing at all in the program.
#[cfg(feature = "failpoints")]
macro_rules! point {
    ($name:literal) => {
        fail::fail_point!($name)
    };
}
#[cfg(not(feature = "failpoints"))]
macro_rules! point {
    ($name:literal) => {};
}

mod changes;
mod committer;
mod connect;
mod cursor;
mod document;
mod error;
mod fresh;
mod lease;
mod location;
mod number;
mod row;
mod scope;
mod search;
mod session;
mod sql;
mod store;
mod table;
#[cfg(feature = "tap")]
pub mod tap;
mod types;
mod visible;

pub use changes::Changes;
pub use error::{Error, Refused, Unique};
pub use location::Location;
pub use scope::Scope;
pub use store::{Options, Store};
pub use types::{
    AccessToken, AuditEntry, CaseRows, Claimed, Counters, EventMark, OneTimeLink, Outcome, Queued, ReplyDraft, Session,
    Spread, StoredAnswer, TaskRow, TicketBrief, VersionMeta, Visible, Waiting, Workload, Workspace, event_floor,
};

#[cfg(test)]
mod tests;
