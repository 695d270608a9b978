//! The long way round: where every simple way runs through something, the cheapest way on the grid of edges that
//! stand between the two nodes (A* with a price on turns).

use std::{
    cmp::{Ordering, Reverse},
    collections::{BinaryHeap, HashMap},
};

use model::flow::Point;

use super::{CLEAR, Side, TURN};
use crate::geometry::Rect;

/// The most lines of the grid in each direction.
const MOST_LINES: usize = 64;
/// The most steps of one search.
const MOST_STEPS: usize = 20_000;

/// A crossing of the grid, and how the way came there: flat or upright.
type Spot = (usize, usize, bool);

struct Open {
    cost: f64,
    spot: Spot,
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Open {}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Open {
    // The spot breaks ties, so that the answer never depends on chance.
    fn cmp(&self, other: &Self) -> Ordering {
        self.cost.total_cmp(&other.cost).then_with(|| self.spot.cmp(&other.spot))
    }
}

/// A way from the right side of one node to the left side of another that runs through nothing; none if there is none.
pub(super) fn way(from: Rect, to: Rect, others: &[Rect]) -> Option<Vec<Point>> {
    let (start, end) = (Side::Right.of(from), Side::Left.of(to));
    let (first, last) = (Side::Right.out(start), Side::Left.out(end));
    let walls: Vec<Rect> = others.iter().copied().chain([from, to]).collect();
    let around = |rect: &Rect| rect.grown(CLEAR / 2.0);
    let xs = lines(walls.iter().map(around).flat_map(|rect| [rect.x, rect.right()]), first.x, last.x);
    let ys = lines(walls.iter().map(around).flat_map(|rect| [rect.y, rect.bottom()]), first.y, last.y);
    let index = |lines: &[f64], value: f64| lines.iter().position(|line| line.total_cmp(&value) == Ordering::Equal);
    let begin: Spot = (index(&xs, first.x)?, index(&ys, first.y)?, true);
    let goal = (index(&xs, last.x)?, index(&ys, last.y)?);
    let point = |spot: &Spot| Some(Point { x: *xs.get(spot.0)?, y: *ys.get(spot.1)? });

    let mut best: HashMap<Spot, (f64, Option<Spot>)> = HashMap::from([(begin, (0.0, None))]);
    let mut open = BinaryHeap::from([Reverse(Open { cost: 0.0, spot: begin })]);
    let mut found = None;
    for _ in 0..MOST_STEPS {
        let Some(Reverse(Open { spot, .. })) = open.pop() else { break };
        if (spot.0, spot.1) == goal {
            found = Some(spot);
            break;
        }
        let (so_far, _) = *best.get(&spot)?;
        let here = point(&spot)?;
        let next = [
            (spot.0.checked_sub(1), Some(spot.1), true),
            (Some(spot.0 + 1), Some(spot.1), true),
            (Some(spot.0), spot.1.checked_sub(1), false),
            (Some(spot.0), Some(spot.1 + 1), false),
        ];
        for (x, y, flat) in next {
            let (Some(x), Some(y)) = (x, y) else { continue };
            let to: Spot = (x, y, flat);
            let Some(there) = point(&to) else { continue };
            if walls.iter().any(|wall| wall.is_crossed(here, there)) {
                continue;
            }
            let length = (here.x - there.x).abs() + (here.y - there.y).abs();
            let cost = so_far + length + if flat == spot.2 { 0.0 } else { TURN };
            if best.get(&to).is_none_or(|(known, _)| cost < *known) {
                best.insert(to, (cost, Some(spot)));
                let ahead = (there.x - last.x).abs() + (there.y - last.y).abs();
                open.push(Reverse(Open { cost: cost + ahead, spot: to }));
            }
        }
    }
    let mut points = vec![end];
    let mut at = Some(found?);
    while let Some(spot) = at {
        points.push(point(&spot)?);
        at = best.get(&spot)?.1;
    }
    points.push(start);
    points.reverse();
    Some(points)
}

fn lines(edges: impl Iterator<Item = f64>, first: f64, last: f64) -> Vec<f64> {
    let mut lines: Vec<f64> = edges.take(MOST_LINES).chain([first, last]).collect();
    lines.sort_by(f64::total_cmp);
    lines.dedup_by(|a, b| a.total_cmp(b) == Ordering::Equal);
    lines
}
