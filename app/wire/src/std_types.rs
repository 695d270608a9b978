//! How the types of the standard library and of the crates below ours are read.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{BuildHasher, Hash},
};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::{Map, Number, Value};
use uuid::Uuid;

use crate::{Decode, Fault, Variant, time};

impl Decode for Value {
    fn decode(value: Value) -> Result<Self, Fault> {
        Ok(value)
    }
}

impl Decode for Map<String, Value> {
    fn decode(value: Value) -> Result<Self, Fault> {
        match value {
            Value::Object(map) => Ok(map),
            _ => Err(Fault::expected("an object")),
        }
    }
}

impl Decode for () {
    fn decode(value: Value) -> Result<Self, Fault> {
        if value.is_null() { Ok(()) } else { Err(Fault::expected("nothing")) }
    }
}

impl Decode for bool {
    fn decode(value: Value) -> Result<Self, Fault> {
        value.as_bool().ok_or_else(|| Fault::expected("yes or no"))
    }
}

impl Decode for String {
    fn decode(value: Value) -> Result<Self, Fault> {
        match value {
            Value::String(text) => Ok(text),
            _ => Err(Fault::expected("a text")),
        }
    }
}

impl Decode for Cow<'_, str> {
    fn decode(value: Value) -> Result<Self, Fault> {
        String::decode(value).map(Self::Owned)
    }
}

impl Decode for char {
    fn decode(value: Value) -> Result<Self, Fault> {
        let text = String::decode(value)?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(one), None) => Ok(one),
            _ => Err(Fault::expected("one character")),
        }
    }
}

impl Decode for f64 {
    fn decode(value: Value) -> Result<Self, Fault> {
        value.as_f64().ok_or_else(|| Fault::expected("a number"))
    }
}

impl Decode for Number {
    fn decode(value: Value) -> Result<Self, Fault> {
        match value {
            Value::Number(number) => Ok(number),
            _ => Err(Fault::expected("a number")),
        }
    }
}

impl Decode for i64 {
    fn decode(value: Value) -> Result<Self, Fault> {
        value.as_i64().ok_or_else(|| Fault::expected("a whole number"))
    }
}

impl Decode for u64 {
    fn decode(value: Value) -> Result<Self, Fault> {
        value.as_u64().ok_or_else(|| Fault::expected("a whole number that is not negative"))
    }
}

macro_rules! whole_numbers {
    ($wide:ty: $($name:ty),*) => {$(
        impl Decode for $name {
            fn decode(value: Value) -> Result<Self, Fault> {
                <$wide>::decode(value)?.try_into().map_err(|_| Fault::expected("a smaller number"))
            }
        }
    )*};
}

whole_numbers!(i64: i8, i16, i32, isize);
whole_numbers!(u64: u8, u16, u32, usize);

impl<T: Decode> Decode for Option<T> {
    fn decode(value: Value) -> Result<Self, Fault> {
        if value.is_null() { Ok(None) } else { T::decode(value).map(Some) }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(value: Value) -> Result<Self, Fault> {
        T::decode(value).map(Self::new)
    }
}

impl<T: Decode, E: Decode> Decode for Result<T, E> {
    fn decode(value: Value) -> Result<Self, Fault> {
        let variant = Variant::of(value, &["Ok", "Err"])?;
        Ok(if variant.place == 0 { Ok(variant.read()?) } else { Err(variant.read()?) })
    }
}

impl<T: Decode> Decode for Vec<T> {
    #[inline(never)]
    fn decode(value: Value) -> Result<Self, Fault> {
        let values = list(value)?;
        let mut all = Self::with_capacity(values.len());
        for value in values {
            all.push(T::decode(value)?);
        }
        Ok(all)
    }
}

// Trees are filled one by one: to collect one brings a way to sort its entries along, for each type of them.
impl<T: Decode + Ord> Decode for BTreeSet<T> {
    fn decode(value: Value) -> Result<Self, Fault> {
        let mut set = Self::new();
        for value in list(value)? {
            set.insert(T::decode(value)?);
        }
        Ok(set)
    }
}

impl<K: Decode + Ord, V: Decode> Decode for BTreeMap<K, V> {
    fn decode(value: Value) -> Result<Self, Fault> {
        let mut map = Self::new();
        for (key, value) in Map::decode(value)? {
            map.insert(decode_key(key)?, V::decode(value)?);
        }
        Ok(map)
    }
}

impl<K: Decode + Eq + Hash, V: Decode, S: BuildHasher + Default> Decode for HashMap<K, V, S> {
    fn decode(value: Value) -> Result<Self, Fault> {
        let mut map = Self::default();
        for (key, value) in Map::decode(value)? {
            map.insert(decode_key(key)?, V::decode(value)?);
        }
        Ok(map)
    }
}

/// Keys of objects are always texts; a number is written as one.
fn decode_key<K: Decode>(key: String) -> Result<K, Fault> {
    let number: Option<Number> = key.parse().ok();
    match K::decode(Value::String(key)) {
        Ok(key) => Ok(key),
        Err(fault) => number.and_then(|number| K::decode(Value::Number(number)).ok()).ok_or(fault),
    }
}

fn list(value: Value) -> Result<Vec<Value>, Fault> {
    match value {
        Value::Array(values) => Ok(values),
        _ => Err(Fault::expected("a list")),
    }
}

/// The items of a list of a fixed length, as tuples are written.
fn items<const N: usize>(value: Value) -> Result<[Value; N], Fault> {
    list(value)?.try_into().map_err(|_| Fault::expected("a list of another length"))
}

impl<T: Decode, const N: usize> Decode for [T; N] {
    fn decode(value: Value) -> Result<Self, Fault> {
        Vec::decode(value)?.try_into().map_err(|_| Fault::expected("a list of another length"))
    }
}

impl<A: Decode, B: Decode> Decode for (A, B) {
    fn decode(value: Value) -> Result<Self, Fault> {
        let [a, b] = items(value)?;
        Ok((A::decode(a)?, B::decode(b)?))
    }
}

impl<A: Decode, B: Decode, C: Decode> Decode for (A, B, C) {
    fn decode(value: Value) -> Result<Self, Fault> {
        let [a, b, c] = items(value)?;
        Ok((A::decode(a)?, B::decode(b)?, C::decode(c)?))
    }
}

impl<A: Decode, B: Decode, C: Decode, D: Decode> Decode for (A, B, C, D) {
    fn decode(value: Value) -> Result<Self, Fault> {
        let [a, b, c, d] = items(value)?;
        Ok((A::decode(a)?, B::decode(b)?, C::decode(c)?, D::decode(d)?))
    }
}

macro_rules! written_as_text {
    ($($name:ty: $read:expr, $wanted:literal;)*) => {$(
        impl Decode for $name {
            fn decode(value: Value) -> Result<Self, Fault> {
                let text = value.as_str().and_then($read);
                text.ok_or_else(|| Fault::expected($wanted))
            }
        }
    )*};
}

written_as_text!(
    Uuid: |text| text.parse().ok(), "an id";
    DateTime<Utc>: time::instant, "an instant";
    NaiveDate: time::date, "a date";
    NaiveTime: time::time_of_day, "a time of day";
);
