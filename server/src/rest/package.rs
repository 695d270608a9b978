//! Packages: definitions carried from one workspace to another as one JSON file.

pub mod check;
pub mod export;
pub mod import;

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// An example of a package, small enough to read.
fn example() -> Value {
    let definition = json!({
        "key": "billing",
        "title": { "zh-CN": "账单组", "en": "Billing" },
        "kind": "queue",
        "body": { "format": 1, "roles": [] },
    });
    let title: BTreeMap<_, _> = [("en", "Queues"), ("zh-CN", "队列")].into();
    json!({ "deskloom": "package", "format": 1, "title": title, "definitions": [definition] })
}
