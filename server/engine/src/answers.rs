//! Form answers as the server takes them: conditions, patterns and computed fields of a form, compiled once per version.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use model::{
    Code, Fields, Problem, Problems, Value,
    condition::{Condition, Verdict, is_empty, judge},
    form::{FieldState, Form, Layout, Moment, conditions, normal, states, validate},
    key::{FieldKey, LayoutKey},
};

use crate::{
    condition::{Calendars, Compiled},
    expression::{Expression, Fault, Scope},
    policy::bad_expression,
};

mod pattern;

#[cfg(test)]
mod tests;

pub(crate) use pattern::Patterns;

/// How often hidden answers are taken back and everything is judged anew; circles are refused by `check`.
const MOST_ROUNDS: usize = 20;

/// A form whose conditions, patterns and computed fields are compiled. Cheap to clone.
#[derive(Clone, Debug)]
pub struct CompiledForm(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    form: Form,
    /// The conditions that only the server can judge, each with its field.
    asked: Vec<(FieldKey, Compiled)>,
    /// In an order in which each comes after those it reads.
    computed: Vec<Computed>,
    patterns: Patterns,
}

#[derive(Debug)]
struct Computed {
    key: FieldKey,
    expression: Expression,
    /// The fields it reads.
    reads: BTreeSet<String>,
}

impl CompiledForm {
    /// Compiles a form.
    ///
    /// # Errors
    /// Every condition, pattern and expression that does not compile, and computed fields that need each other.
    pub fn compile(form: &Form) -> Result<Self, Problems> {
        let mut problems = Problems::new();
        let mut asked = Vec::new();
        for field in &form.fields {
            for (condition, part) in conditions(field) {
                match Compiled::compile(condition) {
                    Ok(compiled) if asks_server(condition) => asked.push((field.key.clone(), compiled)),
                    Ok(_) => {}
                    Err(fault) => problems.push(bad_expression(&fault, format!("/fields/{}/{part}", field.key))),
                }
            }
        }
        let patterns = Patterns::compile(form, &mut problems);
        let computed = computed(form, &mut problems);
        if problems.is_empty() {
            Ok(Self(Arc::new(Inner { form: form.clone(), asked, computed, patterns })))
        } else {
            Err(problems)
        }
    }

    /// The form it was compiled from.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.0.form
    }

    /// What holds for each field of a layout right now; `scope.facts.fields` holds the answers so far. A field whose
    /// condition fails is marked unsure.
    #[must_use]
    pub fn states(&self, layout: &LayoutKey, scope: &Scope, cal: &dyn Calendars) -> BTreeMap<FieldKey, FieldState> {
        let Some(layout) = self.0.form.layout(layout) else { return BTreeMap::new() };
        let so_far = match scope.facts.get("fields") {
            Some(Value::Object(fields)) => {
                fields.iter().map(|(key, value)| (FieldKey::new(key.as_str()), value.clone())).collect()
            }
            _ => Fields::new(),
        };
        let mut scope = scope.clone();
        self.settle(layout, &so_far, &Fields::new(), &mut scope, cal);
        states(&self.0.form, layout, &|condition| self.judge(condition, &scope, cal, &mut |_, _| {}))
    }

    /// Checks answers against a layout and gives what is to be written: the given fields, normalised, null for one that
    /// is emptied, and the computed fields whose value changes. A field of the layout that is not given keeps what
    /// `existing` holds. `scope.facts.fields` is replaced by what the answers make of it; a hidden answer is taken back
    /// before anything is judged by it.
    ///
    /// # Errors
    /// Everything that is wrong, by field; nothing may be stored then. When it is handed in, a condition that fails is
    /// among it, and so is a computed field that fails although everything it reads is there.
    pub fn accept(
        &self,
        layout: &Layout,
        given: &Fields,
        existing: &Fields,
        moment: Moment,
        scope: &Scope,
        cal: &dyn Calendars,
    ) -> Result<Fields, Problems> {
        let form = &self.0.form;
        let mut scope = scope.clone();
        let mut faults = self.settle(layout, given, existing, &mut scope, cal);
        let judge = |condition: &Condition| self.judge(condition, &scope, cal, &mut |_, _| {});
        let states = states(form, layout, &judge);
        let mut asked = given.clone();
        for (key, _) in states.iter().filter(|(_, state)| !state.read_only) {
            if let Some(value) = existing.get(key) {
                asked.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
        let (mut kept, mut problems) = validate(form, layout, &asked, moment, &judge);
        kept.retain(|key, _| given.contains_key(key));
        self.0.patterns.check(&kept, &mut problems);
        for (key, value) in given {
            let is_open = states.get(key).is_some_and(|state| state.visible && !state.read_only);
            if is_open && is_empty(value) && existing.get(key).is_some_and(|before| !is_empty(before)) {
                kept.insert(key.clone(), Value::Null);
            }
        }
        faults.extend(self.overlay(existing, &kept, &BTreeSet::new(), &mut scope));
        self.add_computed(&mut kept, existing, &scope, cal, &mut problems);
        // What fails because an answer is wrong is told when the answer is right.
        if moment == Moment::HandingIn && !model::problem::has_error(&problems) {
            problems.extend(faults.iter().map(|(key, fault)| bad_expression(fault, format!("/fields/{key}"))));
        }
        if model::problem::has_error(&problems) { Err(problems) } else { Ok(kept) }
    }

    /// Checks values that the flow itself writes, field by field, and gives what is to be written: the values,
    /// normalised, null for what is emptied, and the computed fields that follow from them.
    ///
    /// # Errors
    /// Everything that is wrong, by field: no such field, a computed one, a value that does not fit.
    pub fn written(
        &self,
        given: &Fields,
        existing: &Fields,
        scope: &Scope,
        cal: &dyn Calendars,
    ) -> Result<Fields, Problems> {
        let form = &self.0.form;
        let mut kept = Fields::new();
        let mut problems = Problems::new();
        for (key, value) in given {
            let path = format!("/fields/{key}");
            match form.field(key) {
                None => problems.push(Problem::error(Code::UnknownField, path).with("given", key)),
                Some(field) if field.computed.is_some() => problems.push(Problem::error(Code::ReadOnly, path)),
                Some(_) if is_empty(value) => drop(kept.insert(key.clone(), Value::Null)),
                Some(field) => match normal(&field.holds, value, &path) {
                    Ok(value) => drop(kept.insert(key.clone(), value)),
                    Err(wrong) => problems.extend(wrong),
                },
            }
        }
        self.0.patterns.check(&kept, &mut problems);
        let mut scope = scope.clone();
        self.overlay(existing, &kept, &BTreeSet::new(), &mut scope);
        self.add_computed(&mut kept, existing, &scope, cal, &mut problems);
        if model::problem::has_error(&problems) { Err(problems) } else { Ok(kept) }
    }

    /// Makes the scope show what the answers make of the fields, without those that are hidden by the others. Gives the
    /// conditions that failed, by field.
    fn settle(
        &self,
        layout: &Layout,
        given: &Fields,
        existing: &Fields,
        scope: &mut Scope,
        cal: &dyn Calendars,
    ) -> Vec<(FieldKey, Fault)> {
        let mut hidden = BTreeSet::new();
        let faults = RefCell::new(Vec::new());
        for _ in 0..MOST_ROUNDS {
            self.overlay(existing, given, &hidden, scope);
            faults.borrow_mut().clear();
            let judged = states(&self.0.form, layout, &|condition| {
                self.judge(condition, scope, cal, &mut |key, fault| faults.borrow_mut().push((key.clone(), fault)))
            });
            let now: BTreeSet<FieldKey> =
                judged.into_iter().filter(|(_, state)| !state.visible).map(|(key, _)| key).collect();
            if now == hidden {
                break;
            }
            hidden = now;
        }
        faults.into_inner()
    }

    /// Puts the answers over the existing ones and the computed ones over both, as the fields that the scope shows.
    /// Gives the computed fields that failed although everything they read is there.
    fn overlay(
        &self,
        existing: &Fields,
        given: &Fields,
        hidden: &BTreeSet<FieldKey>,
        scope: &mut Scope,
    ) -> Vec<(FieldKey, Fault)> {
        let mut fields = serde_json::Map::new();
        for (key, value) in existing {
            fields.insert(key.as_str().to_owned(), value.clone());
        }
        for (key, value) in given.iter().filter(|(key, _)| !hidden.contains(*key)) {
            if self.0.form.field(key).is_some_and(|field| field.computed.is_none()) {
                fields.insert(key.as_str().to_owned(), value.clone());
            }
        }
        if !scope.facts.is_object() {
            scope.facts = Value::Object(serde_json::Map::new());
        }
        if let Some(facts) = scope.facts.as_object_mut() {
            facts.insert("fields".to_owned(), Value::Object(fields));
        }
        let mut faults = Vec::new();
        for computed in &self.0.computed {
            let value = computed.expression.value(scope).unwrap_or_else(|fault| {
                let lacks = |name: &String| scope.facts.pointer(&format!("/fields/{name}")).is_none_or(is_empty);
                if !computed.reads.iter().any(lacks) {
                    faults.push((computed.key.clone(), fault));
                }
                Value::Null
            });
            if let Some(Value::Object(fields)) = scope.facts.get_mut("fields") {
                fields.insert(computed.key.as_str().to_owned(), value);
            }
        }
        faults
    }

    /// Adds the computed fields whose value is another one than before; a hidden one is emptied.
    fn add_computed(
        &self,
        kept: &mut Fields,
        existing: &Fields,
        scope: &Scope,
        cal: &dyn Calendars,
        problems: &mut Problems,
    ) {
        for computed in &self.0.computed {
            let Some(field) = self.0.form.field(&computed.key) else { continue };
            let shown = field
                .visible
                .as_ref()
                .is_none_or(|condition| self.judge(condition, scope, cal, &mut |_, _| {}) != Verdict::No);
            let found =
                scope.facts.pointer(&format!("/fields/{}", computed.key)).filter(|value| shown && !is_empty(value));
            let before = existing.get(&computed.key).filter(|value| !is_empty(value));
            let path = format!("/fields/{}", computed.key);
            match found.map(|value| normal(&field.holds, value, &path)) {
                Some(Ok(value)) if before != Some(&value) => {
                    kept.insert(computed.key.clone(), value);
                }
                None if before.is_some() => {
                    kept.insert(computed.key.clone(), Value::Null);
                }
                Some(Ok(_)) | None => {}
                Some(Err(wrong)) => problems.extend(wrong),
            }
        }
    }

    /// Judges a condition; the tree itself where that is enough, the compiled one where a script or the working time
    /// is asked. One that fails leaves the question open and is told.
    fn judge(
        &self,
        condition: &Condition,
        scope: &Scope,
        cal: &dyn Calendars,
        failed: &mut dyn FnMut(&FieldKey, Fault),
    ) -> Verdict {
        let verdict = judge(condition, scope);
        if verdict != Verdict::AskServer {
            return verdict;
        }
        match self.0.asked.iter().find(|(_, compiled)| compiled.condition() == condition) {
            Some((key, compiled)) => match compiled.holds(scope, cal) {
                Ok(holds) => holds.into(),
                Err(fault) => {
                    failed(key, fault);
                    Verdict::AskServer
                }
            },
            None => Verdict::AskServer,
        }
    }
}

fn asks_server(condition: &Condition) -> bool {
    let mut asks = false;
    condition.walk(&mut |part| {
        asks |= matches!(part, Condition::Script { .. } | Condition::WithinWorkingTime { .. });
    });
    asks
}

fn computed(form: &Form, problems: &mut Problems) -> Vec<Computed> {
    let order = match model::check::computed_order(form) {
        Ok(order) => order,
        Err(circles) => {
            for circle in circles {
                let shown = circle.iter().map(FieldKey::as_str).collect::<Vec<_>>().join(" → ");
                let path = format!("/fields/{}", circle.first().map_or("", FieldKey::as_str));
                problems.push(Problem::error(Code::CircularCondition, path).with("path", shown));
            }
            form.fields.iter().filter(|field| field.computed.is_some()).map(|field| field.key.clone()).collect()
        }
    };
    let mut found = Vec::new();
    for key in order {
        let Some(text) = form.field(&key).and_then(|field| field.computed.as_ref()) else { continue };
        match Expression::compile(text) {
            Ok(expression) => {
                let reads = model::check::fields_in(text).into_iter().map(str::to_owned).collect();
                found.push(Computed { key, expression, reads });
            }
            Err(fault) => problems.push(bad_expression(&fault, format!("/fields/{key}/computed"))),
        }
    }
    found
}
