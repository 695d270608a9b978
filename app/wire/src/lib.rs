//! Reads what the server sends, in as little code as possible.
//!
//! `serde` writes a reader for every pair of a type and a way to read: text, bytes, and the buffer that a tagged enum
//! is read from. In the browser that was a sixth of everything that travels. Here a text is parsed once, by one
//! reader, into a tree of [`Value`]s, and each type has exactly one function that takes its tree apart. The rules are
//! those of the type's own `#[serde(…)]` attributes; `#[derive(Decode)]` reads the same ones.

mod fault;
mod fields;
mod std_types;
pub mod time;
mod variant;

pub use fault::Fault;
pub use fields::Fields;
pub use serde_json::Value;
pub use variant::{Variant, unit};
pub use wire_derive::Decode;

/// What can be read from a tree of values.
pub trait Decode: Sized {
    /// Takes the tree apart.
    fn decode(value: Value) -> Result<Self, Fault>;

    /// What a field that is not there counts as; most types must be there.
    #[must_use]
    fn missing() -> Option<Self> {
        None
    }
}

/// Reads a JSON text.
pub fn from_str<T: Decode>(text: &str) -> Result<T, Fault> {
    T::decode(parse(text.as_bytes())?)
}

/// Reads the bytes of a JSON text.
pub fn from_slice<T: Decode>(bytes: &[u8]) -> Result<T, Fault> {
    T::decode(parse(bytes)?)
}

/// The one place where text becomes a tree.
#[inline(never)]
fn parse(bytes: &[u8]) -> Result<Value, Fault> {
    serde_json::from_slice(bytes).map_err(|error| Fault::new(error.to_string()))
}
