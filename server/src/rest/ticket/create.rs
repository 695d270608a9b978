//! File a ticket.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, StatusCode, header},
};
use desk::Desk;
use model::{
    Fields,
    flow::Priority,
    key::DefinitionKey,
    record::Channel,
    view::{Asker, Filing, TicketRow},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    rest::{Endpoint, ROOT, caller::Caller, input::Input},
    trouble::Result,
};

/// A ticket to be filed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    /// The key of its type.
    ticket_type: DefinitionKey,
    /// The answers of the type's form, by field.
    #[serde(default)]
    fields: Fields,
    /// Who asks: `{"known": "<id>"}`, or `{"new": {"name": …, "email": …, "phone": …}}`, which finds the customer by
    /// mail address or telephone number and adds an unknown one.
    #[serde(default)]
    customer: Option<Asker>,
    /// Instead of what the form says.
    #[serde(default)]
    priority: Option<Priority>,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets", handler)
        .named("tickets", "file_ticket", "File a ticket")
        .about("The answers are checked against the type's published form; then the type's flow begins.")
        .takes::<NewTicket>(json!({
            "ticket_type": "complaint",
            "fields": { "subject": "发票抬头有误", "amount": 1250 },
            "customer": { "new": { "name": "韩梅梅", "email": "han@example.cn" } },
        }))
        .makes::<TicketRow>()
        .repeatable()
        .refuses(&[400, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    caller: Caller,
    input: Input<NewTicket>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<TicketRow>)> {
    let NewTicket { ticket_type, fields, customer, priority } = input.body;
    let request = caller.key(input.request);
    let filing = Filing { ticket_type, fields, customer, priority };
    let ticket = desk.file(&caller.0, filing, Channel::Api, request).await?;
    let place = [(header::LOCATION, format!("{ROOT}/tickets/{}", ticket.id))];
    Ok((StatusCode::CREATED, place, Json(ticket)))
}
