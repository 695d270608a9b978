//! Never, always, or when a condition holds.

use editor::form::SetField;
use leptos::prelude::*;
use model::{
    condition::{Condition, Variable},
    form::{Field, Need},
};
use ui::{Choice, Select, i18n::t, t, use_lang};

use super::{Row, field::Picked};
use crate::{
    condition::{ConditionBuilder, Subject, condition_of},
    form::cell::subjects,
};

/// A need of a field.
#[component]
pub(super) fn NeedRow(
    picked: Picked,
    label: &'static str,
    path: &'static str,
    read: fn(&Field) -> Need,
    write: fn(Need) -> SetField,
) -> impl IntoView {
    let need = Memo::new(move |_| picked.field.with(read));
    let condition =
        Signal::derive(move || need.with(|need| if let Need::When(one) = need { Some(one.clone()) } else { None }));
    let value = Signal::derive(move || {
        need.with(|need| match need {
            Need::Never => "never",
            Need::Always => "always",
            Need::When(_) => "when",
        })
    });
    let others = others(picked);
    let pick = Callback::new(move |name: String| {
        picked.set(write(match name.as_str() {
            "always" => Need::Always,
            "when" => Need::When(others.with_untracked(|others| condition_of(others))),
            _ => Need::Never,
        }));
    });
    let change = Callback::new(move |condition: Condition| {
        // Without its last sentence it would always hold.
        let is_nothing = matches!(&condition, Condition::All { of } if of.is_empty());
        picked.set(write(if is_nothing { Need::Never } else { Need::When(condition) }));
    });
    view! { <When picked label path value names=["never", "always", "when"] pick condition change others /> }
}

/// When a field is shown.
#[component]
pub(super) fn VisibleRow(picked: Picked) -> impl IntoView {
    let condition: Signal<Option<Condition>> =
        Memo::new(move |_| picked.field.with(|field| field.visible.clone())).into();
    let value = Signal::derive(move || condition.with(|one| if one.is_some() { "when" } else { "always" }));
    let others = others(picked);
    let pick = Callback::new(move |name: String| {
        let wanted = (name == "when").then(|| others.with_untracked(|others| condition_of(others)));
        picked.set(SetField::Visible(wanted));
    });
    let change = Callback::new(move |condition: Condition| {
        let is_nothing = matches!(&condition, Condition::All { of } if of.is_empty());
        picked.set(SetField::Visible((!is_nothing).then_some(condition)));
    });
    view! {
        <When
            picked
            label="form.property.visible"
            path="/visible"
            value
            names=["", "always", "when"]
            pick
            condition
            change
            others
        />
    }
}

/// What the conditions of a field can ask about: everything but itself.
fn others(picked: Picked) -> Signal<Vec<Subject>> {
    Signal::derive(move || {
        let own = Variable::field(&picked.field.with(|field| field.key.clone()));
        let mut all = picked.side.pad.with(subjects);
        all.retain(|subject| subject.variable != own && !subject.variable.0.starts_with(&format!("{}.", own.0)));
        all
    })
}

#[component]
fn When(
    picked: Picked,
    label: &'static str,
    path: &'static str,
    value: Signal<&'static str>,
    names: [&'static str; 3],
    pick: Callback<String>,
    condition: Signal<Option<Condition>>,
    change: Callback<Condition>,
    others: Signal<Vec<Subject>>,
) -> impl IntoView {
    let lang = use_lang();
    let readonly = picked.side.pad.readonly;
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let named = names.iter().filter(|name| !name.is_empty());
        named.map(|name| Choice::new(*name, t(lang, &format!("form.when.{name}")))).collect()
    });
    let chosen = Signal::derive(move || value.get().to_owned());
    let has = Memo::new(move |_| condition.with(Option::is_some));
    let whole = Signal::derive(move || condition.get().unwrap_or(Condition::All { of: Vec::new() }));
    let id = format!("when{}", path.replace('/', "-"));
    view! {
        <Row side=picked.side label path group=true>
            <Select small=true value=chosen choices on_pick=pick label=t!(label) disabled=readonly />
        </Row>
        <Show when=move || has.get()>
            <div class="condition-place" data-path=format!("{path}/condition")>
                <ConditionBuilder
                    id=id.clone()
                    label=t!(label)
                    value=whole
                    on_change=change
                    subjects=others
                    readonly
                />
            </div>
        </Show>
    }
    .into_any()
}
