//! The shape of a layout: finding, taking out and putting in rows, sections, notes and cells.

use model::{
    form::{Cell, Item, Layout},
    key::FieldKey,
};

use super::{Path, Place, Side};

/// The columns of a row.
pub const COLUMNS: u8 = 12;
/// The most fields side by side.
pub const MOST_IN_ROW: usize = 6;
/// The deepest sections of a layout, as `model::check` has it.
pub const DEEPEST: usize = 4;

/// The items of a section; of the layout itself for the empty path.
#[must_use]
pub fn items<'a>(layout: &'a Layout, section: &Path) -> Option<&'a [Item]> {
    let mut at = layout.items.as_slice();
    for index in &section.0 {
        match at.get(*index)? {
            Item::Section { items, .. } => at = items,
            Item::Row { .. } | Item::Note { .. } => return None,
        }
    }
    Some(at)
}

/// The items of a section, to be changed.
pub(super) fn items_mut<'a>(layout: &'a mut Layout, section: &Path) -> Option<&'a mut Vec<Item>> {
    let mut at = &mut layout.items;
    for index in &section.0 {
        match at.get_mut(*index)? {
            Item::Section { items, .. } => at = items,
            Item::Row { .. } | Item::Note { .. } => return None,
        }
    }
    Some(at)
}

/// The item at a path.
#[must_use]
pub fn item<'a>(layout: &'a Layout, path: &Path) -> Option<&'a Item> {
    let (section, index) = path.split()?;
    items(layout, &section)?.get(index)
}

/// Every item with its path, in reading order, sections before what they hold.
#[must_use]
pub fn walk(layout: &Layout) -> Vec<(Path, &Item)> {
    fn collect<'a>(items: &'a [Item], section: &Path, found: &mut Vec<(Path, &'a Item)>) {
        for (index, item) in items.iter().enumerate() {
            let path = section.item(index);
            found.push((path.clone(), item));
            if let Item::Section { items, .. } = item {
                collect(items, &path, found);
            }
        }
    }
    let mut found = Vec::new();
    collect(&layout.items, &Path::default(), &mut found);
    found
}

/// The row of a field and its place in the row.
#[must_use]
pub fn find(layout: &Layout, field: &FieldKey) -> Option<(Path, usize)> {
    walk(layout).into_iter().find_map(|(path, item)| match item {
        Item::Row { cells } => cells.iter().position(|cell| cell.field == *field).map(|index| (path, index)),
        Item::Section { .. } | Item::Note { .. } => None,
    })
}

/// The cell of a field.
#[must_use]
pub fn cell<'a>(layout: &'a Layout, field: &FieldKey) -> Option<&'a Cell> {
    layout.cells().into_iter().find(|cell| cell.field == *field)
}

/// The cells of the row at a path.
#[must_use]
pub fn row<'a>(layout: &'a Layout, path: &Path) -> Option<&'a [Cell]> {
    match item(layout, path)? {
        Item::Row { cells } => Some(cells),
        Item::Section { .. } | Item::Note { .. } => None,
    }
}

/// Changes every row.
pub(super) fn each_row(items: &mut [Item], change: &mut dyn FnMut(&mut Vec<Cell>)) {
    for item in items {
        match item {
            Item::Row { cells } => change(cells),
            Item::Section { items, .. } => each_row(items, change),
            Item::Note { .. } => {}
        }
    }
}

/// How many levels of sections an item adds.
#[must_use]
pub(super) fn depth(item: &Item) -> usize {
    match item {
        Item::Section { items, .. } => 1 + items.iter().map(depth).max().unwrap_or(0),
        Item::Row { .. } | Item::Note { .. } => 0,
    }
}

/// Takes an item out.
pub(super) fn take_item(layout: &mut Layout, path: &Path) -> Option<Item> {
    let (section, index) = path.split()?;
    let items = items_mut(layout, &section)?;
    if index < items.len() { Some(items.remove(index)) } else { None }
}

/// Takes the cell of a field out. A row that is left empty goes too, and its path is told.
pub(super) fn take_cell(layout: &mut Layout, field: &FieldKey) -> Option<(Cell, Option<Path>)> {
    let (path, index) = find(layout, field)?;
    let (section, place) = path.split()?;
    let items = items_mut(layout, &section)?;
    let Some(Item::Row { cells }) = items.get_mut(place) else { return None };
    let mut cell = cells.remove(index);
    if cells.is_empty() {
        items.remove(place);
        return Some((cell, Some(path)));
    }
    // Alone in a row of its own it would look lost with the width it had among others.
    cell.width = COLUMNS;
    Some((cell, None))
}

/// The place after an item before it was taken out.
pub(super) fn shift(place: &mut Place, taken: &Path) {
    let (Place::In { section, index }, Some((from, gone))) = (place, taken.split()) else { return };
    if *section == from {
        if gone < *index && *index != usize::MAX {
            *index -= 1;
        }
    } else if from.holds(section)
        && let Some(step) = section.0.get_mut(from.0.len())
        && gone < *step
    {
        *step -= 1;
    }
}

/// Puts items in at a place, and gives their paths back. Items dropped beside a field go above its row.
pub(super) fn put_items(layout: &mut Layout, place: &Place, new: Vec<Item>) -> Vec<Path> {
    let (section, index) = match place {
        Place::In { section, index } => (section.clone(), *index),
        Place::Beside { field, .. } => match find(layout, field).and_then(|(path, _)| path.split()) {
            Some(place) => place,
            None => (Path::default(), usize::MAX),
        },
    };
    let section = if items(layout, &section).is_some() { section } else { Path::default() };
    let Some(items) = items_mut(layout, &section) else { return Vec::new() };
    let index = index.min(items.len());
    let paths = (0..new.len()).map(|offset| section.item(index + offset)).collect();
    items.splice(index..index, new);
    paths
}

/// Puts cells in at a place: beside a field into its row, else each into a row of its own.
pub(super) fn put_cells(layout: &mut Layout, place: &Place, new: Vec<Cell>) {
    if let Place::Beside { field, side } = place
        && let Some((path, index)) = find(layout, field)
        && let Some((section, place)) = path.split()
        && let Some(Item::Row { cells }) = items_mut(layout, &section).and_then(|items| items.get_mut(place))
    {
        let index = if *side == Side::After { index + 1 } else { index };
        cells.splice(index..index, new);
        return;
    }
    put_items(layout, place, new.into_iter().map(|cell| Item::Row { cells: vec![cell] }).collect());
}

/// Shares the columns of a row evenly; what does not divide goes to the first ones.
pub(super) fn share(cells: &mut [Cell]) {
    let Ok(count) = u8::try_from(cells.len()) else { return };
    if count == 0 || count > COLUMNS {
        return;
    }
    let mut rest = COLUMNS % count;
    for cell in cells {
        cell.width = COLUMNS / count + u8::from(rest > 0);
        rest = rest.saturating_sub(1);
    }
}

/// How many columns the cells of a row take.
#[must_use]
pub fn taken(cells: &[Cell]) -> u32 {
    cells.iter().map(|cell| u32::from(cell.width)).sum()
}
