//! The history: named entries made of patches, and gestures, of which each becomes one entry.

use crate::{Document, Patch, Word};

/// The most entries that are kept.
pub const LONGEST: usize = 500;

/// One step back.
#[derive(Clone, Debug)]
pub struct Entry<D: Document> {
    /// What was done.
    pub word: Word,
    /// What changed.
    pub patch: Patch<D>,
    /// What is typed into, while further keystrokes still join this entry.
    typing: Option<(D::Name, &'static str)>,
}

/// A gesture that is not finished.
#[derive(Clone, Debug)]
struct Gesture<D: Document> {
    word: Word,
    patch: Patch<D>,
}

/// What was done and can be undone, and what was undone and can be done again.
#[derive(Clone, Debug)]
pub struct History<D: Document> {
    entries: Vec<Entry<D>>,
    /// How many of the entries are done; the others were undone.
    done: usize,
    gesture: Option<Gesture<D>>,
}

impl<D: Document> Default for History<D> {
    fn default() -> Self {
        Self { entries: Vec::new(), done: 0, gesture: None }
    }
}

impl<D: Document> History<D> {
    /// Every entry, the undone ones last.
    #[must_use]
    pub fn entries(&self) -> &[Entry<D>] {
        &self.entries
    }

    /// How many of the entries are done.
    #[must_use]
    pub const fn done(&self) -> usize {
        self.done
    }

    /// The entry that undo would take back.
    #[must_use]
    pub fn last(&self) -> Option<&Entry<D>> {
        self.entries.get(self.done.checked_sub(1)?)
    }

    /// The entry that redo would do again.
    #[must_use]
    pub fn next(&self) -> Option<&Entry<D>> {
        self.entries.get(self.done)
    }

    /// Whether a gesture is going on.
    #[must_use]
    pub const fn in_gesture(&self) -> bool {
        self.gesture.is_some()
    }

    /// Remembers a patch that was made: as part of the gesture, of the entry being typed, or as an entry of its own.
    pub fn record(&mut self, word: Word, patch: Patch<D>, typing: Option<(D::Name, &'static str)>) {
        if patch.is_empty() {
            return;
        }
        if let Some(gesture) = &mut self.gesture {
            gesture.patch.squash(patch);
            return;
        }
        if typing.is_some()
            && self.done == self.entries.len()
            && let Some(last) = self.entries.last_mut()
            && last.typing == typing
        {
            last.patch.squash(patch);
            if last.patch.is_empty() {
                self.entries.pop();
                self.done = self.entries.len();
            }
            return;
        }
        self.entries.truncate(self.done);
        self.entries.push(Entry { word, patch, typing });
        if self.entries.len() > LONGEST {
            self.entries.remove(0);
        }
        self.done = self.entries.len();
    }

    /// Ends the run of keystrokes: the next one begins a new entry.
    pub fn seal(&mut self) {
        if let Some(last) = self.entries.last_mut() {
            last.typing = None;
        }
    }

    /// Begins a gesture; one that was going on is finished first.
    pub fn begin(&mut self, word: Word) {
        self.end();
        self.gesture = Some(Gesture { word, patch: Patch::default() });
    }

    /// Finishes the gesture: all of it is one entry, or none if nothing changed.
    pub fn end(&mut self) {
        if let Some(gesture) = self.gesture.take() {
            self.record(gesture.word, gesture.patch, None);
        }
    }

    /// Gives the gesture up: what it changed, to be taken back. No entry remains.
    pub fn bail(&mut self) -> Option<Patch<D>> {
        self.gesture.take().map(|gesture| gesture.patch.reversed())
    }

    /// Steps back: the patch to apply.
    pub fn undo(&mut self) -> Option<Patch<D>> {
        self.end();
        self.seal();
        let back = self.last()?.patch.reversed();
        self.done = self.done.saturating_sub(1);
        Some(back)
    }

    /// Steps forward again: the patch to apply.
    pub fn redo(&mut self) -> Option<Patch<D>> {
        self.end();
        let again = self.next()?.patch.clone();
        self.done += 1;
        Some(again)
    }
}
