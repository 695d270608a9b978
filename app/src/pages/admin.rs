//! Administration: people, teams, roles, and what is stuck.

mod checklist;
mod head;
pub mod incidents;
pub mod leaves;
pub mod people;
pub mod roles;
pub mod teams;
pub mod workload;
