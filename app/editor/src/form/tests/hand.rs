//! The form designer by keyboard.

use model::{
    Lang, Text,
    form::{Form, Layout, Purpose},
};
use proptest::prelude::*;

use super::any;
use crate::{
    Word,
    flow::tool::{Held, Key},
    form::{Ask, Edit, Name, Place, SetField, Sheet, fresh},
};

fn sheet() -> Sheet {
    let title = Text::one(Lang::En, "Main");
    let layout = Layout { key: "main".into(), title, purpose: Purpose::Intake, items: vec![] };
    let mut sheet = Sheet::open(Form { format: 1, fields: vec![], layouts: vec![layout] });
    for label in ["a", "b", "c"] {
        let at = Some(("main".into(), sheet.place_below()));
        sheet.make(&Edit::AddField { holds: fresh::holds("text").unwrap(), label: Text::one(Lang::En, label), at });
    }
    sheet
}

fn press(sheet: &mut Sheet, keys: &str) -> Option<crate::form::Change> {
    let held = Held { alt: keys.contains("alt-"), ctrl: keys.contains("ctrl-"), shift: keys.contains("shift-") };
    let name = keys.rsplit('-').next().unwrap();
    sheet.key(Key { name, held, composing: false })
}

fn rows(sheet: &Sheet) -> Vec<&str> {
    sheet.layout().unwrap().cells().iter().map(|cell| cell.field.as_str()).collect()
}

#[test]
fn a_new_field_goes_below_the_selected_one() {
    let mut sheet = sheet();
    assert_eq!(rows(&sheet), ["a", "b", "c"]);
    sheet.select(Name::Field("a".into()), false);
    let at = Some(("main".into(), sheet.place_below()));
    sheet.make(&Edit::AddField { holds: fresh::holds("date").unwrap(), label: Text::one(Lang::En, "d"), at });
    assert_eq!(rows(&sheet), ["a", "d", "b", "c"]);
    assert_eq!(sheet.fields(), ["d".into()]);
}

#[test]
fn arrows_walk_and_with_alt_move() {
    let mut sheet = sheet();
    press(&mut sheet, "ArrowUp");
    assert_eq!(sheet.fields(), ["b".into()]);
    press(&mut sheet, "alt-ArrowUp");
    assert_eq!(rows(&sheet), ["b", "a", "c"]);
    press(&mut sheet, "alt-ArrowRight");
    assert_eq!(sheet.layout().unwrap().items.len(), 2);
    press(&mut sheet, "ctrl-z");
    press(&mut sheet, "ctrl-z");
    assert_eq!(rows(&sheet), ["a", "b", "c"]);
}

#[test]
fn several_fields_move_together() {
    let mut sheet = sheet();
    sheet.select(Name::Field("b".into()), false);
    sheet.select(Name::Field("c".into()), true);
    press(&mut sheet, "alt-ArrowUp");
    assert_eq!(rows(&sheet), ["b", "c", "a"]);
}

#[test]
fn delete_hides_and_with_shift_removes() {
    let mut sheet = sheet();
    press(&mut sheet, "Delete");
    assert_eq!((rows(&sheet).len(), sheet.form().fields.len()), (2, 3));
    sheet.select(Name::Field("a".into()), false);
    press(&mut sheet, "shift-Delete");
    assert_eq!((rows(&sheet).len(), sheet.form().fields.len()), (1, 2));
}

#[test]
fn a_property_of_several_fields_is_set_at_once() {
    let mut sheet = sheet();
    press(&mut sheet, "ctrl-a");
    let fields = sheet.fields();
    sheet.make(&Edit::SetField { fields, to: SetField::Searchable(true) });
    assert!(sheet.form().fields.iter().all(|field| field.searchable));
    assert_eq!(sheet.editor().history().last().unwrap().word, Word::Change);
}

#[test]
fn a_new_layout_is_looked_at_and_a_removed_one_is_left() {
    let mut sheet = sheet();
    sheet.make(&Edit::AddLayout { title: Text::one(Lang::En, "Portal"), purpose: Purpose::Portal });
    assert_eq!(sheet.layout().unwrap().key, "portal".into());
    sheet.make(&Edit::RemoveLayout("portal".into()));
    assert_eq!(sheet.layout().unwrap().key, "main".into());
}

#[test]
fn a_copy_travels_through_text_to_another_form() {
    let mut from = sheet();
    press(&mut from, "ctrl-a");
    let text = from.copy().unwrap();
    let mut to = sheet();
    assert_eq!(to.paste(&text).refused, None);
    assert_eq!(rows(&to), ["a", "b", "c", "a_2", "b_2", "c_2"]);
    assert_eq!(to.fields(), ["a_2".into(), "b_2".into(), "c_2".into()]);
}

#[test]
fn the_plus_key_asks_what_to_add_where() {
    let mut sheet = sheet();
    sheet.clear();
    assert_eq!(press(&mut sheet, "+").unwrap().asks, [Ask::Add(Place::end())]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_keys_however_clumsy_break_the_sheet(
        form in any::form(),
        keys in prop::collection::vec(prop::sample::select(vec![
            "ArrowUp", "ArrowDown", "shift-ArrowDown", "alt-ArrowUp", "alt-ArrowDown", "alt-ArrowLeft", "alt-ArrowRight",
            "Delete", "shift-Delete", "ctrl-a", "ctrl-d", "ctrl-z", "ctrl-y", "Escape", "+", "[", "]", "Enter", "e",
        ]), 1..30),
    ) {
        let mut sheet = Sheet::open(form.clone());
        for keys in keys {
            press(&mut sheet, keys);
            if let Some(text) = sheet.copy() {
                let mut other = sheet.clone();
                other.paste(&text);
            }
        }
        sheet.go_to(0);
        prop_assert_eq!(sheet.form(), &form);
    }
}
