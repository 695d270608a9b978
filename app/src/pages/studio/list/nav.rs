//! The kinds of definitions, with how many there are of each.

use leptos::prelude::*;
use model::{Kind, view::StudioRow};
use ui::{Icon, t};

use super::{Shown, of_kind};
use crate::pages::studio::address;

/// The kinds under their captions; the first ones need none.
const GROUPS: [(Option<&str>, &[Kind]); 3] = [
    (None, &[Kind::TicketType, Kind::Form, Kind::Flow, Kind::Rule]),
    (Some("studio.group_time"), &[Kind::Calendar, Kind::Policy, Kind::Ladder]),
    (Some("studio.group_people"), &[Kind::Queue, Kind::Skill, Kind::Role, Kind::Phrase]),
];

/// See the module.
#[component]
pub(super) fn KindsNav(rows: StoredValue<Vec<StudioRow>>, shown: Memo<Shown>) -> impl IntoView {
    let groups = GROUPS.map(|(caption, kinds)| {
        let caption = caption.map(|key| view! { <p class="caption">{t!(key)}</p> });
        let items = kinds.iter().map(|kind| view! { <Item kind=*kind rows shown /> }.into_any()).collect_view();
        view! {
            {caption}
            {items}
        }
        .into_any()
    });
    view! {
        <nav class="kinds-nav" aria-label=t!("studio.kinds")>
            {groups.into_iter().collect_view()}
        </nav>
    }
}

#[component]
fn Item(kind: Kind, rows: StoredValue<Vec<StudioRow>>, shown: Memo<Shown>) -> impl IntoView {
    let count = rows.with_value(|rows| of_kind(rows, kind).len());
    view! {
        <a
            class="rail-item"
            href=address::list(kind)
            aria-current=move || (shown.get() == Shown::Kind(kind)).then_some("page")
        >
            <Icon name=address::icon(kind) />
            <span class="cut">{t!(format!("kind.{kind}_many"))}</span>
            <span class="count">{count}</span>
        </a>
    }
}
