//! What the engine may look up during a step, and where it takes ids from. Both are lent by `desk`.

use std::{sync::Arc, time::Duration};

use model::{
    Lang,
    id::{PersonId, VersionId},
    key::DefinitionKey,
    ladder::Ladder,
    queue::Queue,
    ticket_type::TicketType,
};
use uuid::Uuid;

use crate::{
    answers::CompiledForm, calendar::WorkCalendar, condition::Calendars, dispatch::Colleague, policy::CompiledPolicy,
    program::Program, rule::Rulebook,
};

/// What the engine may look up: compiled definitions and the people as they are at one moment.
pub trait Library: Calendars {
    /// A version of a flow.
    fn program(&self, id: VersionId) -> Option<Arc<Program>>;

    /// The newest version of a flow.
    fn current_flow(&self, key: &DefinitionKey) -> Option<(VersionId, Arc<Program>)>;

    /// A queue.
    fn queue(&self, key: &DefinitionKey) -> Option<Arc<Queue>>;

    /// An escalation ladder.
    fn ladder(&self, key: &DefinitionKey) -> Option<Arc<Ladder>>;

    /// A version of a form.
    fn form(&self, _id: VersionId) -> Option<Arc<CompiledForm>> {
        None
    }

    /// A version of a ticket type.
    fn ticket_type(&self, _id: VersionId) -> Option<Arc<TicketType>> {
        None
    }

    /// An SLA policy.
    fn policy(&self, _key: &DefinitionKey) -> Option<Arc<CompiledPolicy>> {
        None
    }

    /// The rules that events set off.
    fn rules(&self) -> Option<Arc<Rulebook>> {
        None
    }

    /// A stopwatch, from which nothing follows but how long the log says that something took.
    fn stopwatch(&self) -> Duration {
        Duration::ZERO
    }

    /// The people of the workspace with the work they have.
    fn colleagues(&self) -> &[Colleague];

    /// Who worked on the last ticket of the customer whose ticket this is, where a queue asks for it.
    fn last_agent(&self) -> Option<PersonId> {
        None
    }

    /// A calendar as it was before its newest version, to tell what that one moved.
    fn former_calendar(&self, _key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        None
    }

    /// The calendar that counts where no other is named.
    fn default_calendar(&self) -> Option<&DefinitionKey>;

    /// The workspace's zone (IANA): of dates without a time, and of traces in wall time.
    fn zone(&self) -> &str;

    /// The workspace's language, for mails to customers.
    fn lang(&self) -> Lang;

    /// The person of an id.
    fn person(&self, id: PersonId) -> Option<&Colleague> {
        self.colleagues().iter().find(|one| one.person.id == id)
    }

    /// The person of a mail address, letter case ignored.
    fn person_by_email(&self, email: &str) -> Option<&Colleague> {
        let email = email.trim();
        self.colleagues().iter().find(|one| one.person.email.eq_ignore_ascii_case(email))
    }
}

/// Where ids come from: each sorts after the one before it.
pub trait Ids {
    /// A new id.
    fn uuid(&mut self) -> Uuid;
}
