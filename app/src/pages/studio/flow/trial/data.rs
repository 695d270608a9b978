//! What is known: the variables, what the last move changed, and what would have gone out.

use std::collections::BTreeMap;

use leptos::prelude::*;
use model::{
    Value,
    form::Form,
    record::Effect,
    trial::{Captured, TrialNotice, Tried},
};
use ui::{Icon, Moment, Shows, i18n::tf, t, use_lang};

use super::{TestRun, ticket::ChangeButton};
use crate::words::{said, trace};

/// The roots whose variables are shown.
const ROOTS: [&str; 3] = ["ticket", "fields", "customer"];
/// Variables that tell nothing in a test run.
const DULL: [&str; 11] = [
    "ticket.id",
    "ticket.number",
    "ticket.episode",
    "ticket.type",
    "ticket.title",
    "ticket.created_at",
    "ticket.updated_at",
    "customer.id",
    "customer.name",
    "customer.email",
    "customer.phone",
];

/// One variable: what it was, if it changed, and what it is.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    path: String,
    before: Option<Value>,
    now: Value,
}

/// Every variable that tells something, the changed ones first.
fn lines(before: &Value, now: &Value) -> Vec<Line> {
    let (old, new) = (flat(before), flat(now));
    let paths: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut lines: Vec<Line> = paths
        .into_iter()
        .filter(|path| !DULL.contains(&path.as_str()))
        .filter_map(|path| {
            let was = old.get(path).cloned().unwrap_or(Value::Null);
            let is = new.get(path).cloned().unwrap_or(Value::Null);
            let changed = was != is;
            (changed || !is.is_null()).then(|| Line { path: path.clone(), before: changed.then_some(was), now: is })
        })
        .collect();
    lines.sort_by_key(|line| line.before.is_none());
    lines
}

/// The variables by path; a person counts by name.
fn flat(facts: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for root in ROOTS {
        let Some(members) = facts.get(root).and_then(Value::as_object) else { continue };
        for (name, value) in members {
            let path = format!("{root}.{name}");
            match value {
                Value::Object(parts) if parts.contains_key("name") => {
                    found.insert(path, parts.get("name").cloned().unwrap_or_default());
                }
                Value::Object(parts) if parts.is_empty() => {
                    found.insert(path, Value::Null);
                }
                other => {
                    found.insert(path, other.clone());
                }
            }
        }
    }
    found
}

/// See the module.
#[component]
pub(super) fn Data(run: TestRun, tried: Memo<Option<Tried>>, form: Signal<Option<Form>>) -> impl IntoView {
    let lang = use_lang();
    let found = Memo::new(move |_| {
        tried.with(|tried| tried.as_ref().map(|tried| lines(&tried.before, &tried.variables)).unwrap_or_default())
    });
    let changed = Memo::new(move |_| found.with(|lines| lines.iter().filter(|line| line.before.is_some()).count()));
    let rows = move || found.get().into_iter().map(|line| view! { <Variable line form /> }.into_any()).collect_view();
    let out = Memo::new(move |_| {
        tried.with(|tried| {
            let tried = tried.as_ref();
            (
                tried.map(|tried| tried.effects.clone()).unwrap_or_default(),
                tried.map(|tried| tried.notices.clone()).unwrap_or_default(),
            )
        })
    });
    let count = Memo::new(move |_| out.with(|(effects, notices)| effects.len() + notices.len()));
    let caught = move || {
        let (effects, notices) = out.get();
        let effects = effects.into_iter().map(|one| view! { <Out one /> }.into_any()).collect_view();
        let notices = notices.into_iter().map(|one| view! { <Notice one /> }.into_any()).collect_view();
        view! { {effects}{notices} }
    };
    view! {
        <div class="trial-data" tabindex="0" role="region" aria-label=t!("trial.data")>
            <Show when=move || { count.get() > 0 }>
                <p class="caption">{move || tf(lang.get(), "trial.caught", &[("n", &count.get())])}</p>
                <div class="trial-out">{caught}</div>
            </Show>
            <p class="caption">{move || tf(lang.get(), "trial.variables", &[("n", &changed.get())])}</p>
            <ChangeButton run tried form />
            <dl class="facts">{rows}</dl>
        </div>
    }
    .into_any()
}

#[component]
fn Variable(line: Line, form: Signal<Option<Form>>) -> impl IntoView {
    let lang = use_lang();
    let path = line.path.clone();
    let shown = move |value: Value| {
        // An instant is shown in the reader's zone.
        let instant = value.as_str().filter(|text| text.len() > 10).and_then(wire::time::instant);
        if let Some(at) = instant {
            return view! { <Moment at /> }.into_any();
        }
        let path = path.clone();
        let words = move || {
            let lang = lang.get();
            form.with(|form| trace::value(lang, &path, &value, form.as_ref().unwrap_or(&Form::default())))
        };
        view! { {words} }.into_any()
    };
    let has_changed = line.before.is_some();
    let old = line.before.filter(|value| !value.is_null()).map(|before| view! { <del>{shown(before)}</del> " " });
    let now = shown(line.now);
    let new = if has_changed { view! { <ins>{now}</ins> }.into_any() } else { now };
    let path = line.path.clone();
    let name = move || form.with(|form| trace::variable(lang.get(), &path, form.as_ref().unwrap_or(&Form::default())));
    view! {
        <dt title=line.path.clone()>{name}</dt>
        <dd>{old} {new}</dd>
    }
    .into_any()
}

/// A mail or a call that was held back.
#[component]
fn Out(one: Captured) -> impl IntoView {
    let (icon, to, head, body) = match one.effect {
        Effect::Mail { to, subject, body } => ("mail", to, subject, body),
        Effect::Webhook { url, body, .. } => ("plug", url, String::new(), body),
    };
    view! {
        <details>
            <summary>
                <Icon name=icon />
                <span class="cut">{to}</span>
                <Moment at=one.at shows=Shows::Time />
            </summary>
            <p><b>{head}</b></p>
            <p class="trial-body">{body}</p>
        </details>
    }
    .into_any()
}

/// What someone would have been told.
#[component]
fn Notice(one: TrialNotice) -> impl IntoView {
    let lang = use_lang();
    let text = one.text;
    view! {
        <details>
            <summary>
                <Icon name="bell" />
                <span class="cut">{one.name}</span>
                <Moment at=one.at shows=Shows::Time />
            </summary>
            <p class="trial-body">{move || said(&text, lang.get()).to_owned()}</p>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn changed_variables_come_first_and_people_count_by_name() {
        let before = json!({"ticket": {"owner": {}, "status": "new"}, "fields": {"leak": "valve"}});
        let now = json!({"ticket": {"owner": {"id": 1, "name": "李雯"}, "status": "new"}, "fields": {"leak": "valve"}});
        let found = lines(&before, &now);
        let said: Vec<_> = found.iter().map(|line| (line.path.as_str(), line.before.is_some())).collect();
        assert_eq!(said, [("ticket.owner", true), ("fields.leak", false), ("ticket.status", false)]);
        assert_eq!(found[0].now, "李雯");
    }
}
