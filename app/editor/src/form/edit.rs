//! The intents of the form designer, and the places in a layout that they speak of.

use model::{
    Text, Value,
    condition::Condition,
    form::{Choice, Holds, Need, Purpose},
    key::{FieldKey, LayoutKey, OptionKey},
};

use super::clip::Clip;

/// The way to an item of a layout: its place at the top, then its place in that section, and so on. The empty path is
/// the layout itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(pub Vec<usize>);

impl Path {
    /// The section that holds the item, and the place in it; none for the layout itself.
    #[must_use]
    pub fn split(&self) -> Option<(Self, usize)> {
        let (last, before) = self.0.split_last()?;
        Some((Self(before.to_vec()), *last))
    }

    /// The path of an item of this section.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        let mut path = self.0.clone();
        path.push(index);
        Self(path)
    }

    /// Whether the other path is this one or leads into it.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

/// A thing in a layout that can be picked and moved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// A field.
    Field(FieldKey),
    /// A row, a section or a note.
    Item(Path),
}

/// A side of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To its left.
    Before,
    /// To its right.
    After,
}

/// A place in a layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a section (the empty path: the layout itself), before the item that stands at the index now.
    In {
        /// The section.
        section: Path,
        /// The index; behind the end means at the end.
        index: usize,
    },
    /// In the row of a field, beside it.
    Beside {
        /// The field.
        field: FieldKey,
        /// On which side.
        side: Side,
    },
}

impl Place {
    /// The end of a layout.
    #[must_use]
    pub const fn end() -> Self {
        Self::In { section: Path(Vec::new()), index: usize::MAX }
    }
}

/// What a person wants done to a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Makes a new field; its key is made of its label.
    AddField {
        /// What it holds; [`super::fresh::holds`] gives one of each type.
        holds: Holds,
        /// What it is called.
        label: Text,
        /// The layout and the place where it is shown; nowhere, if absent.
        at: Option<(LayoutKey, Place)>,
    },
    /// Shows fields that exist in a layout.
    Show {
        /// Which.
        fields: Vec<FieldKey>,
        /// In which layout.
        layout: LayoutKey,
        /// Where.
        at: Place,
    },
    /// Puts an empty section into a layout.
    AddSection {
        /// Its title.
        title: Text,
        /// The layout.
        layout: LayoutKey,
        /// Where.
        at: Place,
    },
    /// Puts a note into a layout.
    AddNote {
        /// Its words.
        text: Text,
        /// The layout.
        layout: LayoutKey,
        /// Where.
        at: Place,
    },
    /// Moves pieces within a layout.
    Move {
        /// The layout.
        layout: LayoutKey,
        /// What.
        pieces: Vec<Piece>,
        /// Where to.
        to: Place,
    },
    /// Takes pieces out of a layout. The fields stay in the form.
    Hide {
        /// The layout.
        layout: LayoutKey,
        /// What.
        pieces: Vec<Piece>,
    },
    /// Removes fields from the form and from every layout.
    Remove {
        /// Which.
        fields: Vec<FieldKey>,
    },
    /// Gives a field another width in a layout.
    Resize {
        /// The layout.
        layout: LayoutKey,
        /// The field.
        field: FieldKey,
        /// The width in twelfths.
        width: u8,
    },
    /// Copies fields under new keys, below the originals.
    Duplicate {
        /// The layout in which the copies are shown.
        layout: LayoutKey,
        /// Which.
        fields: Vec<FieldKey>,
    },
    /// Pastes fields, sections and notes under new keys.
    Paste {
        /// What was copied.
        clip: Clip,
        /// The layout.
        layout: LayoutKey,
        /// Where.
        at: Place,
    },
    /// Changes a property of one or several fields.
    SetField {
        /// Which.
        fields: Vec<FieldKey>,
        /// To what.
        to: SetField,
    },
    /// Gives a field another key, everywhere in the form.
    RenameField {
        /// The old key.
        field: FieldKey,
        /// The new key.
        to: FieldKey,
    },
    /// Changes how fields behave in one layout.
    SetCell {
        /// The layout.
        layout: LayoutKey,
        /// Which fields.
        fields: Vec<FieldKey>,
        /// To what.
        to: SetCell,
    },
    /// Writes the title of a section or the words of a note.
    SetText {
        /// The layout.
        layout: LayoutKey,
        /// The section or note.
        item: Path,
        /// The words.
        text: Text,
    },
    /// Makes a new, empty layout.
    AddLayout {
        /// What it is called.
        title: Text,
        /// What it is for.
        purpose: Purpose,
    },
    /// Copies a layout.
    DuplicateLayout {
        /// Which.
        layout: LayoutKey,
        /// What the copy is called.
        title: Text,
    },
    /// Removes a layout. The fields stay in the form.
    RemoveLayout(LayoutKey),
    /// Changes a property of a layout.
    SetLayout {
        /// Which.
        layout: LayoutKey,
        /// To what.
        to: SetLayout,
    },
}

/// A property of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum SetField {
    /// What it is called.
    Label(Text),
    /// The sentence below it.
    Help(Text),
    /// The grey text in it.
    Placeholder(Text),
    /// What it holds: the facts of its type, or another type.
    Holds(Holds),
    /// Whether it must be filled.
    Required(Need),
    /// When it is shown.
    Visible(Option<Condition>),
    /// When it cannot be changed.
    ReadOnly(Need),
    /// The value of a new ticket.
    Default(Value),
    /// The expression that gives its value.
    Computed(Option<String>),
    /// Whether search looks into it.
    Searchable(bool),
    /// Whether lists can be sorted by it.
    Sortable(bool),
    /// More options, one for each text; their keys are made of the texts.
    AddOptions(Vec<Text>),
    /// Label and retirement of an option, found by key.
    Option(Choice),
    /// The key of an option; conditions and the default follow.
    RenameOption {
        /// The old key.
        from: OptionKey,
        /// The new key.
        to: OptionKey,
    },
    /// An option goes.
    RemoveOption(OptionKey),
    /// An option is put at another place.
    MoveOption {
        /// Which.
        option: OptionKey,
        /// Its place, from 0.
        to: usize,
    },
}

/// How a field behaves in one layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetCell {
    /// Whether it must be filled here.
    Required(bool),
    /// Whether it is only shown here.
    ReadOnly(bool),
}

/// A property of a layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetLayout {
    /// What it is called.
    Title(Text),
    /// What it is for.
    Purpose(Purpose),
    /// Its place among the layouts, from 0.
    Place(usize),
}
