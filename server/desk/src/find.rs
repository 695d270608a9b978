//! Finds anything by a few words, for the command palette: what the actor may not see is not there.

use model::{
    role::Right,
    view::{Found, FoundTicket, Named, TicketQuery, Titled},
};

use crate::{Actor, Desk, TicketRef, error::Result};

/// The most lines of one kind.
const MOST: u32 = 6;
/// The longest words that are looked for, in characters.
const LONGEST: usize = 200;

impl Desk {
    /// Tickets by number or words, definitions and people by name. Kinds that the actor has no right to are empty.
    pub async fn find(&self, actor: &Actor, text: &str) -> Result<Found> {
        let text: String = text.trim().chars().take(LONGEST).collect();
        if text.is_empty() {
            return Ok(Found::default());
        }
        let mut found = Found::default();
        if actor.may(Right::ReadTickets).is_ok() {
            found.tickets = self.find_tickets(actor, &text).await?;
        }
        if actor.may(Right::ReadDefinitions).is_ok() {
            let rows = self.definitions(actor, None, &text).await?.into_iter().take(most());
            found.definitions = rows.map(|row| (row.kind, Titled { key: row.key, title: row.title })).collect();
        }
        if actor.may(Right::ReadPeople).is_ok() {
            let wanted = text.to_lowercase();
            let people = self.people(actor).await?.into_iter();
            let people = people.filter(|one| one.name.to_lowercase().contains(&wanted) || one.email.contains(&wanted));
            found.people = people.take(most()).map(|one| Named { id: one.id, name: one.name }).collect();
        }
        Ok(found)
    }

    async fn find_tickets(&self, actor: &Actor, text: &str) -> Result<Vec<FoundTicket>> {
        let mut found = Vec::new();
        if let Ok(number) = text.trim_start_matches(['#', '＃']).parse::<i64>() {
            match self.ticket(actor, TicketRef::Number(number)).await {
                Ok(page) => found.push(page.row),
                Err(crate::Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        let query = TicketQuery { text: text.to_owned(), limit: Some(MOST), ..TicketQuery::default() };
        let rows = self.tickets(actor, query).await?.rows;
        found.extend(rows.into_iter().filter(|row| !found.iter().any(|one| one.id == row.id)).collect::<Vec<_>>());
        let line =
            |row: model::view::TicketRow| FoundTicket { number: row.number, title: row.title, status: row.status };
        Ok(found.into_iter().take(most()).map(line).collect())
    }
}

const fn most() -> usize {
    MOST as usize
}
