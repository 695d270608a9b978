//! Verdicts: what the rules say to an edit, and why not.

use std::fmt;

/// What the rules say to an edit. Asked while a person drags, and again before the edit is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can be made.
    Yes,
    /// It cannot be made; the reason has words in every language.
    No(Reason),
    /// It would change nothing: not an error, only nothing to do.
    Ignore,
}

impl Verdict {
    /// Whether the edit can be made.
    #[must_use]
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }

    /// The reason of a no.
    #[must_use]
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::No(reason) => Some(reason),
            Self::Yes | Self::Ignore => None,
        }
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// Why an edit cannot be made; the key of its sentence in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason { $($(#[$doc])* $name),* }

        impl Reason {
            /// Every reason, for the test that all of them have words.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable name in the translations.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

reasons! {
    /// The part is not there (any more).
    NotThere = "not_there",
    /// A flow has one start only.
    OneStart = "one_start",
    /// Nothing leads to a start.
    StartHasNoWayIn = "start_has_no_way_in",
    /// Nothing leads away from an end.
    EndHasNoWayOut = "end_has_no_way_out",
    /// An automatic node cannot lead to itself.
    LeadsToItself = "leads_to_itself",
    /// The two nodes are linked by that door already.
    AlreadyLinked = "already_linked",
    /// Every way out of the node is taken.
    NoFreeDoor = "no_free_door",
    /// The node cannot be left by that door.
    NoSuchDoor = "no_such_door",
    /// Another link leaves by that door.
    DoorTaken = "door_taken",
    /// Two more parts with this name would be one too many: the key is taken.
    KeyTaken = "key_taken",
    /// The key breaks the rules of keys.
    BadKey = "bad_key",
    /// The node does not have that property.
    NoSuchProperty = "no_such_property",
    /// The document is as large as it may be.
    TooMany = "too_many",
    /// The row is full.
    RowFull = "row_full",
    /// A section cannot be put into itself, nor deeper than four levels.
    TooDeep = "too_deep",
    /// The layout shows the field already.
    AlreadyShown = "already_shown",
    /// Nothing that can be pasted here.
    NothingToPaste = "nothing_to_paste",
    /// The field has no options.
    NoOptions = "no_options",
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_reasons_share_a_name() {
        let names: std::collections::BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
        assert_eq!(names.len(), Reason::ALL.len());
    }
}
