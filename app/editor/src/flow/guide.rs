//! Alignment guides and the grid: where a dragged node would rather be, and the lines that say why.

use model::flow::Point;

use crate::geometry::{GRID, Rect};

/// A line that is shown while something is dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    /// Where it begins.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
}

/// Where the dragged things would rather be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snap {
    /// How much further they go.
    pub by: Point,
    /// Why.
    pub guides: Vec<Guide>,
}

/// The place next to where a rectangle was dragged: in line with an edge or the middle of another one, at the same
/// distance as between two others, else on the grid. `reach` is in pixels of the canvas.
#[must_use]
pub fn snap(moving: Rect, others: &[Rect], reach: f64) -> Snap {
    let x = line_up(span_x(moving), others.iter().map(|other| span_x(*other)), reach)
        .or_else(|| even_gap(moving, others, reach));
    let y = line_up(span_y(moving), others.iter().map(|other| span_y(*other)), reach);
    let to_grid = |centre: f64| (centre / GRID).round() * GRID - centre;
    let centre = moving.centre();
    let by = Point { x: x.unwrap_or_else(|| to_grid(centre.x)), y: y.unwrap_or_else(|| to_grid(centre.y)) };
    let placed = moving.moved(by);
    let mut guides = Vec::new();
    if x.is_some() {
        guides.extend(upright(placed, others));
    }
    if y.is_some() {
        guides.extend(flat(placed, others));
    }
    Snap { by, guides }
}

fn span_x(rect: Rect) -> [f64; 3] {
    [rect.centre().x, rect.x, rect.right()]
}

fn span_y(rect: Rect) -> [f64; 3] {
    [rect.centre().y, rect.y, rect.bottom()]
}

/// The smallest push that puts a line of the one on the same line of another: middle on middle, edge on edge.
fn line_up(own: [f64; 3], others: impl Iterator<Item = [f64; 3]>, reach: f64) -> Option<f64> {
    let pushes = others.flat_map(|other| own.into_iter().zip(other).map(|(own, other)| other - own));
    pushes.filter(|push| push.abs() <= reach).min_by(|a, b| a.abs().total_cmp(&b.abs()))
}

/// The push that makes the gap to the left neighbour the same as the gap before that one.
fn even_gap(moving: Rect, others: &[Rect], reach: f64) -> Option<f64> {
    let beside = |other: &&Rect| other.y < moving.bottom() && moving.y < other.bottom();
    let mut row: Vec<Rect> = others.iter().filter(beside).filter(|other| other.right() <= moving.x).copied().collect();
    row.sort_by(|a, b| b.right().total_cmp(&a.right()));
    let [near, far, ..] = row.as_slice() else { return None };
    let push = near.right() + (near.x - far.right()) - moving.x;
    (near.x >= far.right() && push.abs() <= reach).then_some(push)
}

fn upright(placed: Rect, others: &[Rect]) -> Vec<Guide> {
    let lines = span_x(placed).into_iter().enumerate().filter_map(|(which, x)| {
        let on = |other: &&Rect| span_x(**other).get(which).is_some_and(|line| (line - x).abs() < 0.01);
        let all = Rect::bounds(others.iter().filter(on).copied())?.with(placed);
        Some(Guide { from: Point { x, y: all.y }, to: Point { x, y: all.bottom() } })
    });
    lines.collect()
}

fn flat(placed: Rect, others: &[Rect]) -> Vec<Guide> {
    let lines = span_y(placed).into_iter().enumerate().filter_map(|(which, y)| {
        let on = |other: &&Rect| span_y(**other).get(which).is_some_and(|line| (line - y).abs() < 0.01);
        let all = Rect::bounds(others.iter().filter(on).copied())?.with(placed);
        Some(Guide { from: Point { x: all.x, y }, to: Point { x: all.right(), y } })
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f64, y: f64) -> Rect {
        Rect { x, y, width: 160.0, height: 56.0 }
    }

    #[test]
    fn a_node_dragged_near_the_middle_of_another_lines_up_with_it() {
        let snapped = snap(rect(403.0, 5.0), &[rect(0.0, 0.0)], 6.0);
        assert!((snapped.by.y - -5.0).abs() < 1e-9);
        assert_eq!(snapped.guides.len(), 3);
        assert!(snapped.guides.iter().all(|guide| (guide.from.y - guide.to.y).abs() < 1e-9));
    }

    #[test]
    fn a_node_far_from_all_others_goes_to_the_grid() {
        let snapped = snap(rect(1003.0, 1005.0), &[rect(0.0, 0.0)], 6.0);
        let centre = rect(1003.0, 1005.0).moved(snapped.by).centre();
        assert!((centre.x % GRID).abs() < 1e-9 && (centre.y % GRID).abs() < 1e-9);
        assert!(snapped.guides.is_empty());
    }

    #[test]
    fn gaps_of_a_row_become_even() {
        let snapped = snap(rect(417.0, 20.0), &[rect(0.0, 0.0), rect(210.0, 0.0)], 6.0);
        assert!((snapped.by.x - 3.0).abs() < 1e-9);
    }
}
