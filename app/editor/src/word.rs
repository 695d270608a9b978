//! Words: what the entries of the history are called, as codes that every language puts into words.

use std::fmt;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// What an entry of the history did; the key of its words in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Word { $($(#[$doc])* $name),* }

        impl Word {
            /// Every word, for the test that all of them are translated.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable name in the translations.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

words! {
    /// A part was added.
    Add = "add",
    /// A node was inserted into a link.
    Insert = "insert",
    /// Two nodes were connected.
    Connect = "connect",
    /// An end of a link was put elsewhere.
    Reconnect = "reconnect",
    /// Parts were moved.
    Move = "move",
    /// Parts were removed.
    Remove = "remove",
    /// Parts were copied in place.
    Duplicate = "duplicate",
    /// Parts were pasted.
    Paste = "paste",
    /// A part got another title or text.
    Rename = "rename",
    /// A property was changed.
    Change = "change",
    /// A part became another kind of part.
    Replace = "replace",
    /// Parts were put in another order.
    Reorder = "reorder",
    /// Parts were aligned.
    Align = "align",
    /// Parts were spread evenly.
    Distribute = "distribute",
    /// The drawing was tidied up.
    Tidy = "tidy",
    /// A link was bent by hand.
    Bend = "bend",
    /// A field got another width.
    Resize = "resize",
    /// A key was renamed, and everything that names it.
    Rekey = "rekey",
    /// Something was taken out of a layout; its data stays.
    Hide = "hide",
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
