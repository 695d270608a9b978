//! Tickets: file, find, read and answer them.

use desk::{Actor, Desk, TicketRef};
use model::id::TicketId;

use super::query::Place;
use crate::trouble::{Result, Trouble};

pub mod acknowledge;
pub mod change;
pub mod create;
pub mod follow;
pub mod hold;
pub mod jump;
pub mod list;
pub mod mute;
pub mod read;
pub mod reopen;
pub mod reply;
pub mod resume;
pub mod search;
pub mod signal;
pub mod terminate;
pub mod timeline;
pub mod unfollow;

/// What stands in the path for a ticket.
const PLACE: &str = "The ticket's id or number.";

/// The ticket a path names.
fn named(place: &Place) -> Result<TicketRef> {
    let text = place.text("ticket")?;
    match (text.parse(), text.parse()) {
        (Ok(id), _) => Ok(TicketRef::Id(id)),
        (_, Ok(number)) => Ok(TicketRef::Number(number)),
        _ => Err(Trouble::not_found()),
    }
}

/// The id of the ticket a path names.
async fn id(desk: &Desk, actor: &Actor, place: &Place) -> Result<TicketId> {
    match named(place)? {
        TicketRef::Id(id) => Ok(id),
        number @ TicketRef::Number(_) => Ok(desk.ticket(actor, number).await?.row.id),
    }
}
