//! One file per page, by noun.

pub mod account;
pub mod admin;
pub mod day;
pub mod join;
pub mod login;
pub mod missing;
pub mod setup;
pub mod studio;
pub mod ticket;
pub mod tickets;
