//! The keeper of a draft: what every designer and editor of the studio holds its definition with.
//!
//! * [`Opened`] opens a definition and shows an editor with its [`Keeper`].
//! * An editor reads [`Keeper::content`], and hands every change to [`Keeper::change`] or [`Keeper::edit`]. The keeper
//!   saves it to the private draft a moment later, one save at a time; until the server has it, it lies in this
//!   browser's storage, so that neither a crash nor the end of a session loses it.
//! * [`Keeper::problems`] is what the last save said is wrong; [`Keeper::state`] how the draft stands.
//! * [`KeeperBar`] stands in the editor's top bar: how the draft stands, versions, publish.

mod bar;
mod local;
mod menu;
mod needs;
mod notices;
mod opened;
mod publish;
mod save;

use api::ApiError;
use chrono::{DateTime, Utc};
use leptos::{prelude::*, task::spawn_local};
use model::{
    Code, Definition, Kind, Problem, Text,
    key::DefinitionKey,
    record::DefinitionStanding,
    role::Right,
    view::{DefinitionPage, DefinitionRow, VersionRow},
};

pub use bar::KeeperBar;
pub use opened::Opened;

use crate::frame::use_me;

/// How a draft stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SaveState {
    /// Nothing was changed since it was opened or published.
    #[default]
    Unchanged,
    /// On its way.
    Saving,
    /// The server has it, since then.
    Saved(DateTime<Utc>),
    /// The server cannot be reached; it is kept in this browser and tried again.
    Offline,
    /// The session has ended; it is kept in this browser until someone signs in again.
    SignedOut,
    /// It was emptied, and that wants to be confirmed.
    Emptied,
    /// Another window saved a newer one.
    Moved,
    /// The server will not have it as it is; it is kept in this browser.
    Refused(ApiError),
}

/// A definition being drawn. Copies are the same keeper.
#[derive(Clone, Copy)]
pub struct Keeper {
    row: RwSignal<DefinitionRow>,
    content: RwSignal<Definition>,
    base: RwSignal<i64>,
    revision: RwSignal<i64>,
    state: RwSignal<SaveState>,
    problems: RwSignal<Vec<Problem>>,
    was_recovered: RwSignal<bool>,
    /// Whether its author has asked what is missing: until then nobody is told that a new one is not finished.
    was_asked: RwSignal<bool>,
    /// Grows when something else than the editor put another content in.
    replaced: RwSignal<u32>,
    saver: save::Saver,
    /// The number of the version it shows, when that is not to be changed.
    old: Option<i64>,
    may_design: bool,
    may_publish: bool,
}

impl Keeper {
    /// Begins to keep an opened definition; what this browser kept and the server does not know comes back. An old
    /// version is only shown.
    fn new(page: DefinitionPage, old: Option<i64>) -> Self {
        let me = use_me();
        let has = |right| me.as_ref().is_some_and(|me| me.may(right));
        let name = local::name(me.as_ref(), page.row.kind, &page.row.key);
        let keeper = Self {
            row: RwSignal::new(page.row),
            content: RwSignal::new(page.content),
            base: RwSignal::new(page.base),
            revision: RwSignal::new(page.revision),
            state: RwSignal::new(page.saved_at.map_or(SaveState::Unchanged, SaveState::Saved)),
            problems: RwSignal::new(page.problems),
            was_recovered: RwSignal::new(false),
            was_asked: RwSignal::new(false),
            replaced: RwSignal::new(0),
            saver: save::Saver::new(name),
            old,
            may_design: old.is_none() && has(Right::DesignDefinitions),
            may_publish: old.is_none() && has(Right::PublishDefinitions),
        };
        if old.is_none() {
            keeper.recover();
            keeper.watch_window();
            on_cleanup(move || keeper.leave());
        }
        keeper
    }

    /// Its kind.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.row.with_untracked(|row| row.kind)
    }

    /// Its key.
    #[must_use]
    pub fn key(self) -> DefinitionKey {
        self.row.with_untracked(|row| row.key.clone())
    }

    /// What it says now, saved or not.
    #[must_use]
    pub fn content(self) -> Signal<Definition> {
        self.content.into()
    }

    /// What people call it now.
    #[must_use]
    pub fn title(self) -> Memo<Text> {
        Memo::new(move |_| self.content.with(|content| content.title.clone()))
    }

    /// What was wrong with it when it was last saved, errors first. Paths lead into the body, `/title` to the title.
    #[must_use]
    pub fn problems(self) -> Signal<Vec<Problem>> {
        self.problems.into()
    }

    /// The problems without what a new definition merely lacks so far; all of them from the first try to publish.
    #[must_use]
    pub fn pressing(self) -> Signal<Vec<Problem>> {
        Signal::derive(move || {
            let is_begun = self.row.with(|row| row.number == 0) && !self.was_asked.get();
            let mut problems = self.problems.get();
            problems.retain(|problem| !is_begun || problem.code != Code::Required);
            problems
        })
    }

    /// Its author wants to publish it, or to know what is missing.
    fn ask(self) {
        self.was_asked.set(true);
    }

    /// How the draft stands.
    #[must_use]
    pub fn state(self) -> Signal<SaveState> {
        self.state.into()
    }

    /// The definition as lists show it.
    #[must_use]
    pub fn row(self) -> Signal<DefinitionRow> {
        self.row.into()
    }

    /// The number of the version it shows, when that is an old one that is only read.
    #[must_use]
    pub fn old(self) -> Option<i64> {
        self.old
    }

    /// Whether the person who looks may change it.
    #[must_use]
    pub fn may_design(self) -> bool {
        self.may_design
    }

    /// Whether the person who looks may publish it.
    #[must_use]
    pub fn may_publish(self) -> bool {
        self.may_publish
    }

    /// The number of the version that somebody published after this draft was begun.
    #[must_use]
    pub fn behind(self) -> Memo<Option<i64>> {
        Memo::new(move |_| {
            let newest = self.row.with(|row| row.number);
            (self.revision.get() > 0 && newest > self.base.get()).then_some(newest)
        })
    }

    /// Puts a changed definition in the place of what was there. Its key stays.
    pub fn change(self, content: Definition) {
        self.edit(move |held| *held = content);
    }

    /// Changes the definition in its place. Its key stays.
    pub fn edit(self, change: impl FnOnce(&mut Definition)) {
        if !self.may_design {
            return;
        }
        let key = self.key();
        let Some(()) = self.content.try_update(|content| {
            change(content);
            content.key = key;
        }) else {
            return;
        };
        self.was_recovered.set(false);
        self.keep();
    }

    /// Puts another opened state in: the editor is drawn anew.
    fn replace(self, page: DefinitionPage) {
        self.saver.forget();
        self.row.try_set(page.row);
        self.content.try_set(page.content);
        self.base.try_set(page.base);
        self.revision.try_set(page.revision);
        self.problems.try_set(page.problems);
        self.state.try_set(page.saved_at.map_or(SaveState::Unchanged, SaveState::Saved));
        self.was_recovered.try_set(false);
        self.replaced.try_update(|count| *count = count.wrapping_add(1));
    }

    /// Opens it again and takes what the server has.
    fn take_theirs(self) {
        let (kind, key) = (self.kind(), self.key());
        spawn_local(async move {
            match api::definition::open(kind, key).await {
                Ok(page) => self.replace(page),
                Err(error) => {
                    self.state.try_set(SaveState::Refused(error));
                }
            }
        });
    }

    /// What is here replaces what another window saved.
    fn take_mine(self) {
        let (kind, key) = (self.kind(), self.key());
        spawn_local(async move {
            match api::definition::open(kind, key).await {
                Ok(page) => {
                    self.revision.try_set(page.revision);
                    self.send(false);
                }
                Err(error) => {
                    self.state.try_set(SaveState::Refused(error));
                }
            }
        });
    }

    /// The draft has seen what was published meanwhile, and stands on top of it.
    fn rebase(self) {
        let (kind, key) = (self.kind(), self.key());
        spawn_local(async move {
            match api::definition::rebase(kind, key).await {
                Ok(page) => {
                    self.base.try_set(page.base);
                    self.revision.try_set(page.revision);
                    self.row.try_set(page.row);
                }
                Err(error) => {
                    self.state.try_set(SaveState::Refused(error));
                }
            }
        });
    }

    /// Throws the draft away and opens the newest version, if there is one.
    fn discard(self, done: Callback<Result<bool, ApiError>>) {
        let (kind, key) = (self.kind(), self.key());
        self.saver.stop();
        spawn_local(async move {
            if let Err(error) = api::definition::discard_draft(kind, key.clone()).await {
                return done.run(Err(error));
            }
            self.saver.forget();
            match api::definition::open(kind, key).await {
                Ok(page) => {
                    self.replace(page);
                    done.run(Ok(true));
                }
                // It was never published, so nothing is left of it.
                Err(ApiError::NotFound) => done.run(Ok(false)),
                Err(error) => done.run(Err(error)),
            }
        });
    }

    /// A new version was made of the draft.
    fn published(self, version: &VersionRow) {
        let title = self.content.with_untracked(|content| content.title.clone());
        self.row.try_update(|row| {
            row.number = version.number;
            row.standing = DefinitionStanding::Published;
            row.has_draft = false;
            row.updated_at = version.at;
            row.updated_by.clone_from(&version.author);
            row.title = title;
        });
        self.base.try_set(version.number);
        self.revision.try_set(0);
        self.state.try_set(SaveState::Unchanged);
    }
}
