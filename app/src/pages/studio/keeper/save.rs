//! Saving: a moment after a change, one save at a time, and again until the server has it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use api::ApiError;
use js_sys::Date;
use leptos::{prelude::*, task::spawn_local};
use model::{Code, Definition, view::Saved};
use web_sys::VisibilityState;

use crate::frame::use_reader;

use super::{
    Keeper, SaveState,
    local::{self, Unsent},
};

/// How long a save waits after a change.
const PAUSE: Duration = Duration::from_millis(800);
/// The first wait before an unreachable server is tried again; it doubles up to [`LONGEST`].
const FIRST: Duration = Duration::from_secs(2);
/// The longest wait before an unreachable server is tried again.
const LONGEST: Duration = Duration::from_secs(30);

/// The last words of a page that was left while a save was under way; that save sends them on.
type Tail = Arc<Mutex<Option<(Definition, String)>>>;

/// What saving needs to remember.
#[derive(Clone, Copy)]
pub(super) struct Saver {
    name: StoredValue<String>,
    /// Names the changes of this window.
    window: f64,
    edits: StoredValue<u32>,
    sent: StoredValue<u32>,
    is_flying: StoredValue<bool>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    tries: StoredValue<u32>,
    tail: StoredValue<Tail>,
}

impl Saver {
    pub fn new(name: String) -> Self {
        Self {
            name: StoredValue::new(name),
            window: Date::now() + js_sys::Math::random(),
            edits: StoredValue::new(0),
            sent: StoredValue::new(0),
            is_flying: StoredValue::new(false),
            waiting: StoredValue::new(None),
            tries: StoredValue::new(0),
            tail: StoredValue::new(Tail::default()),
        }
    }

    fn stamp(self, edits: u32) -> String {
        format!("{}/{edits}", self.window)
    }

    fn count(self) -> u32 {
        self.edits.try_get_value().unwrap_or_default()
    }

    /// Whether there is something that was not sent.
    fn is_ahead(self) -> bool {
        self.sent.try_get_value() != self.edits.try_get_value()
    }

    /// Waits no longer.
    pub fn stop(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    /// Nothing here is worth sending any more.
    pub fn forget(self) {
        self.stop();
        self.sent.try_set_value(self.count());
        self.name.try_with_value(|name| local::clear(name));
    }
}

impl Keeper {
    /// Keeps a change: in this browser at once, on the server a moment later.
    pub(super) fn keep(self) {
        let saver = self.saver;
        saver.edits.try_update_value(|edits| *edits = edits.wrapping_add(1));
        let unsent = Unsent {
            content: self.content.get_untracked(),
            revision: self.revision.get_untracked(),
            stamp: saver.stamp(saver.count()),
        };
        saver.name.with_value(|name| local::put(name, &unsent));
        let asks = self.state.with_untracked(|state| matches!(state, SaveState::Moved));
        // While two drafts stand against each other, a person decides which one is saved.
        if !asks {
            self.state.set(SaveState::Saving);
            self.send_after(PAUSE);
        }
    }

    /// Saves what is not saved yet without waiting.
    pub fn flush(self) {
        if self.saver.is_ahead() && !self.state.with_untracked(|state| matches!(state, SaveState::Moved)) {
            self.send(false);
        }
    }

    fn send_after(self, pause: Duration) {
        self.saver.stop();
        let go = move || {
            self.saver.waiting.try_set_value(None);
            self.send(false);
        };
        self.saver.waiting.try_set_value(set_timeout_with_handle(go, pause).ok());
    }

    /// Saves. `empties` says that an empty draft is meant.
    pub(super) fn send(self, empties: bool) {
        let saver = self.saver;
        saver.stop();
        // The save under way sends the newest when it is through.
        if saver.is_flying.try_get_value() != Some(false) {
            return;
        }
        let (Some(content), Some(revision)) = (self.content.try_get_untracked(), self.revision.try_get_untracked())
        else {
            return;
        };
        let (Some(tail), Some(name)) = (saver.tail.try_get_value(), saver.name.try_get_value()) else { return };
        let edits = saver.count();
        saver.is_flying.try_set_value(true);
        self.state.try_set(SaveState::Saving);
        spawn_local(async move {
            let answer = api::definition::save_draft(content, revision, empties).await;
            let last = tail.lock().unwrap_or_else(PoisonError::into_inner).take();
            match (last, &answer) {
                (Some((content, stamp)), Ok(saved)) => see_off(name, content, saved.revision, stamp).await,
                // What was not sent lies in the storage until the definition is opened again.
                (Some(_), Err(_)) => {}
                (None, answer) => {
                    if answer.is_ok() {
                        local::settle(&name, &saver.stamp(edits));
                    }
                    self.answered(edits, answer.clone());
                }
            }
        });
    }

    fn answered(self, edits: u32, answer: Result<Saved, ApiError>) {
        let saver = self.saver;
        saver.is_flying.try_set_value(false);
        let is_newest = saver.count() == edits;
        match answer {
            Ok(saved) => {
                saver.tries.try_set_value(0);
                saver.sent.try_set_value(edits);
                self.revision.try_set(saved.revision);
                self.row.try_update(|row| row.has_draft = true);
                if is_newest {
                    self.problems.try_set(saved.problems);
                    self.state.try_set(SaveState::Saved(saved.saved_at));
                } else {
                    self.send_after(PAUSE);
                }
            }
            Err(error) => {
                let state = refused(error);
                let tries_again = state == SaveState::Offline;
                self.state.try_set(state);
                if tries_again {
                    let tries = saver.tries.try_update_value(|tries| {
                        *tries = tries.saturating_add(1);
                        *tries
                    });
                    let wait = FIRST.saturating_mul(1 << tries.unwrap_or(1).min(5).saturating_sub(1));
                    self.send_after(wait.min(LONGEST));
                } else if !is_newest {
                    self.send_after(PAUSE);
                }
            }
        }
    }

    /// Brings back what this browser kept and the server does not know.
    pub(super) fn recover(self) {
        let Some(unsent) = self.saver.name.with_value(|name| local::take(name)) else { return };
        let is_same = self.content.with_untracked(|content| *content == unsent.content);
        if is_same || !self.may_design {
            self.saver.name.with_value(|name| local::clear(name));
            return;
        }
        let is_next = unsent.revision == self.revision.get_untracked();
        self.content.set(unsent.content);
        self.was_recovered.set(true);
        self.state.set(if is_next { SaveState::Saving } else { SaveState::Moved });
        self.keep();
    }

    /// Goes on when the network or the person is back, and looks whether another window has saved or published.
    pub(super) fn watch_window(self) {
        let online = window_event_listener_untyped("online", move |_| self.try_again());
        let seen = window_event_listener_untyped("visibilitychange", move |_| {
            if document().visibility_state() == VisibilityState::Hidden {
                self.flush();
            } else {
                self.try_again();
                self.look_again();
            }
        });
        on_cleanup(move || {
            online.remove();
            seen.remove();
        });
        let reader = use_reader();
        // The outside here is the server: whoever signed in again saves again.
        Effect::new(move |was: Option<()>| {
            reader.track();
            if was.is_some() {
                self.try_again();
            }
        });
    }

    fn try_again(self) {
        let state = self.state.try_get_untracked();
        if matches!(state, Some(SaveState::Offline | SaveState::SignedOut)) {
            self.send(false);
        }
    }

    fn look_again(self) {
        if self.saver.is_ahead() {
            return;
        }
        let (kind, key) = (self.kind(), self.key());
        spawn_local(async move {
            let Ok(page) = api::definition::open(kind, key).await else { return };
            if self.saver.is_ahead() {
                return;
            }
            if self.revision.try_get_untracked().is_some_and(|mine| mine != page.revision) {
                self.replace(page);
            } else {
                self.row.try_set(page.row);
            }
        });
    }

    /// Leaving the page must not lose the last change.
    pub(super) fn leave(self) {
        let saver = self.saver;
        saver.stop();
        let is_moved = self.state.try_with_untracked(|state| matches!(state, SaveState::Moved)).unwrap_or(true);
        if !saver.is_ahead() || is_moved {
            return;
        }
        let (Some(content), Some(revision)) = (self.content.try_get_untracked(), self.revision.try_get_untracked())
        else {
            return;
        };
        let stamp = saver.stamp(saver.count());
        if saver.is_flying.try_get_value() == Some(true) {
            if let Some(tail) = saver.tail.try_get_value() {
                *tail.lock().unwrap_or_else(PoisonError::into_inner) = Some((content, stamp));
            }
        } else if let Some(name) = saver.name.try_get_value() {
            spawn_local(see_off(name, content, revision, stamp));
        }
    }
}

/// Sends the last change of a page that is gone.
async fn see_off(name: String, content: Definition, revision: i64, stamp: String) {
    if api::definition::save_draft(content, revision, false).await.is_ok() {
        local::settle(&name, &stamp);
    }
}

/// How a draft stands after the server would not have it.
fn refused(error: ApiError) -> SaveState {
    let first = error.problems().first().map(|problem| problem.code);
    match (error, first) {
        (ApiError::Conflict(_), Some(Code::EmptiesDefinition)) => SaveState::Emptied,
        (ApiError::Conflict(_) | ApiError::Moved { .. }, _) => SaveState::Moved,
        (ApiError::SignedOut, _) => SaveState::SignedOut,
        (ApiError::Busy | ApiError::Broken { .. } | ApiError::Transport(_) | ApiError::TooMany { .. }, _) => {
            SaveState::Offline
        }
        (error, _) => SaveState::Refused(error),
    }
}
