//! The tickets that are picked, for acts on many at once.

use std::collections::BTreeSet;

use leptos::prelude::*;
use model::{id::TicketId, view::TicketRow};

/// The selection. Copies share it.
#[derive(Clone, Copy)]
pub struct Picked {
    rows: RwSignal<Vec<TicketRow>>,
    ids: RwSignal<BTreeSet<TicketId>>,
    /// The row that was picked last: from it, with shift, a range is picked.
    last: StoredValue<Option<TicketId>>,
}

impl Picked {
    /// Nothing is picked.
    pub fn new(rows: RwSignal<Vec<TicketRow>>) -> Self {
        Self { rows, ids: RwSignal::default(), last: StoredValue::new(None) }
    }

    /// Picks a row or lets go of it; with `range`, everything between it and the last one too.
    pub fn toggle(self, id: TicketId, range: bool) {
        let on = self.ids.with_untracked(|ids| !ids.contains(&id));
        let last = self.last.get_value().filter(|_| range);
        let between = self.rows.with_untracked(|rows| {
            let place = |id: TicketId| rows.iter().position(|row| row.id == id);
            let (Some(from), Some(to)) = (last.and_then(place), place(id)) else { return vec![id] };
            let (from, to) = (from.min(to), from.max(to));
            rows.get(from..=to).unwrap_or_default().iter().map(|row| row.id).collect()
        });
        self.ids.update(|ids| {
            for id in between {
                if on {
                    ids.insert(id);
                } else {
                    ids.remove(&id);
                }
            }
        });
        self.last.set_value(Some(id));
    }

    /// Lets go of one row; the page may be gone by now.
    pub fn toggle_off(self, id: TicketId) {
        self.ids.try_update(|ids| ids.remove(&id));
    }

    /// Picks every row that was read, or none.
    pub fn all(self, on: bool) {
        self.ids.set(if on {
            self.rows.with_untracked(|rows| rows.iter().map(|row| row.id).collect())
        } else {
            BTreeSet::new()
        });
    }

    /// Lets go of everything.
    pub fn none(self) {
        self.ids.set(BTreeSet::new());
    }

    /// Whether a row is picked.
    pub fn has(self, id: TicketId) -> Memo<bool> {
        Memo::new(move |_| self.ids.with(|ids| ids.contains(&id)))
    }

    /// How many are picked.
    pub fn count(self) -> Signal<usize> {
        Signal::derive(move || self.ids.with(BTreeSet::len))
    }

    /// Whether every row is picked.
    pub fn has_all(self) -> Signal<bool> {
        Signal::derive(move || {
            self.rows.with(|rows| self.ids.with(|ids| !rows.is_empty() && rows.iter().all(|row| ids.contains(&row.id))))
        })
    }

    /// Whether some rows are picked and others are not.
    pub fn has_some(self) -> Signal<bool> {
        let all = self.has_all();
        Signal::derive(move || self.ids.with(|ids| !ids.is_empty()) && !all.get())
    }

    /// The picked ones with their numbers, in the order of the list; those that left the list are left out.
    #[must_use]
    pub fn list(self) -> Vec<(TicketId, i64)> {
        self.rows.with_untracked(|rows| {
            self.ids.with_untracked(|ids| {
                rows.iter().filter(|row| ids.contains(&row.id)).map(|row| (row.id, row.number)).collect()
            })
        })
    }
}
