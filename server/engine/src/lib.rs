//! Pure execution of definitions: no I/O, no clock, no await. Time and ids are arguments, so the same input always
//! gives the same output, and a replay or a simulation is the engine itself.
//!
//! * [`calendar`] counts working time; [`expression`] and [`condition`] evaluate in a sandbox; [`dispatch`] picks
//!   owners; [`policy`] picks targets; [`words`] fills in variables.
//! * [`answers`] is the server's truth about form input.
//! * [`check`] says everything that is wrong with a definition before it runs.
//! * [`rule`] finds the rules that answer what happens, and the times of those that look by themselves.
//! * [`program`] is a flow version as it runs; [`step`] moves a [`case`] through it; [`refusal`] is the engine's no.
//! * [`simulate`] walks a draft with a virtual clock and captures what would go out; [`scenario`] holds what came of it
//!   against what was expected.

pub mod answers;
pub mod calendar;
pub mod case;
pub mod check;
mod clock;
pub mod condition;
pub mod dispatch;
pub mod expression;
pub mod policy;
pub mod program;
pub mod refusal;
pub mod rule;
pub mod scenario;
pub mod simulate;
pub mod step;
pub mod words;

pub use case::{Case, facts};
pub use clock::forecast::forecast;
pub use condition::Calendars;
pub use expression::{Expression, Fault, Scope};
pub use program::{Program, back_to, may_take_back, progress};
pub use refusal::Refusal;
pub use rule::{CompiledRule, Rulebook};
pub use step::{Ids, Library, Matched, Step, Stimulus, Touched, step, try_on};
