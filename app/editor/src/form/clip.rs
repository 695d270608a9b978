//! The clipboard of the form designer: fields with the rows, sections and notes around them as JSON text. Reading
//! believes nothing and keeps only what is sound.

use model::{
    form::{Cell, Field, Form, Item, Layout},
    key::FieldKey,
};
use serde_json::{Value, json};
use wire::Decode;

use super::{Piece, shape};

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 4_000_000;
/// The most fields of one clip.
const MOST: usize = 300;

/// Fields and how they were arranged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clip {
    /// The fields.
    pub fields: Vec<Field>,
    /// The rows, sections and notes.
    pub items: Vec<Item>,
}

impl Clip {
    /// Copies pieces of a layout, in reading order.
    #[must_use]
    pub fn of(form: &Form, layout: &Layout, pieces: &[Piece]) -> Self {
        let mut items: Vec<Item> = Vec::new();
        let mut inside: Option<super::Path> = None;
        for (path, item) in shape::walk(layout) {
            if inside.as_ref().is_some_and(|outer| outer.holds(&path)) {
                continue;
            }
            if pieces.contains(&Piece::Item(path.clone())) {
                items.push(item.clone());
                inside = Some(path);
            } else if let Item::Row { cells } = item {
                let is_in = |cell: &&Cell| pieces.contains(&Piece::Field(cell.field.clone()));
                let cells: Vec<Cell> = cells.iter().filter(is_in).cloned().collect();
                if !cells.is_empty() {
                    items.push(Item::Row { cells });
                }
            }
        }
        let mut shown: Vec<FieldKey> = Vec::new();
        shape::each_row(&mut items, &mut |cells| shown.extend(cells.iter().map(|cell| cell.field.clone())));
        let fields = form.fields.iter().filter(|field| shown.contains(&field.key)).cloned().collect();
        Self { fields, items }
    }

    /// The text for the system's clipboard.
    #[must_use]
    pub fn to_text(&self) -> String {
        json!({ "deskloom": "form", "format": Form::FORMAT, "fields": self.fields, "items": self.items }).to_string()
    }

    /// Reads a text from the system's clipboard; none if nothing in it can be used.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let whole: Value = wire::from_str(text).ok()?;
        if whole.get("deskloom")?.as_str()? != "form" {
            return None;
        }
        let list = |name: &str| whole.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut fields: Vec<Field> = Vec::new();
        for field in list("fields").into_iter().take(MOST) {
            if let Ok(field) = Field::decode(field)
                && !fields.iter().any(|known| known.key == field.key)
            {
                fields.push(field);
            }
        }
        let mut items: Vec<Item> =
            list("items").into_iter().take(MOST).filter_map(|item| Decode::decode(item).ok()).collect();
        // Each field once, and only those that came along.
        let mut left: Vec<FieldKey> = fields.iter().map(|field| field.key.clone()).collect();
        shape::each_row(&mut items, &mut |cells| {
            cells.retain(|cell| {
                let found = left.iter().position(|key| *key == cell.field);
                found.map(|index| left.remove(index)).is_some()
            });
            cells.truncate(shape::MOST_IN_ROW);
        });
        drop_empty_rows(&mut items);
        if fields.is_empty() && items.is_empty() { None } else { Some(Self { fields, items }) }
    }
}

/// Removes rows without cells, in sections too.
pub(super) fn drop_empty_rows(items: &mut Vec<Item>) {
    for item in items.iter_mut() {
        if let Item::Section { items, .. } = item {
            drop_empty_rows(items);
        }
    }
    items.retain(|item| !matches!(item, Item::Row { cells } if cells.is_empty()));
}
