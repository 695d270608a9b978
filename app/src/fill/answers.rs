//! What is typed into a form and what holds for its fields right now.

use std::{collections::BTreeMap, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use model::{
    Fields, Problem, Problems, Value,
    condition::{Condition, Verdict, judge},
    form::{Field, FieldState, Form, Layout, Moment, states, validate},
    key::{DefinitionKey, FieldKey},
};
use ui::i18n::{t, tf, use_lang};

use crate::words::{problem, said};

/// How long the form waits after a key before it asks the server about a condition.
const PAUSE: Duration = Duration::from_millis(350);

/// What surrounds a form: what its conditions can read besides its own fields.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The facts by root; a variable that is not among them must be asked of the server.
    pub facts: serde_json::Map<String, Value>,
    /// The answers the ticket already has.
    pub fields: Fields,
}

/// The answers of one form on the page. Copies share them.
#[derive(Clone, Copy)]
pub struct Answers {
    form: StoredValue<Form>,
    layout: StoredValue<Layout>,
    around: StoredValue<Around>,
    typed: RwSignal<Fields>,
    edits: RwSignal<u32>,
    problems: RwSignal<Problems>,
    /// Whether handing in was refused: only then are the problems listed above the form.
    is_refused: RwSignal<bool>,
    judged: RwSignal<BTreeMap<FieldKey, FieldState>>,
    states: Memo<BTreeMap<FieldKey, FieldState>>,
}

impl Answers {
    /// Begins with what the ticket has, then what the person has typed before.
    pub fn new(ticket_type: DefinitionKey, form: Form, layout: Layout, around: Around, draft: Option<Fields>) -> Self {
        let layout_key = layout.key.clone();
        let answers = Self::alone(form, layout, around, draft);
        answers.ask_when_unsure(ticket_type, layout_key);
        answers
    }

    /// The same for a form that is no ticket's yet: conditions that cannot be judged here stay open.
    pub fn alone(form: Form, layout: Layout, around: Around, draft: Option<Fields>) -> Self {
        let mut first = Fields::new();
        for cell in layout.cells() {
            let Some(field) = form.field(&cell.field) else { continue };
            let known =
                draft.as_ref().and_then(|draft| draft.get(&field.key)).or_else(|| around.fields.get(&field.key));
            let value = known.unwrap_or(&field.default);
            if !value.is_null() {
                first.insert(field.key.clone(), value.clone());
            }
        }
        let form = StoredValue::new(form);
        let layout = StoredValue::new(layout);
        let around = StoredValue::new(around);
        let typed = RwSignal::new(first);
        let judged = RwSignal::new(BTreeMap::new());
        let states = Memo::new(move |_| typed.with(|typed| local_states(form, layout, around, typed)));
        Self {
            form,
            layout,
            around,
            typed,
            edits: RwSignal::new(0),
            problems: RwSignal::default(),
            is_refused: RwSignal::new(false),
            judged,
            states,
        }
    }

    /// Asks the server, a moment after the last key, about conditions that cannot be judged here.
    fn ask_when_unsure(self, ticket_type: DefinitionKey, layout: model::key::LayoutKey) {
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        // Touches the server: a question goes out once the person pauses.
        Effect::new(move |_| {
            let typed = self.typed.get();
            if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
            if !self.states.with(|states| states.values().any(|state| state.unsure)) {
                return;
            }
            let (ticket_type, layout) = (ticket_type.clone(), layout.clone());
            let ask = move || {
                spawn_local(async move {
                    if let Ok(states) = api::task::field_states(ticket_type, layout, typed).await {
                        // The form may be gone by now.
                        self.judged.try_set(states);
                    }
                });
            };
            waiting.try_set_value(set_timeout_with_handle(ask, PAUSE).ok());
        });
    }

    /// The field of a key.
    #[must_use]
    pub fn field(self, key: &FieldKey) -> Option<Field> {
        self.form.with_value(|form| form.field(key).cloned())
    }

    /// What a field holds, following each change.
    pub fn value(self, key: &FieldKey) -> Signal<Value> {
        let key = key.clone();
        Memo::new(move |_| self.typed.with(|typed| typed.get(&key).cloned().unwrap_or_default())).into()
    }

    /// Writes a field. What was wrong with it is forgotten until it is checked again.
    pub fn set(self, key: &FieldKey, value: Value) {
        self.typed.update(|typed| {
            if value.is_null() {
                typed.remove(key);
            } else {
                typed.insert(key.clone(), value);
            }
        });
        self.forget(key);
        self.edits.update(|edits| *edits = edits.wrapping_add(1));
    }

    fn forget(self, key: &FieldKey) {
        if self.problems.with_untracked(|problems| problems.iter().any(|problem| is_about(problem, key))) {
            self.problems.update(|problems| problems.retain(|problem| !is_about(problem, key)));
        }
    }

    /// What holds for a field right now.
    pub fn state(self, key: &FieldKey) -> Signal<FieldState> {
        let key = key.clone();
        Memo::new(move |_| self.state_now(&key)).into()
    }

    fn state_now(self, key: &FieldKey) -> FieldState {
        let none = FieldState { visible: false, required: false, read_only: true, unsure: false };
        let local = self.states.with(|states| states.get(key).copied()).unwrap_or(none);
        if local.unsure { self.judged.with(|judged| judged.get(key).copied()).unwrap_or(local) } else { local }
    }

    /// What is wrong with a field, in words.
    pub fn wrong(self, key: &FieldKey) -> Signal<Option<String>> {
        let (key, lang) = (key.clone(), use_lang());
        Signal::derive(move || {
            let lang = lang.get();
            self.problems.with(|problems| {
                let mut lines = problems.iter().filter(|problem| is_about(problem, &key));
                let first = lines.next().map(|first| Self::in_line(lang, first, &key));
                first.map(|first| lines.fold(first, |all, next| format!("{all} {}", Self::in_line(lang, next, &key))))
            })
        })
    }

    /// A problem at its field; one inside a table says in which line.
    fn in_line(lang: ui::Lang, about: &Problem, key: &FieldKey) -> String {
        let words = problem::sentence(lang, about);
        let inside = about.path.strip_prefix("/fields/").and_then(|rest| rest.strip_prefix(key.as_str()));
        let mut parts = inside.unwrap_or_default().trim_start_matches('/').split('/');
        let Some(line) = parts.next().and_then(|part| part.parse::<usize>().ok()) else { return words };
        let place = tf(lang, "fill.line", &[("n", &(line + 1))]);
        tf(lang, "fill.problem_line", &[("label", &place), ("problem", &words)])
    }

    /// Everything that kept it from being handed in: the field's key, its label, the words.
    #[must_use]
    pub fn list(self, lang: ui::Lang) -> Vec<(FieldKey, String, String)> {
        if !self.is_refused.get() {
            return Vec::new();
        }
        self.problems.with(|problems| {
            problems
                .iter()
                .map(|about| {
                    let key = key_of(about);
                    let label = self
                        .form
                        .with_value(|form| form.field(&key).map(|field| said(&field.label, lang).to_owned()))
                        .unwrap_or_else(|| t(lang, "common.details").to_owned());
                    let words = Self::in_line(lang, about, &key);
                    (key, label, words)
                })
                .collect()
        })
    }

    /// How often something was changed here; for keeping drafts.
    #[must_use]
    pub const fn edits(self) -> RwSignal<u32> {
        self.edits
    }

    /// Everything typed so far, hidden fields too; for keeping drafts.
    #[must_use]
    pub fn draft(self) -> Fields {
        self.typed.try_get_untracked().unwrap_or_default()
    }

    /// Puts typed answers back, as from a kept draft.
    pub fn restore(self, draft: Fields) {
        self.typed.update(|typed| typed.extend(draft));
    }

    /// Takes over what the same person types in another tab; nothing that was typed here is kept.
    pub fn adopt(self, typed: Fields) {
        if self.typed.try_with_untracked(|own| *own != typed) == Some(true) {
            self.typed.set(typed);
        }
    }

    /// What is handed in: the fields that are shown and can be written.
    #[must_use]
    pub fn given(self) -> Fields {
        let typed = self.typed.get_untracked();
        typed
            .into_iter()
            .filter(|(key, _)| {
                let state = untrack(|| self.state_now(key));
                state.visible && !state.read_only
            })
            .collect()
    }

    /// Checks everything before it is handed in. On a no, the problems show at their fields.
    pub fn check(self) -> Option<Fields> {
        let given = self.given();
        let problems = self.wrong_now(&given, Moment::HandingIn);
        let is_fine = problems.is_empty();
        self.refuse(&problems);
        is_fine.then_some(given)
    }

    /// Checks one field when it is left; an empty one is left in peace.
    pub fn check_left(self, key: &FieldKey) {
        let given: Fields = self.given().into_iter().filter(|(given, _)| given == key).collect();
        let problems = self.wrong_now(&given, Moment::Writing);
        if !problems.is_empty() {
            self.problems.update(|all| {
                all.retain(|problem| !is_about(problem, key));
                all.extend(problems);
            });
        }
    }

    /// Shows what was found wrong, in the order of the form.
    pub fn refuse(self, problems: &[Problem]) {
        let order: Vec<FieldKey> =
            self.layout.with_value(|layout| layout.cells().into_iter().map(|cell| cell.field.clone()).collect());
        let mut problems = problems.to_vec();
        problems.sort_by_key(|problem| order.iter().position(|key| is_about(problem, key)).unwrap_or(usize::MAX));
        self.is_refused.set(!problems.is_empty());
        self.problems.set(problems);
    }

    fn wrong_now(self, given: &Fields, moment: Moment) -> Problems {
        let facts = self.around.with_value(|around| facts(around, given));
        self.form.with_value(|form| {
            self.layout.with_value(|layout| {
                let (_, problems) =
                    validate(form, layout, given, moment, &|condition| verdict(condition, &facts, form));
                problems
            })
        })
    }
}

fn local_states(
    form: StoredValue<Form>,
    layout: StoredValue<Layout>,
    around: StoredValue<Around>,
    typed: &Fields,
) -> BTreeMap<FieldKey, FieldState> {
    let facts = around.with_value(|around| facts(around, typed));
    form.with_value(|form| {
        layout.with_value(|layout| states(form, layout, &|condition| verdict(condition, &facts, form)))
    })
}

/// The facts of the moment: what surrounds the form, with what is typed laid over it.
fn facts(around: &Around, typed: &Fields) -> Value {
    let mut fields = serde_json::Map::new();
    for (key, value) in around.fields.iter().chain(typed) {
        fields.insert(key.as_str().to_owned(), value.clone());
    }
    let mut facts = around.facts.clone();
    facts.insert("fields".to_owned(), Value::Object(fields));
    Value::Object(facts)
}

/// Judges a condition here if every variable it reads is known here.
fn verdict(condition: &Condition, facts: &Value, form: &Form) -> Verdict {
    let is_known = |path: &str| {
        let mut parts = path.split('.');
        match (parts.next(), parts.next()) {
            (Some("fields"), Some(key)) => form.fields.iter().any(|field| field.key.as_str() == key),
            (Some(root), Some(part)) => facts.get(root).and_then(|root| root.get(part)).is_some(),
            _ => false,
        }
    };
    if condition.variables().iter().all(|variable| is_known(&variable.0)) {
        judge(condition, facts)
    } else {
        Verdict::AskServer
    }
}

fn key_of(problem: &Problem) -> FieldKey {
    let rest = problem.path.strip_prefix("/fields/").unwrap_or(&problem.path);
    FieldKey::new(rest.split('/').next().unwrap_or_default())
}

fn is_about(problem: &Problem, key: &FieldKey) -> bool {
    key_of(problem) == *key
}

#[cfg(test)]
mod tests;
