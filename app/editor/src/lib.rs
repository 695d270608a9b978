//! The editing kernel under the designers. It knows neither browser nor server: no leptos, no clock, no randomness;
//! whatever a person can do to a drawing is a function here and can be tested without a screen.
//!
//! # The story of one edit
//!
//! 1. A view reports what the hand did (a pointer, a key) to a **tool**, an enum of states. The tool answers with acts,
//!    among them **edits**: intents such as [`flow::Edit::Connect`] or [`form::Edit::Move`].
//! 2. The **rules** judge the edit: yes, no with a [`Reason`], or nothing to do. They are asked during the drag too,
//!    so that a person sees the answer before letting go.
//! 3. The edit is applied by a [`Scribe`], which writes down every change. Then the **behaviors** run, one consequence
//!    per file: a step dropped on a link splits it, a renamed field is renamed in every condition.
//! 4. What the scribe wrote is a [`Patch`]: elements before and after. The [`History`] keeps it under a [`Word`].
//!    Undo is the patch reversed; no edit writes its own revert. One gesture is one entry.
//! 5. [`Patch::touched`] names all that must be redrawn, and nothing else.
//!
//! # Where things are
//!
//! * [`Editor`]: one open draft: `make` an edit, `begin` and `end` a gesture, `undo`, `redo`, selection.
//! * [`Document`]: what a kind of document tells the kernel; [`flow`] and [`form`] are the two there are.
//! * [`geometry`]: points and rectangles.

pub mod document;
mod editor;
pub mod flow;
pub mod form;
pub mod geometry;
pub mod history;
pub mod key;
pub mod patch;
mod selection;
mod verdict;
pub mod view;
mod word;

pub use document::{Behavior, Document, Scribe};
pub use editor::Editor;
pub use history::{Entry, History};
pub use patch::{Patch, Slot, Step};
pub use selection::Selection;
pub use verdict::{Reason, Verdict};
pub use word::Word;
