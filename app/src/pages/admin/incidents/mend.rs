//! Mending what a step stumbled over, the ticket's answers and the flow's variables, and trying it again.

use leptos::prelude::*;
use model::{
    Fields, Text, Value,
    form::{Cell, Field as FormField, Form, Item, Layout, Purpose},
    id::IncidentId,
    incident::{Mends, Settling},
    key::{DefinitionKey, LayoutKey, VariableKey},
    view::IncidentPage,
};
use ui::{Dialog, Field, Input, Later, NotLoaded, SkeletonLines, i18n::t, t, use_lang};

use super::Board;
use crate::{
    asking::{AskForm, Asking},
    failed::Failed,
    fill::{Answers, Around, FillForm},
    loaded::loaded,
};

/// See the module.
#[component]
pub(super) fn MendDialog(board: Board, reload: Callback<()>) -> impl IntoView {
    let close = Callback::new(move |()| board.mending.set(None));
    view! {
        <Dialog
            id="mend"
            open=Signal::derive(move || board.mending.with(Option::is_some))
            on_close=close
            title=t!("admin.incident_mend_title")
        >
            {move || {
                board.mending.get().map(|id| view! { <Later part=move || incidents_mend(id, close, reload) /> })
            }}
        </Dialog>
    }
}

#[leptos::wasm_split::wasm_split(incidents_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn incidents_mend(id: IncidentId, close: Callback<()>, reload: Callback<()>) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Mending id close reload /> }.into_any())
}

#[component]
fn Mending(id: IncidentId, close: Callback<()>, reload: Callback<()>) -> impl IntoView {
    let page = loaded(move || api::incident::open(id));
    move || match page.get() {
        None => view! { <SkeletonLines lines=5 /> }.into_any(),
        Some(Err(error)) => view! { <Failed error /> }.into_any(),
        Some(Ok(page)) if !page.stuck => view! { <p class="support">{t!("admin.incident_gone_on")}</p> }.into_any(),
        Some(Ok(page)) => view! { <MendForm page close reload /> }.into_any(),
    }
}

#[component]
fn MendForm(page: IncidentPage, close: Callback<()>, reload: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let id = page.row.incident.id;
    let layout = everything(&page.form);
    let known = page.fields.clone();
    let around = Around::default();
    let answers = Answers::new(DefinitionKey::default(), page.form, layout.clone(), around, Some(page.fields));
    let before = page.variables.clone();
    let variables: Vec<(VariableKey, RwSignal<String>)> =
        page.variables.into_iter().map(|(name, value)| (name, RwSignal::new(value.to_string()))).collect();
    let added = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let asking = Asking::new(close);
    let is_wrong = RwSignal::new(false);
    let typed = variables.clone();
    let fields = answers;
    let send = Callback::new(move |()| {
        let mut written = Vec::new();
        for (name, text) in &typed {
            written.push((name.clone(), text.get_untracked()));
        }
        let name = added.0.get_untracked();
        if !name.trim().is_empty() {
            written.push((VariableKey::new(name.trim()), added.1.get_untracked()));
        }
        let mut mends = Mends { fields: changed(&known, &fields.draft()), ..Mends::default() };
        for (name, text) in written {
            let Some(value) = read(&text) else { return is_wrong.set(true) };
            if before.get(&name).unwrap_or(&Value::Null) != &value {
                mends.variables.insert(name, value);
            }
        }
        is_wrong.set(false);
        asking.send(Box::pin(async move {
            api::incident::settle(id, Settling::Retry { mends }).await?;
            reload.try_run(());
            Ok(None)
        }));
    });
    let rows = variables
        .into_iter()
        .map(|(name, text)| {
            view! {
                <Field id=format!("mend-{name}") label=name.to_string()>
                    <Input value=text on_input=Callback::new(move |typed| text.set(typed)) />
                </Field>
            }
            .into_any()
        })
        .collect_view();
    let wrong = Signal::derive(move || is_wrong.get().then(|| t(lang.get(), "admin.variable_wrong").to_owned()));
    view! {
        <p class="incident-text">{page.row.incident.text}</p>
        <AskForm asking act=t!("admin.incident_mend_do") ready=Signal::stored(true) on_send=send>
            <h3>{t!("admin.incident_fields")}</h3>
            <FillForm answers layout prefix="mend" />
            <h3>{t!("admin.incident_variables")}</h3>
            <p class="support">{t!("admin.incident_variables_hint")}</p>
            {rows}
            <div class="two-columns">
                <Field id="mend-new-name" label=t!("admin.variable_name")>
                    <Input value=added.0 on_input=Callback::new(move |typed| added.0.set(typed)) />
                </Field>
                <Field id="mend-new-value" label=t!("admin.variable_value") error=wrong>
                    <Input value=added.1 on_input=Callback::new(move |typed| added.1.set(typed)) />
                </Field>
            </div>
        </AskForm>
    }
    .into_any()
}

/// A layout with every field of a form, one below the other.
fn everything(form: &Form) -> Layout {
    let cell = |field: &FormField| Cell { field: field.key.clone(), width: 12, required: false, read_only: false };
    let row = |field: &FormField| Item::Row { cells: vec![cell(field)] };
    Layout {
        key: LayoutKey::default(),
        title: Text::default(),
        purpose: Purpose::default(),
        items: form.fields.iter().map(row).collect(),
    }
}

/// What differs from before; what was emptied is null.
fn changed(before: &Fields, now: &Fields) -> Fields {
    let mut found: Fields = now
        .iter()
        .filter(|(key, value)| before.get(*key) != Some(*value))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    for key in before.keys().filter(|key| !now.contains_key(*key)) {
        found.insert(key.clone(), Value::Null);
    }
    found
}

/// A value as it was typed: JSON, or else a text. Nothing typed takes the variable away; JSON that is not closed is wrong.
fn read(text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return Some(Value::Null);
    }
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(_) if text.starts_with(['{', '[', '"']) => None,
        Err(_) => Some(Value::String(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_typed_is_json_or_a_text() {
        assert_eq!(read("3"), Some(json!(3)));
        assert_eq!(read(" three "), Some(json!("three")));
        assert_eq!(read("[1, 2]"), Some(json!([1, 2])));
        assert_eq!(read("[1, 2"), None);
        assert_eq!(read(""), Some(Value::Null));
    }

    #[test]
    fn only_what_changed_is_sent() {
        let fields = |value: Value| serde_json::from_value::<Fields>(value).unwrap();
        let before = fields(json!({"a": 1, "b": 2, "c": 3}));
        assert_eq!(changed(&before, &fields(json!({"a": 1, "b": 5}))), fields(json!({"b": 5, "c": null})));
    }
}
