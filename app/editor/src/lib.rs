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
//! * [`flow::Canvas`]: the flow designer without its pixels. A view passes on pointers, keys and the wheel, and
//!   redraws what [`flow::Change`] names, from [`flow::Routes`] (rectangles and ways) and [`flow::tool::Tool`] (lasso,
//!   guides, loose links). [`view::View`] and [`view::Minimap`] say which part is seen.
//! * [`form::Sheet`]: the form designer without its pixels. Drags are [`form::drop::target`] and one
//!   [`form::Edit::Move`]; arrow keys are their twins.
//! * [`flow::clip`], [`form::clip`]: copies as JSON text, across tabs and browsers; reading believes nothing.
//! * [`flow::tidy`]: the automatic drawing; [`flow::route`]: the way of one link; [`flow::guide`]: lining up.
//! * [`geometry`], [`key`]: points, rectangles and the making of keys.
//!
//! # Promises, each held by a test
//!
//! Undo after any edits on any draft, right or wrong, gives the draft back; no edit, key or pointer panics; pasting any
//! text is safe; a removed node leaves no link behind; a link never runs through its own ends; tidying up twice is
//! tidying up once; a frame of a drag touches what is moved and its links alone.

pub mod document;
mod editor;
pub mod flow;
pub mod form;
pub mod geometry;
pub mod history;
pub mod key;
pub mod patch;
pub mod schedule;
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
