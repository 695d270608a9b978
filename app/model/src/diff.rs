//! What differs between two documents, element by element: parts that have keys are matched by key, so moving a node
//! or inserting a field is not told as a change of everything behind it.

use crate::{Value, view::Difference};

/// The members that can name an element of a list.
const NAMES: [&str; 4] = ["key", "field", "date", "right"];

/// Every difference, in the order of the documents. Paths name elements by key where they have one.
#[must_use]
pub fn diff(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", before, after, &mut found);
    found
}

fn compare(path: &str, before: &Value, after: &Value, found: &mut Vec<Difference>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in old {
                compare(&below(path, name), value, new.get(name).unwrap_or(&Value::Null), found);
            }
            for (name, value) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
                compare(&below(path, name), &Value::Null, value, found);
            }
        }
        (Value::Array(old), Value::Array(new)) => match (names(old), names(new)) {
            (Some(old_names), Some(new_names)) => {
                for (name, value) in old_names.iter().zip(old) {
                    let other = new_names.iter().position(|n| n == name).and_then(|index| new.get(index));
                    compare(&below(path, name), value, other.unwrap_or(&Value::Null), found);
                }
                for (name, value) in new_names.iter().zip(new).filter(|(name, _)| !old_names.contains(name)) {
                    compare(&below(path, name), &Value::Null, value, found);
                }
                let kept = |names: &[String], others: &[String]| -> Vec<String> {
                    names.iter().filter(|name| others.contains(name)).cloned().collect()
                };
                let (was, is) = (kept(&old_names, &new_names), kept(&new_names, &old_names));
                if was != is {
                    push(&below(path, "order"), &was.into(), &is.into(), found);
                }
            }
            _ => push(path, before, after, found),
        },
        _ => push(path, before, after, found),
    }
}

fn push(path: &str, before: &Value, after: &Value, found: &mut Vec<Difference>) {
    found.push(Difference { path: path.to_owned(), before: before.clone(), after: after.clone() });
}

fn below(path: &str, name: &str) -> String {
    // RFC 6901: `~` and `/` inside a name are escaped.
    format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// The names of a list's elements, if each has one and no two share it. An empty list has none to miss.
fn names(list: &[Value]) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::with_capacity(list.len());
    for element in list {
        let name = NAMES.iter().find_map(|member| element.get(member)?.as_str())?;
        if found.iter().any(|known| known == name) {
            return None;
        }
        found.push(name.to_owned());
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(before: Value, after: Value) -> Vec<String> {
        diff(&before, &after).into_iter().map(|d| format!("{} {} -> {}", d.path, d.before, d.after)).collect()
    }

    #[test]
    fn an_inserted_node_is_one_difference() {
        let before = json!({"nodes": [{"key": "a", "x": 1}, {"key": "b", "x": 2}]});
        let after = json!({"nodes": [{"key": "a", "x": 1}, {"key": "n", "x": 9}, {"key": "b", "x": 2}]});
        assert_eq!(told(before, after), [r#"/nodes/n null -> {"key":"n","x":9}"#]);
    }

    #[test]
    fn a_changed_and_a_moved_element_are_told_apart() {
        let before = json!({"fields": [{"key": "a", "x": 1}, {"key": "b", "x": 2}]});
        let after = json!({"fields": [{"key": "b", "x": 3}, {"key": "a", "x": 1}]});
        assert_eq!(told(before, after), ["/fields/b/x 2 -> 3", r#"/fields/order ["a","b"] -> ["b","a"]"#]);
    }

    #[test]
    fn the_same_document_does_not_differ() {
        let document = json!({"nodes": [{"key": "a"}], "text": {"en": "x"}});
        assert!(diff(&document, &document).is_empty());
    }
}
