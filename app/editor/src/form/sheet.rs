//! The sheet: one open form with the layout that is looked at. A view passes on keys and drops and redraws what is
//! named in the [`Change`]; it decides nothing.

use std::collections::BTreeSet;

use model::{
    form::{Form, Item, Layout},
    key::{FieldKey, LayoutKey},
};

use super::{
    Edit, Name, Path, Piece, Place, Side,
    clip::Clip,
    shape,
    step::{self, Direction},
};
use crate::{Editor, Patch, Reason, Selection, Word, flow::tool::Key};

/// One open form on one sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    editor: Editor<Form>,
    layout: Option<LayoutKey>,
}

/// What must be redrawn, said or done after something happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Fields and layouts that changed, came or went.
    pub touched: BTreeSet<Name>,
    /// Whether something else is selected.
    pub selected: bool,
    /// What only the view around the sheet can do.
    pub asks: Vec<Ask>,
    /// Why an edit was refused.
    pub refused: Option<Reason>,
}

/// What only the view around the sheet can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Open the palette to add something at a place.
    Add(Place),
    /// Edit the words of what is selected in place.
    Rename(Name),
    /// Go to the properties of what is selected.
    Properties,
    /// Bring what is selected into view.
    Reveal,
    /// Save the draft now.
    Save,
    /// Open the test panel.
    Test,
    /// Open the search.
    Find,
    /// Show the shortcuts.
    Help,
}

impl Sheet {
    /// Opens a form at its first layout.
    #[must_use]
    pub fn open(form: Form) -> Self {
        let layout = form.layouts.first().map(|layout| layout.key.clone());
        Self { editor: Editor::open(form), layout }
    }

    /// The form.
    #[must_use]
    pub const fn form(&self) -> &Form {
        self.editor.document()
    }

    /// The editor, to look at its history and revision.
    #[must_use]
    pub const fn editor(&self) -> &Editor<Form> {
        &self.editor
    }

    /// What is selected.
    #[must_use]
    pub const fn selection(&self) -> &Selection<Name> {
        &self.editor.selection
    }

    /// The layout that is looked at; none if the form has none.
    #[must_use]
    pub fn layout(&self) -> Option<&Layout> {
        self.form().layout(self.layout.as_ref()?)
    }

    /// Looks at another layout.
    pub fn look_at(&mut self, layout: LayoutKey) {
        self.layout = Some(layout);
        self.editor.seal();
        let form = self.editor.document();
        let here = form.layout(self.layout.as_ref().unwrap_or(&LayoutKey::default())).map(|layout| layout.key.clone());
        // A section of another layout would be selected unseen.
        self.editor.selection.keep(|name| !matches!(name, Name::Item(layout, _) if Some(layout) != here.as_ref()));
    }

    /// Makes an edit.
    pub fn make(&mut self, edit: &Edit) -> Change {
        let before = self.selection().clone();
        let mut change = Change::default();
        match self.editor.make(edit) {
            Ok(patch) => self.redraw(&patch, &mut change),
            Err(reason) => change.refused = Some(reason),
        }
        change.selected = before != *self.selection();
        change
    }

    /// Begins a gesture, as when a width is dragged: everything until its end is one entry.
    pub fn begin(&mut self, word: Word) {
        self.editor.begin(word);
    }

    /// Finishes the gesture.
    pub fn end(&mut self) {
        self.editor.end();
    }

    /// Gives the gesture up and takes back all it changed.
    pub fn bail(&mut self) -> Change {
        let patch = self.editor.bail();
        self.turned(Some(&patch))
    }

    /// One step back.
    pub fn undo(&mut self) -> Change {
        let patch = self.editor.undo();
        self.turned(patch.as_ref())
    }

    /// One step forward again.
    pub fn redo(&mut self) -> Change {
        let patch = self.editor.redo();
        self.turned(patch.as_ref())
    }

    /// Steps to the state after so many entries of the history.
    pub fn go_to(&mut self, done: usize) -> Change {
        let patch = self.editor.go_to(done);
        self.turned(Some(&patch))
    }

    /// Ends a run of keystrokes, as when a box is left.
    pub fn seal(&mut self) {
        self.editor.seal();
    }

    /// Selects; several with Shift or Ctrl held.
    pub fn select(&mut self, name: Name, adds: bool) -> Change {
        self.editor.seal();
        let before = self.selection().clone();
        if adds {
            self.editor.selection.toggle(name);
        } else {
            self.editor.selection = Selection::of([name]);
        }
        Change { selected: before != *self.selection(), ..Change::default() }
    }

    /// Selects nothing.
    pub fn clear(&mut self) -> Change {
        self.editor.seal();
        let selected = !self.selection().is_empty();
        self.editor.selection.clear();
        Change { selected, ..Change::default() }
    }

    /// The pieces of the layout that are selected, in reading order.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        let Some(layout) = self.layout() else { return Vec::new() };
        order(layout).into_iter().filter(|piece| self.selection().contains(&name_of(layout, piece))).collect()
    }

    /// The fields that are selected, shown or not.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldKey> {
        let fields = self.selection().iter().filter_map(|name| match name {
            Name::Field(key) => Some(key.clone()),
            Name::Layout(_) | Name::Item(..) => None,
        });
        fields.collect()
    }

    /// The place below what is selected: where something new goes. The end, if nothing is.
    #[must_use]
    pub fn place_below(&self) -> Place {
        let Some(layout) = self.layout() else { return Place::end() };
        let path = match self.pieces().last() {
            Some(Piece::Field(field)) => shape::find(layout, field).map(|(row, _)| row),
            Some(Piece::Item(path)) => {
                if let Some(Item::Section { .. }) = shape::item(layout, path) {
                    return Place::In { section: path.clone(), index: usize::MAX };
                }
                Some(path.clone())
            }
            None => None,
        };
        match path.and_then(|path| path.split()) {
            Some((section, index)) => Place::In { section, index: index + 1 },
            None => Place::end(),
        }
    }

    /// What would be dropped at a place, moved there.
    pub fn drop_at(&mut self, to: Place) -> Change {
        let (Some(layout), pieces) = (self.layout.clone(), self.pieces()) else { return Change::default() };
        self.make(&Edit::Move { layout, pieces, to })
    }

    /// Puts what is selected into a text for the clipboard.
    #[must_use]
    pub fn copy(&self) -> Option<String> {
        let pieces = self.pieces();
        if pieces.is_empty() { None } else { Some(Clip::of(self.form(), self.layout()?, &pieces).to_text()) }
    }

    /// Pastes a text from the clipboard below what is selected.
    pub fn paste(&mut self, text: &str) -> Change {
        match (Clip::read(text), self.layout.clone()) {
            (Some(clip), Some(layout)) => {
                let at = self.place_below();
                self.make(&Edit::Paste { clip, layout, at })
            }
            _ => Change { refused: Some(Reason::NothingToPaste), ..Change::default() },
        }
    }

    /// Passes on a key; none if it is not for the sheet, so that the browser may have it.
    pub fn key(&mut self, key: Key<'_>) -> Option<Change> {
        if key.composing {
            return None;
        }
        let name = key.name.to_ascii_lowercase();
        let way = match name.as_str() {
            "arrowup" => Some(Direction::Up),
            "arrowdown" => Some(Direction::Down),
            "arrowleft" => Some(Direction::Left),
            "arrowright" => Some(Direction::Right),
            _ => None,
        };
        if let Some(way) = way {
            return if key.held.alt { self.step(way) } else { self.walk(way, key.held.shift) };
        }
        let ask = |ask| Some(Change { asks: vec![ask], ..Change::default() });
        match (name.as_str(), key.held.ctrl, key.held.shift) {
            ("z", true, false) => Some(self.undo()),
            ("z", true, true) | ("y", true, _) => Some(self.redo()),
            ("a", true, _) => Some(self.select_all()),
            ("d", true, _) => {
                let (layout, fields) = (self.layout.clone()?, self.fields());
                Some(self.make(&Edit::Duplicate { layout, fields }))
            }
            ("s", true, _) => ask(Ask::Save),
            ("f", true, _) => ask(Ask::Find),
            ("enter", true, _) => ask(Ask::Test),
            // With Shift the data goes too; without, the fields only leave this layout.
            ("delete" | "backspace", _, true) => {
                let fields = self.fields();
                Some(self.make(&Edit::Remove { fields }))
            }
            ("delete" | "backspace", ..) => {
                let (layout, pieces) = (self.layout.clone()?, self.pieces());
                Some(self.make(&Edit::Hide { layout, pieces }))
            }
            ("f2", ..) | ("e", false, false) => ask(Ask::Rename(self.selection().main()?.clone())),
            ("enter", false, _) if !self.selection().is_empty() => ask(Ask::Properties),
            ("+" | "insert", false, _) => ask(Ask::Add(self.place_below())),
            ("[" | "]", false, _) => self.widen(name == "]"),
            ("escape", ..) if !self.selection().is_empty() => Some(self.clear()),
            ("?", ..) => ask(Ask::Help),
            _ => None,
        }
    }

    /// Moves what is selected one step.
    fn step(&mut self, way: Direction) -> Option<Change> {
        let layout = self.layout()?;
        let mut pieces = self.pieces();
        let edit = match pieces.as_mut_slice() {
            [] => return None,
            [piece] => step::step(layout, piece, way),
            // Several go together where the first or the last of them would go.
            many => {
                let leads = if matches!(way, Direction::Up | Direction::Left) { many.first()? } else { many.last()? };
                match step::step(layout, leads, way) {
                    Some(Edit::Move { layout, to: to @ Place::In { .. }, .. }) => {
                        Some(Edit::Move { layout, pieces: many.to_vec(), to })
                    }
                    _ => None,
                }
            }
        };
        let mut change = self.make(&edit?);
        change.asks.push(Ask::Reveal);
        Some(change)
    }

    /// Selects the next piece in reading order; with Shift, it too. Left and right stay in the row.
    fn walk(&mut self, way: Direction, adds: bool) -> Option<Change> {
        let layout = self.layout()?;
        let all = order(layout);
        let main = self.selection().main();
        let here = all.iter().position(|piece| main == Some(&name_of(layout, piece)));
        let next = match (here, way) {
            (None, _) => all.first(),
            (Some(index), Direction::Up | Direction::Left) => all.get(index.checked_sub(1)?),
            (Some(index), Direction::Down | Direction::Right) => all.get(index + 1),
        }?;
        let name = name_of(layout, next);
        let mut change =
            if adds && !self.selection().contains(&name) { self.select(name, true) } else { self.select(name, false) };
        change.asks.push(Ask::Reveal);
        Some(change)
    }

    /// Makes the selected field a column wider or narrower.
    fn widen(&mut self, wider: bool) -> Option<Change> {
        let [field] = <[FieldKey; 1]>::try_from(self.fields()).ok()?;
        let width = shape::cell(self.layout()?, &field)?.width;
        let width = if wider { width.saturating_add(1) } else { width.saturating_sub(1) };
        let layout = self.layout.clone()?;
        Some(self.make(&Edit::Resize { layout, field, width }))
    }

    fn select_all(&mut self) -> Change {
        let Some(layout) = self.layout() else { return Change::default() };
        let names: Vec<Name> = order(layout).iter().map(|piece| name_of(layout, piece)).collect();
        self.editor.selection = Selection::of(names);
        Change { selected: true, ..Change::default() }
    }

    fn turned(&mut self, patch: Option<&Patch<Form>>) -> Change {
        let mut change = Change::default();
        if let Some(patch) = patch {
            self.redraw(patch, &mut change);
            change.selected = true;
            change.asks.push(Ask::Reveal);
        }
        change
    }

    fn redraw(&mut self, patch: &Patch<Form>, change: &mut Change) {
        change.touched = patch.touched();
        // A layout that went is not looked at any longer; a new one is.
        let added = patch.added().into_iter().find_map(|name| match name {
            Name::Layout(key) => Some(key),
            Name::Field(_) | Name::Item(..) => None,
        });
        let is_there = self.layout().is_some();
        if let Some(key) = added.filter(|key| self.form().layout(key).is_some()) {
            self.layout = Some(key);
        } else if !is_there {
            self.layout = self.form().layouts.first().map(|layout| layout.key.clone());
        }
    }
}

/// Every field, section and note of a layout, in reading order. Rows are not picked by themselves.
#[must_use]
pub fn order(layout: &Layout) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (path, item) in shape::walk(layout) {
        match item {
            Item::Row { cells } => pieces.extend(cells.iter().map(|cell| Piece::Field(cell.field.clone()))),
            Item::Section { .. } | Item::Note { .. } => pieces.push(Piece::Item(path)),
        }
    }
    pieces
}

/// What a piece of a layout is called in a selection.
#[must_use]
pub fn name_of(layout: &Layout, piece: &Piece) -> Name {
    match piece {
        Piece::Field(field) => Name::Field(field.clone()),
        Piece::Item(path) => Name::Item(layout.key.clone(), path.clone()),
    }
}

/// The place right of a field, as a menu offers it.
#[must_use]
pub const fn beside(field: FieldKey) -> Place {
    Place::Beside { field, side: Side::After }
}

/// The place at the end of a section.
#[must_use]
pub const fn inside(section: Path) -> Place {
    Place::In { section, index: usize::MAX }
}
