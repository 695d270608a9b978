//! Rewriting names inside a form: a field or an option that gets another key is found in every condition, expression
//! and default value.

use model::{
    Value,
    condition::{Condition, Operand, Variable},
    form::{Field, Need},
    key::{FieldKey, OptionKey},
};

/// Calls a function on each condition of a field and on all of their parts.
pub(super) fn each_condition(field: &mut Field, change: &mut dyn FnMut(&mut Condition)) {
    if let Some(condition) = &mut field.visible {
        walk(condition, change);
    }
    for need in [&mut field.required, &mut field.read_only] {
        if let Need::When(condition) = need {
            walk(condition, change);
        }
    }
}

fn walk(condition: &mut Condition, change: &mut dyn FnMut(&mut Condition)) {
    change(condition);
    match condition {
        Condition::All { of } | Condition::Any { of } => of.iter_mut().for_each(|part| walk(part, change)),
        Condition::Not { of } => walk(of, change),
        _ => {}
    }
}

/// Makes a field read another field by its new key.
pub(super) fn rename_field(field: &mut Field, from: &FieldKey, to: &FieldKey) {
    each_condition(field, &mut |part| {
        let follow = |variable: &mut Variable| rename_variable(variable, from, to);
        let follow_operand = |operand: &mut Operand| {
            if let Operand::Variable(variable) = operand {
                rename_variable(variable, from, to);
            }
        };
        match part {
            Condition::Compare { left, right, .. }
            | Condition::Contains { left, right }
            | Condition::StartsWith { left, right } => {
                follow(left);
                follow_operand(right);
            }
            Condition::Between { left, least, most } => {
                follow(left);
                follow_operand(least);
                follow_operand(most);
            }
            Condition::In { left, .. }
            | Condition::Empty { left }
            | Condition::Changed { left }
            | Condition::LongAgo { left, .. } => follow(left),
            Condition::Script { text } => *text = rename_in_script(text, from, to),
            Condition::All { .. }
            | Condition::Any { .. }
            | Condition::Not { .. }
            | Condition::WithinWorkingTime { .. } => {}
        }
    });
    if let Some(text) = &mut field.computed {
        *text = rename_in_script(text, from, to);
    }
}

fn rename_variable(variable: &mut Variable, from: &FieldKey, to: &FieldKey) {
    let Some(rest) = variable.0.strip_prefix("fields.") else { return };
    let (name, tail) = rest.split_once('.').map_or((rest, None), |(name, tail)| (name, Some(tail)));
    if name == from.as_str() {
        variable.0 = tail.map_or_else(|| format!("fields.{to}"), |tail| format!("fields.{to}.{tail}"));
    }
}

/// An expression with `fields.old` and `fields["old"]` renamed; other words and longer names are left alone.
#[must_use]
pub fn rename_in_script(text: &str, from: &FieldKey, to: &FieldKey) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("fields") {
        let is_other = before.ends_with(|c: char| is_word(c) || c == '.')
            || (before.is_empty() && made.ends_with(|c: char| is_word(c) || c == '.'));
        made.push_str(before);
        made.push_str("fields");
        rest = behind;
        if is_other {
            continue;
        }
        let access = behind.trim_start().trim_start_matches('?');
        if let Some(name) = access.strip_prefix('.') {
            let name = name.trim_start();
            let end = name.find(|c: char| !is_word(c)).unwrap_or(name.len());
            if name.get(..end) == Some(from.as_str()) {
                let lead = behind.len() - name.len();
                if to.as_str().contains('-') {
                    // A key with a dash is no name in an expression; the dot gives way to brackets.
                    let lead = behind.get(..lead).unwrap_or_default().replace('.', "");
                    made.push_str(lead.trim_end());
                    made.push_str("[\"");
                    made.push_str(to.as_str());
                    made.push_str("\"]");
                } else {
                    made.push_str(behind.get(..lead).unwrap_or_default());
                    made.push_str(to.as_str());
                }
                rest = name.get(end..).unwrap_or_default();
            }
        } else if let Some(index) = access.strip_prefix('[')
            && let Some(quoted) = index.trim_start().strip_prefix('"')
            && let Some((name, after)) = quoted.split_once('"')
            && name == from.as_str()
        {
            made.push_str(behind.get(..behind.len() - quoted.len()).unwrap_or_default());
            made.push_str(to.as_str());
            made.push('"');
            rest = after;
        }
    }
    made.push_str(rest);
    made
}

/// Makes the conditions of a field compare another field with an option's new key.
pub(super) fn rename_option(field: &mut Field, of: &FieldKey, from: &OptionKey, to: &OptionKey) {
    let reads = |variable: &Variable| variable.as_field() == Some(of.as_str());
    let follow = |operand: &mut Operand| {
        if let Operand::Value(value) = operand {
            rename_value(value, from, to);
        }
    };
    each_condition(field, &mut |part| match part {
        Condition::Compare { left, right, .. } | Condition::Contains { left, right } if reads(left) => follow(right),
        Condition::In { left, values } if reads(left) => {
            for value in values {
                rename_value(value, from, to);
            }
        }
        _ => {}
    });
}

/// A value, or the entries of a list, with an option's new key.
pub(super) fn rename_value(value: &mut Value, from: &OptionKey, to: &OptionKey) {
    match value {
        Value::String(text) if text == from.as_str() => to.as_str().clone_into(text),
        Value::Array(entries) => entries.iter_mut().for_each(|entry| rename_value(entry, from, to)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_follows_a_renamed_field_and_nothing_else() {
        let renamed = |text| rename_in_script(text, &"sum".into(), &"total".into());
        assert_eq!(renamed("fields.sum * 2 + fields.sums"), "fields.total * 2 + fields.sums");
        assert_eq!(renamed(r#"fields["sum"] + my_fields.sum"#), r#"fields["total"] + my_fields.sum"#);
        assert_eq!(renamed("fields?.sum"), "fields?.total");
        assert_eq!(renamed("a.fields.sum + \"sum\""), "a.fields.sum + \"sum\"");
        assert_eq!(rename_in_script("fields.sum+1", &"sum".into(), &"a-b".into()), r#"fields["a-b"]+1"#);
    }
}
