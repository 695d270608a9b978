//! Patches: what an edit changed, element by element, so that undo is the patch reversed.

use std::collections::BTreeSet;

use crate::Document;

/// A place in one of the document's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot<L> {
    /// Which list.
    pub list: L,
    /// Which place in it.
    pub index: usize,
}

/// One element before and after. Absent before means put in, absent after means taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<D: Document> {
    /// Where.
    pub slot: Slot<D::List>,
    /// The element as it was.
    pub before: Option<D::Part>,
    /// The element as it is.
    pub after: Option<D::Part>,
}

/// What an edit, or a whole gesture, changed: steps in the order in which they happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch<D: Document> {
    steps: Vec<Step<D>>,
}

impl<D: Document> Default for Patch<D> {
    fn default() -> Self {
        Self { steps: Vec::new() }
    }
}

impl<D: Document> Patch<D> {
    /// The steps, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step<D>] {
        &self.steps
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The names of everything that changed, came or went: all that must be redrawn.
    #[must_use]
    pub fn touched(&self) -> BTreeSet<D::Name> {
        self.steps.iter().flat_map(|step| [&step.before, &step.after]).flatten().map(D::name).collect()
    }

    /// The names of what was put in and is still there.
    #[must_use]
    pub fn added(&self) -> Vec<D::Name> {
        let mut names = Vec::new();
        for step in &self.steps {
            match (&step.before, &step.after) {
                (None, Some(part)) => names.push(D::name(part)),
                (Some(part), None) => names.retain(|name| *name != D::name(part)),
                _ => {}
            }
        }
        names
    }

    /// The patch that undoes this one.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let back = |step: &Step<D>| Step { slot: step.slot, before: step.after.clone(), after: step.before.clone() };
        Self { steps: self.steps.iter().rev().map(back).collect() }
    }

    /// Adds a step. Changing the same element twice is remembered as one change, so a drag of many frames stays as
    /// small as what it moved.
    pub fn push(&mut self, step: Step<D>) {
        if step.before == step.after {
            return;
        }
        if step.before.is_some() && step.after.is_some() {
            for (index, known) in self.steps.iter_mut().enumerate().rev() {
                if known.slot.list != step.slot.list {
                    continue;
                }
                if known.after.is_none() {
                    break;
                }
                if known.slot.index == step.slot.index {
                    known.after = step.after;
                    if known.before == known.after {
                        self.steps.remove(index);
                    }
                    return;
                }
                if known.before.is_none() {
                    break;
                }
            }
        }
        self.steps.push(step);
    }

    /// Adds what happened after this patch to it.
    pub fn squash(&mut self, later: Self) {
        for step in later.steps {
            self.push(step);
        }
    }

    /// Makes these changes in a document.
    pub fn apply_to(&self, document: &mut D) {
        for step in &self.steps {
            match (&step.before, &step.after) {
                (None, Some(part)) => document.put(step.slot, part.clone()),
                (Some(_), None) => {
                    document.take(step.slot);
                }
                (Some(_), Some(part)) => {
                    document.swap(step.slot, part.clone());
                }
                (None, None) => {}
            }
        }
    }
}
