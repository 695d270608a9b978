//! Subjects: the variables a condition can ask about, with what people call them and what they hold.

use model::{
    Text,
    condition::Variable,
    flow::Priority,
    form::{Choice, Form, Holds},
    key::OptionKey,
    money,
    record::{Channel, Status},
};

use crate::words::both;

/// A variable one can ask about.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Its path.
    pub variable: Variable,
    /// What people call it.
    pub title: Text,
    /// What it belongs to.
    pub topic: Topic,
    /// What it holds.
    pub asked: Asked,
}

/// What a subject belongs to; the heading it is listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The fields of the form.
    Form,
    /// The ticket.
    Ticket,
    /// The customer.
    Customer,
    /// The step that was just done.
    Task,
    /// The flow's own variables.
    Flow,
}

impl Topic {
    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Form => "condition.topic.form",
            Self::Ticket => "condition.topic.ticket",
            Self::Customer => "condition.topic.customer",
            Self::Task => "condition.topic.task",
            Self::Flow => "condition.topic.flow",
        }
    }
}

/// What a subject holds: decides how it can be asked about and what it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Text.
    Text,
    /// A number, with its unit.
    Number(Text),
    /// Minor units of a currency.
    Money(String),
    /// A date.
    Date,
    /// A date and time of day.
    DateTime,
    /// A time of day.
    Time,
    /// Yes or no.
    YesNo,
    /// One of some options.
    One(Vec<Choice>),
    /// Any of some options.
    Many(Vec<Choice>),
    /// A list of texts.
    Tags,
    /// Something whose parts cannot be asked about: whether it is there, and whether it changed.
    Whole,
}

impl Asked {
    /// The options, where there are some.
    #[must_use]
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::One(options) | Self::Many(options) => options,
            _ => &[],
        }
    }
}

/// The fields of a form as subjects.
#[must_use]
pub fn of_form(form: &Form) -> Vec<Subject> {
    form.fields
        .iter()
        .map(|field| {
            let (tail, asked) = asked(&field.holds);
            let variable = Variable(format!("fields.{}{tail}", field.key));
            let title = if field.label.is_empty() {
                Text::both(field.key.as_str(), field.key.as_str())
            } else {
                field.label.clone()
            };
            Subject { variable, title, topic: Topic::Form, asked }
        })
        .collect()
}

/// What a field holds, and which part of its value is asked about.
fn asked(holds: &Holds) -> (&'static str, Asked) {
    let asked = match holds {
        Holds::Text { .. } | Holds::LongText { .. } | Holds::Email | Holds::Phone | Holds::Url => Asked::Text,
        Holds::Number { unit, .. } => Asked::Number(unit.clone()),
        Holds::Rating { .. } => Asked::Number(Text::default()),
        Holds::Money { currency, .. } => return (".minor", Asked::Money(currency.clone())),
        Holds::Date => Asked::Date,
        Holds::DateTime => Asked::DateTime,
        Holds::Time => Asked::Time,
        Holds::YesNo => Asked::YesNo,
        Holds::Select { options } | Holds::Radio { options } => Asked::One(options.clone()),
        Holds::MultiSelect { options } => Asked::Many(options.clone()),
        Holds::Tags => Asked::Tags,
        _ => Asked::Whole,
    };
    ("", asked)
}

/// What every ticket has.
#[must_use]
pub fn of_ticket() -> Vec<Subject> {
    let choice = |key: &str, words: String| Choice { key: OptionKey::new(key), label: both(&words), retired: false };
    let priorities = [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent];
    let priorities = priorities.map(|one| choice(one.as_str(), format!("record.priority.{}", one.as_str())));
    let statuses = Status::ALL.map(|one| choice(one.as_str(), format!("record.status.{}", one.as_str())));
    let channels = [Channel::Desk, Channel::Portal, Channel::Mail, Channel::Phone, Channel::Api];
    let channels = channels.map(|one| choice(one.as_str(), format!("condition.channel.{}", one.as_str())));
    vec![
        about(Topic::Ticket, "ticket.priority", Asked::One(priorities.to_vec())),
        about(Topic::Ticket, "ticket.status", Asked::One(statuses.to_vec())),
        about(Topic::Ticket, "ticket.channel", Asked::One(channels.to_vec())),
        about(Topic::Ticket, "ticket.title", Asked::Text),
        about(Topic::Ticket, "ticket.owner", Asked::Whole),
        about(Topic::Ticket, "ticket.created_at", Asked::DateTime),
        about(Topic::Ticket, "ticket.due_at", Asked::DateTime),
        about(Topic::Ticket, "ticket.heard_at", Asked::DateTime),
        about(Topic::Ticket, "ticket.answered_at", Asked::DateTime),
        about(Topic::Ticket, "ticket.moved_at", Asked::DateTime),
    ]
}

/// What every customer has.
#[must_use]
pub fn of_customer() -> Vec<Subject> {
    ["customer.name", "customer.email", "customer.phone"].map(|path| about(Topic::Customer, path, Asked::Text)).to_vec()
}

fn about(topic: Topic, path: &str, asked: Asked) -> Subject {
    Subject { variable: Variable(path.to_owned()), title: both(&format!("condition.subject.{path}")), topic, asked }
}

/// The digits of a currency's minor unit.
pub(super) fn digits(asked: &Asked) -> Option<u32> {
    if let Asked::Money(currency) = asked { Some(money::digits(currency)) } else { None }
}
