//! Looking at the canvas: pan, zoom, fit and the minimap. Looking is not an edit and is never undone.

use model::flow::Point;

use crate::geometry::{Rect, Size, from_to, plus};

/// The smallest scale.
pub const SMALLEST: f64 = 0.2;
/// The largest scale.
pub const LARGEST: f64 = 3.0;
/// How much one press of a key, or one notch of the wheel, zooms.
pub const NOTCH: f64 = 1.2;

/// Which part of the canvas is seen: a point of the canvas is drawn at `offset + point × scale`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Where the canvas's origin is drawn, in pixels of the screen area.
    pub offset: Point,
    /// How large it is drawn.
    pub scale: f64,
}

impl Default for View {
    fn default() -> Self {
        Self { offset: Point::default(), scale: 1.0 }
    }
}

impl View {
    /// A point of the screen area on the canvas.
    #[must_use]
    pub fn to_canvas(self, screen: Point) -> Point {
        Point { x: (screen.x - self.offset.x) / self.scale, y: (screen.y - self.offset.y) / self.scale }
    }

    /// A point of the canvas in the screen area.
    #[must_use]
    pub fn to_screen(self, canvas: Point) -> Point {
        Point { x: canvas.x * self.scale + self.offset.x, y: canvas.y * self.scale + self.offset.y }
    }

    /// The part of the canvas that a screen area of a size shows.
    #[must_use]
    pub fn seen(self, area: Size) -> Rect {
        let corner = self.to_canvas(Point::default());
        Rect { x: corner.x, y: corner.y, width: area.width / self.scale, height: area.height / self.scale }
    }

    /// Pushed by so many pixels of the screen.
    #[must_use]
    pub fn panned(self, by: Point) -> Self {
        Self { offset: plus(self.offset, by), ..self }
    }

    /// Larger or smaller, while the canvas under a point of the screen stays where it is.
    #[must_use]
    pub fn zoomed(self, screen: Point, factor: f64) -> Self {
        let scale = bounded(self.scale * factor);
        let under = self.to_canvas(screen);
        Self { offset: Point { x: screen.x - under.x * scale, y: screen.y - under.y * scale }, scale }
    }

    /// Everything in a rectangle is seen, in the middle, with some space around; never larger than life.
    #[must_use]
    pub fn fit(bounds: Option<Rect>, area: Size, padding: f64) -> Self {
        let Some(bounds) = bounds else { return Self::default() };
        let room = |whole: f64| (whole - 2.0 * padding).max(1.0);
        let wanted = (room(area.width) / bounds.width.max(1.0)).min(room(area.height) / bounds.height.max(1.0));
        Self { offset: Point::default(), scale: bounded(wanted.min(1.0)) }.centred(bounds.centre(), area)
    }

    /// A point of the canvas is in the middle; the scale stays.
    #[must_use]
    pub fn centred(self, canvas: Point, area: Size) -> Self {
        let middle = Point { x: area.width / 2.0, y: area.height / 2.0 };
        Self { offset: Point { x: middle.x - canvas.x * self.scale, y: middle.y - canvas.y * self.scale }, ..self }
    }

    /// Pushed as little as needed for a rectangle of the canvas to be seen.
    #[must_use]
    pub fn revealing(self, rect: Rect, area: Size, padding: f64) -> Self {
        let shown = self.seen(area).grown(-padding / self.scale);
        let push = |start: f64, end: f64, from: f64, to: f64| {
            if start < from || end - start > to - from {
                from - start
            } else if end > to {
                to - end
            } else {
                0.0
            }
        };
        let by = Point {
            x: push(rect.x, rect.right(), shown.x, shown.right()) * self.scale,
            y: push(rect.y, rect.bottom(), shown.y, shown.bottom()) * self.scale,
        };
        self.panned(by)
    }

    /// The value of the SVG attribute `transform`.
    #[must_use]
    pub fn transform(self) -> String {
        format!("translate({} {}) scale({})", self.offset.x, self.offset.y, self.scale)
    }
}

fn bounded(scale: f64) -> f64 {
    if scale.is_finite() { scale.clamp(SMALLEST, LARGEST) } else { 1.0 }
}

/// The small picture of the whole canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Minimap {
    /// How the canvas is drawn in the picture.
    pub view: View,
    /// The part that is seen, in pixels of the picture.
    pub frame: Rect,
}

impl Minimap {
    /// The picture of a size around everything that is drawn and seen.
    #[must_use]
    pub fn of(bounds: Option<Rect>, seen: Rect, size: Size) -> Self {
        let all = bounds.map_or(seen, |bounds| bounds.with(seen));
        let scale = (size.width / all.width.max(1.0)).min(size.height / all.height.max(1.0));
        let view = View { offset: Point::default(), scale }.centred(all.centre(), size);
        let corner = view.to_screen(Point { x: seen.x, y: seen.y });
        let frame = Rect { x: corner.x, y: corner.y, width: seen.width * scale, height: seen.height * scale };
        Self { view, frame }
    }

    /// The view that shows the place which was pressed in the picture.
    #[must_use]
    pub fn look_at(self, picture: Point, view: View, area: Size) -> View {
        view.centred(self.view.to_canvas(picture), area)
    }

    /// The view after the frame was dragged by so many pixels of the picture.
    #[must_use]
    pub fn drag(self, by: Point, view: View) -> View {
        let canvas = from_to(self.view.to_canvas(Point::default()), self.view.to_canvas(by));
        view.panned(Point { x: -canvas.x * view.scale, y: -canvas.y * view.scale })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Size = Size { width: 800.0, height: 600.0 };

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let view = View { offset: Point { x: 13.0, y: -7.0 }, scale: 0.8 };
        let pointer = Point { x: 200.0, y: 100.0 };
        let under = view.to_canvas(pointer);
        let after = view.zoomed(pointer, 1.7).to_canvas(pointer);
        assert!(crate::geometry::distance(under, after) < 1e-9);
        assert!((view.zoomed(pointer, 1e9).scale - LARGEST).abs() < 1e-9);
        assert!((view.zoomed(pointer, f64::NAN).scale - 1.0).abs() < 1e-9);
    }

    #[test]
    fn fitting_shows_everything_and_never_larger_than_life() {
        let wide = Rect { x: -500.0, y: 0.0, width: 4000.0, height: 100.0 };
        assert!(View::fit(Some(wide), AREA, 24.0).seen(AREA).holds(wide));
        let small = Rect { x: 5.0, y: 5.0, width: 10.0, height: 10.0 };
        assert!((View::fit(Some(small), AREA, 24.0).scale - 1.0).abs() < 1e-9);
        assert_eq!(View::fit(None, AREA, 24.0), View::default());
    }

    #[test]
    fn what_is_seen_already_is_not_scrolled_to() {
        let view = View::default();
        let inside = Rect { x: 100.0, y: 100.0, width: 50.0, height: 50.0 };
        assert_eq!(view.revealing(inside, AREA, 16.0), view);
        let outside = Rect { x: 900.0, y: 100.0, width: 50.0, height: 50.0 };
        assert!(view.revealing(outside, AREA, 16.0).seen(AREA).holds(outside));
    }

    #[test]
    fn the_minimap_leads_to_what_was_pressed() {
        let bounds = Rect { x: 0.0, y: 0.0, width: 3000.0, height: 1000.0 };
        let view = View::default();
        let map = Minimap::of(Some(bounds), view.seen(AREA), Size { width: 200.0, height: 120.0 });
        let pressed = map.view.to_screen(Point { x: 2500.0, y: 900.0 });
        let centre = map.look_at(pressed, view, AREA).seen(AREA).centre();
        assert!(crate::geometry::distance(centre, Point { x: 2500.0, y: 900.0 }) < 1e-6);
    }
}
