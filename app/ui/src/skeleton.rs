//! Skeletons: grey bars in the real layout's places, never a spinner alone.

use leptos::prelude::*;

use crate::t;

/// One bar, so wide.
#[component]
pub fn Skeleton(
    /// In percent of its place.
    #[prop(default = 100)]
    width: u32,
) -> impl IntoView {
    view! { <span class="skeleton" aria-hidden="true" style=format!("width:{width}%")></span> }
}

/// Several bars like lines of text, with a word for those who do not see them.
#[component]
pub fn SkeletonLines(
    /// How many.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let widths = [92, 78, 86, 64, 72];
    let bars = widths.into_iter().cycle().take(lines).map(|width| view! { <Skeleton width /> }).collect_view();
    view! {
        <div class="stack" role="status">
            <span class="unseen">{t!("common.loading")}</span>
            {bars}
        </div>
    }
}

/// Rows of a table that are still loading; stands in a `tbody`.
#[component]
pub fn SkeletonRows(
    /// How many.
    #[prop(default = 8)]
    rows: usize,
    /// How many columns the table has.
    columns: usize,
) -> impl IntoView {
    let widths = [70, 90, 55, 80, 65, 75];
    let row = move |at: usize| {
        let cells = widths
            .into_iter()
            .cycle()
            .skip(at % 6)
            .take(columns)
            .map(|width| view! { <td><Skeleton width /></td> })
            .collect_view();
        view! { <tr aria-hidden="true">{cells}</tr> }.into_any()
    };
    (0..rows).map(row).collect_view()
}
