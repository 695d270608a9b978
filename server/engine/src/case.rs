//! A case: one ticket with everything that moves with it. The engine consumes a case and returns it.

use model::record::{Clock, Customer, Follower, Incident, Run, Task, Ticket};

mod facts;

pub use facts::facts;
pub(crate) use facts::{facts_of, round};

/// One ticket with everything that moves with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The ticket.
    pub ticket: Ticket,
    /// Its run; none before the ticket is filed.
    pub run: Option<Run>,
    /// Its open tasks. After a step also the ones that the step closed.
    pub tasks: Vec<Task>,
    /// The clocks of its present episode.
    pub clocks: Vec<Clock>,
    /// Who asks.
    pub customer: Option<Customer>,
    /// Who follows it.
    pub followers: Vec<Follower>,
    /// What is open of what could not be done.
    pub incidents: Vec<Incident>,
}

impl Case {
    /// A case before its ticket is filed.
    #[must_use]
    pub const fn new(ticket: Ticket, customer: Option<Customer>) -> Self {
        Self {
            ticket,
            run: None,
            tasks: Vec::new(),
            clocks: Vec::new(),
            customer,
            followers: Vec::new(),
            incidents: Vec::new(),
        }
    }
}
