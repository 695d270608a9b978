//! Sends a mail. The outbox id makes the Message-ID, so that a mail sent twice is recognised as one.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::authentication::Credentials,
};
use model::id::OutboxId;

use super::Answer;
use crate::{
    error::{Error, Result},
    settings::{MailSettings, MailTls},
};

/// How long a mail may take; the transport's own limit covers connecting only.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) struct Runner(Option<Sender>);

struct Sender {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
}

impl Runner {
    pub(super) fn new(settings: Option<&MailSettings>) -> Result<Self> {
        let Some(settings) = settings else { return Ok(Self(None)) };
        let builder = match settings.tls {
            MailTls::Always => AsyncSmtpTransport::<Tokio1Executor>::relay(&settings.host),
            MailTls::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&settings.host),
            MailTls::Never => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)),
        };
        let mut builder = builder.map_err(Error::broken)?.port(settings.port).timeout(Some(PATIENCE));
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        let from: Mailbox = settings.from.parse().map_err(Error::broken)?;
        let host = from.email.domain().to_owned();
        Ok(Self(Some(Sender { transport: builder.build(), from, host })))
    }

    pub(super) const fn is_set_up(&self) -> bool {
        self.0.is_some()
    }

    pub(super) async fn run(&self, id: OutboxId, to: &str, subject: &str, body: &str) -> Answer {
        let Some(sender) = &self.0 else { return Answer::Retry("no mail server is set up".to_owned()) };
        let Ok(to) = to.parse::<Mailbox>() else { return Answer::Fail("the mail address is not valid".to_owned()) };
        let message = Message::builder()
            .from(sender.from.clone())
            .to(to)
            // Line breaks in a header would let a ticket's title add headers of its own.
            .subject(subject.replace(['\r', '\n'], " "))
            .message_id(Some(format!("<{id}@{}>", sender.host)))
            .raw_header(lettre::message::header::HeaderValue::new(
                lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(body.to_owned());
        let message = match message {
            Ok(message) => message,
            Err(error) => return Answer::Fail(error.to_string()),
        };
        match tokio::time::timeout(PATIENCE, sender.transport.send(message)).await {
            Ok(Ok(_)) => Answer::Done,
            Ok(Err(error)) if error.is_permanent() => Answer::Fail(error.to_string()),
            Ok(Err(error)) => Answer::Retry(error.to_string()),
            Err(_) => Answer::Retry("the mail server did not answer in time".to_owned()),
        }
    }
}
