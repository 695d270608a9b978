//! `Decode` reads what `serde` writes, as `serde` reads it.

use std::{collections::BTreeMap, fmt::Debug};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;
use wire::{Decode, Value, from_str};

fn five() -> u8 {
    5
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[serde(transparent)]
struct Key(String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
enum Size {
    Small,
    VeryLarge,
    #[serde(rename = "zh-CN")]
    Other,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[serde(tag = "does", rename_all = "snake_case")]
enum Inside {
    Nothing,
    Wait { minutes: i64, until: Option<String> },
    Tell(Told),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
struct Told {
    who: Key,
    #[serde(default = "five")]
    times: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
enum Beside {
    Nothing,
    Wait { minutes: i64 },
    Tell(Told),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
enum Around {
    Nothing,
    Pair(i64, String),
    Wait { minutes: i64 },
    Tell(Told),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[serde(default, deny_unknown_fields)]
struct Change {
    name: Option<String>,
    count: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
struct Whole<T> {
    #[serde(rename = "the_key")]
    key: Key,
    #[serde(flatten)]
    inside: Inside,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    list: Vec<T>,
    by_size: BTreeMap<u8, (bool, f64)>,
}

fn agree<T: Decode + DeserializeOwned + Serialize + PartialEq + Debug>(value: &Value) -> Option<T> {
    let (ours, theirs) = (T::decode(value.clone()).ok(), serde_json::from_value(value.clone()).ok());
    assert_eq!(ours, theirs, "{value}");
    if let Some(read) = &ours {
        assert_eq!(from_str::<T>(&serde_json::to_string(read).unwrap()).as_ref(), Ok(read));
    }
    ours
}

#[test]
fn a_variant_is_told_by_its_name_wherever_that_stands() {
    for value in [json!("small"), json!("very_large"), json!("zh-CN"), json!("VeryLarge"), json!(1)] {
        agree::<Size>(&value);
    }
    for value in [
        json!({"does": "nothing"}),
        json!({"does": "wait", "minutes": 3}),
        json!({"until": "then", "minutes": 3, "does": "wait"}),
        json!({"does": "tell", "who": "ada"}),
        json!({"does": "sing"}),
        json!({"minutes": 3}),
    ] {
        agree::<Inside>(&value);
    }
    for value in [
        json!({"kind": "nothing"}),
        json!({"body": {"minutes": 3}, "kind": "wait"}),
        json!({"kind": "tell", "body": {"who": "ada", "times": 2}}),
        json!({"kind": "tell"}),
    ] {
        agree::<Beside>(&value);
    }
    for value in [
        json!("Nothing"),
        json!({"Pair": [1, "b"]}),
        json!({"Pair": [1]}),
        json!({"Wait": {"minutes": 1}}),
        json!({"Tell": {"who": "ada"}}),
        json!({"Wait": {"minutes": 1}, "Nothing": null}),
    ] {
        agree::<Around>(&value);
    }
}

#[test]
fn what_may_be_left_out_and_what_must_not_stand_there_is_as_serde_has_it() {
    for value in [json!({}), json!({"name": null}), json!({"count": 2}), json!({"count": -2}), json!({"other": 1})] {
        agree::<Change>(&value);
    }
    let whole = json!({"the_key": "k", "does": "wait", "minutes": 1, "by_size": {"7": [true, 1]}});
    assert!(agree::<Whole<i64>>(&whole).is_some());
    let with_list = json!({"the_key": "k", "does": "nothing", "by_size": {}, "list": [1, 2]});
    assert!(agree::<Whole<i64>>(&with_list).is_some());
    assert!(agree::<Whole<bool>>(&with_list).is_none());
    assert!(agree::<Whole<i64>>(&json!({"does": "nothing"})).is_none());
}

#[test]
fn results_of_the_server_keep_their_side() {
    assert_eq!(agree::<Result<i64, Size>>(&json!({"Ok": 1})), Some(Ok(1)));
    assert_eq!(agree::<Result<i64, Size>>(&json!({"Err": "small"})), Some(Err(Size::Small)));
}

#[test]
fn a_fault_says_where() {
    let fault = Inside::decode(json!({"does": "tell", "who": 1})).unwrap_err();
    assert_eq!(fault.to_string(), "who: expected a text");
}
