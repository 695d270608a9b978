//! What is being written: kept in the browser at every key, on the server a moment later, until it is sent.

use std::time::Duration;

use leptos::{html, prelude::*, task::spawn_local};

use super::super::{
    case::{Case, Insert},
    now::DraftState,
    picker,
};
use crate::shadow::Shadow;

/// How long the draft waits after a key.
const PAUSE: Duration = Duration::from_millis(800);
/// How long it waits to be told again, when the server could not be told.
const AGAIN: Duration = Duration::from_secs(5);

/// What is being written.
#[derive(Clone, Copy)]
pub struct Writing {
    /// The ticket it belongs to.
    pub case: Case,
    /// The field one writes in.
    pub node: NodeRef<html::Textarea>,
    /// The words.
    pub text: RwSignal<String>,
    /// Whether the customer will read them.
    pub is_public: RwSignal<bool>,
    edits: RwSignal<u32>,
    /// How the draft stands.
    pub draft: RwSignal<DraftState>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    shadow: Shadow,
}

impl Writing {
    /// Begins with what was not sent.
    pub fn new(case: Case, node: NodeRef<html::Textarea>) -> Self {
        let writing = Self {
            case,
            node,
            text: RwSignal::default(),
            is_public: RwSignal::new(true),
            edits: RwSignal::new(0),
            draft: RwSignal::default(),
            waiting: StoredValue::new(None),
            shadow: Shadow::of("reply", case.id()),
        };
        writing.restore();
        writing.hear();
        on_cleanup(move || writing.leave());
        writing
    }

    /// Brings back what was not sent, unless something is being written already. What never reached the server goes
    /// before what did.
    fn restore(self) {
        let id = self.case.id();
        // The server and the browser's storage are outside.
        Effect::new(move |_| {
            if let Some((text, is_public)) = self.shadow.unsaved::<(String, bool)>() {
                self.text.set(text);
                self.is_public.set(is_public);
                self.keep();
                return;
            }
            spawn_local(async move {
                if let Ok(Some((text, is_public))) = api::ticket::draft(id).await
                    && self.edits.try_get_untracked() == Some(0)
                {
                    self.text.try_set(text);
                    self.is_public.try_set(is_public);
                }
            });
        });
    }

    /// Hears what other parts of the page, and other tabs, write here.
    fn hear(self) {
        // Words that are put in by a press elsewhere.
        Effect::new(move |_| {
            let Some(Insert { text, is_internal }) = self.case.insert().get() else { return };
            self.case.insert().set(None);
            self.is_public.set(!is_internal);
            let end = self.text.with_untracked(|text| text.encode_utf16().count());
            let gap = self.text.with_untracked(|text| if text.trim().is_empty() { "" } else { "\n" });
            self.put(end, end, &format!("{gap}{text}"));
        });
        // The network is outside: a draft that was not kept is tried again.
        Effect::new(move |_| {
            if self.draft.get() == DraftState::Failed {
                self.later(AGAIN);
            }
        });
        self.shadow.on_other(move |(text, is_public): (String, bool)| {
            self.text.try_set(text);
            self.is_public.try_set(is_public);
        });
    }

    /// Stops the draft that waits to be kept; whether one did.
    pub fn stop_waiting(self) -> bool {
        let handle = self.waiting.try_update_value(Option::take).flatten();
        if let Some(handle) = &handle {
            handle.clear();
        }
        handle.is_some()
    }

    /// Keeps what is written: here at once, on the server a moment later.
    pub fn keep(self) {
        self.edits.update(|edits| *edits = edits.wrapping_add(1));
        self.draft.set(DraftState::Saving);
        self.shadow.keep((self.text.get_untracked(), self.is_public.get_untracked()), false);
        self.later(PAUSE);
    }

    fn later(self, pause: Duration) {
        self.stop_waiting();
        let go = move || {
            self.waiting.try_set_value(None);
            let Some(text) = self.text.try_get_untracked() else { return };
            let is_public = self.is_public.try_get_untracked().unwrap_or(true);
            let edits = self.edits.try_get_untracked();
            spawn_local(async move {
                let answer = api::ticket::save_draft(self.case.id(), text.clone(), is_public).await;
                if self.edits.try_get_untracked() == edits {
                    if answer.is_ok() {
                        self.shadow.keep((text, is_public), true);
                    }
                    self.draft.try_set(if answer.is_ok() { DraftState::Saved } else { DraftState::Failed });
                }
            });
        };
        self.waiting.try_set_value(set_timeout_with_handle(go, pause).ok());
    }

    /// It was sent. What was written meanwhile stays.
    pub fn sent(self, said: &str) {
        if self.text.try_with_untracked(|text| text == said) == Some(true) {
            self.edits.try_update(|edits| *edits = edits.wrapping_add(1));
            self.text.try_set(String::new());
            self.draft.try_set(DraftState::None);
            self.shadow.keep((String::new(), self.is_public.try_get_untracked().unwrap_or(true)), true);
        }
    }

    /// Leaving the page must not lose the last words.
    fn leave(self) {
        if self.stop_waiting()
            && let (Some(text), Some(is_public)) = (self.text.try_get_untracked(), self.is_public.try_get_untracked())
        {
            let id = self.case.id();
            spawn_local(async move {
                let _ = api::ticket::save_draft(id, text, is_public).await;
            });
        }
    }

    /// Where the caret stands, as the browser counts.
    pub fn caret(self) -> usize {
        let at = self.node.try_get_untracked().flatten().and_then(|element| element.selection_start().ok().flatten());
        let end = || self.text.with_untracked(|text| text.encode_utf16().count());
        at.and_then(|at| usize::try_from(at).ok()).unwrap_or_else(end)
    }

    /// Whether one is writing.
    pub fn has_focus(self) -> bool {
        let element = self.node.try_get_untracked().flatten();
        let active = document().active_element();
        element.zip(active).is_some_and(|(element, active)| element.is_same_node(Some(&active)))
    }

    /// Puts words in place of others, and the caret behind them.
    pub fn put(self, from: usize, to: usize, words: &str) {
        let (text, caret) = self.text.with_untracked(|text| picker::replaced(text, from, to, words));
        self.text.set(text);
        self.keep();
        self.focus(caret);
    }

    /// Moves the focus here, and the caret to a place.
    pub fn focus(self, caret: usize) {
        request_animation_frame(move || {
            if let Some(element) = self.node.try_get_untracked().flatten() {
                let caret = u32::try_from(caret).unwrap_or(u32::MAX);
                // A field that cannot take the focus still holds the words.
                let _ = element.focus();
                let _ = element.set_selection_range(caret, caret);
            }
        });
    }
}
