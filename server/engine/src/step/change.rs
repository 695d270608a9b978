//! A person changes the ticket itself: its title or its priority.

use model::{
    flow::Priority,
    record::{Happening, Visibility},
};

use super::{ticket, walk::Walk};

/// What is already so stays unsaid.
pub(super) fn change(walk: &mut Walk<'_>, title: Option<String>, priority: Option<Priority>) {
    if let Some(to) = title.filter(|title| *title != walk.case.ticket.title) {
        let from = std::mem::replace(&mut walk.case.ticket.title, to.clone());
        walk.changed.insert("ticket.title".to_owned());
        walk.acted(Happening::TitleSet { from, to }, Visibility::Internal);
    }
    if let Some(to) = priority {
        ticket::choose_priority(walk, to);
    }
}
