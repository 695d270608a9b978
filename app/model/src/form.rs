//! Forms: a form owns the fields, which are the data; a layout arranges some of them for one use.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Text, Value,
    condition::Condition,
    key::{DefinitionKey, FieldKey, LayoutKey, OptionKey},
};

mod validate;

pub use validate::{FieldState, LONGEST_TEXT, Moment, is_email, normal, phone, states, validate};

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Form {
    /// The format of this document; see [`Form::FORMAT`].
    pub format: u32,
    /// The data.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// The arrangements.
    #[serde(default)]
    pub layouts: Vec<Layout>,
}

impl Form {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;

    /// The field of a key.
    #[must_use]
    pub fn field(&self, key: &FieldKey) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == *key)
    }

    /// The layout of a key.
    #[must_use]
    pub fn layout(&self, key: &LayoutKey) -> Option<&Layout> {
        self.layouts.iter().find(|layout| layout.key == *key)
    }

    /// The layout a new ticket is entered in: the first one for intake.
    #[must_use]
    pub fn intake(&self) -> Option<&Layout> {
        self.layouts.iter().find(|layout| layout.purpose == Purpose::Intake)
    }
}

/// One piece of data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    /// Its stable name.
    pub key: FieldKey,
    /// What people call it.
    pub label: Text,
    /// A sentence below the control.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub help: Text,
    /// Grey text in the empty control.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub placeholder: Text,
    /// What it holds.
    #[serde(flatten)]
    pub holds: Holds,
    /// Whether it must be filled.
    #[serde(default)]
    pub required: Need,
    /// When it is shown; always, if absent. A hidden field is neither required nor stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Condition>,
    /// When it cannot be changed.
    #[serde(default)]
    pub read_only: Need,
    /// The value of a new ticket.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub default: Value,
    /// A Rhai expression that gives the value; such a field is never written by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
    /// Whether full-text search looks into it.
    #[serde(default)]
    pub searchable: bool,
    /// Whether lists can be sorted and filtered by it.
    #[serde(default)]
    pub sortable: bool,
}

/// Never, always, or when a condition holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Never.
    #[default]
    Never,
    /// Always.
    Always,
    /// When the condition holds.
    When(Condition),
}

/// What a field holds, with the facts its control and its check need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Holds {
    /// One line of text.
    Text {
        /// The longest, in characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        longest: Option<u32>,
        /// A regular expression the whole text must match (crate `regex` syntax). Checked on the server.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pattern: Option<String>,
    },
    /// Several lines of text.
    LongText {
        /// The longest, in characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        longest: Option<u32>,
        /// Rows of the empty control.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rows: Option<u32>,
    },
    /// A number.
    Number {
        /// The smallest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<f64>,
        /// The largest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<f64>,
        /// Digits after the point; 0 means whole numbers.
        #[serde(default)]
        decimals: u8,
        /// A unit shown behind the control.
        #[serde(default, skip_serializing_if = "Text::is_empty")]
        unit: Text,
    },
    /// An amount of money, stored as minor units: `{"minor": 1250, "currency": "CNY"}`.
    Money {
        /// ISO 4217.
        currency: String,
        /// The smallest, in minor units.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<i64>,
        /// The largest, in minor units.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<i64>,
    },
    /// A date, `2026-11-22`.
    Date,
    /// A date and time of day with offset (RFC 3339).
    DateTime,
    /// A time of day, `14:30`.
    Time,
    /// Yes or no.
    YesNo,
    /// One of several options, in a menu.
    Select {
        /// What can be chosen.
        options: Vec<Choice>,
    },
    /// One of several options, all visible.
    Radio {
        /// What can be chosen.
        options: Vec<Choice>,
    },
    /// Any of several options; a list of option keys.
    MultiSelect {
        /// What can be chosen.
        options: Vec<Choice>,
    },
    /// A mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// Points from 1 to `most`.
    Rating {
        /// The best.
        #[serde(default = "five")]
        most: u8,
    },
    /// A person of the workspace, by id.
    Person,
    /// A customer, by id.
    Customer,
    /// A postal address: `{"region": …, "city": …, "street": …, "postcode": …}`.
    Address,
    /// Lines of a small table; a list of objects by column key.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// The most lines.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<u32>,
    },
    /// Tags, a list of short texts.
    Tags,
}

const fn five() -> u8 {
    5
}

impl Holds {
    /// The name of the type, as in the document.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long_text",
            Self::Number { .. } => "number",
            Self::Money { .. } => "money",
            Self::Date => "date",
            Self::DateTime => "date_time",
            Self::Time => "time",
            Self::YesNo => "yes_no",
            Self::Select { .. } => "select",
            Self::Radio { .. } => "radio",
            Self::MultiSelect { .. } => "multi_select",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::Rating { .. } => "rating",
            Self::Person => "person",
            Self::Customer => "customer",
            Self::Address => "address",
            Self::Table { .. } => "table",
            Self::Tags => "tags",
        }
    }

    /// The options of a choice field.
    #[must_use]
    pub fn options(&self) -> Option<&[Choice]> {
        match self {
            Self::Select { options } | Self::Radio { options } | Self::MultiSelect { options } => Some(options),
            _ => None,
        }
    }
}

/// One option of a choice field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice {
    /// What is stored.
    pub key: OptionKey,
    /// What people read.
    pub label: Text,
    /// Kept for old tickets, no longer offered.
    #[serde(default)]
    pub retired: bool,
}

/// One column of a table field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column {
    /// Its stable name.
    pub key: FieldKey,
    /// What people call it.
    pub label: Text,
    /// What it holds; a table inside a table is refused by `check`.
    #[serde(flatten)]
    pub holds: Holds,
    /// Whether each line must fill it.
    #[serde(default)]
    pub required: bool,
}

/// What a layout is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Agents enter a new ticket.
    #[default]
    Intake,
    /// Customers ask in the portal.
    Portal,
    /// A step of a flow.
    Step,
}

/// An arrangement of some fields for one use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Layout {
    /// Its stable name.
    pub key: LayoutKey,
    /// What people call it.
    pub title: Text,
    /// What it is for.
    #[serde(default)]
    pub purpose: Purpose,
    /// Its parts from top to bottom.
    #[serde(default)]
    pub items: Vec<Item>,
}

impl Layout {
    /// Every cell, in reading order, sections opened.
    #[must_use]
    pub fn cells(&self) -> Vec<&Cell> {
        fn collect<'a>(items: &'a [Item], found: &mut Vec<&'a Cell>) {
            for item in items {
                match item {
                    Item::Row { cells } => found.extend(cells),
                    Item::Section { items, .. } => collect(items, found),
                    Item::Note { .. } => {}
                }
            }
        }
        let mut found = Vec::new();
        collect(&self.items, &mut found);
        found
    }
}

/// One part of a layout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum Item {
    /// Fields side by side on twelve columns.
    Row {
        /// The fields.
        cells: Vec<Cell>,
    },
    /// A titled group.
    Section {
        /// Its title.
        title: Text,
        /// Its parts.
        items: Vec<Item>,
    },
    /// A paragraph for the person who fills the form.
    Note {
        /// Its words.
        text: Text,
    },
}

/// One field in a layout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell {
    /// Which field.
    pub field: FieldKey,
    /// Width in twelfths.
    #[serde(default = "twelve")]
    pub width: u8,
    /// Must be filled here, even if the field as such need not be.
    #[serde(default)]
    pub required: bool,
    /// Only shown here.
    #[serde(default)]
    pub read_only: bool,
}

const fn twelve() -> u8 {
    12
}

/// Every definition the form points at; forms point at none yet.
#[must_use]
pub fn references(form: &Form) -> Vec<(crate::Kind, DefinitionKey, String)> {
    let mut found = Vec::new();
    for field in &form.fields {
        for (condition, part) in conditions(field) {
            crate::check::condition_references(condition, &format!("/fields/{}/{part}", field.key), &mut found);
        }
    }
    found
}

/// The conditions of a field, each with the name of the property that holds it.
#[must_use]
pub fn conditions(field: &Field) -> Vec<(&Condition, &'static str)> {
    let mut found = Vec::new();
    if let Some(condition) = &field.visible {
        found.push((condition, "visible"));
    }
    if let Need::When(condition) = &field.required {
        found.push((condition, "required"));
    }
    if let Need::When(condition) = &field.read_only {
        found.push((condition, "read_only"));
    }
    found
}
