//! People: those who sign in.

pub mod change;
pub mod create;
pub mod list;
