//! What is selected: several elements, one of which is the main one.

use std::collections::BTreeSet;

/// A selection. The main element is the one whose properties are shown first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection<N> {
    names: BTreeSet<N>,
    main: Option<N>,
}

impl<N> Default for Selection<N> {
    fn default() -> Self {
        Self { names: BTreeSet::new(), main: None }
    }
}

impl<N: Clone + Ord> Selection<N> {
    /// Exactly these, the last one as the main one.
    #[must_use]
    pub fn of(names: impl IntoIterator<Item = N>) -> Self {
        let mut selection = Self::default();
        for name in names {
            selection.add(name);
        }
        selection
    }

    /// Adds one and makes it the main one.
    pub fn add(&mut self, name: N) {
        self.names.insert(name.clone());
        self.main = Some(name);
    }

    /// Adds one, or takes it out if it was in.
    pub fn toggle(&mut self, name: N) {
        if self.names.remove(&name) {
            if self.main.as_ref() == Some(&name) {
                self.main = self.names.last().cloned();
            }
        } else {
            self.add(name);
        }
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Forgets what does not exist any more.
    pub fn keep(&mut self, exists: impl Fn(&N) -> bool) {
        self.names.retain(|name| exists(name));
        if self.main.as_ref().is_some_and(|main| !self.names.contains(main)) {
            self.main = self.names.last().cloned();
        }
    }

    /// Whether it is selected.
    #[must_use]
    pub fn contains(&self, name: &N) -> bool {
        self.names.contains(name)
    }

    /// The main one.
    #[must_use]
    pub const fn main(&self) -> Option<&N> {
        self.main.as_ref()
    }

    /// The only one, if exactly one is selected.
    #[must_use]
    pub fn only(&self) -> Option<&N> {
        if self.names.len() == 1 { self.names.first() } else { None }
    }

    /// All of them, in order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &N> {
        self.names.iter()
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_one_is_the_last_one_touched_that_is_still_selected() {
        let mut selection = Selection::of(["a", "b"]);
        assert_eq!(selection.main(), Some(&"b"));
        selection.toggle("b");
        assert_eq!(selection.main(), Some(&"a"));
        selection.keep(|name| *name != "a");
        assert_eq!(selection.main(), None);
    }
}
