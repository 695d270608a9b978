//! Places and sizes on the canvas: pure arithmetic in canvas pixels, x to the right and y downwards.

use model::flow::Point;

/// The distance of the grid's lines.
pub const GRID: f64 = 8.0;

/// Adds two points as vectors.
#[must_use]
pub fn plus(a: Point, b: Point) -> Point {
    Point { x: a.x + b.x, y: a.y + b.y }
}

/// The way from `a` to `b`.
#[must_use]
pub fn from_to(a: Point, b: Point) -> Point {
    Point { x: b.x - a.x, y: b.y - a.y }
}

/// How far two points are apart.
#[must_use]
pub fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The nearest crossing of the grid's lines.
#[must_use]
pub fn on_grid(point: Point) -> Point {
    let snap = |value: f64| (value / GRID).round() * GRID;
    Point { x: snap(point.x), y: snap(point.y) }
}

/// A point that can be worked with: a broken or absurdly distant coordinate is brought back.
#[must_use]
pub fn sane(point: Point) -> Point {
    let bring = |value: f64| if value.is_finite() { value.clamp(-1e6, 1e6) } else { 0.0 };
    Point { x: bring(point.x), y: bring(point.y) }
}

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Rect {
    /// The rectangle of a size around a centre.
    #[must_use]
    pub fn around(centre: Point, size: Size) -> Self {
        Self { x: centre.x - size.width / 2.0, y: centre.y - size.height / 2.0, width: size.width, height: size.height }
    }

    /// The rectangle between two corners, whichever they are.
    #[must_use]
    pub fn between(a: Point, b: Point) -> Self {
        Self { x: a.x.min(b.x), y: a.y.min(b.y), width: (a.x - b.x).abs(), height: (a.y - b.y).abs() }
    }

    /// The right edge.
    #[must_use]
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// The bottom edge.
    #[must_use]
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// The centre.
    #[must_use]
    pub fn centre(self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// The same, larger on every side.
    #[must_use]
    pub fn grown(self, by: f64) -> Self {
        Self { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }

    /// The same, elsewhere.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self { x: self.x + by.x, y: self.y + by.y, ..self }
    }

    /// Whether a point lies in it, edges included.
    #[must_use]
    pub fn contains(self, point: Point) -> bool {
        point.x >= self.x && point.x <= self.right() && point.y >= self.y && point.y <= self.bottom()
    }

    /// Whether the two share an area; touching edges do not.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether the other lies in it entirely.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.x <= other.x && self.y <= other.y && self.right() >= other.right() && self.bottom() >= other.bottom()
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self { x, y, width: self.right().max(other.right()) - x, height: self.bottom().max(other.bottom()) - y }
    }

    /// The smallest rectangle around all of them; none around nothing.
    #[must_use]
    pub fn bounds(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(Self::with)
    }

    /// Whether a straight line between two points, drawn along an axis, runs through the inside.
    #[must_use]
    pub fn is_crossed(self, from: Point, to: Point) -> bool {
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        left < self.right() && right > self.x && top < self.bottom() && bottom > self.y
    }
}

/// How far a point is from the straight line between two others.
#[must_use]
pub fn distance_to_line(point: Point, from: Point, to: Point) -> f64 {
    let way = from_to(from, to);
    let length = way.x * way.x + way.y * way.y;
    if length <= f64::EPSILON {
        return distance(point, from);
    }
    let along = (((point.x - from.x) * way.x + (point.y - from.y) * way.y) / length).clamp(0.0, 1.0);
    distance(point, Point { x: from.x + along * way.x, y: from.y + along * way.y })
}
