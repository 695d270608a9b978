//! Pure execution of definitions: no I/O, no clock, no await. Time and ids are arguments, so the same input always
//! gives the same output, and a replay or a simulation is the engine itself.
//!
//! * [`calendar`] counts working time; [`expression`] and [`condition`] evaluate in a sandbox; [`dispatch`] picks
//!   owners; [`policy`] picks targets; [`words`] fills in variables.
//! * [`answers`] is the server's truth about form input.
//! * [`check`] says everything that is wrong with a definition before it runs.

pub mod answers;
pub mod calendar;
pub mod check;
pub mod condition;
pub mod dispatch;
pub mod expression;
pub mod policy;
pub mod words;

pub use condition::Calendars;
pub use expression::{Expression, Fault, Scope};
