//! What a workspace was filled with.

use serde::{Deserialize, Serialize};
use wire::Decode;

/// What a workspace was filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Demo {
    /// Invented colleagues.
    pub people: usize,
    /// Invented customers.
    pub customers: usize,
    /// Tickets.
    pub tickets: usize,
    /// How many of them are open.
    pub open: usize,
}
