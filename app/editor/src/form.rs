//! The form designer's kernel: fields and layouts as a document that can be edited.

use model::{
    form::{Field, Form, Layout, conditions},
    key::{FieldKey, LayoutKey},
};

use crate::{Behavior, Document, Scribe, Verdict, Word, patch::Slot};

mod apply;
mod behavior;
pub mod clip;
pub mod drop;
mod edit;
pub mod fresh;
pub mod rewrite;
mod rules;
pub mod shape;
mod sheet;
pub mod step;

#[cfg(test)]
mod tests;

pub use edit::{Edit, Path, Piece, Place, SetCell, SetField, SetLayout, Side};
pub use sheet::{Ask, Change, Sheet, beside, inside, name_of, order};

/// The most fields of one form.
pub const MOST: usize = 1_000;

/// What an element of a form is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// A field.
    Field(FieldKey),
    /// A layout with all that is in it.
    Layout(LayoutKey),
    /// A section, a note or a row. Never touched by itself, but it can be selected.
    Item(LayoutKey, Path),
}

/// An element of a form with all it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A field.
    Field(Box<Field>),
    /// A layout.
    Layout(Box<Layout>),
}

/// The lists of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The fields.
    Fields,
    /// The layouts.
    Layouts,
}

/// Where a field is used inside its form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// The fields whose conditions or expressions read it.
    pub fields: Vec<FieldKey>,
    /// The layouts that show it.
    pub layouts: Vec<LayoutKey>,
}

/// Where a field is used inside its form: asked before it is removed.
#[must_use]
pub fn uses(form: &Form, key: &FieldKey) -> Uses {
    let reads = |field: &&Field| {
        let in_conditions = conditions(field).into_iter().any(|(condition, _)| {
            condition.variables().into_iter().any(|variable| variable.as_field() == Some(key.as_str()))
        });
        let in_expression = field
            .computed
            .as_ref()
            .is_some_and(|text| model::check::fields_in(text).into_iter().any(|name| name == key.as_str()));
        field.key != *key && (in_conditions || in_expression)
    };
    let shows = |layout: &&Layout| layout.cells().into_iter().any(|cell| cell.field == *key);
    Uses {
        fields: form.fields.iter().filter(reads).map(|field| field.key.clone()).collect(),
        layouts: form.layouts.iter().filter(shows).map(|layout| layout.key.clone()).collect(),
    }
}

impl Document for Form {
    type Edit = Edit;
    type Part = Part;
    type Name = Name;
    type List = List;

    const BEHAVIORS: &'static [Behavior<Self>] = behavior::ALL;

    fn name(part: &Part) -> Name {
        match part {
            Part::Field(field) => Name::Field(field.key.clone()),
            Part::Layout(layout) => Name::Layout(layout.key.clone()),
        }
    }

    fn has(&self, name: &Name) -> bool {
        match name {
            Name::Field(key) => self.field(key).is_some(),
            Name::Layout(key) => self.layout(key).is_some(),
            Name::Item(key, path) => self.layout(key).is_some_and(|layout| shape::item(layout, path).is_some()),
        }
    }

    fn put(&mut self, slot: Slot<List>, part: Part) {
        match part {
            Part::Field(field) => self.fields.insert(slot.index.min(self.fields.len()), *field),
            Part::Layout(layout) => self.layouts.insert(slot.index.min(self.layouts.len()), *layout),
        }
    }

    fn take(&mut self, slot: Slot<List>) -> Option<Part> {
        match slot.list {
            List::Fields if slot.index < self.fields.len() => {
                Some(Part::Field(Box::new(self.fields.remove(slot.index))))
            }
            List::Layouts if slot.index < self.layouts.len() => {
                Some(Part::Layout(Box::new(self.layouts.remove(slot.index))))
            }
            List::Fields | List::Layouts => None,
        }
    }

    fn swap(&mut self, slot: Slot<List>, part: Part) -> Option<Part> {
        match part {
            Part::Field(mut field) => {
                std::mem::swap(self.fields.get_mut(slot.index)?, &mut field);
                Some(Part::Field(field))
            }
            Part::Layout(mut layout) => {
                std::mem::swap(self.layouts.get_mut(slot.index)?, &mut layout);
                Some(Part::Layout(layout))
            }
        }
    }

    fn judge(&self, edit: &Edit) -> Verdict {
        rules::judge(self, edit)
    }

    fn apply(scribe: &mut Scribe<'_, Self>, edit: &Edit) {
        apply::apply(scribe, edit);
    }

    fn word(edit: &Edit) -> Word {
        match edit {
            Edit::AddField { .. }
            | Edit::Show { .. }
            | Edit::AddSection { .. }
            | Edit::AddNote { .. }
            | Edit::AddLayout { .. } => Word::Add,
            Edit::Move { .. } => Word::Move,
            Edit::Hide { .. } => Word::Hide,
            Edit::Remove { .. } | Edit::RemoveLayout(_) => Word::Remove,
            Edit::Resize { .. } => Word::Resize,
            Edit::Duplicate { .. } | Edit::DuplicateLayout { .. } => Word::Duplicate,
            Edit::Paste { .. } => Word::Paste,
            Edit::SetText { .. }
            | Edit::SetField { to: SetField::Label(_) | SetField::Option(_), .. }
            | Edit::SetLayout { to: SetLayout::Title(_), .. } => Word::Rename,
            Edit::SetField { to: SetField::MoveOption { .. }, .. }
            | Edit::SetLayout { to: SetLayout::Place(_), .. } => Word::Reorder,
            Edit::RenameField { .. } | Edit::SetField { to: SetField::RenameOption { .. }, .. } => Word::Rekey,
            Edit::SetField { to: SetField::Holds(_), .. } => Word::Replace,
            Edit::SetField { .. } | Edit::SetCell { .. } | Edit::SetLayout { .. } => Word::Change,
        }
    }

    fn typing(edit: &Edit) -> Option<(Name, &'static str)> {
        match edit {
            Edit::SetField { fields, to } => {
                let what = match to {
                    SetField::Label(_) => "label",
                    SetField::Help(_) => "help",
                    SetField::Placeholder(_) => "placeholder",
                    SetField::Holds(_) => "holds",
                    SetField::Required(_) => "required",
                    SetField::Visible(_) => "visible",
                    SetField::ReadOnly(_) => "read_only",
                    SetField::Default(_) => "default",
                    SetField::Computed(_) => "computed",
                    SetField::Option(_) => "option",
                    _ => return None,
                };
                let [field] = fields.as_slice() else { return None };
                Some((Name::Field(field.clone()), what))
            }
            Edit::SetText { layout, item, .. } => Some((Name::Item(layout.clone(), item.clone()), "text")),
            Edit::SetLayout { layout, to: SetLayout::Title(_) } => Some((Name::Layout(layout.clone()), "title")),
            _ => None,
        }
    }
}
