//! Runners of effects: what the engine asked the world to do. Each is idempotent by the outbox id, and answers whether
//! it is done, should be tried again, or can never succeed.

mod address;
mod mail;
mod webhook;

use std::sync::Arc;

use futures::future::BoxFuture;
use model::{Value, id::OutboxId, record::Effect};

use crate::{error::Result, settings::Settings};

/// What came of an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It happened.
    Done,
    /// It happened, and this was said: `status` and `body`.
    Said(Value),
    /// It may succeed later; why it did not now.
    Retry(String),
    /// It can never succeed; why.
    Fail(String),
}

/// Carries effects out. The product's own carrier sends mails and calls web addresses.
pub trait Carrier: Send + Sync {
    /// Carries one effect out. The same id may come again; it must not have two effects.
    fn carry<'a>(&'a self, id: OutboxId, effect: &'a Effect) -> BoxFuture<'a, Answer>;
}

/// Every runner.
pub(crate) struct Runners {
    instead: Option<Arc<dyn Carrier>>,
    mail: mail::Runner,
    webhook: webhook::Runner,
}

impl Runners {
    pub(crate) fn new(settings: &Settings) -> Result<Self> {
        Ok(Self {
            instead: settings.carrier.clone(),
            mail: mail::Runner::new(settings.mail.as_ref())?,
            webhook: webhook::Runner::new(settings.private_webhooks)?,
        })
    }

    /// Whether mails can leave from here. Where they cannot, they stay in the outbox for a worker that can.
    pub(crate) const fn carries_mail(&self) -> bool {
        self.instead.is_some() || self.mail.is_set_up()
    }

    pub(crate) async fn run(&self, id: OutboxId, effect: &Effect) -> Answer {
        if let Some(carrier) = &self.instead {
            return carrier.carry(id, effect).await;
        }
        match effect {
            Effect::Mail { to, subject, body } => self.mail.run(id, to, subject, body).await,
            Effect::Webhook { url, body, asks } => self.webhook.run(id, url, body, asks.is_some()).await,
        }
    }
}
