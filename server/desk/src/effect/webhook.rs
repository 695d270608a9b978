//! Calls a web address. The address that is checked is the one connected to, redirects are not followed, and the
//! answer is read only as far as its status, or, where someone waits for it, up to a length.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use model::{Value, id::OutboxId};
use reqwest::{
    dns::{Addrs, Name, Resolve, Resolving},
    header::{CONTENT_TYPE, USER_AGENT},
    redirect::Policy,
};

use serde_json::json;

use super::{Answer, address::is_public};
use crate::error::{Error, Result};

/// How long a call may take in all.
const PATIENCE: Duration = Duration::from_secs(15);

/// How much of an answer is read, in bytes.
const LONGEST_ANSWER: usize = 64_000;

pub(super) struct Runner {
    client: reqwest::Client,
    private: bool,
}

impl Runner {
    pub(super) fn new(private: bool) -> Result<Self> {
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .no_proxy()
            .dns_resolver(Arc::new(PublicOnly { private }))
            .build()
            .map_err(Error::broken)?;
        Ok(Self { client, private })
    }

    pub(super) async fn run(&self, id: OutboxId, url: &str, body: &str, is_awaited: bool) -> Answer {
        let Ok(parsed) = reqwest::Url::parse(url) else {
            return Answer::Fail("the web address is not valid".to_owned());
        };
        if !matches!(parsed.scheme(), "http" | "https") {
            return Answer::Fail("only http and https addresses can be called".to_owned());
        }
        // A literal address is never resolved, so the resolver cannot refuse it.
        let literal = parsed.host_str().map(|host| host.trim_matches(['[', ']'])).and_then(|host| host.parse().ok());
        if literal.is_some_and(|address| !self.private && !is_public(address)) {
            return Answer::Fail("the web address lies in a private network".to_owned());
        }
        let sent = self
            .client
            .post(parsed)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, "Deskloom")
            .header("Idempotency-Key", id.to_string())
            .body(body.to_owned())
            .send()
            .await;
        match sent {
            Ok(answer) if answer.status().is_success() && is_awaited => said(answer).await,
            Ok(answer) if answer.status().is_success() => Answer::Done,
            Ok(answer) => {
                let status = answer.status();
                let text = format!("the web address answered {status}");
                let lasting = status.is_client_error() && !matches!(status.as_u16(), 408 | 425 | 429);
                if lasting || status.is_redirection() { Answer::Fail(text) } else { Answer::Retry(text) }
            }
            Err(error) => Answer::Retry(chain(&error)),
        }
    }
}

/// Reads an answer: JSON as it is, anything else as text.
async fn said(mut answer: reqwest::Response) -> Answer {
    let status = answer.status().as_u16();
    let mut bytes = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > LONGEST_ANSWER => {
                return Answer::Fail(format!("the web address answered with more than {LONGEST_ANSWER} bytes"));
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(error) => return Answer::Retry(chain(&error)),
        }
    }
    let body = match serde_json::from_slice(&bytes) {
        Ok(body) => body,
        Err(_) if bytes.is_empty() => Value::Null,
        Err(_) => Value::String(String::from_utf8_lossy(&bytes).into_owned()),
    };
    Answer::Said(json!({ "status": status, "body": body }))
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// Resolves names and leaves out every address that is not public.
struct PublicOnly {
    private: bool,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let private = self.private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| private || is_public(address.ip())).collect();
            if allowed.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}
