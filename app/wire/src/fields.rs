//! The fields of a struct, taken out one by one.

use serde_json::{Map, Value};

use crate::{Decode, Fault};

/// The named values of a tree that have not been taken yet.
#[derive(Debug)]
pub struct Fields(Map<String, Value>);

impl Fields {
    /// The fields of a tree.
    #[inline(never)]
    pub fn of(value: Value) -> Result<Self, Fault> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            _ => Err(Fault::expected("an object")),
        }
    }

    /// Takes a field out that must be there, unless its type says what missing means.
    #[inline(never)]
    pub fn take<T: Decode>(&mut self, name: &'static str) -> Result<T, Fault> {
        match self.0.swap_remove(name) {
            Some(value) => T::decode(value).map_err(|fault| fault.within(name)),
            None => T::missing().ok_or_else(|| Fault::missing(name)),
        }
    }

    /// Takes a field out that may be left out.
    #[inline(never)]
    pub fn take_if_there<T: Decode>(&mut self, name: &'static str) -> Result<Option<T>, Fault> {
        match self.0.swap_remove(name) {
            Some(value) => T::decode(value).map(Some).map_err(|fault| fault.within(name)),
            None => Ok(None),
        }
    }

    /// Takes a field out that counts as the type's default where it is left out.
    #[inline(never)]
    pub fn take_or_default<T: Decode + Default>(&mut self, name: &'static str) -> Result<T, Fault> {
        Ok(self.take_if_there(name)?.unwrap_or_default())
    }

    /// Takes the name out that tells which variant the fields belong to, as its place in a list of names.
    #[inline(never)]
    pub fn tag(&mut self, name: &'static str, names: &[&str]) -> Result<usize, Fault> {
        match self.0.swap_remove(name) {
            Some(Value::String(tag)) => crate::variant::place(&tag, names),
            Some(_) => Err(Fault::expected("a name")),
            None => Err(Fault::missing(name)),
        }
    }

    /// The tree of what is left, for a part that lies flat among these fields.
    #[must_use]
    pub fn into_rest(self) -> Value {
        Value::Object(self.0)
    }

    /// Refuses fields that nobody has taken.
    #[inline(never)]
    pub fn refuse_rest(self) -> Result<(), Fault> {
        match self.0.keys().next() {
            Some(name) => Err(Fault::unknown(name)),
            None => Ok(()),
        }
    }
}
