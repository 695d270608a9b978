//! The rulebook: the rules that run, found by what happened. Ten thousand rules that have nothing to do with a ticket
//! cost no more than ten: they are found by the event, the field, the ticket's type and the first value they ask for,
//! and what is not found is not asked.

use std::collections::{BTreeSet, HashMap};

use model::{
    Value,
    condition::{Comparison, Condition, Facts, Operand},
    key::DefinitionKey,
    rule::{Trigger, When},
};

use super::{CompiledRule, News};
use crate::{Calendars, Fault, Scope};

/// The rules that events set off, in the order in which they are asked.
#[derive(Debug, Default)]
pub struct Rulebook {
    rules: Vec<CompiledRule>,
    shelves: HashMap<&'static str, Shelf>,
    /// Those that listen to single fields.
    fields: HashMap<String, Shelf>,
}

/// Rules that listen to one thing, by the type of the ticket.
#[derive(Debug, Default)]
struct Shelf {
    of_any: Sorted,
    of_type: HashMap<DefinitionKey, Sorted>,
}

/// Rules by the value that one variable must have for them; and those that ask for none.
#[derive(Debug, Default)]
struct Sorted {
    rest: Vec<usize>,
    by_value: Vec<(String, HashMap<String, Vec<usize>>)>,
}

impl Rulebook {
    /// The book of some rules. Those that are switched off and those that look by themselves are left out.
    #[must_use]
    pub fn of(rules: impl IntoIterator<Item = CompiledRule>) -> Self {
        let mut rules: Vec<CompiledRule> = rules.into_iter().filter(|rule| !rule.rule().off).collect();
        rules.sort_by(|a, b| (a.rule().order, a.key()).cmp(&(b.rule().order, b.key())));
        let mut book = Self::default();
        for (place, one) in rules.iter().enumerate() {
            let When::Events { any } = &one.rule().when else { continue };
            let wanted = wanted(&one.rule().condition);
            for trigger in any {
                match trigger {
                    Trigger::FieldsSet { fields } if !fields.is_empty() => {
                        for field in fields {
                            let shelf = book.fields.entry(field.as_str().to_owned()).or_default();
                            shelf.put(place, one, wanted.as_ref());
                        }
                    }
                    _ => book.shelves.entry(trigger.name()).or_default().put(place, one, wanted.as_ref()),
                }
            }
        }
        book.rules = rules;
        book
    }

    /// Whether no rule can be set off.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shelves.is_empty() && self.fields.is_empty()
    }

    /// The rules that answer one happening and whose condition holds, in order: what a step asks before anything acts.
    ///
    /// # Errors
    /// A condition fails.
    pub fn holding(
        &self,
        ticket_type: &DefinitionKey,
        happening: &Trigger,
        scope: &Scope,
        calendars: &dyn Calendars,
    ) -> Result<Vec<CompiledRule>, Fault> {
        let news = News::told(happening.name(), scope.changed.clone());
        let mut found = self.find(ticket_type, &news, &mut || scope);
        let mut fault = None;
        found.retain(|rule| {
            rule.because(&news).is_some()
                && rule.holds(scope, calendars).unwrap_or_else(|failed| {
                    fault.get_or_insert(failed);
                    false
                })
        });
        fault.map_or(Ok(found), Err)
    }

    /// The rules that the news may set off, in order. `facts` is asked for only where something listens at all.
    pub(crate) fn find<'a>(
        &self,
        ticket_type: &DefinitionKey,
        news: &News,
        facts: &mut dyn FnMut() -> &'a dyn Facts,
    ) -> Vec<CompiledRule> {
        let mut found: BTreeSet<usize> = BTreeSet::new();
        let by_name = news.names().filter_map(|name| self.shelves.get(name));
        let by_field = news.fields().filter_map(|field| self.fields.get(field));
        for shelf in by_name.chain(by_field) {
            for sorted in [Some(&shelf.of_any), shelf.of_type.get(ticket_type)].into_iter().flatten() {
                found.extend(&sorted.rest);
                for (path, values) in &sorted.by_value {
                    let value = facts().value(path);
                    let entries = if let Value::Array(entries) = &value { entries.as_slice() } else { &[] };
                    for named in std::iter::once(&value).chain(entries).filter_map(name_of) {
                        found.extend(values.get(&named).into_iter().flatten());
                    }
                }
            }
        }
        found.into_iter().filter_map(|place| self.rules.get(place).cloned()).collect()
    }
}

impl Shelf {
    fn put(&mut self, place: usize, rule: &CompiledRule, wanted: Option<&(String, Vec<String>)>) {
        let types = &rule.rule().ticket_types;
        if types.is_empty() {
            return self.of_any.put(place, wanted);
        }
        for kind in types {
            self.of_type.entry(kind.clone()).or_default().put(place, wanted);
        }
    }
}

impl Sorted {
    fn put(&mut self, place: usize, wanted: Option<&(String, Vec<String>)>) {
        let Some((path, names)) = wanted else { return self.rest.push(place) };
        let at = self.by_value.iter().position(|(known, _)| known == path).unwrap_or_else(|| {
            self.by_value.push((path.clone(), HashMap::new()));
            self.by_value.len() - 1
        });
        if let Some((_, values)) = self.by_value.get_mut(at) {
            for name in names {
                values.entry(name.clone()).or_default().push(place);
            }
        }
    }
}

/// A variable that must have one of some values wherever the condition holds; none where there is no such variable.
fn wanted(condition: &Condition) -> Option<(String, Vec<String>)> {
    match condition {
        Condition::All { of } => of.iter().find_map(wanted),
        Condition::Compare { left, how: Comparison::Equal, right: Operand::Value(value) } => {
            Some((left.0.clone(), vec![name_of(value)?]))
        }
        Condition::In { left, values } => {
            Some((left.0.clone(), values.iter().map(name_of).collect::<Option<Vec<_>>>()?))
        }
        _ => None,
    }
}

/// A value by which rules are found. Numbers are left out: 1 and 1.0 are the same number.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(format!("={text}")),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}
