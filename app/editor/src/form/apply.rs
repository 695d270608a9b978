//! Makes edits, each as plainly as it was meant. What follows from an edit stands in the behaviors.

use std::collections::BTreeMap;

use model::{
    form::{Cell, Choice, Field, Form, Holds, Item, Layout},
    key::{FieldKey, LayoutKey, OptionKey},
};

use super::{
    Edit, List, Name, Part, Path, Piece, Place, SetCell, SetField, SetLayout, clip::Clip, fresh, rewrite, shape,
};
use crate::{
    Scribe,
    key::{from_text, unique},
};

type Writer<'a, 'b> = &'a mut Scribe<'b, Form>;

impl Scribe<'_, Form> {
    /// Adds a field under a free key and gives the key back.
    pub(super) fn add_field(&mut self, mut field: Field) -> FieldKey {
        let form = self.document();
        let key = FieldKey::new(unique(field.key.as_str(), |key| form.fields.iter().any(|f| f.key.as_str() == key)));
        field.key = key.clone();
        let index = form.fields.len();
        self.insert(List::Fields, index, Part::Field(Box::new(field)));
        key
    }

    /// Changes the first field of a key, if it is there.
    pub(super) fn change_field(&mut self, key: &FieldKey, change: impl FnOnce(&mut Field)) {
        if let Some(index) = self.document().fields.iter().position(|field| field.key == *key) {
            self.change_field_at(index, change);
        }
    }

    /// Changes every field.
    pub(super) fn change_fields(&mut self, mut change: impl FnMut(&mut Field)) {
        for index in 0..self.document().fields.len() {
            self.change_field_at(index, &mut change);
        }
    }

    fn change_field_at(&mut self, index: usize, change: impl FnOnce(&mut Field)) {
        if let Some(field) = self.document().fields.get(index) {
            let mut changed = field.clone();
            change(&mut changed);
            if changed != *field {
                self.replace(List::Fields, index, Part::Field(Box::new(changed)));
            }
        }
    }

    /// Changes the first layout of a key, if it is there.
    pub(super) fn change_layout<T>(&mut self, key: &LayoutKey, change: impl FnOnce(&mut Layout) -> T) -> Option<T> {
        let index = self.document().layouts.iter().position(|layout| layout.key == *key)?;
        let mut changed = self.document().layouts.get(index)?.clone();
        let result = change(&mut changed);
        self.replace(List::Layouts, index, Part::Layout(Box::new(changed)));
        Some(result)
    }

    /// Changes every layout.
    pub(super) fn change_layouts(&mut self, mut change: impl FnMut(&mut Layout)) {
        for index in 0..self.document().layouts.len() {
            if let Some(layout) = self.document().layouts.get(index) {
                let mut changed = layout.clone();
                change(&mut changed);
                if changed != *layout {
                    self.replace(List::Layouts, index, Part::Layout(Box::new(changed)));
                }
            }
        }
    }
}

fn cell(field: FieldKey) -> Cell {
    Cell { field, width: shape::COLUMNS, required: false, read_only: false }
}

/// Makes an edit.
pub(super) fn apply(scribe: Writer<'_, '_>, edit: &Edit) {
    match edit {
        Edit::AddField { holds, label, at } => {
            let key = FieldKey::new(from_text(label, holds.name()));
            let key = scribe.add_field(fresh::field(key, label.clone(), holds.clone()));
            if let Some((layout, place)) = at {
                scribe.change_layout(layout, |layout| shape::put_cells(layout, place, vec![cell(key.clone())]));
            }
            scribe.pick(vec![Name::Field(key)]);
        }
        Edit::Show { fields, layout, at } => {
            let cells = fields.iter().cloned().map(cell).collect();
            scribe.change_layout(layout, |layout| shape::put_cells(layout, at, cells));
            scribe.pick(fields.iter().cloned().map(Name::Field).collect());
        }
        Edit::AddSection { title, layout, at } => {
            put_item(scribe, layout, at, Item::Section { title: title.clone(), items: Vec::new() });
        }
        Edit::AddNote { text, layout, at } => put_item(scribe, layout, at, Item::Note { text: text.clone() }),
        Edit::Move { layout, pieces, to } => {
            let picked = scribe.change_layout(layout, |layout| move_pieces(layout, pieces, to.clone()));
            if let Some((fields, paths)) = picked {
                let fields = fields.into_iter().map(Name::Field);
                let items = paths.into_iter().map(|path| Name::Item(layout.clone(), path));
                scribe.pick(fields.chain(items).collect());
            }
        }
        Edit::Hide { layout, pieces } => {
            scribe.change_layout(layout, |layout| take_pieces(layout, pieces, &mut Place::end()));
        }
        Edit::Remove { fields } => {
            for key in fields {
                while let Some(index) = scribe.document().fields.iter().position(|field| field.key == *key) {
                    scribe.remove(List::Fields, index);
                }
            }
        }
        Edit::Resize { layout, field, width } => {
            let width = (*width).clamp(1, shape::COLUMNS);
            scribe.change_layout(layout, |layout| change_cell(layout, field, |cell| cell.width = width));
        }
        Edit::Duplicate { layout, fields } => {
            let pieces: Vec<Piece> = fields.iter().cloned().map(Piece::Field).collect();
            let form = scribe.document();
            let Some(found) = form.layout(layout) else { return };
            let mut clip = Clip::of(form, found, &pieces);
            let is_hidden = |field: &&Field| fields.contains(&field.key) && shape::find(found, &field.key).is_none();
            clip.fields.extend(form.fields.iter().filter(is_hidden).cloned());
            let below = fields.iter().filter_map(|key| shape::find(found, key)).map(|(path, _)| path).max();
            let place = match below.and_then(|path| path.split()) {
                Some((section, index)) => Place::In { section, index: index + 1 },
                None => Place::end(),
            };
            paste(scribe, &clip, layout, &place);
        }
        Edit::Paste { clip, layout, at } => paste(scribe, clip, layout, at),
        Edit::SetField { fields, to } => {
            for key in fields {
                scribe.change_field(key, |field| set_field(field, to));
            }
        }
        Edit::RenameField { field, to } => {
            scribe.change_field(field, |field| field.key = to.clone());
            scribe.pick(vec![Name::Field(to.clone())]);
        }
        Edit::SetCell { layout, fields, to } => {
            scribe.change_layout(layout, |layout| {
                for key in fields {
                    change_cell(layout, key, |cell| match to {
                        SetCell::Required(required) => cell.required = *required,
                        SetCell::ReadOnly(read_only) => cell.read_only = *read_only,
                    });
                }
            });
        }
        Edit::SetText { layout, item, text } => {
            scribe.change_layout(layout, |layout| {
                let Some((section, index)) = item.split() else { return };
                match shape::items_mut(layout, &section).and_then(|items| items.get_mut(index)) {
                    Some(Item::Section { title: words, .. } | Item::Note { text: words }) => *words = text.clone(),
                    Some(Item::Row { .. }) | None => {}
                }
            });
        }
        Edit::AddLayout { title, purpose } => {
            add_layout(
                scribe,
                Layout {
                    key: LayoutKey::new(from_text(title, "layout")),
                    title: title.clone(),
                    purpose: *purpose,
                    items: Vec::new(),
                },
            );
        }
        Edit::DuplicateLayout { layout, title } => {
            if let Some(found) = scribe.document().layout(layout) {
                add_layout(scribe, Layout { title: title.clone(), ..found.clone() });
            }
        }
        Edit::RemoveLayout(layout) => {
            while let Some(index) = scribe.document().layouts.iter().position(|one| one.key == *layout) {
                scribe.remove(List::Layouts, index);
            }
        }
        Edit::SetLayout { layout, to } => match to {
            SetLayout::Title(title) => {
                scribe.change_layout(layout, |layout| layout.title = title.clone());
            }
            SetLayout::Purpose(purpose) => {
                scribe.change_layout(layout, |layout| layout.purpose = *purpose);
            }
            SetLayout::Place(to) => {
                let layouts = &scribe.document().layouts;
                let found = layouts.iter().position(|one| one.key == *layout);
                if let Some((index, moved)) = found.and_then(|index| Some((index, layouts.get(index)?.clone()))) {
                    let to = (*to).min(layouts.len().saturating_sub(1));
                    if to != index {
                        scribe.remove(List::Layouts, index);
                        scribe.insert(List::Layouts, to, Part::Layout(Box::new(moved)));
                    }
                }
            }
        },
    }
}

fn put_item(scribe: Writer<'_, '_>, layout: &LayoutKey, at: &Place, item: Item) {
    let paths = scribe.change_layout(layout, |layout| shape::put_items(layout, at, vec![item]));
    let names = paths.into_iter().flatten().map(|path| Name::Item(layout.clone(), path));
    scribe.pick(names.collect());
}

fn add_layout(scribe: Writer<'_, '_>, mut layout: Layout) {
    let layouts = &scribe.document().layouts;
    let is_taken = |key: &str| layouts.iter().any(|layout| layout.key.as_str() == key);
    layout.key = LayoutKey::new(unique(layout.key.as_str(), is_taken));
    let index = layouts.len();
    let name = Name::Layout(layout.key.clone());
    scribe.insert(List::Layouts, index, Part::Layout(Box::new(layout)));
    scribe.pick(vec![name]);
}

fn change_cell(layout: &mut Layout, field: &FieldKey, change: impl FnOnce(&mut Cell)) {
    let place = shape::find(layout, field).and_then(|(path, index)| Some((path.split()?, index)));
    if let Some(((section, row), index)) = place
        && let Some(Item::Row { cells }) = shape::items_mut(layout, &section).and_then(|items| items.get_mut(row))
        && let Some(cell) = cells.get_mut(index)
    {
        change(cell);
    }
}

/// Takes pieces out, in reading order, and keeps a place where it was among the others.
fn take_pieces(layout: &mut Layout, pieces: &[Piece], place: &mut Place) -> (Vec<Item>, Vec<Cell>) {
    let mut paths: Vec<&Path> =
        pieces.iter().filter_map(|piece| if let Piece::Item(path) = piece { Some(path) } else { None }).collect();
    paths.sort();
    paths.dedup();
    // What is inside a section that goes, goes with it.
    let outer: Vec<&Path> =
        paths.iter().filter(|path| !paths.iter().any(|other| other != *path && other.holds(path))).copied().collect();
    let mut items = Vec::new();
    for path in outer.into_iter().rev() {
        if let Some(item) = shape::take_item(layout, path) {
            shape::shift(place, path);
            items.push(item);
        }
    }
    items.reverse();
    let mut cells = Vec::new();
    for piece in pieces {
        if let Piece::Field(key) = piece
            && let Some((cell, row)) = shape::take_cell(layout, key)
        {
            if let Some(row) = row {
                shape::shift(place, &row);
            }
            cells.push(cell);
        }
    }
    (items, cells)
}

fn move_pieces(layout: &mut Layout, pieces: &[Piece], mut to: Place) -> (Vec<FieldKey>, Vec<Path>) {
    let (items, cells) = take_pieces(layout, pieces, &mut to);
    let fields = cells.iter().map(|cell| cell.field.clone()).collect();
    shape::put_cells(layout, &to, cells);
    (fields, shape::put_items(layout, &to, items))
}

fn paste(scribe: Writer<'_, '_>, clip: &Clip, layout: &LayoutKey, at: &Place) {
    let mut renamed: BTreeMap<FieldKey, FieldKey> = BTreeMap::new();
    for field in &clip.fields {
        let key = scribe.add_field(field.clone());
        renamed.insert(field.key.clone(), key);
    }
    // Copies read each other, not the originals. By way of names that no field has, since keys may change places.
    for key in renamed.values() {
        scribe.change_field(key, |field| {
            for (index, from) in renamed.keys().enumerate() {
                rewrite::rename_field(field, from, &FieldKey::new(format!("0_{index}")));
            }
            for (index, to) in renamed.values().enumerate() {
                rewrite::rename_field(field, &FieldKey::new(format!("0_{index}")), to);
            }
        });
    }
    let mut items = clip.items.clone();
    shape::each_row(&mut items, &mut |cells| {
        cells.retain_mut(|cell| match renamed.get(&cell.field) {
            Some(key) => {
                cell.field = key.clone();
                true
            }
            None => false,
        });
    });
    super::clip::drop_empty_rows(&mut items);
    let paths = scribe.change_layout(layout, |layout| shape::put_items(layout, at, items)).unwrap_or_default();
    let fields = renamed.into_values().map(Name::Field);
    let others = paths.into_iter().map(|path| Name::Item(layout.clone(), path));
    let is_item = |name: &Name| match name {
        Name::Item(_, path) => scribe
            .document()
            .layout(layout)
            .and_then(|layout| shape::item(layout, path))
            .is_some_and(|item| !matches!(item, Item::Row { .. })),
        _ => true,
    };
    let picked = others.chain(fields).filter(is_item).collect();
    scribe.pick(picked);
}

fn set_field(field: &mut Field, to: &SetField) {
    match to {
        SetField::Label(text) => field.label = text.clone(),
        SetField::Help(text) => field.help = text.clone(),
        SetField::Placeholder(text) => field.placeholder = text.clone(),
        SetField::Holds(holds) => field.holds = holds.clone(),
        SetField::Required(need) => field.required = need.clone(),
        SetField::Visible(condition) => field.visible.clone_from(condition),
        SetField::ReadOnly(need) => field.read_only = need.clone(),
        SetField::Default(value) => field.default = value.clone(),
        SetField::Computed(text) => field.computed.clone_from(text),
        SetField::Searchable(searchable) => field.searchable = *searchable,
        SetField::Sortable(sortable) => field.sortable = *sortable,
        SetField::AddOptions(_)
        | SetField::Option(_)
        | SetField::RenameOption { .. }
        | SetField::RemoveOption(_)
        | SetField::MoveOption { .. } => {
            if let Holds::Select { options } | Holds::Radio { options } | Holds::MultiSelect { options } =
                &mut field.holds
            {
                set_options(options, to);
            }
        }
    }
}

fn set_options(options: &mut Vec<Choice>, to: &SetField) {
    match to {
        SetField::AddOptions(labels) => {
            for label in labels {
                let made = unique(&from_text(label, "option"), |key| options.iter().any(|o| o.key.as_str() == key));
                options.push(Choice { key: OptionKey::new(made), label: label.clone(), retired: false });
            }
        }
        SetField::Option(choice) => {
            if let Some(found) = options.iter_mut().find(|option| option.key == choice.key) {
                *found = choice.clone();
            }
        }
        SetField::RenameOption { from, to } => {
            if let Some(found) = options.iter_mut().find(|option| option.key == *from) {
                found.key = to.clone();
            }
        }
        SetField::RemoveOption(key) => options.retain(|option| option.key != *key),
        SetField::MoveOption { option, to } => {
            if let Some(index) = options.iter().position(|one| one.key == *option) {
                let moved = options.remove(index);
                options.insert((*to).min(options.len()), moved);
            }
        }
        _ => {}
    }
}
