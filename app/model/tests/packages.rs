//! Every package that is shipped opens, loses nothing on the way, and points only at what it carries.

use std::{collections::BTreeSet, fs, path::Path};

use model::{
    Body, Lang, Text,
    check::{self, check},
    package::Package,
};
use serde_json::Value;
use wire::Decode as _;

fn packages() -> Vec<(String, Value, Package)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packages");
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let package = serde_json::from_str(&text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
            (name, serde_json::from_str(&text).unwrap(), package)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(!found.is_empty());
    found
}

/// The paths of everything in `written` that `read` does not say.
fn lost(written: &Value, read: &Value, path: &str, found: &mut Vec<String>) {
    match (written, read) {
        (Value::Object(written), Value::Object(read)) => {
            for (name, part) in written {
                lost(part, read.get(name).unwrap_or(&Value::Null), &format!("{path}/{name}"), found);
            }
        }
        (Value::Array(written), Value::Array(read)) if written.len() == read.len() => {
            for (index, (written, read)) in written.iter().zip(read).enumerate() {
                lost(written, read, &format!("{path}/{index}"), found);
            }
        }
        // An empty list or a default may be left out when it is written again.
        (Value::Array(written), Value::Null) if written.is_empty() => {}
        (written, read) if written == read => {}
        (Value::Number(written), Value::Number(read)) if written.as_f64() == read.as_f64() => {}
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn the_browser_reads_a_package_as_the_server_does() {
    for (name, written, package) in packages() {
        assert_eq!(Package::decode(written).as_ref(), Ok(&package), "{name}");
    }
}

#[test]
fn nothing_in_a_package_is_misspelt_and_silently_ignored() {
    for (name, written, package) in packages() {
        let mut found = Vec::new();
        lost(&written, &serde_json::to_value(&package).unwrap(), "", &mut found);
        assert!(found.is_empty(), "{name} loses {found:#?}");
    }
}

#[test]
fn a_package_carries_what_it_points_at_and_carries_it_first() {
    for (name, _, package) in packages() {
        let mut carried = BTreeSet::new();
        for definition in &package.definitions {
            for reference in definition.body.references() {
                assert!(
                    carried.contains(&(reference.kind, reference.key.clone())),
                    "{name}: {} {} points at {} {} ({}), which does not come before it",
                    definition.body.kind(),
                    definition.key,
                    reference.kind,
                    reference.key,
                    reference.path,
                );
            }
            assert!(definition.key.is_valid(), "{name}: {}", definition.key);
            assert!(
                carried.insert((definition.body.kind(), definition.key.clone())),
                "{name}: {} {} comes twice",
                definition.body.kind(),
                definition.key
            );
        }
    }
}

#[test]
fn every_word_of_a_package_is_written_in_every_language() {
    fn walk(value: &Value, path: &str, missing: &mut Vec<String>) {
        match value {
            Value::Object(parts) if parts.keys().any(|key| Lang::ALL.iter().any(|lang| lang.tag() == key)) => {
                let text: Text = serde_json::from_value(value.clone()).unwrap();
                missing.extend(
                    Lang::ALL
                        .iter()
                        .filter(|lang| text.written(**lang).is_none())
                        .map(|lang| format!("{path} ({lang})")),
                );
            }
            Value::Object(parts) => {
                parts.iter().for_each(|(name, part)| walk(part, &format!("{path}/{name}"), missing));
            }
            Value::Array(parts) => {
                parts.iter().enumerate().for_each(|(index, part)| walk(part, &format!("{path}/{index}"), missing));
            }
            _ => {}
        }
    }
    for (name, written, _) in packages() {
        let mut missing = Vec::new();
        walk(&written, "", &mut missing);
        assert!(missing.is_empty(), "{name}: not translated: {missing:#?}");
    }
}

#[test]
fn nothing_in_a_package_is_wrong_or_will_surprise() {
    for (name, _, package) in packages() {
        for definition in &package.definitions {
            let mut problems = check(definition);
            if let Body::Flow(flow) = &definition.body {
                let form = package.definitions.iter().find_map(|other| match &other.body {
                    Body::Form(form) if Some(&other.key) == flow.form.as_ref() => Some(form),
                    _ => None,
                });
                problems.extend(check::flow(flow, form));
            }
            assert!(problems.is_empty(), "{name}: {} {}: {problems:#?}", definition.body.kind(), definition.key);
        }
    }
}
