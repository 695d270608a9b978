//! Save the caller's draft.

use axum::{Json, extract::State};
use desk::Desk;
use model::{Code, Definition, Problem, role::Right, view::Saved};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::{Result, Trouble},
};

/// A draft to be saved.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// The revision that was read: 0 begins a draft, and creates the definition if it is new.
    revision: i64,
    /// What the draft says.
    #[schemars(with = "Definition")]
    content: Value,
    /// Confirms that a draft which holds something may be emptied.
    #[serde(default)]
    empties: bool,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::put("/definitions/{kind}/{key}/draft", handler))
        .named("definitions", "write_draft", "Save the caller's draft")
        .about("A draft may be wrong; the answer says how. One that was saved elsewhere meanwhile is not overwritten.")
        .takes::<Drawn>(json!({
            "revision": 0,
            "content": {
                "key": "billing",
                "title": { "zh-CN": "账单组", "en": "Billing" },
                "kind": "queue",
                "body": { "format": 1, "roles": ["agent"] },
            },
        }))
        .gives::<Saved>()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Drawn>,
) -> Result<Json<Saved>> {
    // Before anything is said about the content.
    actor.may(Right::DesignDefinitions)?;
    let (kind, key) = place.definition()?;
    let Drawn { revision, content, empties } = input.body;
    let content = desk::read_definition(&content, "/content").map_err(Trouble::invalid)?;
    if content.body.kind() != kind {
        let problem = Problem::error(Code::WrongType, "/content/kind");
        return Err(Trouble::invalid(vec![problem.with("given", content.body.kind()).with("wanted", kind)]));
    }
    if content.key != key {
        let given: String = content.key.as_str().chars().take(80).collect();
        return Err(Trouble::invalid(vec![Problem::error(Code::BadKey, "/content/key").with("given", given)]));
    }
    desk.save_draft(&actor, content, revision, empties).await.map(Json).map_err(within_content)
}

/// Problems of the content are named within the body that carries it; the revision has its own place there.
fn within_content(error: desk::Error) -> Trouble {
    let mut trouble = Trouble::from(error);
    for problem in &mut trouble.problems {
        if !problem.path.is_empty() && problem.path != "/revision" {
            problem.path = format!("/content{}", problem.path);
        }
    }
    trouble
}
