//! The tree of a condition as the builder shows it: groups with their parts, sentences, expressions. Places in it are
//! paths of indices; the empty path is the whole.

use model::{condition::Condition, key::DefinitionKey};

use super::Leaf;

/// How the parts of a group count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Every part must hold.
    All,
    /// One part must hold.
    Any,
    /// No part may hold.
    None,
    /// Not every part may hold.
    NotAll,
}

impl Group {
    /// The groups one can choose.
    pub const ALL: [Self; 4] = [Self::All, Self::Any, Self::None, Self::NotAll];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::None => "none",
            Self::NotAll => "not_all",
        }
    }

    /// The group of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == name)
    }
}

/// One place of the tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Several parts.
    Group(Group, Vec<Condition>),
    /// A sentence.
    Leaf(Leaf),
    /// An expression, as text.
    Script(String),
    /// Within the working time of a calendar.
    Working(DefinitionKey),
}

impl Shape {
    /// The shape of a condition.
    #[must_use]
    pub fn of(condition: &Condition) -> Self {
        if let Some(leaf) = Leaf::read(condition) {
            return Self::Leaf(leaf);
        }
        match condition {
            Condition::All { of } => Self::Group(Group::All, of.clone()),
            Condition::Any { of } => Self::Group(Group::Any, of.clone()),
            Condition::Script { text } => Self::Script(text.clone()),
            Condition::WithinWorkingTime { calendar } => Self::Working(calendar.clone()),
            Condition::Not { of } => match &**of {
                Condition::Any { of } => Self::Group(Group::None, of.clone()),
                Condition::All { of } => Self::Group(Group::NotAll, of.clone()),
                // The sentence has no opposite of its own: none of one.
                other => Self::Group(Group::None, vec![other.clone()]),
            },
            // Everything else is a sentence and was read above.
            other => Self::Group(Group::All, vec![other.clone()]),
        }
    }

    /// The condition of a shape.
    #[must_use]
    pub fn write(self) -> Condition {
        match self {
            Self::Leaf(leaf) => leaf.write(),
            Self::Script(text) => Condition::Script { text },
            Self::Working(calendar) => Condition::WithinWorkingTime { calendar },
            Self::Group(Group::All, of) => Condition::All { of },
            Self::Group(Group::Any, of) => Condition::Any { of },
            Self::Group(Group::None, of) => Condition::Not { of: Box::new(Condition::Any { of }) },
            Self::Group(Group::NotAll, of) => Condition::Not { of: Box::new(Condition::All { of }) },
        }
    }

    /// What kind of row it needs; a row of another kind is drawn anew.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Group(..) => "group",
            Self::Leaf(_) => "leaf",
            Self::Script(_) => "script",
            Self::Working(_) => "working",
        }
    }
}

/// A condition as the builder begins with it: a group, so that more can be added.
#[must_use]
pub(super) fn rooted(condition: &Condition) -> (Group, Vec<Condition>) {
    match Shape::of(condition) {
        Shape::Group(group, parts) => (group, parts),
        other => (Group::All, vec![other.write()]),
    }
}

/// A condition as it is stored: a whole of one part that says nothing more than its part is that part.
fn settled(condition: &Condition) -> Condition {
    match condition {
        Condition::All { of } if of.len() == 1 => of.first().unwrap_or(condition).clone(),
        other => other.clone(),
    }
}

/// The part at a path.
#[must_use]
pub fn part(condition: &Condition, path: &[usize]) -> Option<Condition> {
    let Some((first, rest)) = path.split_first() else { return Some(condition.clone()) };
    let (_, parts) = rooted(condition);
    part(parts.get(*first)?, rest)
}

/// The condition with another part at a path.
#[must_use]
pub fn replace(condition: &Condition, path: &[usize], with: Condition) -> Condition {
    settled(&change(condition, path, &mut |_| Some(with.clone())).unwrap_or(with))
}

/// The condition without the part at a path; a group that is left empty goes too, except the whole.
#[must_use]
pub fn remove(condition: &Condition, path: &[usize]) -> Condition {
    settled(&change(condition, path, &mut |_| None).unwrap_or(Condition::All { of: Vec::new() }))
}

/// The condition with one more part at the end of the group at a path.
#[must_use]
pub fn append(condition: &Condition, path: &[usize], new: Condition) -> Condition {
    let add = &mut |group: &Condition| {
        let (kind, mut parts) = rooted(group);
        parts.push(new.clone());
        Some(Shape::Group(kind, parts).write())
    };
    settled(&change(condition, path, add).unwrap_or_else(|| condition.clone()))
}

/// Changes the part at a path; nothing comes back where nothing is left.
fn change(
    condition: &Condition,
    path: &[usize],
    edit: &mut dyn FnMut(&Condition) -> Option<Condition>,
) -> Option<Condition> {
    let Some((first, rest)) = path.split_first() else { return edit(condition) };
    let (kind, mut parts) = rooted(condition);
    let Some(inner) = parts.get_mut(*first) else { return Some(condition.clone()) };
    match change(inner, rest, edit) {
        Some(changed) => *inner = changed,
        None => {
            parts.remove(*first);
        }
    }
    if parts.is_empty() { None } else { Some(Shape::Group(kind, parts).write()) }
}

/// Whether a sentence of the condition lacks a value, or an expression its text.
#[must_use]
pub fn is_unfinished(condition: &Condition) -> bool {
    match Shape::of(condition) {
        Shape::Group(_, parts) => parts.is_empty() || parts.iter().any(is_unfinished),
        Shape::Leaf(leaf) => leaf.is_unfinished(),
        Shape::Script(text) => text.trim().is_empty(),
        Shape::Working(calendar) => calendar.as_str().is_empty(),
    }
}
