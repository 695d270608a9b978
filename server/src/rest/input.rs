//! Bodies of requests: JSON, read so that every mistake is named by its place.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request as HttpRequest},
    http::{HeaderMap, StatusCode, header},
};
use desk::{Request, misread, pointer, sha256_hex};
use model::{Code, Problem};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::{
    doors::Doors,
    guard::size::{Most, USUAL},
    trouble::{Result, Trouble},
};

/// The deepest nesting of JSON.
pub const DEEPEST: usize = 64;

/// The longest `Idempotency-Key`.
const LONGEST_KEY: usize = 200;

/// A body, and what makes a repeated request harmless.
pub struct Input<T> {
    /// What the body says.
    pub body: T,
    /// The `Idempotency-Key` with the hash of the request.
    pub request: Option<Request>,
}

impl<T: DeserializeOwned> FromRequest<Doors> for Input<T> {
    type Rejection = Trouble;

    async fn from_request(request: HttpRequest, doors: &Doors) -> Result<Self> {
        let what = format!("{} {}\n", request.method(), request.uri().path());
        let headers = request.headers().clone();
        let Raw(bytes) = Raw::from_request(request, doors).await?;
        let body = read(&bytes)?;
        let key = key(&headers)?;
        Ok(Self {
            body,
            request: key.map(|key| Request { key, hash: sha256_hex(&[what.as_bytes(), &bytes].concat()) }),
        })
    }
}

/// The bytes of a JSON body.
pub struct Raw(pub Bytes);

impl FromRequest<Doors> for Raw {
    type Rejection = Trouble;

    async fn from_request(request: HttpRequest, doors: &Doors) -> Result<Self> {
        if !is_json(request.headers()) {
            return Err(Trouble::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_type"));
        }
        let most = request.extensions().get().copied().unwrap_or(Most(USUAL));
        let bytes = Bytes::from_request(request, doors).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => most.trouble(),
            _ => Trouble::malformed(rejection.body_text()),
        })?;
        if deepest(&bytes) > DEEPEST {
            let problem = Problem::error(Code::TooDeep, "").with("most", DEEPEST);
            let trouble = Trouble::new(StatusCode::UNPROCESSABLE_ENTITY, "too_deep");
            return Err(trouble.with("most", &DEEPEST.to_string()).naming(vec![problem]));
        }
        Ok(Self(bytes))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

fn key(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= LONGEST_KEY => Ok(Some(key.to_owned())),
        _ => Err(Trouble::new(StatusCode::BAD_REQUEST, "bad_idempotency_key")),
    }
}

/// How deep the brackets of a JSON text go. Looks at every byte once and keeps nothing.
fn deepest(bytes: &[u8]) -> usize {
    let (mut depth, mut most, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                most = most.max(depth);
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// Reads JSON. Text that is no JSON is 400; JSON that is not what is wanted is 422 and names the place.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = pointer(error.path());
        let inner = error.into_inner();
        match inner.classify() {
            Category::Data => Trouble::invalid(vec![misread(path, &inner)]),
            Category::Io | Category::Syntax | Category::Eof => Trouble::malformed(inner.to_string()),
        }
    })?;
    reader.end().map_err(|error| Trouble::malformed(error.to_string()))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only reading is tested")]
    struct Letter {
        to: Vec<Line>,
        #[serde(default)]
        facts: BTreeMap<String, i64>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only reading is tested")]
    struct Line {
        name: String,
    }

    fn refused(text: &str) -> (u16, String, String) {
        let trouble = read::<Letter>(text.as_bytes()).unwrap_err();
        let problem = &trouble.problems[0];
        (trouble.status.as_u16(), problem.code.to_string(), problem.path.clone())
    }

    #[test]
    fn each_mistake_is_named_by_its_place() {
        let wrong = |code: &str, path: &str| (422, code.to_owned(), path.to_owned());
        assert_eq!(refused(r#"{"to":[{"name":7}]}"#), wrong("wrong_type", "/to/0/name"));
        assert_eq!(refused(r#"{"to":[{}]}"#), wrong("required", "/to/0/name"));
        assert_eq!(refused(r#"{"to":[{"name":"a","age":1}]}"#), wrong("unknown_field", "/to/0/age"));
        assert_eq!(refused(r#"{"to":[],"facts":{"a/b":"x"}}"#), wrong("wrong_type", "/facts/a~1b"));
        assert_eq!(refused("{}"), wrong("required", "/to"));
    }

    #[test]
    fn what_is_no_json_is_a_bad_request() {
        for text in ["", "{", "{\"to\":[]} x", "{\"to\": [\"\\ud800\"]}", "nope", "\u{feff}{}"] {
            assert_eq!(refused(text).0, 400, "{text}");
        }
    }

    #[test]
    fn depth_counts_brackets_outside_of_texts() {
        assert_eq!(deepest(br#"{"a":["[[[[", "\"[[", {}]}"#), 3);
        assert_eq!(deepest("[".repeat(10_000).as_bytes()), 10_000);
        assert_eq!(deepest(b"]]]][["), 2);
    }
}
