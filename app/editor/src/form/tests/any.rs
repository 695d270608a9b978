//! Properties of every edit on any form, right or wrong.

use model::{
    Lang, Text, Value,
    condition::{Condition, Variable},
    form::{Cell, Field, Form, Item, Layout, Need, Purpose},
    key::{FieldKey, LayoutKey, OptionKey},
};
use proptest::prelude::*;

use crate::{
    Editor,
    form::{
        Edit, Path, Piece, Place, SetCell, SetField, SetLayout, Side, clip::Clip, drop, fresh, shape, step,
        step::Direction,
    },
};

fn key() -> impl Strategy<Value = FieldKey> + Clone {
    prop::sample::select(vec!["a", "b", "c", "d", "e", "no such", ""]).prop_map(FieldKey::new)
}

fn layout_key() -> impl Strategy<Value = LayoutKey> + Clone {
    prop::sample::select(vec!["x", "x", "y", "gone"]).prop_map(LayoutKey::new)
}

fn text() -> impl Strategy<Value = Text> {
    prop::sample::select(vec!["", "Phone", "客户", "a b"]).prop_map(|words| Text::one(Lang::ZhCn, words))
}

fn field() -> impl Strategy<Value = Field> {
    (key(), text(), prop::sample::select(fresh::TYPES.to_vec()), key(), any::<bool>(), any::<bool>()).prop_map(
        |(key, label, name, other, is_hidden, is_computed)| {
            let mut field = fresh::field(key, label, fresh::holds(name).unwrap());
            if is_hidden {
                field.visible = Some(Condition::Empty { left: Variable::field(&other) });
                field.required = Need::When(Condition::Script { text: format!("fields.{other} > 1") });
            }
            if is_computed {
                field.computed = Some(format!("fields[\"{other}\"] + fields.a + fields"));
            }
            field
        },
    )
}

fn item() -> impl Strategy<Value = Item> {
    let cell = (key(), any::<u8>(), any::<bool>()).prop_map(|(field, width, required)| Cell {
        field,
        width,
        required,
        read_only: false,
    });
    let leaf = prop_oneof![
        prop::collection::vec(cell, 0..4).prop_map(|cells| Item::Row { cells }),
        text().prop_map(|text| Item::Note { text }),
    ];
    leaf.prop_recursive(6, 24, 4, |inner| {
        (text(), prop::collection::vec(inner, 0..4)).prop_map(|(title, items)| Item::Section { title, items })
    })
}

pub(super) fn form() -> impl Strategy<Value = Form> {
    let layout = (layout_key(), text(), prop::collection::vec(item(), 0..5)).prop_map(|(key, title, items)| Layout {
        key,
        title,
        purpose: Purpose::Step,
        items,
    });
    (prop::collection::vec(field(), 0..6), prop::collection::vec(layout, 0..3)).prop_map(|(fields, layouts)| Form {
        format: 1,
        fields,
        layouts,
    })
}

fn path() -> impl Strategy<Value = Path> {
    prop::collection::vec(0_usize..4, 0..4).prop_map(Path)
}

fn place() -> impl Strategy<Value = Place> {
    let side = prop::sample::select(vec![Side::Before, Side::After]);
    prop_oneof![
        (path(), prop_oneof![0_usize..6, Just(usize::MAX)]).prop_map(|(section, index)| Place::In { section, index }),
        (key(), side).prop_map(|(field, side)| Place::Beside { field, side }),
    ]
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    prop::collection::vec(prop_oneof![key().prop_map(Piece::Field), path().prop_map(Piece::Item)], 0..4)
}

fn set_field() -> impl Strategy<Value = SetField> {
    let option = || prop::sample::select(vec!["option_1", "option_2", "q", "Q"]).prop_map(OptionKey::new);
    prop_oneof![
        text().prop_map(SetField::Label),
        prop::sample::select(fresh::TYPES.to_vec()).prop_map(|name| SetField::Holds(fresh::holds(name).unwrap())),
        key().prop_map(|key| SetField::Visible(Some(Condition::Changed { left: Variable::field(&key) }))),
        prop::sample::select(vec!["option_1", "x"]).prop_map(|value| SetField::Default(Value::from(value))),
        any::<bool>().prop_map(SetField::Searchable),
        prop::collection::vec(text(), 0..3).prop_map(SetField::AddOptions),
        (option(), option()).prop_map(|(from, to)| SetField::RenameOption { from, to }),
        option().prop_map(SetField::RemoveOption),
        (option(), 0_usize..9).prop_map(|(option, to)| SetField::MoveOption { option, to }),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let keys = || prop::collection::vec(key(), 0..4);
    let clip = (prop::collection::vec(field(), 0..3), prop::collection::vec(item(), 0..3))
        .prop_map(|(fields, items)| Clip { fields, items });
    prop_oneof![
        (prop::sample::select(fresh::TYPES.to_vec()), text(), prop::option::of((layout_key(), place())))
            .prop_map(|(name, label, at)| Edit::AddField { holds: fresh::holds(name).unwrap(), label, at }),
        (keys(), layout_key(), place()).prop_map(|(fields, layout, at)| Edit::Show { fields, layout, at }),
        (text(), layout_key(), place()).prop_map(|(title, layout, at)| Edit::AddSection { title, layout, at }),
        (text(), layout_key(), place()).prop_map(|(text, layout, at)| Edit::AddNote { text, layout, at }),
        (layout_key(), pieces(), place()).prop_map(|(layout, pieces, to)| Edit::Move { layout, pieces, to }),
        (layout_key(), pieces(), place()).prop_map(|(layout, pieces, to)| Edit::Move { layout, pieces, to }),
        (layout_key(), pieces()).prop_map(|(layout, pieces)| Edit::Hide { layout, pieces }),
        keys().prop_map(|fields| Edit::Remove { fields }),
        (layout_key(), key(), any::<u8>()).prop_map(|(layout, field, width)| Edit::Resize { layout, field, width }),
        (layout_key(), keys()).prop_map(|(layout, fields)| Edit::Duplicate { layout, fields }),
        (clip, layout_key(), place()).prop_map(|(clip, layout, at)| Edit::Paste { clip, layout, at }),
        (keys(), set_field()).prop_map(|(fields, to)| Edit::SetField { fields, to }),
        (key(), key()).prop_map(|(field, to)| Edit::RenameField { field, to }),
        (layout_key(), keys(), any::<bool>()).prop_map(|(layout, fields, yes)| Edit::SetCell {
            layout,
            fields,
            to: SetCell::Required(yes)
        }),
        (layout_key(), path(), text()).prop_map(|(layout, item, text)| Edit::SetText { layout, item, text }),
        text().prop_map(|title| Edit::AddLayout { title, purpose: Purpose::Portal }),
        (layout_key(), text()).prop_map(|(layout, title)| Edit::DuplicateLayout { layout, title }),
        layout_key().prop_map(Edit::RemoveLayout),
        (layout_key(), 0_usize..5).prop_map(|(layout, to)| Edit::SetLayout { layout, to: SetLayout::Place(to) }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_can_be_undone_and_done_again(form in form(), edits in prop::collection::vec(edit(), 1..8)) {
        let mut editor = Editor::open(form.clone());
        let mut states = vec![form];
        for edit in &edits {
            let before = editor.document().clone();
            match editor.make(edit) {
                Ok(patch) if patch.is_empty() => prop_assert_eq!(editor.document(), &before),
                Ok(_) => {}
                Err(_) => prop_assert_eq!(editor.document(), &before),
            }
            editor.seal();
            if *editor.document() != before {
                states.push(editor.document().clone());
            }
        }
        prop_assert_eq!(editor.history().entries().len(), states.len() - 1);
        for state in states.iter().rev().skip(1) {
            editor.undo();
            prop_assert_eq!(editor.document(), state);
        }
        prop_assert!(editor.undo().is_none());
        for state in states.iter().skip(1) {
            editor.redo();
            prop_assert_eq!(editor.document(), state);
        }
    }

    #[test]
    fn a_removed_field_is_shown_nowhere(form in form(), fields in prop::collection::vec(key(), 1..3)) {
        let mut editor = Editor::open(form);
        if editor.make(&Edit::Remove { fields: fields.clone() }).is_ok_and(|patch| !patch.is_empty()) {
            for layout in &editor.document().layouts {
                prop_assert!(layout.cells().iter().all(|cell| !fields.contains(&cell.field)));
            }
        }
    }

    #[test]
    fn moving_loses_nothing(form in form(), pieces in pieces(), to in place()) {
        let mut editor = Editor::open(form);
        let shown = |form: &Form| {
            let mut keys: Vec<FieldKey> =
                form.layouts.iter().flat_map(Layout::cells).map(|cell| cell.field.clone()).collect();
            keys.sort();
            (keys, form.layouts.iter().flat_map(shape::walk).filter(|(_, item)| !matches!(item, Item::Row { .. })).count())
        };
        let before = shown(editor.document());
        if editor.make(&Edit::Move { layout: "x".into(), pieces, to }).is_ok() {
            prop_assert_eq!(shown(editor.document()), before);
        }
    }

    #[test]
    fn any_text_can_be_pasted_safely(text in ".{0,200}", fields in prop::collection::vec(field(), 0..4), items in prop::collection::vec(item(), 0..4), at in place(), form in form()) {
        prop_assert!(Clip::read(&text).is_none());
        let mut editor = Editor::open(form);
        let taken = editor.document().fields.len();
        if let Some(clip) = Clip::read(&Clip { fields, items }.to_text()) {
            let more = clip.fields.len();
            if editor.make(&Edit::Paste { clip, layout: "x".into(), at }).is_ok() {
                prop_assert_eq!(editor.document().fields.len(), taken + more);
            }
        }
    }

    #[test]
    fn steps_and_drops_are_always_answered(form in form(), field in key(), path in path(), x in -50.0..500.0_f64, y in -50.0..500.0_f64) {
        for layout in &form.layouts {
            for way in [Direction::Up, Direction::Down, Direction::Left, Direction::Right] {
                for piece in [Piece::Field(field.clone()), Piece::Item(path.clone())] {
                    if let Some(edit) = step::step(layout, &piece, way) {
                        let mut editor = Editor::open(form.clone());
                        let _ = editor.make(&edit);
                    }
                }
            }
            let seen: Vec<drop::Seen> = shape::walk(layout).into_iter().zip(0_i32..).map(|((path, _), index)| drop::Seen {
                piece: Piece::Item(path),
                rect: crate::geometry::Rect { x: 0.0, y: f64::from(index) * 40.0, width: 300.0, height: 36.0 },
            }).collect();
            let _ = drop::target(layout, &seen, model::flow::Point { x, y });
        }
    }
}
