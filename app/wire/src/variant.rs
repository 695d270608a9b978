//! Which variant of an enum a tree is.

use serde_json::Value;

use crate::{Decode, Fault, Fields};

/// The place of a name in a list.
#[inline(never)]
pub(crate) fn place(name: &str, names: &[&str]) -> Result<usize, Fault> {
    names.iter().position(|known| *known == name).ok_or_else(|| Fault::unknown(name))
}

/// Reads one of several bare names, as its place in their list.
#[inline(never)]
pub fn unit(value: Value, names: &[&str]) -> Result<usize, Fault> {
    match value {
        Value::String(name) => place(&name, names),
        _ => Err(Fault::expected("a name")),
    }
}

/// A variant with what it holds: `"name"` or `{"name": …}`.
#[derive(Debug)]
pub struct Variant {
    /// The place of its name in the list.
    pub place: usize,
    holds: Option<Value>,
}

impl Variant {
    /// Reads which variant it is.
    #[inline(never)]
    pub fn of(value: Value, names: &[&str]) -> Result<Self, Fault> {
        match value {
            Value::String(name) => Ok(Self { place: place(&name, names)?, holds: None }),
            Value::Object(map) => {
                let mut entries = map.into_iter();
                match (entries.next(), entries.next()) {
                    (Some((name, value)), None) => Ok(Self { place: place(&name, names)?, holds: Some(value) }),
                    _ => Err(Fault::expected("one variant")),
                }
            }
            _ => Err(Fault::expected("a variant")),
        }
    }

    /// Reads a variant whose name and content are fields of their own.
    #[inline(never)]
    pub fn beside(
        fields: &mut Fields,
        tag: &'static str,
        content: &'static str,
        names: &[&str],
    ) -> Result<Self, Fault> {
        Ok(Self { place: fields.tag(tag, names)?, holds: fields.take_if_there(content)? })
    }

    /// The tree of what it holds.
    pub fn content(self) -> Result<Value, Fault> {
        self.holds.ok_or_else(|| Fault::expected("what the variant holds"))
    }

    /// What it holds, read.
    pub fn read<T: Decode>(self) -> Result<T, Fault> {
        T::decode(self.content()?)
    }
}
