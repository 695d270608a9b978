//! The pad: one open form, the signals its parts listen to, and the only writer of both. An edit redraws what its
//! [`Change`] names and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use editor::{
    Entry, Reason, Selection, Word,
    flow::tool::Key,
    form::{Ask, Change, Edit, Name, Piece, Place, SetField, SetLayout, Sheet, fresh},
    key::{from_text, unique},
};
use leptos::prelude::*;
use model::{
    Lang, Text,
    form::{Choice, Field, Form, Holds, Layout, Purpose},
    key::{FieldKey, LayoutKey, OptionKey},
};
use ui::{Toast, Toasts, i18n::t, use_lang, use_toasts};

use super::{kind, reveal};
use crate::words::{both, model_lang};

/// Which part of the form is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The fields of one layout, drawn where they stand.
    Draw,
    /// All layouts, and which fields each has.
    Layouts,
    /// All conditions and expressions.
    Logic,
    /// All texts in both languages.
    Translations,
    /// The form as people will see it, to be tried.
    Test,
}

/// Whose words are being written in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Writing {
    /// The title of a field, a section or a layout; the words of a note.
    Title(Name),
    /// An option of a field.
    Option(FieldKey, OptionKey),
    /// An option that is not there yet.
    NewOption(FieldKey),
}

/// One open form. Copies share it.
#[derive(Clone, Copy)]
pub struct Pad {
    sheet: StoredValue<Sheet>,
    fields: StoredValue<BTreeMap<FieldKey, ArcRwSignal<Field>>>,
    /// Fields added while this form was open whose keys follow their titles.
    unnamed: StoredValue<BTreeSet<FieldKey>>,
    in_gesture: StoredValue<bool>,
    /// A change that is told when the gesture ends: a width goes through many on its way.
    held_back: StoredValue<bool>,
    /// Whether the pointer went down on what was selected already: a second click writes its title.
    pub pressed_again: StoredValue<bool>,
    /// The layout that is looked at.
    pub layout: RwSignal<Option<Layout>>,
    /// What is selected.
    pub selection: RwSignal<Selection<Name>>,
    /// Grows with every change.
    pub revision: RwSignal<u64>,
    /// The language in which the form is written and shown.
    pub lang: RwSignal<Lang>,
    /// Which part is worked on.
    pub tab: RwSignal<Tab>,
    /// Whose words are being written in place.
    pub writing: RwSignal<Option<Writing>>,
    /// Where the next thing from the palette goes; below the selection, if nowhere.
    pub place: RwSignal<Option<Place>>,
    /// What the palette side shows: the palette, or the outline.
    pub outline: RwSignal<bool>,
    /// Whether the sheet of shortcuts is open.
    pub help: RwSignal<bool>,
    /// Nothing can be changed.
    pub readonly: Signal<bool>,
    /// What the form is called.
    pub name: Signal<Text>,
    /// Takes another name.
    pub on_name: Callback<Text>,
    on_change: Callback<Form>,
    on_save: Callback<()>,
    toasts: Toasts,
    spoken: RwSignal<ui::Lang>,
}

impl Pad {
    /// Opens a form.
    pub fn open(
        form: Form,
        readonly: Signal<bool>,
        name: (Signal<Text>, Callback<Text>),
        on_change: Callback<Form>,
        on_save: Callback<()>,
    ) -> Self {
        let spoken = use_lang();
        let sheet = Sheet::open(form);
        let fields = sheet.form().fields.iter().map(|field| (field.key.clone(), ArcRwSignal::new(field.clone())));
        let fields = fields.collect();
        let layout = sheet.layout().cloned();
        Self {
            sheet: StoredValue::new(sheet),
            fields: StoredValue::new(fields),
            unnamed: StoredValue::new(BTreeSet::new()),
            in_gesture: StoredValue::new(false),
            held_back: StoredValue::new(false),
            pressed_again: StoredValue::new(false),
            layout: RwSignal::new(layout),
            selection: RwSignal::new(Selection::default()),
            revision: RwSignal::new(0),
            lang: RwSignal::new(model_lang(spoken.get_untracked())),
            tab: RwSignal::new(Tab::Draw),
            writing: RwSignal::new(None),
            place: RwSignal::new(None),
            outline: RwSignal::new(false),
            help: RwSignal::new(false),
            readonly,
            name: name.0,
            on_name: name.1,
            on_change,
            on_save,
            toasts: use_toasts(),
            spoken,
        }
    }

    /// Reads the form; follows every change.
    pub fn with<T>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.revision.track();
        self.sheet.with_value(|sheet| read(sheet.form()))
    }

    /// Reads the form as it is now.
    pub fn look<T>(self, read: impl FnOnce(&Sheet) -> T) -> T {
        self.sheet.with_value(read)
    }

    /// A field, followed by itself.
    #[must_use]
    pub fn field(self, key: &FieldKey) -> Option<ArcRwSignal<Field>> {
        self.fields.with_value(|fields| fields.get(key).cloned())
    }

    /// The selected fields, the main one first.
    #[must_use]
    pub fn picked(self) -> Vec<FieldKey> {
        self.selection.with(|selection| {
            let key = |name: &Name| if let Name::Field(key) = name { Some(key.clone()) } else { None };
            let main = selection.main().and_then(key);
            let others = selection.iter().filter_map(key).filter(|key| Some(key) != main.as_ref());
            main.clone().into_iter().chain(others).collect()
        })
    }

    /// The entries of the history and how many of them are done.
    pub fn history<T>(self, read: impl FnOnce(&[Entry<Form>], usize) -> T) -> T {
        self.revision.track();
        self.sheet.with_value(|sheet| {
            let history = sheet.editor().history();
            read(history.entries(), history.done())
        })
    }

    /// Makes an edit; says why if the rules say no.
    pub fn make(self, edit: &Edit) -> bool {
        if self.readonly.get_untracked() {
            return false;
        }
        let change = self.sheet.try_update_value(|sheet| sheet.make(edit)).unwrap_or_default();
        let is_made = change.refused.is_none();
        self.follow(change);
        is_made
    }

    /// Does something with the sheet and redraws what changed.
    pub fn act(self, act: impl FnOnce(&mut Sheet) -> Change) {
        let change = self.sheet.try_update_value(act).unwrap_or_default();
        self.follow(change);
    }

    /// Passes on a key; tells whether it was for the sheet.
    pub fn key(self, key: Key<'_>) -> bool {
        let is_ours = |change: Option<Change>| change.map(|change| self.follow(change)).is_some();
        let (sheet, name) = (self.sheet, key.name.to_ascii_lowercase());
        let only_looks = name.starts_with("arrow") && !key.held.alt
            || matches!(name.as_str(), "escape" | "?")
            || key.held.ctrl && matches!(name.as_str(), "f" | "a" | "enter");
        if self.readonly.get_untracked() && !only_looks {
            return false;
        }
        is_ours(sheet.try_update_value(|sheet| sheet.key(key)).flatten())
    }

    /// Begins a gesture: everything until its end is one entry of the history.
    pub fn begin(self, word: Word) {
        if !self.in_gesture.get_value() {
            self.in_gesture.set_value(true);
            self.held_back.set_value(word == Word::Resize);
            self.sheet.update_value(|sheet| sheet.begin(word));
        }
    }

    /// Finishes the gesture, if one is going on.
    pub fn end(self) {
        if self.in_gesture.try_get_value() == Some(true) {
            self.in_gesture.set_value(false);
            self.sheet.update_value(Sheet::end);
            if self.held_back.get_value() {
                self.held_back.set_value(false);
                self.on_change.run(self.look(|sheet| sheet.form().clone()));
            }
            self.revision.update(|revision| *revision += 1);
        }
    }

    /// Gives the gesture up and takes back all it changed.
    pub fn bail(self) {
        self.in_gesture.set_value(false);
        self.held_back.set_value(false);
        self.act(Sheet::bail);
    }

    /// Ends a run of keystrokes: the next ones are an entry of their own.
    pub fn seal(self) {
        self.sheet.update_value(Sheet::seal);
    }

    /// Selects.
    pub fn select(self, name: Name, adds: bool) {
        self.act(|sheet| sheet.select(name, adds));
    }

    /// Looks at another layout.
    pub fn look_at(self, key: LayoutKey) {
        self.act(|sheet| {
            sheet.look_at(key);
            Change { selected: true, ..Change::default() }
        });
        self.layout.set(self.look(|sheet| sheet.layout().cloned()));
    }

    /// Redraws, asks and says what a change names.
    fn follow(self, change: Change) {
        if !change.touched.is_empty() {
            self.redraw(&change);
        }
        if change.selected || !change.touched.is_empty() {
            let picked = self.look(|sheet| sheet.selection().clone());
            if self.selection.with_untracked(|selection| *selection != picked) {
                self.selection.set(picked);
            }
        }
        if let Some(reason) = change.refused {
            self.refuse(reason);
        }
        for ask in change.asks {
            self.answer(ask);
        }
    }

    fn redraw(self, change: &Change) {
        let mut come = false;
        let form = self.look(|sheet| sheet.form().clone());
        for name in &change.touched {
            let Name::Field(key) = name else { continue };
            match (form.field(key), self.field(key)) {
                (Some(field), Some(signal)) => signal.set(field.clone()),
                (Some(field), None) => {
                    come = true;
                    let signal = ArcRwSignal::new(field.clone());
                    self.fields.update_value(|fields| drop(fields.insert(key.clone(), signal)));
                }
                (None, _) => self.fields.update_value(|fields| drop(fields.remove(key))),
            }
        }
        let seen = self.look(|sheet| sheet.layout().cloned());
        if come || self.layout.with_untracked(|layout| *layout != seen) {
            self.layout.set(seen);
        }
        self.revision.update(|revision| *revision += 1);
        if !self.held_back.get_value() {
            self.on_change.run(form);
        }
    }

    fn refuse(self, reason: Reason) {
        let words = t(self.spoken.get_untracked(), &format!("form.reason.{reason}"));
        self.toasts.show(Toast::bad(words));
    }

    fn answer(self, ask: Ask) {
        match ask {
            Ask::Add(place) => {
                self.place.set(Some(place));
                self.outline.set(false);
                reveal::focus_in(".designer-palette input[type=search]");
            }
            Ask::Rename(name) => self.writing.set(Some(Writing::Title(name))),
            Ask::Properties => reveal::focus_in(".designer-properties .list :is(input, select, textarea)"),
            Ask::Reveal => self.reveal(),
            Ask::Save => self.on_save.run(()),
            Ask::Test => self.tab.set(Tab::Test),
            Ask::Find => self.find(),
            Ask::Help => self.help.set(true),
        }
    }

    /// Opens the search.
    pub fn find(self) {
        self.outline.set(true);
        reveal::focus_in(".designer-palette input[type=search]");
    }

    /// Brings what is selected into view and moves the focus to it.
    pub fn reveal(self) {
        if let Some(name) = self.selection.with_untracked(|selection| selection.main().cloned()) {
            reveal::show(&name);
        }
    }

    /// Ends writing in place and moves the focus back to what is selected.
    pub fn reveal_sheet(self) {
        self.writing.set(None);
        if let Some(name) = self.selection.with_untracked(|selection| selection.main().cloned()) {
            reveal::focus_part(&name);
        }
    }

    /// Adds something from the palette: a type of field, a section, a note, or a field that exists already.
    pub fn add(self, stencil: &str, at: Option<Place>) {
        if self.readonly.get_untracked() {
            return;
        }
        let at = at.or_else(|| self.place.get_untracked());
        self.place.set(None);
        self.begin(Word::Add);
        if self.look(|sheet| sheet.layout().is_none()) {
            self.make(&Edit::AddLayout { title: both("form.layout.intake"), purpose: Purpose::Intake });
        }
        let Some(layout) = self.look(|sheet| sheet.layout().map(|layout| layout.key.clone())) else {
            self.end();
            return;
        };
        let at = at.unwrap_or_else(|| self.look(Sheet::place_below));
        let edit = match (stencil.strip_prefix("field:"), stencil) {
            (Some(key), _) => Edit::Show { fields: vec![FieldKey::new(key)], layout, at },
            (_, "section") => Edit::AddSection { title: both("form.new_section"), layout, at },
            (_, "note") => Edit::AddNote { text: both("form.new_note"), layout, at },
            (_, name) => {
                let Some(holds) = fresh::holds(name) else {
                    self.end();
                    return;
                };
                Edit::AddField { holds, label: both(kind::of_name(name).label), at: Some((layout, at)) }
            }
        };
        let is_made = self.make(&edit);
        self.end();
        let added = self.selection.with_untracked(|selection| selection.main().cloned());
        if let Some(name) = added.filter(|_| is_made) {
            if let (Edit::AddField { .. }, Name::Field(key)) = (&edit, &name) {
                self.unnamed.update_value(|unnamed| {
                    unnamed.insert(key.clone());
                });
            }
            self.reveal();
            // A new thing is named at once; a field that exists has its name.
            if !matches!(edit, Edit::Show { .. }) {
                self.writing.set(Some(Writing::Title(name)));
            }
        }
    }

    /// Where a new piece would go if it were dropped there, judged by the rules.
    #[must_use]
    pub fn may_drop(self, stencil: Option<&str>, place: &Place) -> bool {
        self.look(|sheet| {
            let Some(layout) = sheet.layout().map(|layout| layout.key.clone()) else { return true };
            let (at, label) = (place.clone(), Text::default());
            let edit = match stencil {
                None => Edit::Move { layout, pieces: sheet.pieces(), to: at },
                Some("section") => Edit::AddSection { title: label, layout, at },
                Some("note") => Edit::AddNote { text: label, layout, at },
                Some(name) => match name.strip_prefix("field:") {
                    Some(key) => Edit::Show { fields: vec![FieldKey::new(key)], layout, at },
                    None => Edit::AddField { holds: Holds::Date, label, at: Some((layout, at)) },
                },
            };
            sheet.editor().judge(&edit).is_yes()
        })
    }

    /// Writes the words of something in the language of the form, key by key as they are typed.
    pub fn write(self, of: &Name, words: &str) {
        self.begin(Word::Rename);
        let lang = self.lang.get_untracked();
        match of {
            Name::Field(key) => {
                let Some(mut label) = self.look(|sheet| Some(sheet.form().field(key)?.label.clone())) else { return };
                let is_new = self.unnamed.with_value(|unnamed| unnamed.contains(key));
                // The name of the type was never meant as a translation.
                let other = other(lang);
                let holds = self.look(|sheet| sheet.form().field(key).map(|field| field.holds.name()));
                if is_new
                    && holds.is_some_and(|name| label.written(other) == both(kind::of_name(name).label).written(other))
                {
                    label.write(other, "");
                }
                label.write(lang, words);
                self.set_fields(vec![key.clone()], SetField::Label(label));
            }
            Name::Layout(key) => {
                let Some(mut title) = self.look(|sheet| Some(sheet.form().layout(key)?.title.clone())) else { return };
                title.write(lang, words);
                self.make(&Edit::SetLayout { layout: key.clone(), to: SetLayout::Title(title) });
            }
            Name::Item(key, path) => {
                let Some(mut text) = self.look(|sheet| words_of_item(sheet.form().layout(key)?, path)) else { return };
                let fresh = [both("form.new_section"), both("form.new_note")];
                let other = other(lang);
                if fresh.iter().any(|fresh| text.written(other) == fresh.written(other)) {
                    text.write(other, "");
                }
                text.write(lang, words);
                self.make(&Edit::SetText { layout: key.clone(), item: path.clone(), text });
            }
        }
    }

    /// The words are written: a new field takes its key from its title.
    pub fn written(self, of: &Name) {
        if let Name::Field(key) = of
            && self.unnamed.with_value(|unnamed| unnamed.contains(key))
            && let Some(field) = self.look(|sheet| sheet.form().field(key).cloned())
            && !field.label.is_empty()
        {
            let is_taken = |name: &str| {
                name != key.as_str()
                    && self.look(|sheet| sheet.form().fields.iter().any(|field| field.key.as_str() == name))
            };
            let wanted = FieldKey::new(unique(&from_text(&field.label, field.holds.name()), is_taken));
            let was_picked = self.selection.with_untracked(|selection| selection.contains(of));
            if wanted != *key && self.make(&Edit::RenameField { field: key.clone(), to: wanted.clone() }) {
                self.unnamed.update_value(|unnamed| {
                    unnamed.remove(key);
                    unnamed.insert(wanted.clone());
                });
                if was_picked {
                    self.select(Name::Field(wanted), false);
                }
            }
        }
        self.end();
    }

    /// Changes a property of fields.
    pub fn set_fields(self, fields: Vec<FieldKey>, to: SetField) -> bool {
        self.make(&Edit::SetField { fields, to })
    }

    /// Gives a field the key a person typed; it no longer follows the title.
    pub fn rekey(self, field: &FieldKey, to: &FieldKey) -> bool {
        let is_made = self.make(&Edit::RenameField { field: field.clone(), to: to.clone() });
        if is_made {
            self.unnamed.update_value(|unnamed| {
                unnamed.remove(field);
            });
            self.select(Name::Field(to.clone()), false);
        }
        is_made
    }

    /// Writes the label of an option.
    pub fn write_option(self, key: &FieldKey, option: &OptionKey, words: &str) {
        let Some(mut choice) = self.option(key, option) else { return };
        self.begin(Word::Rename);
        let (lang, other) = (self.lang.get_untracked(), other(self.lang.get_untracked()));
        if is_default_option(&choice) {
            choice.label.write(other, "");
        }
        choice.label.write(lang, words);
        self.set_fields(vec![key.clone()], SetField::Option(choice));
    }

    /// The label of an option is written: one that had none of its own takes its key from it.
    pub fn option_written(self, key: &FieldKey, option: &OptionKey) {
        let is_new = self.unnamed.with_value(|unnamed| unnamed.contains(key));
        if let Some(choice) = self.option(key, option).filter(|_| is_new && option.as_str().starts_with("option_"))
            && !is_default_option(&choice)
        {
            let is_taken = |name: &str| {
                self.look(|sheet| {
                    let options = sheet.form().field(key).and_then(|field| field.holds.options());
                    options.unwrap_or_default().iter().any(|one| one.key.as_str() == name)
                })
            };
            let base = from_text(&choice.label, "");
            if !base.is_empty() {
                let to = OptionKey::new(unique(&base, is_taken));
                self.set_fields(vec![key.clone()], SetField::RenameOption { from: option.clone(), to });
            }
        }
        self.end();
    }

    fn option(self, key: &FieldKey, option: &OptionKey) -> Option<Choice> {
        self.look(|sheet| sheet.form().field(key)?.holds.options()?.iter().find(|one| one.key == *option).cloned())
    }

    /// Adds options, one for each line.
    pub fn add_options(self, key: &FieldKey, lines: &str) {
        let lang = self.lang.get_untracked();
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
        let texts: Vec<Text> = lines.map(|line| Text::one(lang, line)).collect();
        if !texts.is_empty() {
            self.set_fields(vec![key.clone()], SetField::AddOptions(texts));
        }
    }

    /// Takes what is selected out of this layout, and offers the way back.
    pub fn hide(self) {
        let edit = self.look(|sheet| {
            let layout = sheet.layout()?.key.clone();
            Some(Edit::Hide { layout, pieces: sheet.pieces() })
        });
        if let Some(edit) = edit {
            self.make(&edit);
        }
    }

    /// Removes the selected fields with their data, and offers the way back.
    pub fn remove(self) {
        let fields = self.look(Sheet::fields);
        if fields.is_empty() {
            return self.hide();
        }
        if self.make(&Edit::Remove { fields }) {
            let lang = self.spoken.get_untracked();
            let undo = Callback::new(move |()| self.act(Sheet::undo));
            self.toasts
                .show(Toast::new(ui::Tone::Info, t(lang, "form.removed")).with_act(t(lang, "designer.undo"), undo));
        }
    }

    /// Copies the selected fields in place.
    pub fn duplicate(self) {
        if let Some(layout) = self.look(|sheet| sheet.layout().map(|layout| layout.key.clone())) {
            let fields = self.look(Sheet::fields);
            self.make(&Edit::Duplicate { layout, fields });
        }
    }

    /// The text for the clipboard.
    #[must_use]
    pub fn copy(self) -> Option<String> {
        self.look(Sheet::copy)
    }

    /// The piece a field or item of the layout is.
    #[must_use]
    pub fn piece(name: &Name) -> Option<Piece> {
        match name {
            Name::Field(key) => Some(Piece::Field(key.clone())),
            Name::Item(_, path) => Some(Piece::Item(path.clone())),
            Name::Layout(_) => None,
        }
    }
}

/// The title of a section, or the words of a note.
#[must_use]
pub fn words_of_item(layout: &Layout, path: &editor::form::Path) -> Option<Text> {
    match editor::form::shape::item(layout, path)? {
        model::form::Item::Section { title, .. } => Some(title.clone()),
        model::form::Item::Note { text } => Some(text.clone()),
        model::form::Item::Row { .. } => None,
    }
}

/// The other language.
#[must_use]
pub const fn other(lang: Lang) -> Lang {
    match lang {
        Lang::En => Lang::ZhCn,
        Lang::ZhCn => Lang::En,
    }
}

/// Whether an option still has the label it was made with.
fn is_default_option(choice: &Choice) -> bool {
    let Some(number) = choice.key.as_str().strip_prefix("option_") else { return false };
    choice.label.written(Lang::En).is_some_and(|label| label == format!("Option {number}"))
        || choice.label.written(Lang::ZhCn).is_some_and(|label| label == format!("选项{number}"))
}
