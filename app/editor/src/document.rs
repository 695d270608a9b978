//! What a kind of document tells the kernel, and the scribe that writes down every change made to it.

use std::fmt::Debug;

use crate::{
    Verdict, Word,
    patch::{Patch, Slot, Step},
};

/// A kind of document that can be edited: lists of named elements, edits, rules and behaviors.
pub trait Document: Clone + PartialEq + Debug + 'static {
    /// An intent.
    type Edit: Clone + Debug;
    /// One element with all it holds.
    type Part: Clone + PartialEq + Debug;
    /// What an element is called; also what a selection holds.
    type Name: Clone + Ord + Debug;
    /// One of the document's lists.
    type List: Copy + Eq + Debug;

    /// The consequences of edits, in the order in which they are drawn.
    const BEHAVIORS: &'static [Behavior<Self>];

    /// The name of an element.
    fn name(part: &Self::Part) -> Self::Name;

    /// Whether the document has an element of this name.
    fn has(&self, name: &Self::Name) -> bool;

    /// Puts an element in; behind the end means at the end.
    fn put(&mut self, slot: Slot<Self::List>, part: Self::Part);

    /// Takes an element out, if there is one.
    fn take(&mut self, slot: Slot<Self::List>) -> Option<Self::Part>;

    /// Puts an element in the place of another and gives that one back.
    fn swap(&mut self, slot: Slot<Self::List>, part: Self::Part) -> Option<Self::Part>;

    /// Whether an edit can be made.
    fn judge(&self, edit: &Self::Edit) -> Verdict;

    /// Makes an edit that was judged; consequences are left to the behaviors.
    fn apply(scribe: &mut Scribe<'_, Self>, edit: &Self::Edit);

    /// What the history calls an edit.
    fn word(edit: &Self::Edit) -> Word;

    /// What is typed into, if the edit is one keystroke of many: such edits of one element become one entry.
    fn typing(edit: &Self::Edit) -> Option<(Self::Name, &'static str)>;
}

/// One consequence of edits. It looks at what was written so far and writes what follows from it.
pub type Behavior<D> = fn(&mut Scribe<'_, D>, &<D as Document>::Edit);

/// Writes into a document and remembers each change.
pub struct Scribe<'a, D: Document> {
    document: &'a mut D,
    patch: Patch<D>,
    picked: Option<Vec<D::Name>>,
}

impl<'a, D: Document> Scribe<'a, D> {
    /// A scribe for a document, with nothing written yet.
    pub fn new(document: &'a mut D) -> Self {
        Self { document, patch: Patch::default(), picked: None }
    }

    /// The document as written so far.
    #[must_use]
    pub fn document(&self) -> &D {
        self.document
    }

    /// What was written so far.
    #[must_use]
    pub fn patch(&self) -> &Patch<D> {
        &self.patch
    }

    /// Proposes what is selected after the edit.
    pub fn pick(&mut self, names: Vec<D::Name>) {
        self.picked = Some(names);
    }

    /// Puts an element in.
    pub fn insert(&mut self, list: D::List, index: usize, part: D::Part) {
        let slot = Slot { list, index };
        self.document.put(slot, part.clone());
        self.patch.push(Step { slot, before: None, after: Some(part) });
    }

    /// Takes an element out.
    pub fn remove(&mut self, list: D::List, index: usize) {
        let slot = Slot { list, index };
        if let Some(part) = self.document.take(slot) {
            self.patch.push(Step { slot, before: Some(part), after: None });
        }
    }

    /// Puts an element in the place of another.
    pub fn replace(&mut self, list: D::List, index: usize, part: D::Part) {
        let slot = Slot { list, index };
        if let Some(before) = self.document.swap(slot, part.clone()) {
            self.patch.push(Step { slot, before: Some(before), after: Some(part) });
        }
    }

    /// What was written, and what should be selected now if the edit has an opinion.
    #[must_use]
    pub fn done(self) -> (Patch<D>, Option<Vec<D::Name>>) {
        (self.patch, self.picked)
    }
}
