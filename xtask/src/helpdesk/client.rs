//! One client of the REST API. It keeps its connection, and asks again for up to a minute while the server is away or
//! busy: with the same idempotency key, so that nothing is done twice.

use std::{
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use ureq::{Agent, http::Response};

/// How long a request is tried again.
const PATIENCE: Duration = Duration::from_mins(1);

/// The server, and what was asked of it so far.
#[derive(Clone)]
pub struct Wire(Arc<Inner>);

struct Inner {
    url: String,
    requests: AtomicU64,
    retries: AtomicU64,
}

impl Wire {
    /// The server at an address.
    pub fn new(url: String) -> Self {
        Self(Arc::new(Inner { url, requests: AtomicU64::new(0), retries: AtomicU64::new(0) }))
    }

    /// How many requests were answered.
    pub fn requests(&self) -> u64 {
        self.0.requests.load(Relaxed)
    }

    /// How many had to be sent again.
    pub fn retries(&self) -> u64 {
        self.0.retries.load(Relaxed)
    }
}

/// One client with one person's token.
#[derive(Clone)]
pub struct Client {
    wire: Wire,
    agent: Agent,
    authorization: String,
}

/// What a server that was reached said.
enum Answer {
    Done(Value),
    Later(String, Duration),
}

impl Client {
    /// A client of its own connection.
    pub fn new(wire: &Wire, token: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .proxy(None)
            .no_delay(true)
            .build()
            .into();
        Self { wire: wire.clone(), agent, authorization: format!("Bearer {token}") }
    }

    /// The same connection for another person.
    pub fn with_token(&self, token: &str) -> Self {
        Self { authorization: format!("Bearer {token}"), ..self.clone() }
    }

    /// The token it asks with.
    pub fn token(&self) -> &str {
        self.authorization.strip_prefix("Bearer ").unwrap_or_default()
    }

    /// Reads something.
    pub fn read(&self, path: &str) -> Result<Value> {
        self.patiently(path, |url| self.agent.get(url).header("authorization", &self.authorization).call())
    }

    /// Sends something; the key makes it happen once.
    pub fn send(&self, path: &str, key: Option<&str>, body: &Value) -> Result<Value> {
        let body = serde_json::to_vec(body)?;
        self.patiently(path, |url| {
            let request = self
                .agent
                .post(url)
                .header("authorization", &self.authorization)
                .header("content-type", "application/json");
            match key {
                Some(key) => request.header("idempotency-key", key).send(&body[..]),
                None => request.send(&body[..]),
            }
        })
    }

    /// Every row of a list, part by part.
    pub fn list(&self, path: &str) -> Result<Vec<Value>> {
        let mut rows = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let mut part = format!("{path}{}limit=200", if path.contains('?') { '&' } else { '?' });
            if let Some(after) = &after {
                part.push_str("&after=");
                part.push_str(&escaped(after));
            }
            let Value::Object(mut list) = self.read(&part)? else { bail!("{path} answers no list") };
            let Some(Value::Array(more)) = list.remove("rows") else { bail!("{path} answers no rows") };
            rows.extend(more);
            match list.remove("next") {
                Some(Value::String(next)) => after = Some(next),
                _ => return Ok(rows),
            }
        }
    }

    /// Waits until the server serves.
    pub fn wait_until_ready(&self, patience: Duration) -> Result<()> {
        let began = Instant::now();
        let url = format!("{}/readyz", self.wire.0.url);
        loop {
            let answer = self.agent.get(&url).call();
            match answer {
                Ok(response) if response.status().is_success() => return Ok(()),
                Ok(response) if began.elapsed() > patience => {
                    bail!("the server is not ready: it answers {}", response.status());
                }
                Err(error) if began.elapsed() > patience => bail!("the server cannot be reached: {error}"),
                _ => sleep(Duration::from_millis(20)),
            }
        }
    }

    fn patiently(
        &self,
        path: &str,
        call: impl Fn(&str) -> std::result::Result<Response<ureq::Body>, ureq::Error>,
    ) -> Result<Value> {
        let url = format!("{}{path}", self.wire.0.url);
        let began = Instant::now();
        let mut pause = Duration::from_millis(20);
        loop {
            let (why, wait) = match call(&url).map_err(anyhow::Error::from).and_then(heard) {
                Ok(Answer::Done(value)) => {
                    self.wire.0.requests.fetch_add(1, Relaxed);
                    return Ok(value);
                }
                Ok(Answer::Later(why, wait)) => (why, wait),
                Err(error) if error.is::<ureq::Error>() => (error.to_string(), pause),
                Err(error) => return Err(error).context(path.to_owned()),
            };
            if began.elapsed() > PATIENCE {
                bail!("{path}: no answer within a minute: {why}");
            }
            self.wire.0.retries.fetch_add(1, Relaxed);
            sleep(wait.clamp(pause, Duration::from_secs(5)));
            pause = (pause * 2).min(Duration::from_secs(1));
        }
    }
}

fn heard(mut response: Response<ureq::Body>) -> Result<Answer> {
    let status = response.status().as_u16();
    let wait = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    let text = response.body_mut().read_to_string()?;
    match status {
        200..=299 if text.is_empty() => Ok(Answer::Done(Value::Null)),
        200..=299 => Ok(Answer::Done(serde_json::from_str(&text).context("the answer is no JSON")?)),
        429 | 503 => Ok(Answer::Later(format!("status {status}"), Duration::from_secs(wait.unwrap_or(1)))),
        _ => bail!("status {status}: {}", text.chars().take(2_000).collect::<String>()),
    }
}

/// A text as part of a query.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_cursor_keeps_its_signs_in_a_query() {
        assert_eq!(super::escaped("a+b/c=é"), "a%2Bb%2Fc%3D%C3%A9");
    }
}
