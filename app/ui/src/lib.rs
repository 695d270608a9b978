//! The leaf components, icons and words of the interface. This crate knows none of our nouns and calls no server
//! function: a page gives values and callbacks, a component gives markup, keyboard and ARIA.
//!
//! * Words: [`i18n`] and the macro [`t!`]. Times: [`time`].
//! * Classes are those of `style/components/`; state is native or ARIA, meaning is a [`Tone`].
//! * Server and browser render the same first view. What only the browser knows (its zone, a popover's place) is
//!   added after mounting.

// Props are taken by value, and the view macro shapes the code.
#![expect(clippy::needless_pass_by_value, clippy::must_use_candidate, reason = "the shape of leptos components")]

pub mod i18n;
pub mod keyboard;

mod button;
mod field;
mod icon;
mod input;
mod tone;

pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use field::{Field, FieldGroup};
pub use i18n::{Lang, provide_lang, use_lang};
pub use icon::{Icon, Logo};
pub use input::{Input, SearchInput, Textarea};
pub use tone::Tone;
