//! The designers: leptos views over the kernels in `editor`. They call no server function: a page gives a document,
//! a catalogue of what it may point at, and callbacks.
//!
//! * [`flow`] draws flows.
//! * [`frame`] is what all designers share: bar, tools, palette, canvas, properties, panel. Learn one, know all.
//! * [`form`] draws forms. [`condition`] edits conditions in words; [`words`] says what the model stores in the language
//!   of the page.

// Props are taken by value, and the view macro shapes the code.
#![expect(clippy::needless_pass_by_value, clippy::must_use_candidate, reason = "the shape of leptos components")]
#![expect(clippy::large_types_passed_by_value, reason = "a handle of a designer is many signals; copying it is cheap")]
#![expect(clippy::unnecessary_wraps, reason = "a part that is loaded later may not arrive")]
#![recursion_limit = "256"]

pub mod condition;
pub mod flow;
pub mod form;
pub mod frame;
pub mod words;

pub use editor::schedule;
