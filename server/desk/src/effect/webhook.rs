//! Calls a web address. The address that is checked is the one connected to, redirects are not followed, and the
//! answer is read only as far as its status.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use model::id::OutboxId;
use reqwest::{
    dns::{Addrs, Name, Resolve, Resolving},
    header::{CONTENT_TYPE, USER_AGENT},
    redirect::Policy,
};

use super::{Answer, address::is_public};
use crate::error::{Error, Result};

/// How long a call may take in all.
const PATIENCE: Duration = Duration::from_secs(15);

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

    pub(super) async fn run(&self, id: OutboxId, url: &str, body: &str) -> Answer {
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
