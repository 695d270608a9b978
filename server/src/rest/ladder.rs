//! Escalation ladders: how much one would tell.

pub mod forecast;
