//! Changes to tickets, their clocks and events, and what people type about them.

use model::{
    Fields,
    id::{PersonId, TaskId, TicketId},
    record::{Clock, Event, Follower, Ticket},
};

use super::{Changes, Key, Op};
use crate::{
    row::{self, json, millis},
    search,
    table::Noun,
};

impl Changes {
    /// Files a ticket. It is found by its number and title, and by what [`Self::index_ticket`] adds. Unique: the
    /// number.
    pub fn insert_ticket(&mut self, ticket: &Ticket) -> &mut Self {
        self.insert(row::ticket::Model::of(self.workspace, ticket)).index_ticket(ticket, "")
    }

    /// Changes a ticket; the words it is found by stay. Guard: the version.
    pub fn update_ticket(&mut self, ticket: &Ticket) -> &mut Self {
        let model = row::ticket::Model::of(self.workspace, ticket);
        self.update(model, Key::Id(ticket.id.uuid()), ticket.version)
    }

    /// Sets the words a ticket is found by: its number, its title and this text.
    pub fn index_ticket(&mut self, ticket: &Ticket, text: &str) -> &mut Self {
        let model = row::search::Model {
            workspace_id: self.workspace.uuid(),
            ticket_id: ticket.id.uuid(),
            words: search::words(&format!("{} {} {text}", ticket.number, ticket.title)),
        };
        self.upsert(Ok(model))
    }

    /// Starts a clock.
    pub fn insert_clock(&mut self, clock: &Clock) -> &mut Self {
        self.insert(row::clock::Model::of(self.workspace, clock))
    }

    /// Changes a clock. Guard: the version.
    pub fn update_clock(&mut self, clock: &Clock) -> &mut Self {
        let model = row::clock::Model::of(self.workspace, clock);
        self.update(model, Key::Id(clock.id.uuid()), clock.version)
    }

    /// Adds to the account of what happened.
    pub fn insert_event(&mut self, event: &Event) -> &mut Self {
        self.insert(row::event::Model::of(self.workspace, event))
    }

    /// Lets someone follow a ticket. The ticket's version guards that nobody follows twice.
    pub fn insert_follower(&mut self, ticket: TicketId, follower: &Follower) -> &mut Self {
        self.insert(Ok(row::follower::Model::of(self.workspace, ticket, follower)))
    }

    /// Lets someone follow a ticket no more.
    pub fn delete_follower(&mut self, ticket: TicketId, person: PersonId) -> &mut Self {
        self.delete(Noun::Follower, vec![("ticket_id", ticket.uuid().into()), ("person_id", person.uuid().into())])
    }

    /// Sets whether someone who follows a ticket wants to be told nothing of it.
    pub fn mute_follower(&mut self, ticket: TicketId, person: PersonId, muted: bool) -> &mut Self {
        self.ops.push(Op::Set {
            noun: Noun::Follower,
            set: vec![("muted", muted.into())],
            filter: vec![("ticket_id", "=", ticket.uuid().into()), ("person_id", "=", person.uuid().into())],
        });
        self
    }

    /// Keeps what a person has typed into a step; the last one wins.
    pub fn save_step_draft(&mut self, task: TaskId, person: PersonId, fields: &Fields) -> &mut Self {
        let model = json("step_draft", "fields", fields).map(|fields| row::step_draft::Model {
            workspace_id: self.workspace.uuid(),
            task_id: task.uuid(),
            person_id: person.uuid(),
            fields,
            saved_at: millis(self.at),
        });
        self.upsert(model)
    }

    /// Forgets what anyone has typed into a step.
    pub fn delete_step_drafts(&mut self, task: TaskId) -> &mut Self {
        self.delete(Noun::StepDraft, vec![("task_id", task.uuid().into())])
    }

    /// Keeps an answer that a person has begun; an empty one is forgotten. The last one wins.
    pub fn save_reply_draft(&mut self, ticket: TicketId, person: PersonId, text: &str, public: bool) -> &mut Self {
        if text.is_empty() {
            let at = vec![("ticket_id", ticket.uuid().into()), ("person_id", person.uuid().into())];
            return self.delete(Noun::ReplyDraft, at);
        }
        self.upsert(Ok(row::reply_draft::Model {
            workspace_id: self.workspace.uuid(),
            ticket_id: ticket.uuid(),
            person_id: person.uuid(),
            text: text.to_owned(),
            public,
            saved_at: millis(self.at),
        }))
    }
}
