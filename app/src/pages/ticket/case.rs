//! What the parts of the page share: the ticket as it was last read, and the ways to read it again.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use model::{
    form::Form,
    id::{TaskId, TicketId},
    view::{TaskView, TicketPage},
};

use crate::live::on_change;

/// The ticket is read again at most this often.
const PAUSE: Duration = Duration::from_millis(250);

/// The ticket on the page. Copies share it.
#[derive(Clone, Copy)]
pub struct Case {
    page: RwSignal<TicketPage>,
    /// Grows whenever the timeline should be read on.
    heard: RwSignal<u32>,
    /// The task that is being handed over, while the dialog is open.
    transfer: RwSignal<Option<TaskId>>,
}

impl Case {
    /// Begins with what was read first, and reads again when it changes.
    pub fn new(page: TicketPage) -> Self {
        let id = page.row.id;
        let case = Self { page: RwSignal::new(page), heard: RwSignal::new(0), transfer: RwSignal::new(None) };
        on_change(move || Some(id), PAUSE, Callback::new(move |()| case.reload()));
        case
    }

    /// Reads everything again. What is typed on the page stays.
    pub fn reload(self) {
        let Some(number) = self.page.try_with_untracked(|page| page.row.number) else { return };
        self.heard.try_update(|heard| *heard = heard.wrapping_add(1));
        spawn_local(async move {
            // On a no the page stays as it was; the next change asks again.
            if let Ok(page) = api::ticket::open(number).await
                && self.page.try_get_untracked().is_some_and(|old| old != page)
            {
                self.page.try_set(page);
            }
        });
    }

    /// The ticket's id.
    #[must_use]
    pub fn id(self) -> TicketId {
        self.page.with_untracked(|page| page.row.id)
    }

    /// The form as it is now; it never changes for one ticket.
    #[must_use]
    pub fn form(self) -> Form {
        self.page.with_untracked(|page| page.form.clone())
    }

    /// A part of the ticket, following each change of that part alone.
    pub fn part<T, Read>(self, read: Read) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
        Read: Fn(&TicketPage) -> T + Send + Sync + 'static,
    {
        Memo::new(move |_| self.page.with(&read))
    }

    /// A part of the ticket, as it is now.
    #[must_use]
    pub fn peek<T>(self, read: impl FnOnce(&TicketPage) -> T) -> T {
        self.page.with_untracked(read)
    }

    /// An open task.
    #[must_use]
    pub fn task(self, id: TaskId) -> Option<TaskView> {
        self.peek(|page| page.tasks.iter().find(|task| task.id == id).cloned())
    }

    /// Grows whenever the timeline should be read on.
    #[must_use]
    pub const fn heard(self) -> RwSignal<u32> {
        self.heard
    }

    /// The task that is being handed over.
    #[must_use]
    pub const fn transfer(self) -> RwSignal<Option<TaskId>> {
        self.transfer
    }
}
