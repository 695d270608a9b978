//! List tasks.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    id::{PersonId, TicketId},
    key::{DefinitionKey, NodeKey},
    view::{List, TaskQuery, TaskView},
};

use crate::{
    rest::{Endpoint, caller::Caller, query::Params},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/tasks", handler)
        .named("tasks", "list_tasks", "List tasks")
        .about("Those the caller may see; open ones only, unless `closed` asks for the others too.")
        .asks::<TicketId>("ticket", "Of this ticket.")
        .asks::<PersonId>("owner", "Of this owner.")
        .asks::<bool>("mine", "Of the caller.")
        .asks::<bool>("offered", "Offered to the caller.")
        .asks::<bool>("claimable", "Nobody's, in queues the caller serves.")
        .asks::<DefinitionKey>("queue", "In this queue.")
        .asks::<NodeKey>("node", "At this node.")
        .asks::<bool>("closed", "Also those that are done or cancelled.")
        .asks::<String>("after", "The place to go on from: `next` of the part before.")
        .asks::<u32>("limit", "How many rows, 1 to 200; 50 when absent.")
        .gives::<List<TaskView>>()
        .refuses(&[422])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, mut params: Params) -> Result<Json<List<TaskView>>> {
    let query = TaskQuery {
        ticket: params.word("ticket"),
        owner: params.word("owner"),
        mine: params.flag("mine").unwrap_or_default(),
        offered: params.flag("offered").unwrap_or_default(),
        claimable: params.flag("claimable").unwrap_or_default(),
        queue: params.word("queue"),
        node: params.word("node"),
        closed: params.flag("closed").unwrap_or_default(),
        after: params.text("after"),
        limit: params.number("limit"),
    };
    params.done()?;
    Ok(Json(desk.tasks(&actor, query).await?))
}
