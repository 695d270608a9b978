//! What the parts of the page share: the ticket as it was last read, and the ways to read it again.

use std::{pin::Pin, time::Duration};

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    Fields, Text,
    form::Form,
    id::{TaskId, TicketId},
    record::{Event, Happening},
    view::{TaskView, TicketPage},
};

use super::question::Question;
use crate::{live::on_change, words::event};

/// The ticket is read again at most this often.
const PAUSE: Duration = Duration::from_millis(250);

/// A change that is under way.
pub type Change<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// What is to be put into the composer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insert {
    /// The words.
    pub text: String,
    /// Whether they are for colleagues alone; as it stands, if absent.
    pub is_internal: bool,
}

/// A step that is being filled in, remembered in case somebody else finishes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// Which task.
    pub task: TaskId,
    /// What people call the step.
    pub title: Text,
    /// What was typed so far; empty when nothing was.
    pub fields: Fields,
}

/// The ticket on the page. Copies share it.
#[derive(Clone, Copy)]
pub struct Case {
    page: RwSignal<TicketPage>,
    /// Grows whenever the timeline should be read on.
    heard: RwSignal<u32>,
    /// What the timeline holds so far.
    events: RwSignal<Vec<Event>>,
    /// What the reader is asked, while the dialog is open.
    asked: RwSignal<Option<Question>>,
    /// Words on their way into the composer.
    insert: RwSignal<Option<Insert>>,
    /// The part that a phone shows.
    part: RwSignal<String>,
    /// What is typed into the step that is shown.
    typed: StoredValue<Option<Typed>>,
    /// The steps this reader has ended from here.
    ended: StoredValue<Vec<TaskId>>,
}

impl Case {
    /// Begins with what was read first, and reads again when it changes.
    pub fn new(page: TicketPage) -> Self {
        let id = page.row.id;
        let case = Self {
            page: RwSignal::new(page),
            heard: RwSignal::new(0),
            events: RwSignal::default(),
            asked: RwSignal::new(None),
            insert: RwSignal::new(None),
            part: RwSignal::new("now".to_owned()),
            typed: StoredValue::new(None),
            ended: StoredValue::default(),
        };
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

    /// What the timeline holds so far.
    #[must_use]
    pub const fn events(self) -> RwSignal<Vec<Event>> {
        self.events
    }

    /// What the reader is asked.
    #[must_use]
    pub const fn asked(self) -> RwSignal<Option<Question>> {
        self.asked
    }

    /// Asks the reader.
    pub fn ask(self, ask: Question) {
        self.asked.set(Some(ask));
    }

    /// Waits until a change has been answered, and reads the ticket again.
    pub fn changing<T: 'static>(self, change: impl Future<Output = Result<T, ApiError>> + 'static) -> Change<T> {
        Box::pin(async move {
            let answer = Box::pin(change).await;
            self.reload();
            answer
        })
    }

    /// The same for a change that ends a step: unless it is refused, the end is no surprise.
    pub fn ending<T: 'static>(
        self,
        step: TaskId,
        change: impl Future<Output = Result<T, ApiError>> + 'static,
    ) -> Change<T> {
        self.ends(step);
        Box::pin(async move {
            let answer = Box::pin(change).await;
            if answer.is_err() {
                self.goes_on(step);
            }
            self.reload();
            answer
        })
    }

    /// Words on their way into the composer.
    #[must_use]
    pub const fn insert(self) -> RwSignal<Option<Insert>> {
        self.insert
    }

    /// Puts words into the composer and shows it.
    pub fn write(self, text: String, is_internal: bool) {
        self.part.set("timeline".to_owned());
        self.insert.set(Some(Insert { text, is_internal }));
    }

    /// The part that a phone shows.
    #[must_use]
    pub const fn shown(self) -> RwSignal<String> {
        self.part
    }

    /// Remembers what is typed into a step.
    pub fn remember(self, typed: Typed) {
        self.typed.try_set_value(Some(typed));
    }

    /// What was typed into a step, if it is the one remembered.
    #[must_use]
    pub fn remembered(self, task: TaskId) -> Option<Typed> {
        self.typed.try_get_value().flatten().filter(|typed| typed.task == task)
    }

    /// This reader ends a step, or hands it away: its end is no surprise.
    pub fn ends(self, task: TaskId) {
        self.ended.try_update_value(|ended| ended.push(task));
    }

    /// The step did not end after all.
    pub fn goes_on(self, task: TaskId) {
        self.ended.try_update_value(|ended| ended.retain(|known| *known != task));
    }

    /// Whether this reader ended a step.
    #[must_use]
    pub fn was_mine(self, task: TaskId) -> bool {
        self.ended.try_with_value(|ended| ended.contains(&task)).unwrap_or(true)
    }

    /// Who ended a step, and how, as the timeline tells.
    pub fn end_of(self, task: TaskId) -> Memo<Option<(String, Text)>> {
        let lang = ui::use_lang();
        Memo::new(move |_| {
            let lang = lang.get();
            self.events.with(|events| {
                events.iter().rev().find_map(|found| match &found.what {
                    Happening::StepDone { task: done, outcome_title, .. } if *done == task => {
                        Some((event::who(lang, &found.who), outcome_title.clone()))
                    }
                    _ => None,
                })
            })
        })
    }
}
