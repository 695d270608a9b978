//! The way through a list: a ticket that was opened from a list knows the ones before and behind it.

use leptos::prelude::*;
use model::view::TicketRow;
use web_sys::Storage;

/// Where this tab keeps the numbers of the list.
const KEPT: &str = "deskloom.trail";
/// How many numbers are kept.
const MOST: usize = 1_000;

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Remembers the list while it is on the page.
pub fn leave(rows: RwSignal<Vec<TicketRow>>) {
    // The tab's storage is outside.
    Effect::new(move |_| {
        let numbers = rows.with(|rows| rows.iter().take(MOST).map(|row| row.number.to_string()).collect::<Vec<_>>());
        if let Some(storage) = storage() {
            // A tab that keeps nothing has no way through the list.
            let _ = storage.set_item(KEPT, &numbers.join(","));
        }
    });
}

/// The tickets before and behind one, as the last list had them.
#[must_use]
pub fn beside(number: i64) -> (Option<i64>, Option<i64>) {
    let kept = storage().and_then(|storage| storage.get_item(KEPT).ok().flatten()).unwrap_or_default();
    neighbours(&kept, number)
}

fn neighbours(kept: &str, number: i64) -> (Option<i64>, Option<i64>) {
    let numbers: Vec<i64> = kept.split(',').filter_map(|part| part.parse().ok()).collect();
    let Some(at) = numbers.iter().position(|known| *known == number) else { return (None, None) };
    let before = at.checked_sub(1).and_then(|before| numbers.get(before)).copied();
    (before, numbers.get(at + 1).copied())
}

#[cfg(test)]
mod tests {
    use super::neighbours;

    #[test]
    fn a_ticket_knows_its_neighbours_in_the_list() {
        assert_eq!(neighbours("9,4,7", 4), (Some(9), Some(7)));
        assert_eq!(neighbours("9,4,7", 9), (None, Some(4)));
        assert_eq!(neighbours("9,4,7", 7), (Some(4), None));
        assert_eq!(neighbours("9,4,7", 1), (None, None));
        assert_eq!(neighbours("", 1), (None, None));
    }
}
