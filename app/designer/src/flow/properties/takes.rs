//! Variables that are given, and values that are kept: each a name or a place, and the expression that gives it.

use leptos::prelude::*;
use model::{
    flow::{Gives, Place, Takes},
    key::{FieldKey, VariableKey},
};
use ui::{Button, ButtonKind, IconButton, t};

use super::{
    super::stage::Stage,
    owner::Formula,
    pick::{PickField, PickName},
};
use crate::frame::Property;

/// The most of them.
const MOST: usize = 50;
const PLACES: [&str; 2] = ["field", "variable"];

/// The name of a variable.
#[component]
pub(in crate::flow) fn NameInput(
    /// The name.
    #[prop(into)]
    value: Signal<VariableKey>,
    /// Takes another one.
    #[prop(into)]
    on_change: Callback<VariableKey>,
) -> impl IntoView {
    view! {
        <input
            class="input small mono"
            spellcheck="false"
            autocomplete="off"
            value=value.with_untracked(ToString::to_string)
            prop:value=move || value.with(ToString::to_string)
            on:input=move |event| on_change.run(VariableKey::new(event_target_value(&event).trim()))
        />
    }
    .into_any()
}

/// The variables that a flow begins with.
#[component]
pub(super) fn GiveRows(
    stage: Stage,
    /// Them.
    #[prop(into)]
    value: Signal<Vec<Gives>>,
    /// Takes the changed ones.
    #[prop(into)]
    on_change: Callback<Vec<Gives>>,
    /// The whole path of the list.
    #[prop(into)]
    whole: String,
) -> impl IntoView {
    let count = Memo::new(move |_| value.with(Vec::len));
    let whole = StoredValue::new(whole);
    let row = move |index: usize| {
        let one = move || value.with(|all| all.get(index).cloned()).unwrap_or_default();
        let put = move |one: Gives| on_change.run(changed(value, index, one));
        let name = Signal::derive(move || one().name);
        let text = Signal::derive(move || one().from);
        let wrong = move |part: &str| stage.wrong(whole.with_value(|whole| format!("{whole}/{index}{part}")));
        view! {
            <div class="act-box act-body">
                <Property label=t!("flow.variable") path=format!("/gives/{index}") problem=wrong("")>
                    <span class="cluster">
                        <NameInput value=name on_change=move |name| put(Gives { name, from: text.get_untracked() }) />
                        <Leave on_press=move |()| on_change.run(without(value, index)) />
                    </span>
                </Property>
                <Property label=t!("flow.expression") path=format!("/gives/{index}/from") problem=wrong("/from") wide=true>
                    <Formula value=text on_change=move |from| put(Gives { name: name.get_untracked(), from }) />
                </Property>
            </div>
        }
        .into_any()
    };
    let rows = move || (0..count.get()).map(row).collect_view();
    let add = move |()| on_change.run(added(value, Gives::default()));
    view! {
        {rows}
        <Show when=move || count.get() < MOST>
            <Button kind=ButtonKind::Quiet small=true icon="plus" on_press=add>{t!("flow.gives.add")}</Button>
        </Show>
    }
    .into_any()
}

/// What is kept, and where.
#[component]
pub(super) fn TakeRows(
    stage: Stage,
    /// Them.
    #[prop(into)]
    value: Signal<Vec<Takes>>,
    /// Takes the changed ones.
    #[prop(into)]
    on_change: Callback<Vec<Takes>>,
    /// The whole path of the list.
    #[prop(into)]
    whole: String,
) -> impl IntoView {
    let count = Memo::new(move |_| value.with(Vec::len));
    let whole = StoredValue::new(whole);
    let row = move |index: usize| {
        let one = move || value.with(|all| all.get(index).cloned()).unwrap_or_default();
        let put = move |one: Takes| on_change.run(changed(value, index, one));
        let into = Memo::new(move |_| one().into);
        let text = Signal::derive(move || one().from);
        let wrong = move |part: &str| stage.wrong(whole.with_value(|whole| format!("{whole}/{index}{part}")));
        view! {
            <div class="act-box act-body">
                <Where
                    stage
                    value=into
                    on_change=move |into| put(Takes { into, from: text.get_untracked() })
                    on_leave=move |()| on_change.run(without(value, index))
                    path=format!("/takes/{index}")
                    field=wrong("/field")
                    name=wrong("/name")
                />
                <Property label=t!("flow.expression") path=format!("/takes/{index}/from") problem=wrong("/from") wide=true>
                    <Formula value=text on_change=move |from| put(Takes { into: into.get_untracked(), from }) />
                </Property>
            </div>
        }
        .into_any()
    };
    let rows = move || (0..count.get()).map(row).collect_view();
    let add = move |()| on_change.run(added(value, Takes::default()));
    view! {
        {rows}
        <Show when=move || count.get() < MOST>
            <Button kind=ButtonKind::Quiet small=true icon="plus" on_press=add>{t!("flow.takes.add")}</Button>
        </Show>
    }
    .into_any()
}

/// A field of the ticket or a variable.
#[component]
fn Where(
    stage: Stage,
    value: Memo<Place>,
    #[prop(into)] on_change: Callback<Place>,
    #[prop(into)] on_leave: Callback<()>,
    path: String,
    field: Signal<Option<String>>,
    name: Signal<Option<String>>,
) -> impl IntoView {
    let kind = Memo::new(move |_| {
        value.with(|place| if matches!(place, Place::Field { .. }) { "field" } else { "variable" }.to_owned())
    });
    let pick = move |kind: String| {
        on_change.run(if kind == "variable" {
            Place::Variable { name: VariableKey::default() }
        } else {
            Place::default()
        });
    };
    let picked = Signal::derive(move || match value.get() {
        Place::Field { field } => field,
        Place::Variable { .. } => FieldKey::default(),
    });
    let named = Signal::derive(move || match value.get() {
        Place::Variable { name } => name,
        Place::Field { .. } => VariableKey::default(),
    });
    let detail = {
        let path = path.clone();
        move || {
            if kind.get() == "variable" {
                view! {
                    <Property label=t!("flow.variable") path=format!("{path}/name") problem=name>
                        <NameInput value=named on_change=move |name| on_change.run(Place::Variable { name }) />
                    </Property>
                }
                .into_any()
            } else {
                view! {
                    <Property label=t!("flow.field") path=format!("{path}/field") problem=field>
                        <PickField stage value=picked on_pick=move |field| on_change.run(Place::Field { field }) />
                    </Property>
                }
                .into_any()
            }
        }
    };
    view! {
        <Property label=t!("flow.takes.into") path group=true>
            <span class="cluster">
                <PickName stage value=kind names=&PLACES words="flow.takes" label=t!("flow.takes.into") on_pick=pick />
                <Leave on_press=on_leave />
            </span>
        </Property>
        {detail}
    }
    .into_any()
}

#[component]
fn Leave(#[prop(into)] on_press: Callback<()>) -> impl IntoView {
    view! { <IconButton tiny=true icon="close" label=t!("common.remove") on_press /> }.into_any()
}

fn changed<T: Clone + Send + Sync + 'static>(all: Signal<Vec<T>>, index: usize, one: T) -> Vec<T> {
    let mut all = all.get_untracked();
    if let Some(place) = all.get_mut(index) {
        *place = one;
    }
    all
}

fn without<T: Clone + Send + Sync + 'static>(all: Signal<Vec<T>>, index: usize) -> Vec<T> {
    let mut all = all.get_untracked();
    if index < all.len() {
        all.remove(index);
    }
    all
}

fn added<T: Clone + Send + Sync + 'static>(all: Signal<Vec<T>>, one: T) -> Vec<T> {
    let mut all = all.get_untracked();
    all.push(one);
    all
}
