//! The keyboard twins of dragging in a layout: one step up, down, left or right, into a section and out of it.

use model::{
    form::{Item, Layout},
    key::FieldKey,
};

use super::{Edit, Path, Piece, Place, Side, shape};

/// A direction of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
    /// Towards the beginning of the row.
    Left,
    /// Towards the end of the row.
    Right,
}

/// The edit that moves a piece one step; none where there is nowhere to go.
#[must_use]
pub fn step(layout: &Layout, piece: &Piece, direction: Direction) -> Option<Edit> {
    let to = match (piece, direction) {
        (Piece::Field(field), Direction::Left | Direction::Right) => sideways(layout, field, direction)?,
        (Piece::Item(_), Direction::Left | Direction::Right) => return None,
        (Piece::Field(field), Direction::Up | Direction::Down) => {
            let (row, _) = shape::find(layout, field)?;
            let cells = shape::row(layout, &row)?;
            if cells.len() > 1 {
                let (section, index) = row.split()?;
                Place::In { section, index: if direction == Direction::Up { index } else { index + 1 } }
            } else {
                past(layout, &row, direction, true)?
            }
        }
        (Piece::Item(path), Direction::Up | Direction::Down) => {
            shape::item(layout, path)?;
            past(layout, path, direction, false)?
        }
    };
    Some(Edit::Move { layout: layout.key.clone(), pieces: vec![piece.clone()], to })
}

/// Past the neighbour above or below, into a section that is the neighbour, or out of the own section.
fn past(layout: &Layout, path: &Path, direction: Direction, enters: bool) -> Option<Place> {
    let (section, index) = path.split()?;
    let siblings = shape::items(layout, &section)?;
    let neighbour = if direction == Direction::Up { index.checked_sub(1) } else { Some(index + 1) };
    match neighbour.and_then(|at| Some((at, siblings.get(at)?))) {
        Some((at, Item::Section { items, .. })) if enters => {
            let index = if direction == Direction::Up { items.len() } else { 0 };
            Some(Place::In { section: section.item(at), index })
        }
        Some((at, _)) => Some(Place::In { section, index: if direction == Direction::Up { at } else { at + 1 } }),
        None => {
            let (outer, own) = section.split()?;
            Some(Place::In { section: outer, index: if direction == Direction::Up { own } else { own + 1 } })
        }
    }
}

/// Past the neighbour in the row; a field alone in its row joins the row above or below.
fn sideways(layout: &Layout, field: &FieldKey, direction: Direction) -> Option<Place> {
    let (row, index) = shape::find(layout, field)?;
    let cells = shape::row(layout, &row)?;
    let is_left = direction == Direction::Left;
    if cells.len() > 1 {
        let neighbour = cells.get(if is_left { index.checked_sub(1)? } else { index + 1 })?;
        let side = if is_left { Side::Before } else { Side::After };
        return Some(Place::Beside { field: neighbour.field.clone(), side });
    }
    let (section, place) = row.split()?;
    let other = section.item(if is_left { place.checked_sub(1)? } else { place + 1 });
    let cells = shape::row(layout, &other)?;
    let cell = if is_left { cells.last()? } else { cells.first()? };
    Some(Place::Beside { field: cell.field.clone(), side: if is_left { Side::After } else { Side::Before } })
}
