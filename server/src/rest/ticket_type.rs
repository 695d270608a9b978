//! Ticket types as those who file tickets know them.

pub mod list;
pub mod read;
