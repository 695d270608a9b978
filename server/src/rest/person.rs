//! People: those who sign in.

pub mod change;
pub mod create;
pub mod link;
pub mod list;
pub mod workload;
