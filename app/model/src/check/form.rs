//! Forms: fields with sensible facts, layouts that show what the form has, conditions that do not go round in circles.

use std::collections::{BTreeMap, BTreeSet};

use super::{condition, keys, title, within, words};
use crate::{
    Code, Problem, Problems,
    condition::Condition,
    form::{Choice, Column, Field, Form, Holds, Item, LONGEST_TEXT, Layout, Purpose, conditions, normal},
    key::FieldKey,
};

/// The deepest sections of a layout.
const DEEPEST_SECTION: usize = 4;

/// What is wrong with a form.
#[must_use]
pub fn form(form: &Form) -> Problems {
    let mut problems = Problems::new();
    keys(form.fields.iter().map(|field| (field.key.as_str(), format!("/fields/{}", field.key))), &mut problems);
    for one in &form.fields {
        field(one, form, &mut problems);
    }
    if let Err(circles) = computed_order(form) {
        for circle in circles {
            let path = format!("/fields/{}", circle.first().map_or("", FieldKey::as_str));
            let shown = circle.iter().map(FieldKey::as_str).collect::<Vec<_>>().join(" → ");
            problems.push(Problem::error(Code::CircularCondition, path).with("path", shown));
        }
    }
    keys(form.layouts.iter().map(|layout| (layout.key.as_str(), format!("/layouts/{}", layout.key))), &mut problems);
    for one in &form.layouts {
        layout(one, form, &mut problems);
    }
    if !form.layouts.iter().any(|layout| layout.purpose == Purpose::Intake) {
        problems.push(Problem::warning(Code::MissingLayout, "/layouts").with("key", "intake"));
    }
    problems
}

fn field(field: &Field, form: &Form, problems: &mut Problems) {
    let path = format!("/fields/{}", field.key);
    title(&field.label, &format!("{path}/label"), problems);
    words(&field.help, &format!("{path}/help"), problems);
    words(&field.placeholder, &format!("{path}/placeholder"), problems);
    holds(&field.holds, &path, problems);
    for (one, part) in conditions(field) {
        condition(one, &format!("{path}/{part}"), Some(form), problems);
    }
    if !field.default.is_null()
        && let Err(wrong) = normal(&field.holds, &field.default, &format!("{path}/default"))
    {
        problems.extend(wrong);
    }
}

fn holds(holds: &Holds, path: &str, problems: &mut Problems) {
    match holds {
        Holds::Text { longest, .. } | Holds::LongText { longest, .. } => {
            if let Some(longest) = longest {
                let most = i64::try_from(LONGEST_TEXT).unwrap_or(i64::MAX);
                within(i64::from(*longest), 1, most, &format!("{path}/longest"), problems);
            }
        }
        Holds::Number { least, most, decimals, unit } => {
            within(i64::from(*decimals), 0, 9, &format!("{path}/decimals"), problems);
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                problems.push(Problem::error(Code::TooSmall, format!("{path}/most")).with("least", least));
            }
            words(unit, &format!("{path}/unit"), problems);
        }
        Holds::Money { currency, least, most } => {
            if currency.len() != 3 || !currency.chars().all(|c| c.is_ascii_uppercase()) {
                let given = super::short(currency);
                problems.push(Problem::error(Code::UnknownOption, format!("{path}/currency")).with("given", given));
            }
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                problems.push(Problem::error(Code::TooSmall, format!("{path}/most")).with("least", least));
            }
        }
        Holds::Select { options } | Holds::Radio { options } | Holds::MultiSelect { options } => {
            choices(options, path, problems);
        }
        Holds::Rating { most } => within(i64::from(*most), 2, 10, &format!("{path}/most"), problems),
        Holds::Table { columns, .. } => table(columns, path, problems),
        Holds::Date
        | Holds::DateTime
        | Holds::Time
        | Holds::YesNo
        | Holds::Email
        | Holds::Phone
        | Holds::Url
        | Holds::Person
        | Holds::Customer
        | Holds::Address
        | Holds::Tags => {}
    }
}

fn choices(options: &[Choice], path: &str, problems: &mut Problems) {
    if options.iter().all(|option| option.retired) {
        problems.push(Problem::error(Code::NoOptions, format!("{path}/options")));
    }
    let at = |option: &Choice| format!("{path}/options/{}", option.key);
    keys(options.iter().map(|option| (option.key.as_str(), at(option))), problems);
    for option in options {
        title(&option.label, &format!("{}/label", at(option)), problems);
    }
}

fn table(columns: &[Column], path: &str, problems: &mut Problems) {
    if columns.is_empty() {
        problems.push(Problem::error(Code::Required, format!("{path}/columns")));
    }
    let at = |column: &Column| format!("{path}/columns/{}", column.key);
    keys(columns.iter().map(|column| (column.key.as_str(), at(column))), problems);
    for column in columns {
        title(&column.label, &format!("{}/label", at(column)), problems);
        if matches!(column.holds, Holds::Table { .. }) {
            problems.push(
                Problem::error(Code::WrongType, at(column)).with("given", "table").with("wanted", "a simple type"),
            );
        } else {
            holds(&column.holds, &at(column), problems);
        }
    }
}

fn layout(layout: &Layout, form: &Form, problems: &mut Problems) {
    let path = format!("/layouts/{}", layout.key);
    title(&layout.title, &format!("{path}/title"), problems);
    items(&layout.items, &path, 1, problems);
    let mut seen = BTreeSet::new();
    for cell in layout.cells() {
        let path = format!("{path}/{}", cell.field);
        if form.field(&cell.field).is_none() {
            problems
                .push(Problem::error(Code::MissingField, path.as_str()).with("key", super::short(cell.field.as_str())));
        } else if !seen.insert(&cell.field) {
            problems.push(Problem::error(Code::DuplicateKey, path.as_str()).with("key", &cell.field));
        }
        if !(1..=12).contains(&cell.width) {
            problems.push(Problem::error(Code::BadWidth, path));
        }
    }
}

fn items(parts: &[Item], path: &str, depth: usize, problems: &mut Problems) {
    for (index, item) in parts.iter().enumerate() {
        let path = format!("{path}/items/{index}");
        match item {
            Item::Row { .. } => {}
            Item::Note { text } => title(text, &path, problems),
            Item::Section { title: text, items: parts } => {
                title(text, &path, problems);
                if depth >= DEEPEST_SECTION {
                    problems.push(Problem::error(Code::TooDeep, path).with("most", DEEPEST_SECTION));
                } else {
                    items(parts, &path, depth + 1, problems);
                }
            }
        }
    }
}

/// The computed fields in an order in which each comes after those it reads, directly or through a condition.
///
/// # Errors
/// Every circle of fields that read each other in their expressions or conditions of being shown; the first field of a
/// circle is repeated at its end.
pub fn computed_order(form: &Form) -> Result<Vec<FieldKey>, Vec<Vec<FieldKey>>> {
    let places: BTreeMap<&str, usize> =
        form.fields.iter().enumerate().rev().map(|(index, field)| (field.key.as_str(), index)).collect();
    let reads: Vec<BTreeSet<usize>> = form
        .fields
        .iter()
        .map(|field| read_by(field).into_iter().filter_map(|name| places.get(name).copied()).collect())
        .collect();
    let mut readers = vec![Vec::new(); reads.len()];
    for (reader, read) in reads.iter().enumerate() {
        for one in read {
            if let Some(found) = readers.get_mut(*one) {
                found.push(reader);
            }
        }
    }
    let mut waits: Vec<usize> = reads.iter().map(BTreeSet::len).collect();
    let mut next_ones: BTreeSet<usize> =
        waits.iter().enumerate().filter(|(_, waits)| **waits == 0).map(|(index, _)| index).collect();
    let mut order = Vec::new();
    let mut done = BTreeSet::new();
    while let Some(next) = next_ones.pop_first() {
        done.insert(next);
        if let Some(field) = form.fields.get(next)
            && field.computed.is_some()
        {
            order.push(field.key.clone());
        }
        for reader in readers.get(next).into_iter().flatten() {
            if let Some(left) = waits.get_mut(*reader) {
                *left -= 1;
                if *left == 0 {
                    next_ones.insert(*reader);
                }
            }
        }
    }
    let circles = circles(&reads, &done);
    if circles.is_empty() {
        return Ok(order);
    }
    let named = |circle: &Vec<usize>| {
        circle.iter().filter_map(|index| form.fields.get(*index)).map(|field| field.key.clone()).collect()
    };
    Err(circles.iter().map(named).collect())
}

/// The circles among those that are not done: each of them reads another one that is not done.
fn circles(reads: &[BTreeSet<usize>], done: &BTreeSet<usize>) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for start in (0..reads.len()).filter(|index| !done.contains(index)) {
        let mut walk = Vec::new();
        let mut now = start;
        while seen.insert(now) {
            walk.push(now);
            let next = reads.get(now).and_then(|read| read.iter().find(|one| !done.contains(one)));
            let Some(next) = next else { break };
            now = *next;
        }
        if let Some(begins) = walk.iter().position(|one| *one == now) {
            let mut circle = walk.split_off(begins);
            circle.push(now);
            found.push(circle);
        }
    }
    found
}

/// The fields whose values decide this one's value or whether it is shown.
fn read_by(field: &Field) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    if let Some(visible) = &field.visible {
        names.extend(visible.variables().into_iter().filter_map(|variable| variable.as_field()));
        visible.walk(&mut |part| {
            if let Condition::Script { text } = part {
                names.extend(fields_in(text));
            }
        });
    }
    if let Some(text) = &field.computed {
        names.extend(fields_in(text));
    }
    names
}

/// The fields that an expression names, as `fields.amount` or `fields["amount"]`.
#[must_use]
pub fn fields_in(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("fields") {
        rest = behind;
        if before.ends_with(|c: char| is_word(c) || c == '.') {
            continue;
        }
        let access = behind.trim_start();
        let access = access.strip_prefix('?').unwrap_or(access);
        if let Some(name) = access.strip_prefix('.') {
            let name = name.trim_start();
            let end = name.find(|c: char| !is_word(c)).unwrap_or(name.len());
            found.extend(name.get(..end));
        } else if let Some(index) = access.strip_prefix('[')
            && let Some(quoted) = index.trim_start().strip_prefix('"')
            && let Some((name, _)) = quoted.split_once('"')
        {
            found.push(name);
        }
    }
    found.retain(|name| !name.is_empty());
    found
}
