//! Fresh fields: what each type begins as.

use model::{
    Text, Value,
    form::{Choice, Column, Field, Holds, Need},
    key::{FieldKey, OptionKey},
};

/// The types of fields, in the order of the palette; the names of [`Holds::name`].
pub const TYPES: [&str; 20] = [
    "text",
    "long_text",
    "number",
    "money",
    "date",
    "date_time",
    "time",
    "yes_no",
    "select",
    "radio",
    "multi_select",
    "tags",
    "email",
    "phone",
    "url",
    "address",
    "person",
    "customer",
    "rating",
    "table",
];

/// What a new field of a type holds, by the name of the type.
#[must_use]
pub fn holds(name: &str) -> Option<Holds> {
    Some(match name {
        "text" => Holds::Text { longest: None, pattern: None },
        "long_text" => Holds::LongText { longest: None, rows: None },
        "number" => Holds::Number { least: None, most: None, decimals: 0, unit: Text::default() },
        "money" => Holds::Money { currency: String::from("CNY"), least: None, most: None },
        "date" => Holds::Date,
        "date_time" => Holds::DateTime,
        "time" => Holds::Time,
        "yes_no" => Holds::YesNo,
        "select" => Holds::Select { options: options() },
        "radio" => Holds::Radio { options: options() },
        "multi_select" => Holds::MultiSelect { options: options() },
        "tags" => Holds::Tags,
        "email" => Holds::Email,
        "phone" => Holds::Phone,
        "url" => Holds::Url,
        "address" => Holds::Address,
        "person" => Holds::Person,
        "customer" => Holds::Customer,
        "rating" => Holds::Rating { most: 5 },
        "table" => Holds::Table {
            columns: vec![Column {
                key: FieldKey::new("item"),
                label: Text::both("项目", "Item"),
                holds: Holds::Text { longest: None, pattern: None },
                required: false,
            }],
            most: None,
        },
        _ => return None,
    })
}

fn options() -> Vec<Choice> {
    (1..=2)
        .map(|number| Choice {
            key: OptionKey::new(format!("option_{number}")),
            label: Text::both(format!("选项{number}"), format!("Option {number}")),
            retired: false,
        })
        .collect()
}

/// A new field.
#[must_use]
pub fn field(key: FieldKey, label: Text, holds: Holds) -> Field {
    Field {
        key,
        label,
        help: Text::default(),
        placeholder: Text::default(),
        holds,
        required: Need::Never,
        visible: None,
        read_only: Need::Never,
        default: Value::Null,
        computed: None,
        searchable: false,
        sortable: false,
    }
}
