//! What a draft points at that was never published: it is published with it, each before what points at it.

use api::ApiError;
use leptos::prelude::*;
use model::{
    Definition, Kind,
    view::{DefinitionRow, StudioRow},
};
use ui::{Icon, t};

use crate::{pages::studio::address, words::say};

/// The definitions that must be published before a draft can be, in the order to publish them.
#[must_use]
pub fn unpublished(content: &Definition, rows: &[StudioRow]) -> Vec<DefinitionRow> {
    let references = content.body.references();
    let is_needed = |row: &DefinitionRow| {
        row.number == 0 && references.iter().any(|found| found.kind == row.kind && found.key == row.key)
    };
    let mut needed: Vec<DefinitionRow> =
        rows.iter().map(|row| &row.row).filter(|row| is_needed(row)).cloned().collect();
    needed.sort_by_key(|row| Kind::ALL.iter().position(|kind| *kind == row.kind));
    needed
}

/// Publishes them one after the other. Stops at the first that cannot be, and names it.
pub async fn publish_all(needed: Vec<DefinitionRow>, note: &str) -> Result<(), (DefinitionRow, ApiError)> {
    for row in needed {
        if let Err(no) = api::definition::publish(row.kind, row.key.clone(), note.to_owned(), false).await {
            return Err((row, no));
        }
    }
    Ok(())
}

/// Says what is published besides.
#[component]
pub fn Needed(rows: Vec<DefinitionRow>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <One row /> }.into_any()).collect_view();
    view! {
        <p>{t!("studio.publish_with")}</p>
        <ul class="users">{rows}</ul>
    }
}

#[component]
fn One(row: DefinitionRow) -> impl IntoView {
    let title = say(row.title);
    view! {
        <li class="row">
            <Icon name=address::icon(row.kind) />
            <a class="title" href=address::of(row.kind, &row.key)>
                {move || title.get()}
            </a>
            <span class="meta">{t!(format!("kind.{}", row.kind))}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use model::{Text, record::DefinitionStanding};
    use serde_json::json;

    use super::*;

    fn row(kind: Kind, key: &str, number: i64) -> StudioRow {
        let row = DefinitionRow {
            kind,
            key: key.into(),
            title: Text::default(),
            standing: DefinitionStanding::Draft,
            number,
            has_draft: true,
            updated_at: chrono::DateTime::UNIX_EPOCH,
            updated_by: None,
            used_by: 0,
        };
        StudioRow { row, users: Vec::new() }
    }

    #[test]
    fn what_was_never_published_goes_first_in_the_order_of_who_points_at_whom() {
        let content: Definition = serde_json::from_value(json!({"kind": "ticket_type", "key": "t", "title": {},
            "body": {"format": 1, "form": "a", "flow": "a", "policy": "p"}}))
        .unwrap();
        let rows =
            [row(Kind::Flow, "a", 0), row(Kind::Form, "a", 0), row(Kind::Policy, "p", 3), row(Kind::Form, "other", 0)];
        let needed: Vec<_> = unpublished(&content, &rows).into_iter().map(|row| (row.kind, row.key)).collect();
        assert_eq!(needed, [(Kind::Form, "a".into()), (Kind::Flow, "a".into())]);
    }
}
