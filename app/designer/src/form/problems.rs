//! Where a problem is: the part of the form it belongs to, the property of it, and the layout it is seen in.

use editor::form::{Name, Path, shape};
use model::{
    Problem,
    form::Form,
    key::{FieldKey, LayoutKey},
};

/// The place of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The part; none for the form as a whole.
    pub name: Option<Name>,
    /// The layout in which it can be seen, if it is not the one that is looked at anyway.
    pub layout: Option<LayoutKey>,
    /// The end of the path behind the part.
    pub rest: String,
}

/// The place that a path of a problem speaks of.
#[must_use]
pub fn place(form: &Form, path: &str) -> Place {
    let mut pieces = path.trim_start_matches('/').split('/');
    let rest = |pieces: std::str::Split<'_, char>| {
        let rest: Vec<&str> = pieces.collect();
        if rest.is_empty() { String::new() } else { format!("/{}", rest.join("/")) }
    };
    match (pieces.next(), pieces.next()) {
        (Some("fields"), Some(key)) => {
            let key = FieldKey::new(key);
            let shows = |layout: &&model::form::Layout| shape::find(layout, &key).is_some();
            let layout = form.layouts.iter().find(shows).map(|layout| layout.key.clone());
            Place { name: form.field(&key).map(|_| Name::Field(key)), layout, rest: rest(pieces) }
        }
        (Some("layouts"), Some(key)) => {
            let key = LayoutKey::new(key);
            let layout = form.layout(&key).map(|layout| layout.key.clone());
            let after: Vec<&str> = pieces.collect();
            // Items are named by position, one `items` for each level; a field by its key.
            let mut steps = Vec::new();
            for piece in &after {
                if *piece == "items" {
                    continue;
                }
                match piece.parse() {
                    Ok(step) => steps.push(step),
                    Err(_) => break,
                }
            }
            let name = match after.as_slice() {
                ["items", ..] => Some(Name::Item(key, Path(steps))),
                [field] if form.field(&FieldKey::new(*field)).is_some() => Some(Name::Field(FieldKey::new(*field))),
                _ => None,
            };
            Place { name, layout, rest: String::new() }
        }
        _ => Place { name: None, layout: None, rest: String::new() },
    }
}

/// The problems of a part, each with the end of its path, in the words of `say`.
#[must_use]
pub fn of_part(
    form: &Form,
    problems: &[Problem],
    part: &Name,
    say: impl Fn(&Problem) -> String,
) -> Vec<(String, String)> {
    let here = |problem: &&Problem| problem.severity != model::Severity::Hint;
    problems
        .iter()
        .filter(here)
        .filter_map(|problem| {
            let place = place(form, &problem.path);
            (place.name.as_ref() == Some(part)).then(|| (place.rest, say(problem)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_problem_leads_to_its_part_and_its_property() {
        let form: Form = serde_json::from_value(json!({"format": 1,
            "fields": [{"key": "a", "label": {}, "type": "text"}],
            "layouts": [{"key": "intake", "title": {}, "items": [
                {"item": "section", "title": {}, "items": [{"item": "row", "cells": [{"field": "a"}]}]}]}]}))
        .unwrap();
        let field = Place { name: Some(Name::Field("a".into())), layout: Some("intake".into()), rest: "/label".into() };
        assert_eq!(place(&form, "/fields/a/label"), field);
        assert_eq!(place(&form, "/layouts/intake/items/0").name, Some(Name::Item("intake".into(), Path(vec![0]))));
        assert_eq!(
            place(&form, "/layouts/intake/items/0/items/2").name,
            Some(Name::Item("intake".into(), Path(vec![0, 2])))
        );
        assert_eq!(place(&form, "/layouts/intake/a").name, Some(Name::Field("a".into())));
        assert_eq!(place(&form, "/fields/gone").name, None);
        assert_eq!(place(&form, "/title").layout, None);
    }
}
