//! Making keys, as the model makes them.

pub use model::key::{from_text, unique};
