//! One control: picks the one that fits what a field holds.

use leptos::prelude::*;
use model::{Value, form::Holds};

use super::{
    address::AddressControl,
    choice::{MultiSelectControl, RadioControl, SelectControl},
    customer::CustomerControl,
    date::{DateControl, DateTimeControl, TimeControl},
    long_text::LongTextControl,
    money::MoneyControl,
    number::NumberControl,
    person::PersonControl,
    rating::RatingControl,
    table::TableControl,
    tags::TagsControl,
    text::{TextControl, TextKind},
    yes_no::YesNoControl,
};

/// What every control needs.
#[derive(Clone)]
pub struct Control {
    /// The id of the control; unique on the page, made of the field's key.
    pub id: String,
    /// The field's name; heard where no label stands beside the control.
    pub label: Signal<String>,
    /// An example.
    pub placeholder: Signal<String>,
    /// What it holds.
    pub value: Signal<Value>,
    /// Takes what was typed; `Null` empties it.
    pub set: Callback<Value>,
    /// It can be read, not changed.
    pub read_only: Signal<bool>,
    /// Whether it must name itself, because no label stands beside it.
    pub is_bare: bool,
}

impl Control {
    /// Its value as text.
    pub fn text(&self) -> Signal<String> {
        let value = self.value;
        Signal::derive(move || value.with(|value| value.as_str().unwrap_or_default().to_owned()))
    }

    /// Takes text; an empty one empties the field.
    pub fn set_text(&self) -> Callback<String> {
        let set = self.set;
        Callback::new(move |text: String| set.run(if text.is_empty() { Value::Null } else { text.into() }))
    }

    /// Its name, if it must name itself.
    pub fn own_name(&self) -> impl Fn() -> String + Clone + Send + Sync + 'static {
        let (label, is_bare) = (self.label, self.is_bare);
        move || if is_bare { label.get() } else { String::new() }
    }

    /// An example, as controls want it.
    pub fn example(&self) -> impl Fn() -> String + Clone + Send + Sync + 'static {
        let placeholder = self.placeholder;
        move || placeholder.get()
    }

    /// A part of it, such as one line of an address or one cell of a table.
    #[must_use]
    pub fn part(&self, name: &str, label: Signal<String>) -> Self {
        let (value, set, key) = (self.value, self.set, name.to_owned());
        let read = key.clone();
        Self {
            id: format!("{}-{name}", self.id),
            label,
            placeholder: Signal::stored(String::new()),
            value: Memo::new(move |_| value.with(|whole| whole.get(&read).cloned().unwrap_or_default())).into(),
            set: Callback::new(move |part: Value| {
                let mut whole = value.get_untracked().as_object().cloned().unwrap_or_default();
                if part.is_null() {
                    whole.remove(&key);
                } else {
                    whole.insert(key.clone(), part);
                }
                set.run(if whole.is_empty() { Value::Null } else { Value::Object(whole) });
            }),
            read_only: self.read_only,
            is_bare: true,
        }
    }
}

/// Whether the field's controls are several, so that its label is a question over a group.
#[must_use]
pub const fn is_group(holds: &Holds) -> bool {
    matches!(
        holds,
        Holds::YesNo
            | Holds::Radio { .. }
            | Holds::MultiSelect { .. }
            | Holds::Rating { .. }
            | Holds::Address
            | Holds::Table { .. }
            | Holds::Tags
            | Holds::Customer
    )
}

/// The control of a field type.
pub fn control(holds: Holds, control: Control) -> AnyView {
    match holds {
        Holds::Text { .. } => view! { <TextControl control kind=TextKind::Line /> }.into_any(),
        Holds::Email => view! { <TextControl control kind=TextKind::Email /> }.into_any(),
        Holds::Phone => view! { <TextControl control kind=TextKind::Phone /> }.into_any(),
        Holds::Url => view! { <TextControl control kind=TextKind::Url /> }.into_any(),
        Holds::LongText { longest, rows } => view! { <LongTextControl control longest rows /> }.into_any(),
        Holds::Number { unit, decimals, .. } => view! { <NumberControl control unit decimals /> }.into_any(),
        Holds::Money { currency, .. } => view! { <MoneyControl control currency /> }.into_any(),
        Holds::Date => view! { <DateControl control /> }.into_any(),
        Holds::DateTime => view! { <DateTimeControl control /> }.into_any(),
        Holds::Time => view! { <TimeControl control /> }.into_any(),
        Holds::YesNo => view! { <YesNoControl control /> }.into_any(),
        Holds::Select { options } => view! { <SelectControl control options /> }.into_any(),
        Holds::Radio { options } => view! { <RadioControl control options /> }.into_any(),
        Holds::MultiSelect { options } => view! { <MultiSelectControl control options /> }.into_any(),
        Holds::Rating { most } => view! { <RatingControl control most /> }.into_any(),
        Holds::Person => view! { <PersonControl control /> }.into_any(),
        Holds::Customer => view! { <CustomerControl control /> }.into_any(),
        Holds::Address => view! { <AddressControl control /> }.into_any(),
        Holds::Table { columns, most } => view! { <TableControl control columns most /> }.into_any(),
        Holds::Tags => view! { <TagsControl control /> }.into_any(),
    }
}
