//! What the list shows, as the address says it: a link to a list is a link to what is in it.

use model::{
    flow::Priority,
    key::DefinitionKey,
    record::Status,
    view::{Sort, TicketQuery},
};

/// The filters of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the address")]
pub struct Filter {
    /// Words that must occur.
    pub text: String,
    /// Any of these states; the open ones when empty.
    pub status: Vec<Status>,
    /// Any of these priorities.
    pub priority: Vec<Priority>,
    /// Any of these types.
    pub types: Vec<DefinitionKey>,
    /// Closed ones too.
    pub all: bool,
    /// Only mine.
    pub mine: bool,
    /// Only those without an owner.
    pub unowned: bool,
    /// Only late ones.
    pub late: bool,
    /// Only those that are late or become so within the hour.
    pub soon: bool,
    /// In this queue.
    pub queue: Option<DefinitionKey>,
    /// The order.
    pub sort: Order,
}

/// How soon is soon, in minutes.
const SOON: u32 = 60;

/// The order of the list; due time first, because that is what a desk works by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Due soonest first.
    #[default]
    Due,
    /// Newest first.
    Newest,
    /// Last touched first.
    Updated,
    /// Most pressing first.
    Priority,
}

impl Order {
    /// Every order, as the menu shows them.
    pub const ALL: [Self; 4] = [Self::Due, Self::Newest, Self::Updated, Self::Priority];

    /// Its name in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Newest => "newest",
            Self::Updated => "updated",
            Self::Priority => "priority",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Due => "tickets.sort.due",
            Self::Newest => "tickets.sort.newest",
            Self::Updated => "tickets.sort.updated",
            Self::Priority => "tickets.sort.priority",
        }
    }
}

impl Filter {
    /// Reads the parts of an address; what it does not know, it leaves out.
    #[must_use]
    pub fn read(part: impl Fn(&str) -> Option<String>) -> Self {
        let words = |name: &str| part(name).unwrap_or_default();
        let list = |name: &str| words(name).split(',').map(str::to_owned).filter(|w| !w.is_empty()).collect::<Vec<_>>();
        let is_on = |name: &str| words(name) == "1";
        let sort = words("sort");
        Self {
            text: words("q"),
            status: Status::ALL.into_iter().filter(|s| list("status").iter().any(|w| w == s.as_str())).collect(),
            priority: Priority::ALL.into_iter().filter(|p| list("priority").iter().any(|w| w == p.as_str())).collect(),
            types: list("type").into_iter().map(DefinitionKey::new).collect(),
            all: is_on("all"),
            mine: is_on("mine"),
            unowned: is_on("unowned"),
            late: is_on("late"),
            soon: is_on("soon"),
            queue: part("queue").filter(|queue| !queue.is_empty()).map(DefinitionKey::new),
            sort: Order::ALL.into_iter().find(|order| order.as_str() == sort).unwrap_or_default(),
        }
    }

    /// The part of an address behind the path; empty when nothing is filtered.
    #[must_use]
    pub fn write(&self) -> String {
        let mut parts = Vec::new();
        let mut add = |name: &str, value: String| {
            if !value.is_empty() {
                parts.push(format!("{name}={value}"));
            }
        };
        add("q", escape(&self.text));
        add("status", join(self.status.iter().map(|status| status.as_str())));
        add("priority", join(self.priority.iter().map(|priority| priority.as_str())));
        add("type", join(self.types.iter().map(DefinitionKey::as_str)));
        add("queue", self.queue.as_ref().map(|queue| escape(queue.as_str())).unwrap_or_default());
        let switches = [
            ("all", self.all),
            ("mine", self.mine),
            ("unowned", self.unowned),
            ("late", self.late),
            ("soon", self.soon),
        ];
        for (name, on) in switches {
            add(name, if on { "1".to_owned() } else { String::new() });
        }
        if self.sort != Order::default() {
            add("sort", self.sort.as_str().to_owned());
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// What is asked of the desk.
    #[must_use]
    pub fn query(&self) -> TicketQuery {
        TicketQuery {
            text: self.text.clone(),
            open: (self.status.is_empty() && !self.all).then_some(true),
            status: self.status.clone(),
            priority: self.priority.clone(),
            ticket_type: self.types.clone(),
            queue: self.queue.clone(),
            mine: self.mine,
            unowned: self.unowned,
            late: self.late,
            due_within: self.soon.then_some(SOON),
            sort: match self.sort {
                Order::Due => Sort::Due,
                Order::Newest => Sort::Newest,
                Order::Updated => Sort::Updated,
                Order::Priority => Sort::Priority,
            },
            ..TicketQuery::default()
        }
    }

    /// The filters of a saved view.
    #[must_use]
    pub fn of(query: &TicketQuery) -> Self {
        Self {
            text: query.text.clone(),
            status: query.status.clone(),
            priority: query.priority.clone(),
            types: query.ticket_type.clone(),
            all: query.status.is_empty() && query.open.is_none(),
            mine: query.mine,
            unowned: query.unowned,
            late: query.late,
            soon: query.due_within.is_some(),
            queue: query.queue.clone(),
            sort: match query.sort {
                Sort::Due => Order::Due,
                Sort::Newest => Order::Newest,
                Sort::Updated => Order::Updated,
                Sort::Priority => Order::Priority,
            },
        }
    }

    /// Whether anything is filtered away that a fresh list would show.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        Self { all: false, sort: Order::default(), ..self.clone() } != Self::default()
    }
}

fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(",")
}

/// Percent-encodes everything but letters, digits and a few harmless signs.
fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_list_says_what_is_in_it() {
        let filter = Filter {
            text: "漏水 & more".to_owned(),
            status: vec![Status::New, Status::OnHold],
            types: vec![DefinitionKey::new("complaint")],
            late: true,
            queue: Some(DefinitionKey::new("line-2")),
            sort: Order::Updated,
            ..Filter::default()
        };
        let address = filter.write();
        assert_eq!(
            address,
            "?q=%E6%BC%8F%E6%B0%B4%20%26%20more&status=new,on_hold&type=complaint&queue=line-2&late=1&sort=updated"
        );
        let parts = |name: &str| match name {
            "q" => Some("漏水 & more".to_owned()),
            "status" => Some("new,on_hold".to_owned()),
            "type" => Some("complaint".to_owned()),
            "queue" => Some("line-2".to_owned()),
            "late" => Some("1".to_owned()),
            "sort" => Some("updated".to_owned()),
            _ => None,
        };
        assert_eq!(Filter::read(parts), filter);
        assert_eq!(Filter::of(&filter.query()), filter, "a saved view is read back");
        assert_eq!(Filter::default().write(), "");
    }

    #[test]
    fn a_fresh_list_shows_open_tickets_by_due_time() {
        let query = Filter::default().query();
        assert_eq!((query.open, query.sort), (Some(true), Sort::Due));
        assert!(!Filter::default().is_narrow());
        assert_eq!(Filter { all: true, ..Filter::default() }.query().open, None);
    }
}
