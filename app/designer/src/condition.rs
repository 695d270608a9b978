//! Conditions in words: a tree of `model::Condition` edited as sentences that a person can read aloud.
//!
//! * [`Subject`]: a variable one can ask about, with its name and what it holds; the host of the builder lists them.
//! * [`Relation`] and [`Leaf`]: one sentence, “priority is urgent”, read from a condition and written back.
//! * [`Shape`]: the tree as the builder shows it: groups, sentences, expressions; and what is changed at a path of it.
//! * [`words`]: the whole condition as one line.
//! * [`ConditionBuilder`]: the component.

mod ago;
mod builder;
mod leaf;
mod relation;
mod shape;
mod subject;
mod term;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub use builder::ConditionBuilder;
pub use leaf::{Leaf, condition_of};
pub use relation::Relation;
pub use shape::{Group, Shape, append, is_unfinished, part, remove, replace};
pub use subject::{Asked, Subject, Topic, of_customer, of_form, of_ticket};
pub use words::words;
