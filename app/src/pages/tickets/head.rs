//! The heads of the columns; a click on one that can be sorted sorts by it.

use leptos::prelude::*;
use ui::{Icon, t};

use super::{
    columns::Column,
    filter::{Filter, Order},
};

/// See the module.
#[component]
pub fn Head(columns: RwSignal<Vec<Column>>, filter: StoredValue<Filter>, set: Callback<Filter>) -> impl IntoView {
    move || columns.get().into_iter().map(|column| head(column, filter, set)).collect_view()
}

fn head(column: Column, filter: StoredValue<Filter>, set: Callback<Filter>) -> AnyView {
    let class = format!("col-{}", column.name());
    let Some(order) = column.order() else {
        return view! { <th class=class scope="col">{t!(column.key())}</th> }.into_any();
    };
    let is_sorted = filter.with_value(|filter| filter.sort == order) && column != Column::Filed;
    let (way, icon) = if order == Order::Due { ("ascending", "up") } else { ("descending", "down") };
    let sort = move |_| {
        let mut changed = filter.get_value();
        changed.sort = order;
        set.run(changed);
    };
    view! {
        <th class=class scope="col" aria-sort=is_sorted.then_some(way)>
            <button type="button" class="sort" on:click=sort>
                {t!(column.key())}
                {is_sorted.then(|| view! { <Icon name=icon /> })}
            </button>
        </th>
    }
    .into_any()
}
