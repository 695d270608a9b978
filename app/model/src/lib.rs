//! The words of Deskloom as types: definitions, records, ids, spans, conditions and problems.
//!
//! This crate opens nothing: no file, no clock, no randomness, no leptos, no rhai. It compiles to WebAssembly, so the
//! browser and the server read the same definitions, judge the same conditions and name the same problems.
//!
//! * A **definition** ([`Definition`]) is what an administrator draws: its [`Body`] is one of the kinds below it.
//! * A **record** ([`record`]) is what happens at run time: tickets, tasks, runs, events, people.
//! * A **problem** ([`Problem`]) is what is wrong with either, as data that every language can put into words.

pub mod calendar;
pub mod check;
pub mod condition;
pub mod definition;
pub mod diff;
pub mod flow;
pub mod form;
pub mod ical;
pub mod id;
pub mod incident;
pub mod key;
pub mod ladder;
pub mod migration;
pub mod money;
pub mod package;
pub mod phrase;
pub mod policy;
pub mod problem;
pub mod queue;
pub mod reckoning;
pub mod record;
pub mod replay;
pub mod role;
pub mod rule;
pub mod scenario;
pub mod skill;
pub mod span;
pub mod text;
pub mod ticket_type;
pub mod trace;
pub mod trial;
pub mod view;

pub use definition::{Body, Definition, Kind, Reference};
pub use problem::{Code, Problem, Problems, Severity};
pub use text::{Lang, Text};

/// A field's value as it is stored and sent: plain JSON.
pub type Value = serde_json::Value;

/// The answers of a form, by field.
pub type Fields = std::collections::BTreeMap<key::FieldKey, Value>;
