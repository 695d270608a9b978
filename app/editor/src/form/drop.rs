//! Drop targets: where a piece would go when it is let go over a layout. The view measures, this decides.

use std::collections::BTreeMap;

use model::{
    flow::Point,
    form::{Item, Layout},
    key::FieldKey,
};

use super::{Path, Piece, Place, Side, shape};
use crate::geometry::Rect;

/// A piece of the layout and where it is on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// A field, a section or a note.
    pub piece: Piece,
    /// Its rectangle.
    pub rect: Rect,
}

/// Where a piece would go.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The place.
    pub place: Place,
    /// The line that shows it: flat for a new row, upright for a place beside a field.
    pub line: Rect,
}

/// The thickness of the line.
const LINE: f64 = 2.0;

/// The place under a point. Over the outer quarter of a field: beside it; else above or below its row, whichever is
/// nearer. Below everything: the end.
#[must_use]
pub fn target(layout: &Layout, seen: &[Seen], at: Point) -> Target {
    // The innermost piece under the pointer: sections hold what is drawn in them.
    let under = seen
        .iter()
        .filter(|one| one.rect.contains(at))
        .min_by(|a, b| (a.rect.width * a.rect.height).total_cmp(&(b.rect.width * b.rect.height)));
    let rows = rows(layout);
    let found = under.and_then(|one| match &one.piece {
        Piece::Field(field) => {
            let row = rows.get(field)?;
            let cells = shape::row(layout, row)?;
            let edge = one.rect.width / 4.0;
            let has_room = cells.len() < shape::MOST_IN_ROW;
            let upright = |x: f64| Rect { x: x - LINE / 2.0, y: one.rect.y, width: LINE, height: one.rect.height };
            if has_room && at.x < one.rect.x + edge {
                let place = Place::Beside { field: field.clone(), side: Side::Before };
                return Some(Target { place, line: upright(one.rect.x) });
            }
            if has_room && at.x > one.rect.right() - edge {
                let place = Place::Beside { field: field.clone(), side: Side::After };
                return Some(Target { place, line: upright(one.rect.right()) });
            }
            let of_row =
                |other: &&Seen| matches!(&other.piece, Piece::Field(key) if cells.iter().any(|c| c.field == *key));
            let whole = Rect::bounds(seen.iter().filter(of_row).map(|one| one.rect)).unwrap_or(one.rect);
            between(row, whole, at)
        }
        Piece::Item(path) => match shape::item(layout, path)? {
            Item::Section { items, .. } => {
                let into = Place::In { section: path.clone(), index: nearest(&rows, path, items.len(), seen, at) };
                let inner = one.rect.grown(-8.0);
                Some(Target { place: into, line: flat(inner, at.y) })
            }
            Item::Note { .. } | Item::Row { .. } => between(path, one.rect, at),
        },
    });
    found.unwrap_or_else(|| {
        let top = Path::default();
        let index = nearest(&rows, &top, layout.items.len(), seen, at);
        let bounds = Rect::bounds(seen.iter().map(|one| one.rect)).unwrap_or_default();
        let y = at.y.clamp(bounds.y, bounds.bottom().max(bounds.y));
        Target { place: Place::In { section: top, index }, line: flat(bounds, y) }
    })
}

/// Above or below an item.
fn between(path: &Path, rect: Rect, at: Point) -> Option<Target> {
    let (section, index) = path.split()?;
    let is_above = at.y < rect.centre().y;
    let place = Place::In { section, index: if is_above { index } else { index + 1 } };
    Some(Target { place, line: flat(rect, if is_above { rect.y } else { rect.bottom() }) })
}

/// The row of every field. Made once for a frame of a drag, so that the frame stays in step with the length of the form.
type Rows<'a> = BTreeMap<&'a FieldKey, Path>;

fn rows(layout: &Layout) -> Rows<'_> {
    let mut found = BTreeMap::new();
    for (path, item) in shape::walk(layout) {
        if let Item::Row { cells } = item {
            for cell in cells {
                found.entry(&cell.field).or_insert_with(|| path.clone());
            }
        }
    }
    found
}

/// Before the first item of a section whose middle is below the point.
fn nearest(rows: &Rows<'_>, section: &Path, count: usize, seen: &[Seen], at: Point) -> usize {
    let mut bounds: Vec<Option<Rect>> = vec![None; count];
    for one in seen {
        let path = match &one.piece {
            Piece::Item(path) => Some(path),
            Piece::Field(field) => rows.get(field),
        };
        let place = path.and_then(Path::split).filter(|(outer, _)| outer == section);
        if let Some(slot) = place.and_then(|(_, index)| bounds.get_mut(index)) {
            *slot = Some(slot.map_or(one.rect, |rect| rect.with(one.rect)));
        }
    }
    bounds.iter().position(|rect| rect.is_some_and(|rect| rect.centre().y > at.y)).unwrap_or(count)
}

fn flat(rect: Rect, y: f64) -> Rect {
    Rect { x: rect.x, y: y - LINE / 2.0, width: rect.width, height: LINE }
}

/// The width in twelfths that a field gets when its right edge is dragged to `x`.
#[must_use]
pub fn width(row: Rect, field_left: f64, x: f64) -> u8 {
    let column = row.width / f64::from(shape::COLUMNS);
    if column <= 0.0 {
        return shape::COLUMNS;
    }
    let wanted = ((x - field_left) / column).round();
    (1..=shape::COLUMNS)
        .min_by(|a, b| (f64::from(*a) - wanted).abs().total_cmp(&(f64::from(*b) - wanted).abs()))
        .unwrap_or(1)
}
