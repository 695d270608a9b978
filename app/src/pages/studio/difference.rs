//! What differs between two versions, in words.

use leptos::prelude::*;
use model::{Definition, Value, view::Difference};
use ui::{
    i18n::{Lang, t, tf},
    t, use_lang,
};

use super::place;

/// One change, told.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    sign: &'static str,
    what: String,
    detail: String,
}

/// The changes, one line each; says so when there are none.
#[component]
pub fn DifferenceList(
    /// The changes.
    found: Vec<Difference>,
    /// What they lead to.
    content: Definition,
) -> impl IntoView {
    let lang = use_lang();
    if found.is_empty() {
        return view! { <p class="support">{t!("studio.same")}</p> }.into_any();
    }
    let document = serde_json::to_value(&content).unwrap_or_default();
    let lines = move || {
        tell(lang.get(), &document, &found)
            .into_iter()
            .map(|told| {
                view! {
                    <li data-sign=told.sign data-tone=tone(told.sign)>
                        <span class="what">{told.what}</span>
                        <span class="meta">{told.detail}</span>
                    </li>
                }
                .into_any()
            })
            .collect_view()
    };
    view! { <ul class="diff">{lines}</ul> }.into_any()
}

fn tone(sign: &str) -> &'static str {
    match sign {
        "+" => "good",
        "−" => "bad",
        _ => "warn",
    }
}

/// Each change in words; what reads the same is told once.
fn tell(lang: Lang, document: &Value, found: &[Difference]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for one in found {
        let sign = match (&one.before, &one.after) {
            (Value::Null, _) => "+",
            (_, Value::Null) => "−",
            _ => "~",
        };
        let line = Told { sign, what: what(lang, document, one), detail: detail(lang, one) };
        if !told.contains(&line) {
            told.push(line);
        }
    }
    told
}

fn what(lang: Lang, document: &Value, one: &Difference) -> String {
    // Where something stands on the canvas has two numbers and one meaning.
    let path = one.path.strip_suffix("/at/x").or_else(|| one.path.strip_suffix("/at/y"));
    if let Some(path) = path {
        return place::words(lang, document, &format!("{path}/at"));
    }
    let said = place::words(lang, document, &one.path);
    // What was removed is no longer in the document: its own title names it.
    match (one.after.is_null(), place::title(lang, &one.before)) {
        (true, Some(title)) => tf(lang, "part.removed", &[("place", &said), ("title", &title)]),
        _ => said,
    }
}

fn detail(lang: Lang, one: &Difference) -> String {
    if one.path.ends_with("/at/x") || one.path.ends_with("/at/y") {
        return String::new();
    }
    match (short(lang, &one.before), short(lang, &one.after)) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) if one.before.is_null() => after,
        (Some(before), None) if one.after.is_null() => before,
        _ => String::new(),
    }
}

/// A plain value, as it is read; nothing for what is not plain.
fn short(lang: Lang, value: &Value) -> Option<String> {
    const MOST: usize = 40;
    Some(match value {
        Value::String(text) => {
            let cut: String = text.chars().take(MOST).collect();
            let more = if text.chars().count() > MOST { "…" } else { "" };
            format!("“{cut}{more}”")
        }
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => t(lang, "common.yes").to_owned(),
        Value::Bool(false) => t(lang, "common.no").to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use model::diff::diff;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_change_reads_as_a_person_would_tell_it() {
        let before = json!({"title": {"en": "Fault"}, "body": {"fields": [
            {"key": "a", "label": {"en": "Phone"}, "required": "never"},
            {"key": "b", "label": {"en": "Serial"}}]}});
        let after = json!({"title": {"en": "Fault"}, "body": {"fields": [
            {"key": "a", "label": {"en": "Phone"}, "required": "always"},
            {"key": "c", "label": {"en": "Photo"}}]}});
        let told: Vec<String> = tell(Lang::En, &after, &diff(&before, &after))
            .into_iter()
            .map(|told| format!("{} {} {}", told.sign, told.what, told.detail))
            .collect();
        assert_eq!(told, ["~ Field “Phone”, Required “never” → “always”", "− Field “b” (Serial) ", "+ Field “Photo” "]);
    }

    #[test]
    fn a_moved_node_is_told_once() {
        let node = |x, y| json!({"body": {"nodes": [{"key": "n", "title": {"en": "Triage"}, "at": {"x": x, "y": y}}]}});
        let (before, after) = (node(1, 2), node(3, 4));
        let told = tell(Lang::En, &after, &diff(&before, &after));
        assert_eq!(told.iter().map(|told| told.what.as_str()).collect::<Vec<_>>(), ["Node “Triage”, Position"]);
    }
}
