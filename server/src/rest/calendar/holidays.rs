//! Take the holidays of an iCal file into the caller's draft of a calendar.

use axum::{Json, extract::State};
use desk::Desk;
use model::{calendar::Period, key::DefinitionKey, role::Right, view::Holidays};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    rest::{
        Endpoint,
        caller::Caller,
        input::Input,
        query::{Params, Place},
    },
    trouble::Result,
};

/// A file of holidays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// The text of the iCal file.
    text: String,
    /// The hours of a working day that was moved to a weekend; those of the first working weekday, if absent.
    #[serde(default)]
    working: Option<Vec<Period>>,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/calendars/{key}/holidays", handler)
        .named("definitions", "take_holidays", "Take the days of an iCal file into the caller's draft of a calendar")
        .about("Whole days only. What a day means is guessed from its words: 休 and a day without a mark are free, 班 is a working day, a feast between marked days is left out. A dry run changes nothing and says what would change; `problems` names what could not be read by its line. The draft is published like any other.")
        .part::<DefinitionKey>("key", "The calendar's key.")
        .asks::<bool>("dry_run", "Only say what would change.")
        .takes::<File>(json!({
            "text": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261001\r\nSUMMARY:国庆节（休）\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        }))
        .gives::<Holidays>()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    mut params: Params,
    input: Input<File>,
) -> Result<Json<Holidays>> {
    let dry_run = params.flag("dry_run").unwrap_or_default();
    params.done()?;
    // Before anything is said about the content.
    actor.may(Right::DesignDefinitions)?;
    let key = place.text("key")?.into();
    let File { text, working } = input.body;
    Ok(Json(desk.take_holidays(&actor, &key, text, working, dry_run).await?))
}
