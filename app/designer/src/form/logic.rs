//! All conditions and expressions of the form in one list, each in words; a click leads to the property.

use editor::form::Name;
use leptos::prelude::*;
use model::{
    form::{Field, Need},
    key::FieldKey,
};
use ui::{Empty, Icon, Lang, t, use_lang};

use super::{
    cell::subjects,
    kind,
    pad::{Pad, Tab},
};
use crate::{
    condition::{Subject, is_unfinished, words},
    frame::focus_path,
    words::said,
};

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Rule {
    field: FieldKey,
    icon: &'static str,
    title: String,
    /// The end of the path of the property.
    path: &'static str,
    kind: &'static str,
    words: String,
    is_unfinished: bool,
}

/// See the module.
#[component]
pub fn Logic(pad: Pad) -> impl IntoView {
    let lang = use_lang();
    let rules = Memo::new(move |_| {
        let lang = lang.get();
        pad.with(|form| {
            let subjects = subjects(form);
            form.fields.iter().flat_map(|field| rules(field, &subjects, lang)).collect::<Vec<_>>()
        })
    });
    let row = move |rule: Rule| {
        let (key, path) = (rule.field.clone(), rule.path);
        let go = move |_| open(pad, key.clone(), path);
        view! {
            <li class="rule-row">
                <Icon name=rule.icon />
                <button type="button" class="go" on:click=go>{rule.title}</button>
                <span class="rule-kind">{t!(rule.kind)}</span>
                <span class="rule-words" class:open=rule.is_unfinished>{rule.words}</span>
            </li>
        }
        .into_any()
    };
    view! {
        <div class="form-tab">
            <header>
                <div>
                    <h2>{t!("form.tab.logic")}</h2>
                    <p class="support">{t!("form.logic_about")}</p>
                </div>
            </header>
            <ul class="rule-list">
                <For each=move || rules.get() key=Clone::clone children=row />
            </ul>
            <Show when=move || rules.with(Vec::is_empty)>
                <Empty icon="branch" title=t!("form.no_rules") text=t!("form.no_rules_text") />
            </Show>
        </div>
    }
    .into_any()
}

/// Leads to a property of a field on the sheet.
pub(super) fn open(pad: Pad, key: FieldKey, path: &'static str) {
    pad.tab.set(Tab::Draw);
    pad.select(Name::Field(key), false);
    pad.reveal();
    focus_path(path.to_owned());
}

fn rules(field: &Field, subjects: &[Subject], lang: Lang) -> Vec<Rule> {
    let rule = |path, kind, words: String, is_unfinished| Rule {
        field: field.key.clone(),
        icon: kind::of_name(field.holds.name()).icon,
        title: said(&field.label, lang).to_owned(),
        path,
        kind,
        words,
        is_unfinished,
    };
    let of = |path, kind, condition: &model::condition::Condition| {
        rule(path, kind, words(condition, subjects, lang), is_unfinished(condition))
    };
    let mut found = Vec::new();
    if let Some(condition) = &field.visible {
        found.push(of("/visible", "form.rule.visible", condition));
    }
    if let Need::When(condition) = &field.required {
        found.push(of("/required", "form.rule.required", condition));
    }
    if let Need::When(condition) = &field.read_only {
        found.push(of("/read_only", "form.rule.read_only", condition));
    }
    if let Some(text) = &field.computed {
        found.push(rule("/computed", "form.rule.computed", text.clone(), text.trim().is_empty()));
    }
    found
}

/// How many conditions and expressions a form has.
pub(super) fn count(form: &model::form::Form) -> usize {
    form.fields.iter().map(|field| rules(field, &[], Lang::En).len()).sum()
}
