//! Tables: one row is one link, and arrow keys (or J and K) walk from row to row.

use leptos::{ev::KeyboardEvent, prelude::*, text_prop::TextProp};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{
    Icon,
    keyboard::{Step, focusables, is_composing},
};

/// A table; inside stand `thead` and `tbody`. The first link of a row, or its `button.go`, is what the keys reach.
#[component]
pub fn Table(
    /// What it lists.
    #[prop(into)]
    label: TextProp,
    /// Its rows are being loaded anew.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Without a line under the last row.
    #[prop(optional)]
    plain: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <table
            class="table"
            class:plain=plain
            aria-label=move || label.get()
            aria-busy=move || busy.get().then_some("true")
            on:keydown=walk
        >
            {children()}
        </table>
    }
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// The head of a column that can be sorted.
#[component]
pub fn SortHead(
    /// How it is sorted now.
    #[prop(into)]
    order: Signal<Option<Order>>,
    /// Sorts by it, or the other way round.
    #[prop(into)]
    on_sort: Callback<()>,
    /// Numbers stand right.
    #[prop(optional)]
    end: bool,
    children: Children,
) -> impl IntoView {
    let sorted = move || {
        order.get().map(|order| match order {
            Order::Ascending => "ascending",
            Order::Descending => "descending",
        })
    };
    let arrow = move || {
        order.get().map(|order| match order {
            Order::Ascending => view! { <Icon name="up" /> },
            Order::Descending => view! { <Icon name="down" /> },
        })
    };
    view! {
        <th scope="col" class:end=end aria-sort=sorted>
            <button type="button" class="sort" on:click=move |_| on_sort.run(())>
                {children()}
                {arrow}
            </button>
        </th>
    }
}

/// Moves the focus between the links of the rows.
fn walk(event: KeyboardEvent) {
    let Some(step) = row_step(&event) else { return };
    let Some(table) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let rows: Vec<(HtmlElement, HtmlElement)> = focusables(&table, "tbody > tr")
        .into_iter()
        .filter_map(|row| Some((row.clone(), focusables(&row, "a[href], button.go").into_iter().next()?)))
        .collect();
    let at = rows.iter().position(|(row, _)| row.contains(Some(&target)));
    if let Some((_, link)) = step.from(at, rows.len()).and_then(|next| rows.get(next)) {
        event.prevent_default();
        // A link that cannot take the focus leaves it where it was.
        let _ = link.focus();
    }
}

/// The step of a key in a table; none inside something one types into, or together with a modifier.
fn row_step(event: &KeyboardEvent) -> Option<Step> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let types = target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]").ok()?;
    if types || is_composing(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    match event.key().as_str() {
        "j" | "ArrowDown" => Some(Step::On),
        "k" | "ArrowUp" => Some(Step::Back),
        "Home" => Some(Step::First),
        "End" => Some(Step::Last),
        _ => None,
    }
}
