//! Which rows of a long list are in sight. Rows are of one height, so that a place in the list is a place on the
//! screen; on a phone, where a row is a card of any height, every row that was read is drawn.

use leptos::{html, prelude::*};

/// How many rows are drawn before and behind those that are seen.
const AROUND: usize = 12;
/// How many rows are drawn before the browser knows better.
const FIRST: usize = 60;

/// What a scrolling box shows.
#[derive(Clone, Copy)]
pub struct Sight {
    node: NodeRef<html::Div>,
    /// The first and the last pixel that is seen; nothing while every row is drawn.
    seen: RwSignal<Option<(i32, i32)>>,
    /// Whether the browser has measured yet.
    is_measured: RwSignal<bool>,
}

impl Sight {
    /// Measures once the box is there, and whenever the window changes.
    pub fn new(node: NodeRef<html::Div>) -> Self {
        let sight = Self { node, seen: RwSignal::new(None), is_measured: RwSignal::new(false) };
        // The browser's own measures are outside.
        Effect::new(move |_| {
            node.track();
            sight.look();
            let heard = window_event_listener_untyped("resize", move |_| sight.look());
            on_cleanup(move || heard.remove());
        });
        sight
    }

    /// Looks again, after scrolling.
    pub fn look(self) {
        let Some(element) = self.node.try_get_untracked().flatten() else { return };
        let is_cards = window().match_media("(max-width: 720px)").ok().flatten().is_some_and(|media| media.matches());
        let top = element.scroll_top();
        let seen = (!is_cards).then(|| (top, top + element.client_height()));
        self.is_measured.try_set(true);
        if self.seen.try_get_untracked() != Some(seen) {
            self.seen.try_set(seen);
        }
    }

    /// The rows to draw among `count`: the first, and the one behind the last.
    pub fn range(self, count: usize) -> (usize, usize) {
        match (self.is_measured.get(), self.seen.get()) {
            (false, _) => (0, count.min(FIRST)),
            (true, None) => (0, count),
            (true, Some((top, bottom))) => range::of(top, bottom, count),
        }
    }

    /// Scrolls a row into sight.
    pub fn show(self, row: usize) {
        let (Some(element), Some(Some((top, bottom)))) =
            (self.node.try_get_untracked().flatten(), self.seen.try_get_untracked())
        else {
            return;
        };
        let place = range::place(row);
        // The head of the table stays on top of the rows.
        if place < top {
            element.set_scroll_top(place);
        } else if place + range::HEAD + 2 * range::ROW > bottom {
            element.set_scroll_top(place + range::HEAD + 2 * range::ROW - (bottom - top));
        }
        self.look();
    }
}

/// The arithmetic of it.
pub mod range {
    use super::AROUND;

    /// The height of a row in pixels, as `--row` has it, with its line.
    pub const ROW: i32 = 36;
    /// The height of the table's head.
    pub const HEAD: i32 = 32;

    /// The rows between two pixels, with some around them.
    #[must_use]
    pub fn of(top: i32, bottom: i32, count: usize) -> (usize, usize) {
        let row = |pixel: i32| usize::try_from(pixel.max(0) / ROW).unwrap_or(0);
        let last = row(bottom).saturating_add(AROUND + 1).min(count);
        (row(top).saturating_sub(AROUND).min(last), last)
    }

    /// Where a row begins.
    #[must_use]
    pub fn place(row: usize) -> i32 {
        i32::try_from(row).unwrap_or(i32::MAX / ROW).saturating_mul(ROW)
    }

    /// The style of the space that rows out of sight take.
    #[must_use]
    pub fn style(rows: usize) -> String {
        format!("height:{}px", place(rows))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn only_what_is_seen_and_a_little_more_is_drawn() {
            assert_eq!(of(0, 720, 100_000), (0, 33));
            assert_eq!(of(3_600, 4_320, 100_000), (88, 133));
            assert_eq!(of(3_600, 4_320, 110), (88, 110));
            assert_eq!(of(9_999, 10_719, 5), (5, 5), "a list that shrank under the reader");
            assert_eq!(of(-5, 100, 3), (0, 3));
        }

        #[test]
        fn a_hundred_thousand_rows_have_a_place() {
            assert_eq!(place(100_000), 3_600_000);
            assert_eq!(style(2), "height:72px");
        }
    }
}
