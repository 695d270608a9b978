//! Make the link by which a person sets their password.

use axum::{Json, extract::State, http::StatusCode};
use desk::Desk;
use model::{id::PersonId, view::PasswordLink};

use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/people/{person}/link", handler)
        .named("people", "make_password_link", "Make a link by which a person sets their password")
        .about(
            "The link works once, for seven days, and replaces any earlier one. It is shown in this answer only: the \
             server keeps its hash.",
        )
        .part::<PersonId>("person", "The person's id.")
        .makes::<PasswordLink>()
        .refuses(&[404, 409, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
) -> Result<(StatusCode, Json<PasswordLink>)> {
    let link = desk.make_link(&actor, place.part("person")?).await?;
    Ok((StatusCode::CREATED, Json(link)))
}
