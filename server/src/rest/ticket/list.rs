//! List tickets, by parameters.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    flow::Priority,
    id::{CustomerId, PersonId},
    key::DefinitionKey,
    record::Status,
    view::{List, Sort, TicketQuery, TicketRow},
};

use crate::{
    rest::{Endpoint, caller::Caller, query::Params},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/tickets", handler)
        .named("tickets", "list_tickets", "List tickets")
        .about("Those the caller may see. Parameters that take several words are repeated or separated by commas.")
        .asks::<String>("text", "Words that must occur.")
        .asks::<bool>("open", "Only open ones, or only those that are not.")
        .asks::<Vec<Status>>("status", "Any of these states.")
        .asks::<Vec<Priority>>("priority", "Any of these priorities.")
        .asks::<Vec<DefinitionKey>>("ticket_type", "Any of these types.")
        .asks::<DefinitionKey>("queue", "In this queue.")
        .asks::<PersonId>("owner", "Of this owner.")
        .asks::<bool>("mine", "Of the caller.")
        .asks::<bool>("unowned", "Without an owner.")
        .asks::<CustomerId>("customer", "Of this customer.")
        .asks::<bool>("late", "Late ones only.")
        .asks::<u32>("due_within", "Late ones, and those that become so within this many minutes.")
        .asks::<Sort>("sort", "The order.")
        .asks::<String>("after", "The place to go on from: `next` of the part before.")
        .asks::<u32>("limit", "How many rows, 1 to 200; 50 when absent.")
        .gives::<List<TicketRow>>()
        .refuses(&[422])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, mut params: Params) -> Result<Json<List<TicketRow>>> {
    let query = TicketQuery {
        text: params.text("text").unwrap_or_default(),
        open: params.flag("open"),
        status: params.words("status"),
        priority: params.words("priority"),
        ticket_type: params.words("ticket_type"),
        queue: params.word("queue"),
        owner: params.word("owner"),
        mine: params.flag("mine").unwrap_or_default(),
        unowned: params.flag("unowned").unwrap_or_default(),
        customer: params.word("customer"),
        late: params.flag("late").unwrap_or_default(),
        due_within: params.number("due_within"),
        sort: params.word("sort").unwrap_or_default(),
        after: params.text("after"),
        limit: params.number("limit"),
    };
    params.done()?;
    Ok(Json(desk.tickets(&actor, query).await?))
}
