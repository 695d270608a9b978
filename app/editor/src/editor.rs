//! The editor of one open draft: document, history and selection. The only writer of the document.

use crate::{Document, History, Patch, Reason, Scribe, Selection, Verdict, Word};

/// One open draft.
#[derive(Clone, Debug)]
pub struct Editor<D: Document> {
    document: D,
    history: History<D>,
    /// What is selected. Selecting is not an edit and is never undone.
    pub selection: Selection<D::Name>,
    revision: u64,
}

impl<D: Document> Editor<D> {
    /// Opens a document as it is, right or wrong.
    #[must_use]
    pub fn open(document: D) -> Self {
        Self { document, history: History::default(), selection: Selection::default(), revision: 0 }
    }

    /// The document.
    #[must_use]
    pub const fn document(&self) -> &D {
        &self.document
    }

    /// The history.
    #[must_use]
    pub const fn history(&self) -> &History<D> {
        &self.history
    }

    /// A number that grows with every change; whoever saves remembers the one that was saved.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether an edit can be made now.
    #[must_use]
    pub fn judge(&self, edit: &D::Edit) -> Verdict {
        self.document.judge(edit)
    }

    /// Makes an edit with all its consequences. What changed is in the patch; an edit to be ignored changes nothing.
    ///
    /// # Errors
    /// The reason, if the rules say no; the document is then untouched.
    pub fn make(&mut self, edit: &D::Edit) -> Result<Patch<D>, Reason> {
        match self.document.judge(edit) {
            Verdict::Yes => {}
            Verdict::No(reason) => return Err(reason),
            Verdict::Ignore => return Ok(Patch::default()),
        }
        let mut scribe = Scribe::new(&mut self.document);
        D::apply(&mut scribe, edit);
        for behavior in D::BEHAVIORS {
            behavior(&mut scribe, edit);
        }
        let (patch, picked) = scribe.done();
        if let Some(picked) = picked {
            self.selection = Selection::of(picked);
        }
        self.history.record(D::word(edit), patch.clone(), D::typing(edit));
        self.settle(&patch);
        Ok(patch)
    }

    /// Begins a gesture: everything until its end is one entry.
    pub fn begin(&mut self, word: Word) {
        self.history.begin(word);
    }

    /// Finishes the gesture.
    pub fn end(&mut self) {
        self.history.end();
    }

    /// Gives the gesture up and takes back all it changed.
    pub fn bail(&mut self) -> Patch<D> {
        let back = self.history.bail().unwrap_or_default();
        self.turn(&back);
        back
    }

    /// Ends a run of keystrokes, as when a box is left: the next one begins a new entry.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// Steps back and selects what that changed.
    pub fn undo(&mut self) -> Option<Patch<D>> {
        let patch = self.history.undo()?;
        self.turn(&patch);
        self.select_touched(&patch);
        Some(patch)
    }

    /// Steps forward again and selects what that changed.
    pub fn redo(&mut self) -> Option<Patch<D>> {
        let patch = self.history.redo()?;
        self.turn(&patch);
        self.select_touched(&patch);
        Some(patch)
    }

    /// Steps to the state after so many entries, as from the list of the history.
    pub fn go_to(&mut self, done: usize) -> Patch<D> {
        self.end();
        let mut all = Patch::default();
        while self.history.done() > done
            && let Some(patch) = self.undo()
        {
            all.squash(patch);
        }
        while self.history.done() < done
            && let Some(patch) = self.redo()
        {
            all.squash(patch);
        }
        all
    }

    fn turn(&mut self, patch: &Patch<D>) {
        patch.apply_to(&mut self.document);
        self.settle(patch);
    }

    fn settle(&mut self, patch: &Patch<D>) {
        if !patch.is_empty() {
            self.revision += 1;
            let document = &self.document;
            self.selection.keep(|name| document.has(name));
        }
    }

    fn select_touched(&mut self, patch: &Patch<D>) {
        let there = patch.touched().into_iter().filter(|name| self.document.has(name));
        self.selection = Selection::of(there);
    }
}
