//! Routing one link: an orthogonal way from node to node that avoids other nodes. Pure: the same places give the same
//! way. A person's bends are kept; only between them does the router draw.

use model::flow::Point;

use crate::geometry::{Rect, distance};

mod search;

/// How far a link runs straight before it turns at a node, and how far it keeps from other nodes.
pub(super) const CLEAR: f64 = 16.0;
/// What a turn costs, in pixels of detour.
const TURN: f64 = 24.0;
/// What running through a node costs.
const THROUGH: f64 = 4_000.0;

/// A side of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The right one: where links usually leave.
    Right,
    /// The lower one.
    Bottom,
    /// The upper one.
    Top,
    /// The left one: where links usually arrive.
    Left,
}

impl Side {
    /// The point in the middle of this side.
    #[must_use]
    pub fn of(self, rect: Rect) -> Point {
        let Point { x, y } = rect.centre();
        match self {
            Self::Right => Point { x: rect.right(), y },
            Self::Left => Point { x: rect.x, y },
            Self::Top => Point { x, y: rect.y },
            Self::Bottom => Point { x, y: rect.bottom() },
        }
    }

    fn out(self, at: Point) -> Point {
        match self {
            Self::Right => Point { x: at.x + CLEAR, ..at },
            Self::Left => Point { x: at.x - CLEAR, ..at },
            Self::Top => Point { y: at.y - CLEAR, ..at },
            Self::Bottom => Point { y: at.y + CLEAR, ..at },
        }
    }

    const fn is_across(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }
}

/// A drawn link: a line of upright and flat pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// Its corners, from beginning to end.
    pub points: Vec<Point>,
}

impl Route {
    /// The way from one node to another.
    #[must_use]
    pub fn between(from: Rect, to: Rect, bends: &[Point], others: &[Rect]) -> Self {
        if from == to {
            return Self::around(from);
        }
        let bends: Vec<Point> =
            bends.iter().copied().filter(|bend| !from.contains(*bend) && !to.contains(*bend)).collect();
        if !bends.is_empty() {
            return Self::bent(from, to, &bends);
        }
        let near = window(from, to);
        let others: Vec<Rect> = others
            .iter()
            .filter(|other| **other != from && **other != to && other.overlaps(near))
            .map(|other| other.grown(CLEAR / 2.0))
            .collect();
        let weighed = |route: Self, handicap: f64| (route.cost(from, to, &others) + handicap, route);
        let ways = WAYS.into_iter().flat_map(|(leaves, arrives, handicap)| {
            candidates(from, to, leaves, arrives).into_iter().map(move |route| (route, handicap))
        });
        // The first of equals wins, so that a way does not jump while something is moved.
        let cheaper = |best: (f64, Self), one: (f64, Self)| if one.0 < best.0 { one } else { best };
        let mut best = ways.map(|(route, handicap)| weighed(route, handicap)).reduce(cheaper);
        if best.as_ref().is_some_and(|(cost, _)| *cost >= THROUGH)
            && let Some(points) = search::way(from, to, &others)
        {
            let found = weighed(Self { points }.straightened(), 0.0);
            best = best.map(|best| cheaper(best, found));
        }
        best.map(|(_, route)| route).unwrap_or_default()
    }

    /// The way to a free point, as while a link is being drawn.
    #[must_use]
    pub fn towards(from: Rect, at: Point) -> Self {
        let spot = Rect { x: at.x, y: at.y, width: 0.0, height: 0.0 };
        Self::between(from, spot, &[], &[])
    }

    /// A link from a node to itself: out on the right, over the top, back from above.
    fn around(rect: Rect) -> Self {
        let out = Side::Right.of(rect);
        let back = Side::Top.of(rect);
        let (x, y) = (rect.right() + CLEAR, rect.y - CLEAR);
        Self { points: vec![out, Point { x, y: out.y }, Point { x, y }, Point { x: back.x, y }, back] }
    }

    /// Through the bends that a person set, in order.
    fn bent(from: Rect, to: Rect, bends: &[Point]) -> Self {
        let (Some(first), Some(last)) = (bends.first(), bends.last()) else { return Self::default() };
        let (leaves, arrives) = (facing(from, *first), facing(to, *last));
        let mut points = vec![leaves.of(from)];
        let mut across = leaves.is_across();
        for bend in bends {
            across = elbow(&mut points, *bend, across);
        }
        // The last piece must arrive in the direction of its side.
        let end = arrives.of(to);
        let corner = if arrives.is_across() { Point { x: last.x, y: end.y } } else { Point { x: end.x, y: last.y } };
        points.extend([corner, end]);
        Self { points }.straightened()
    }

    /// Without doubled points and without corners that do not turn.
    fn straightened(self) -> Self {
        let mut points: Vec<Point> = Vec::with_capacity(self.points.len());
        for point in self.points {
            if points.last().is_some_and(|last| distance(*last, point) < 0.5) {
                continue;
            }
            if let [.., before, last] = points.as_mut_slice() {
                let flat = (before.y - last.y).abs() < 0.5 && (last.y - point.y).abs() < 0.5;
                let upright = (before.x - last.x).abs() < 0.5 && (last.x - point.x).abs() < 0.5;
                // Turning back on itself is no straight line, though it lies on one.
                let goes_on = (last.x - before.x) * (point.x - last.x) + (last.y - before.y) * (point.y - last.y) > 0.0;
                if (flat || upright) && goes_on {
                    *last = point;
                    continue;
                }
            }
            points.push(point);
        }
        Self { points }
    }

    fn cost(&self, from: Rect, to: Rect, others: &[Rect]) -> f64 {
        let mut cost = 0.0;
        for (start, end) in self.pieces() {
            cost += distance(start, end) + TURN;
            for own in [from, to] {
                if own.grown(-1.0).is_crossed(start, end) {
                    cost += 1_000.0 * THROUGH;
                }
            }
            let hits = others.iter().filter(|other| other.is_crossed(start, end)).count();
            cost += THROUGH * f64::from(u32::try_from(hits).unwrap_or(u32::MAX));
        }
        cost
    }

    /// The straight pieces, from corner to corner.
    pub fn pieces(&self) -> impl Iterator<Item = (Point, Point)> {
        self.points.iter().copied().zip(self.points.iter().copied().skip(1))
    }

    /// The smallest rectangle around it.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        Rect::bounds(self.pieces().map(|(from, to)| Rect::between(from, to)))
    }

    /// The same way elsewhere.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        Self { points: self.points.iter().map(|point| crate::geometry::plus(*point, by)).collect() }
    }

    /// Where the words of the link stand: in the middle of its longest flat piece, else of its longest piece. Where the
    /// way turns aside, the first piece is left out: the other ways of the same node begin with it too.
    #[must_use]
    pub fn label(&self) -> Option<Point> {
        let weight = |(from, to): &(Point, Point)| {
            let length = distance(*from, *to);
            if (from.y - to.y).abs() < 0.5 { 2.0 * length } else { length }
        };
        // The first of equals, so that words do not jump while something is moved.
        let shared = usize::from(self.points.len() > 3);
        let longest = self
            .pieces()
            .skip(shared)
            .reduce(|best, one| if weight(&one) > weight(&best) + 0.5 { one } else { best })?;
        Some(Rect::between(longest.0, longest.1).centre())
    }

    /// How far a point is from the line, and the number of the nearest piece.
    #[must_use]
    pub fn nearest(&self, at: Point) -> Option<(usize, f64)> {
        self.pieces()
            .enumerate()
            .map(|(index, (from, to))| (index, crate::geometry::distance_to_line(at, from, to)))
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// The value of the SVG attribute `d`, with rounded corners.
    #[must_use]
    pub fn path(&self, radius: f64) -> String {
        use std::fmt::Write as _;
        let mut path = String::new();
        let mut previous: Option<Point> = None;
        for (index, point) in self.points.iter().enumerate() {
            let done = match (previous, self.points.get(index + 1)) {
                (None, _) => write!(path, "M{} {}", point.x, point.y),
                (Some(_), None) => write!(path, "L{} {}", point.x, point.y),
                (Some(before), Some(next)) => {
                    let room = (distance(before, *point) / 2.0).min(distance(*point, *next) / 2.0).min(radius);
                    let (enter, leave) = (towards(*point, before, room), towards(*point, *next, room));
                    write!(path, "L{} {}Q{} {} {} {}", enter.x, enter.y, point.x, point.y, leave.x, leave.y)
                }
            };
            // Writing to a string cannot fail.
            debug_assert!(done.is_ok());
            previous = Some(*point);
        }
        path
    }
}

/// The sides that are tried, with what each pair costs beyond its length: the usual way is from right to left.
const WAYS: [(Side, Side, f64); 10] = [
    (Side::Right, Side::Left, 0.0),
    (Side::Bottom, Side::Left, 20.0),
    (Side::Top, Side::Left, 20.0),
    (Side::Right, Side::Top, 30.0),
    (Side::Right, Side::Bottom, 30.0),
    (Side::Bottom, Side::Top, 40.0),
    (Side::Top, Side::Bottom, 40.0),
    (Side::Bottom, Side::Bottom, 60.0),
    (Side::Top, Side::Top, 60.0),
    (Side::Right, Side::Right, 80.0),
];

/// The simple ways between two sides: with one to four turns.
fn candidates(from: Rect, to: Rect, leaves: Side, arrives: Side) -> Vec<Route> {
    let (start, end) = (leaves.of(from), arrives.of(to));
    let (first, last) = (leaves.out(start), arrives.out(end));
    let whole = from.with(to).grown(CLEAR);
    let mut middles: Vec<Vec<Point>> = Vec::new();
    let middle = Point { x: f64::midpoint(first.x, last.x), y: f64::midpoint(first.y, last.y) };
    let upright = |x: f64| vec![Point { x, y: first.y }, Point { x, y: last.y }];
    let flat = |y: f64| vec![Point { x: first.x, y }, Point { x: last.x, y }];
    middles.push(vec![Point { x: last.x, y: first.y }]);
    middles.push(vec![Point { x: first.x, y: last.y }]);
    middles.extend([middle.x, first.x, last.x, whole.x, whole.right()].map(upright));
    let gap =
        if from.bottom() < to.y { f64::midpoint(from.bottom(), to.y) } else { f64::midpoint(to.bottom(), from.y) };
    middles.extend([middle.y, gap, whole.y, whole.bottom()].map(flat));
    middles
        .into_iter()
        .map(|middle| {
            let mut points = vec![start, first];
            points.extend(middle);
            points.extend([last, end]);
            Route { points }.straightened()
        })
        .collect()
}

fn window(from: Rect, to: Rect) -> Rect {
    from.with(to).grown(200.0)
}

fn facing(rect: Rect, at: Point) -> Side {
    let centre = rect.centre();
    let (across, down) = ((at.x - centre.x) / rect.width.max(1.0), (at.y - centre.y) / rect.height.max(1.0));
    if across.abs() >= down.abs() {
        if across >= 0.0 { Side::Right } else { Side::Left }
    } else if down >= 0.0 {
        Side::Bottom
    } else {
        Side::Top
    }
}

/// Adds the corner before a bend and the bend itself; answers whether the next piece starts flat.
fn elbow(points: &mut Vec<Point>, bend: Point, across: bool) -> bool {
    let Some(last) = points.last().copied() else { return across };
    if (last.x - bend.x).abs() < 0.5 || (last.y - bend.y).abs() < 0.5 {
        points.push(bend);
        return (last.x - bend.x).abs() < 0.5;
    }
    points.push(if across { Point { x: bend.x, y: last.y } } else { Point { x: last.x, y: bend.y } });
    points.push(bend);
    across
}

fn towards(from: Point, to: Point, length: f64) -> Point {
    let whole = distance(from, to);
    if whole <= f64::EPSILON {
        return from;
    }
    let part = length / whole;
    Point { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}
