//! Opening documents from outside. What cannot be read is named by its place, in words that a person can act on.

use std::sync::Arc;

use model::{
    Body, Code, Definition, Kind, Problem, Problems, Severity, Value,
    key::DefinitionKey,
    package::Package,
    role::{ADMINISTRATOR, Role},
};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

/// The most characters of a document that a problem repeats.
const QUOTED: usize = 200;

/// A path as a JSON pointer (RFC 6901).
#[must_use]
pub fn pointer(path: &Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => format!("{pointer}/{}", escaped(key)),
        // The names of enum variants are not part of the document, and an unknown place adds nothing.
        Segment::Enum { .. } | Segment::Unknown => pointer,
    })
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// What serde says about a value at a path, as a problem.
#[must_use]
pub fn misread(path: String, error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    let quoted = cut(said.split('`').nth(1).unwrap_or_default());
    if said.starts_with("missing field") {
        Problem::error(Code::Required, format!("{path}/{}", escaped(&quoted)))
    } else if said.starts_with("unknown field") {
        let place = format!("/{}", escaped(&quoted));
        let path = if path.ends_with(&place) { path } else { path + place.as_str() };
        Problem::error(Code::UnknownField, path).with("given", quoted)
    } else if said.starts_with("duplicate field") {
        Problem::error(Code::DuplicateKey, path).with("key", quoted)
    } else if said.starts_with("unknown variant") {
        Problem::error(Code::UnknownOption, path).with("given", quoted)
    } else if let Some(rest) = said.strip_prefix("invalid type: ") {
        let (given, wanted) = rest.split_once(", expected ").unwrap_or((rest, ""));
        Problem::error(Code::WrongType, path).with("given", cut(given)).with("wanted", cut(wanted))
    } else {
        Problem::error(Code::Malformed, path).with("reason", cut(said))
    }
}

fn cut(text: &str) -> String {
    text.chars().take(QUOTED).collect()
}

/// Reads one definition, its body by its own kind, so that a mistake deep inside is named by its place. `path` is
/// where the definition stands in its document.
pub fn read_definition(content: &Value, path: &str) -> Result<Definition, Problems> {
    let kind = match content.get("kind") {
        None => return Err(vec![Problem::error(Code::Required, format!("{path}/kind"))]),
        Some(name) => name.as_str().and_then(|name| name.parse::<Kind>().ok()).ok_or_else(|| {
            let given = cut(name.as_str().unwrap_or(&name.to_string()));
            vec![Problem::error(Code::UnknownKind, format!("{path}/kind")).with("given", given)]
        })?,
    };
    let Some(body) = content.get("body") else {
        return Err(vec![Problem::error(Code::Required, format!("{path}/body"))]);
    };
    let found = body.get("format").and_then(Value::as_u64).unwrap_or(0);
    if found > u64::from(kind.format()) {
        let problem = Problem::error(Code::NewerFormat, format!("{path}/body/format"));
        return Err(vec![problem.with("found", found).with("known", kind.format())]);
    }
    let at = format!("{path}/body");
    let body = match kind {
        Kind::Form => Body::Form(part(body, &at)?),
        Kind::Flow => Body::Flow(part(body, &at)?),
        Kind::TicketType => Body::TicketType(part(body, &at)?),
        Kind::Calendar => Body::Calendar(part(body, &at)?),
        Kind::Policy => Body::Policy(part(body, &at)?),
        Kind::Ladder => Body::Ladder(part(body, &at)?),
        Kind::Queue => Body::Queue(part(body, &at)?),
        Kind::Skill => Body::Skill(part(body, &at)?),
        Kind::Role => Body::Role(part(body, &at)?),
        Kind::Phrase => Body::Phrase(part(body, &at)?),
        Kind::Rule => Body::Rule(part(body, &at)?),
    };
    let member = |name: &str| {
        let found = content.get(name).filter(|value| !value.is_null());
        found.ok_or_else(|| vec![Problem::error(Code::Required, format!("{path}/{name}"))])
    };
    let key = part(member("key")?, &format!("{path}/key"))?;
    let title = part(member("title")?, &format!("{path}/title"))?;
    Ok(Definition { key, title, body })
}

fn part<T: DeserializeOwned>(value: &Value, path: &str) -> Result<T, Problems> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| vec![misread(format!("{path}{}", pointer(error.path())), error.inner())])
}

/// Everything that is wrong with a package as it lies there. What it points at and does not carry may wait in the
/// workspace it is meant for, so that is only a warning.
#[must_use]
pub fn check_package(package: &Package) -> Problems {
    let carried = Carried(package.definitions.iter().cloned().map(Arc::new).collect());
    let mut problems = Problems::new();
    for (index, content) in carried.0.iter().enumerate() {
        if carried
            .0
            .iter()
            .take(index)
            .any(|other| other.key == content.key && other.body.kind() == content.body.kind())
        {
            let path = format!("/definitions/{index}/key");
            problems.push(Problem::error(Code::DuplicateKey, path).with("key", &content.key));
        }
        for mut problem in engine::check::check(content, &carried) {
            if problem.code == Code::MissingReference {
                problem.severity = Severity::Warning;
            }
            problems.push(problem.under(&format!("/definitions/{index}")));
        }
    }
    problems
}

/// What a package carries, and the role that every workspace has.
struct Carried(Vec<Arc<Definition>>);

impl engine::check::Known for Carried {
    fn body(&self, kind: Kind, key: &DefinitionKey) -> Option<Arc<Definition>> {
        if kind == Kind::Role && key.as_str() == ADMINISTRATOR {
            let body = Body::Role(Role { format: Role::FORMAT, grants: Vec::new() });
            return Some(Arc::new(Definition { key: key.clone(), title: model::Text::default(), body }));
        }
        self.0.iter().find(|content| content.body.kind() == kind && content.key == *key).cloned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(content: &Value) -> (Code, String) {
        let problems = read_definition(content, "/content").unwrap_err();
        (problems[0].code, problems[0].path.clone())
    }

    #[test]
    fn a_mistake_deep_inside_a_definition_is_named_by_its_place() {
        let form = |field: Value| json!({ "key": "form", "title": { "en": "Form" }, "kind": "form", "body": { "format": 1, "fields": [field] } });
        let wrong = form(json!({ "key": "a", "label": { "en": 7 }, "type": "text" }));
        assert_eq!(refused(&wrong), (Code::WrongType, "/content/body/fields/0/label".to_owned()));
        let unknown = form(json!({ "key": "a", "label": {}, "type": "spell" }));
        assert_eq!(refused(&unknown), (Code::UnknownOption, "/content/body/fields/0".to_owned()));
    }

    #[test]
    fn a_definition_says_what_it_is() {
        assert_eq!(refused(&json!({})), (Code::Required, "/content/kind".to_owned()));
        assert_eq!(refused(&json!({ "kind": "spell" })), (Code::UnknownKind, "/content/kind".to_owned()));
        assert_eq!(refused(&json!({ "kind": "skill" })), (Code::Required, "/content/body".to_owned()));
        let newer = json!({ "kind": "skill", "key": "a", "title": {}, "body": { "format": 99 } });
        assert_eq!(refused(&newer), (Code::NewerFormat, "/content/body/format".to_owned()));
        let keyless = json!({ "kind": "skill", "title": {}, "body": { "format": 1 } });
        assert_eq!(refused(&keyless), (Code::Required, "/content/key".to_owned()));
    }
}
