//! JSON to Rhai and back.

use model::Value;
use rhai::{Array, Dynamic, Map};

/// The deepest result.
const DEEPEST: usize = 16;

/// A JSON value as Rhai sees it: null is `()`, a list is an array, an object is a map.
pub(super) fn dynamic(value: &Value) -> Dynamic {
    match value {
        Value::Null => Dynamic::UNIT,
        Value::Bool(yes) => (*yes).into(),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => whole.into(),
            (None, Some(float)) => float.into(),
            (None, None) => Dynamic::UNIT,
        },
        Value::String(text) => text.as_str().into(),
        Value::Array(entries) => entries.iter().map(dynamic).collect::<Array>().into(),
        Value::Object(parts) => {
            parts.iter().map(|(name, part)| (name.as_str().into(), dynamic(part))).collect::<Map>().into()
        }
    }
}

/// A result as JSON, or why it cannot be one.
pub(super) fn value(value: &Dynamic) -> Result<Value, String> {
    convert(value, DEEPEST)
}

fn convert(value: &Dynamic, deepest: usize) -> Result<Value, String> {
    let Some(deepest) = deepest.checked_sub(1) else { return Err(format!("its value is deeper than {DEEPEST}")) };
    if value.is_unit() {
        return Ok(Value::Null);
    }
    if let Ok(yes) = value.as_bool() {
        return Ok(yes.into());
    }
    if let Ok(whole) = value.as_int() {
        return Ok(whole.into());
    }
    if let Ok(float) = value.as_float() {
        return serde_json::Number::from_f64(float)
            .map(Value::Number)
            .ok_or_else(|| "its value is not a finite number".to_owned());
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(text.as_str().into());
    }
    if let Ok(one) = value.as_char() {
        return Ok(one.to_string().into());
    }
    if let Ok(entries) = value.as_array_ref() {
        return entries.iter().map(|entry| convert(entry, deepest)).collect::<Result<Vec<_>, _>>().map(Value::Array);
    }
    if let Ok(parts) = value.as_map_ref() {
        let part = |(name, part): (&rhai::Identifier, &Dynamic)| Ok((name.to_string(), convert(part, deepest)?));
        return parts.iter().map(part).collect::<Result<serde_json::Map<_, _>, String>>().map(Value::Object);
    }
    Err(format!("its value is {}, which cannot be stored", value.type_name()))
}
