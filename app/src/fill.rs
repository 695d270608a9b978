//! Filling in a form that someone drew: one control per field type, live conditions, problems at their fields.
//!
//! [`Answers`] is the one store of a form on the page; [`FillForm`] draws a layout over it. What a field may, must and
//! holds is judged by `model::form`, the same judgement the server makes; only conditions that nobody can judge here
//! (scripts, working time, facts the page does not know) are asked of the server.

mod address;
mod answers;
mod choice;
mod control;
mod customer;
mod date;
mod form;
mod long_text;
mod money;
mod number;
mod person;
mod problems;
mod rating;
mod show;
mod table;
mod tags;
mod text;
mod yes_no;

pub use answers::{Answers, Around};
pub use control::Control;
pub use customer::CustomerSearch;
pub use date::typed_instant;
pub use form::FillForm;
pub use problems::ProblemList;
pub use show::{Shown, shown};
