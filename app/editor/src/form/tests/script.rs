//! A small language for scripts over the form kernel.

use std::fmt::Write as _;

use expect_test::Expect;
use model::{
    Lang, Text, Value,
    condition::{Comparison, Condition, Operand, Variable},
    form::{Form, Item, Layout, Purpose},
    key::{FieldKey, LayoutKey, OptionKey},
};

use crate::{
    Editor, Reason,
    form::{Edit, Path, Piece, Place, SetField, Side, fresh, step, step::Direction},
};

/// Runs a script on a form with one empty layout and compares the refusals, the layouts, the fields and the history.
#[track_caller]
pub(super) fn check(script: &str, expect: &Expect) {
    let form = Form {
        format: 1,
        fields: vec![],
        layouts: vec![Layout { key: "main".into(), title: text("Main"), purpose: Purpose::Intake, items: vec![] }],
    };
    let mut editor = Editor::open(form);
    let mut told = String::new();
    for line in script.split(';') {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let Err(reason) = run(&mut editor, &words) {
            writeln!(told, "! {reason}").unwrap();
        }
    }
    told.push_str(&shown(&editor));
    expect.assert_eq(&told);
}

fn text(words: &str) -> Text {
    Text::one(Lang::En, words)
}

fn path(words: &str) -> Path {
    Path(words.split('.').map(|index| index.parse().unwrap()).collect())
}

fn place(words: &[&str]) -> Place {
    match words {
        [] => Place::end(),
        ["beside", field] => Place::Beside { field: (*field).into(), side: Side::After },
        ["in", section] => Place::In { section: path(section), index: 0 },
        other => panic!("no such place: {other:?}"),
    }
}

fn run(editor: &mut Editor<Form>, words: &[&str]) -> Result<(), Reason> {
    let main = LayoutKey::new("main");
    let key = |text: &str| FieldKey::new(text);
    let keys = |texts: &[&str]| texts.iter().map(|text| FieldKey::new(*text)).collect::<Vec<_>>();
    let one = |field: &str, to| Edit::SetField { fields: vec![field.into()], to };
    let edit = match words {
        ["undo"] => {
            editor.undo();
            return Ok(());
        }
        ["redo"] => {
            editor.redo();
            return Ok(());
        }
        ["section", title, at @ ..] => Edit::AddSection { title: text(title), layout: main, at: place(at) },
        ["hide", fields @ ..] => {
            Edit::Hide { layout: main, pieces: keys(fields).into_iter().map(Piece::Field).collect() }
        }
        ["show", field] => Edit::Show { fields: keys(&[field]), layout: main, at: Place::end() },
        ["remove", fields @ ..] => Edit::Remove { fields: keys(fields) },
        ["duplicate", fields @ ..] => Edit::Duplicate { layout: main, fields: keys(fields) },
        ["width", field, width] => Edit::Resize { layout: main, field: key(field), width: width.parse().unwrap() },
        ["copy_layout"] => Edit::DuplicateLayout { layout: main, title: text("Copy") },
        ["rename", from, to] => Edit::RenameField { field: key(from), to: key(to) },
        ["computed", field, expression] => one(field, SetField::Computed(Some((*expression).to_owned()))),
        ["default", field, value] => one(field, SetField::Default(Value::from(*value))),
        ["become", field, name] => one(field, SetField::Holds(fresh::holds(name).unwrap())),
        ["option", field, from, to] => {
            one(field, SetField::RenameOption { from: OptionKey::new(*from), to: OptionKey::new(*to) })
        }
        ["drop_option", field, option] => one(field, SetField::RemoveOption(OptionKey::new(*option))),
        ["when", field, other, value] => one(
            field,
            SetField::Visible(Some(Condition::Compare {
                left: Variable::field(&key(other)),
                how: Comparison::Equal,
                right: Operand::Value(Value::from(*value)),
            })),
        ),
        ["put", item, at @ ..] => Edit::Move { layout: main, pieces: vec![Piece::Item(path(item))], to: place(at) },
        [way @ ("up" | "down" | "left" | "right"), field] => {
            let way = match *way {
                "up" => Direction::Up,
                "down" => Direction::Down,
                "left" => Direction::Left,
                _ => Direction::Right,
            };
            let layout = editor.document().layout(&main).unwrap();
            let Some(edit) = step::step(layout, &Piece::Field(key(field)), way) else { return Ok(()) };
            edit
        }
        [name, label, at @ ..] => {
            Edit::AddField { holds: fresh::holds(name).unwrap(), label: text(label), at: Some((main, place(at))) }
        }
        other => panic!("no such line: {other:?}"),
    };
    editor.make(&edit).map(drop)
}

fn shown(editor: &Editor<Form>) -> String {
    let mut told = String::new();
    let form = editor.document();
    for layout in &form.layouts {
        writeln!(told, "{}", layout.key).unwrap();
        items(&layout.items, 1, &mut told);
    }
    for field in &form.fields {
        write!(told, "{}: {}", field.key, field.holds.name()).unwrap();
        if let Some(options) = field.holds.options() {
            let keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).collect();
            write!(told, " {}", keys.join("|")).unwrap();
        }
        if !field.default.is_null() {
            write!(told, " = {}", field.default).unwrap();
        }
        if let Some(Condition::Compare { left, right: Operand::Value(value), .. }) = &field.visible {
            write!(told, " when {} is {value}", left.0).unwrap();
        }
        if let Some(text) = &field.computed {
            write!(told, " := {text}").unwrap();
        }
        writeln!(told).unwrap();
    }
    let words: Vec<&str> = editor.history().entries().iter().map(|entry| entry.word.as_str()).collect();
    writeln!(told, "history {}", words.join(" ")).unwrap();
    told
}

fn items(items_: &[Item], depth: usize, told: &mut String) {
    for item in items_ {
        let indent = "  ".repeat(depth);
        match item {
            Item::Row { cells } => {
                let cells: Vec<String> = cells.iter().map(|cell| format!("{} {}", cell.field, cell.width)).collect();
                writeln!(told, "{indent}| {}", cells.join(" | ")).unwrap();
            }
            Item::Section { title, items: inner } => {
                writeln!(told, "{indent}section {}", title.in_lang(Lang::En)).unwrap();
                items(inner, depth + 1, told);
            }
            Item::Note { text } => writeln!(told, "{indent}note {}", text.in_lang(Lang::En)).unwrap(),
        }
    }
}
