//! Administration: people, teams and roles.

mod checklist;
mod head;
pub mod people;
pub mod roles;
pub mod teams;
