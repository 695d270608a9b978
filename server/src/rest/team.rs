//! Teams.

pub mod change;
pub mod create;
pub mod delete;
pub mod list;
