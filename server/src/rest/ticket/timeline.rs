//! What happened to a ticket, and why.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    id::EventId,
    view::{Entry, List},
};

use super::{PLACE, id};
use crate::{
    rest::{
        Endpoint,
        caller::Caller,
        query::{Params, Place},
    },
    trouble::Result,
};

/// How many entries come at once.
const USUAL: u32 = 100;

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/tickets/{ticket}/timeline", handler)
        .named("tickets", "read_timeline", "Read what happened to a ticket, oldest first, with the reasons")
        .part::<String>("ticket", PLACE)
        .asks::<EventId>("after", "The place to go on from: `next` of the part before.")
        .asks::<u32>("limit", "How many entries, 1 to 200; 100 when absent.")
        .gives::<List<Entry>>()
        .refuses(&[404, 422])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    mut params: Params,
) -> Result<Json<List<Entry>>> {
    let after = params.word("after");
    let limit = params.number("limit").unwrap_or(USUAL).clamp(1, 200);
    params.done()?;
    let ticket = id(&desk, &actor, &place).await?;
    Ok(Json(desk.timeline(&actor, ticket, after, limit).await?))
}
