//! What `main` decides once and passes down.

use std::{sync::Arc, time::Duration};

use crate::{
    clock::{Clock, SystemClock},
    effect::Carrier,
    ids::{MakeIds, SystemIds},
};

/// How a desk runs.
#[derive(Clone)]
pub struct Settings {
    /// Who tells the time.
    pub clock: Arc<dyn Clock>,
    /// Who makes ids.
    pub ids: Arc<dyn MakeIds>,
    /// The mail server for outgoing mail; without one, mails stay in the outbox until a worker that has one comes.
    pub mail: Option<MailSettings>,
    /// Who carries effects out instead of mail and web calls; for tests and rehearsals.
    pub carrier: Option<Arc<dyn Carrier>>,
    /// Whether webhooks may call loopback and private addresses. Off, unless the operator knows the network.
    pub private_webhooks: bool,
    /// The address people reach this server at, without a final slash; links in mails begin with it.
    pub base_url: String,
    /// How often a worker looks for due timers and waiting effects when nothing wakes it.
    pub poll: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            ids: Arc::new(SystemIds::default()),
            mail: None,
            carrier: None,
            private_webhooks: false,
            base_url: "http://127.0.0.1:7878".to_owned(),
            poll: Duration::from_millis(500),
        }
    }
}

/// How to reach the mail server.
#[derive(Clone)]
pub struct MailSettings {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The account, if it asks for one.
    pub user: Option<String>,
    /// The account's password.
    pub password: Option<String>,
    /// The sender's address.
    pub from: String,
    /// Whether the connection is encrypted.
    pub tls: MailTls,
}

impl std::fmt::Debug for MailSettings {
    /// Leaves the password out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// How the connection to a mail server is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailTls {
    /// From the first byte (port 465).
    #[default]
    Always,
    /// After STARTTLS (port 587).
    StartTls,
    /// Not at all; only for a server on the same machine.
    Never,
}
