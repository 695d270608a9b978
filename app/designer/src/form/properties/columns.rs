//! The columns of a table field.

use editor::{
    form::{SetField, fresh},
    key::{from_text, unique},
};
use leptos::prelude::*;
use model::{
    form::{Column, Holds},
    key::FieldKey,
};
use ui::{Button, ButtonKind, Choice, IconButton, Input, Select, i18n::t, t, use_lang};

use super::field::Picked;
use crate::{form::kind::KINDS, frame::PropertySection, words::both};

/// See the module.
#[component]
pub(super) fn Columns(picked: Picked) -> impl IntoView {
    let readonly = picked.side.pad.readonly;
    let columns = Memo::new(move |_| {
        picked
            .field
            .with(|field| if let Holds::Table { columns, .. } = &field.holds { columns.clone() } else { Vec::new() })
    });
    let keys = move || columns.with(|columns| columns.iter().map(|one| one.key.clone()).collect::<Vec<_>>());
    let add = move |()| {
        change(picked, |columns| {
            let label = both("form.new_column");
            let key = unique(&from_text(&label, "column"), |key| columns.iter().any(|one| one.key.as_str() == key));
            let holds = Holds::Text { longest: None, pattern: None };
            columns.push(Column { key: FieldKey::new(key), label, holds, required: false });
        });
    };
    view! {
        <PropertySection title=t!("form.section.columns") meta=move || columns.with(Vec::len).to_string()>
            <div class="property-box" data-path="/columns">
                <For
                    each=keys
                    key=FieldKey::clone
                    children=move |key| view! { <ColumnRow picked columns key /> }.into_any()
                />
                <Button small=true kind=ButtonKind::Quiet icon="plus" disabled=readonly on_press=add>
                    {t!("form.add_column")}
                </Button>
            </div>
        </PropertySection>
    }
    .into_any()
}

fn change(picked: Picked, edit: impl FnOnce(&mut Vec<Column>)) {
    let mut holds = picked.field.with_untracked(|field| field.holds.clone());
    if let Holds::Table { columns, .. } = &mut holds {
        edit(columns);
        picked.set(SetField::Holds(holds));
    }
}

#[component]
fn ColumnRow(picked: Picked, columns: Memo<Vec<Column>>, key: FieldKey) -> impl IntoView {
    let pad = picked.side.pad;
    let lang = use_lang();
    let own = StoredValue::new(key.clone());
    let read = move |columns: &[Column]| own.with_value(|key| columns.iter().find(|one| one.key == *key).cloned());
    let column = Memo::new(move |_| columns.with(|columns| read(columns)));
    let edit = move |act: &dyn Fn(&mut Column)| {
        change(picked, |columns| {
            own.with_value(|key| columns.iter_mut().filter(|one| one.key == *key).for_each(act));
        });
    };
    let label = Signal::derive(move || {
        let lang = pad.lang.get();
        column.with(|column| column.as_ref().map(|one| one.label.in_lang(lang).to_owned()).unwrap_or_default())
    });
    let write = Callback::new(move |words: String| {
        let lang = pad.lang.get_untracked();
        edit(&|column| column.label.write(lang, words.clone()));
    });
    let kind = Signal::derive(move || {
        column.with(|column| column.as_ref().map(|one| one.holds.name().to_owned()).unwrap_or_default())
    });
    let kinds = Signal::derive(move || {
        let lang = lang.get();
        let fits = KINDS.iter().filter(|kind| !matches!(kind.name, "table" | "address"));
        fits.map(|kind| Choice::new(kind.name, t(lang, kind.label))).collect()
    });
    let convert = Callback::new(move |name: String| {
        if let Some(holds) = fresh::holds(&name) {
            edit(&|column| column.holds = holds.clone());
        }
    });
    let remove = move |()| change(picked, |columns| own.with_value(|key| columns.retain(|one| one.key != *key)));
    view! {
        <div class="column-row" data-path=format!("/columns/{key}")>
            <Input small=true value=label on_input=write label=t!("form.column") readonly=pad.readonly />
            <Select small=true value=kind choices=kinds on_pick=convert label=t!("form.convert_to") disabled=pad.readonly />
            <IconButton tiny=true icon="close" label=t!("common.remove") disabled=pad.readonly on_press=remove />
        </div>
    }
    .into_any()
}
