//! The events that set a rule off, and the fields that one of them is about.

use leptos::prelude::*;
use model::{
    form::Form,
    key::FieldKey,
    rule::{Rule, Trigger, When},
};
use ui::{Choice, i18n::t, t, use_lang};

use super::super::{Sheet, field_id, pick::PickMany};
use crate::words::said;

/// See the module.
#[component]
pub(super) fn Events(sheet: Sheet<Rule>, forms: Signal<Option<Form>>) -> impl IntoView {
    let lang = use_lang();
    let picked = sheet.part(|rule| match &rule.when {
        When::Events { any } => any.iter().map(|trigger| trigger.name().to_owned()).collect::<Vec<_>>(),
        When::Schedule(_) => Vec::new(),
    });
    let choices = Signal::derive(move || {
        let lang = lang.get();
        Trigger::NAMES.map(|name| Choice::new(name, t(lang, &format!("rule.trigger.{name}")))).to_vec()
    });
    let pick = Callback::new(move |picked: Vec<String>| {
        sheet.set("/when/any", |rule| {
            let When::Events { any } = &mut rule.when else { return };
            // What is said of one that stays, stays.
            let known = std::mem::take(any);
            let kept =
                |name: &String| known.iter().find(|one| one.name() == name).cloned().or_else(|| Trigger::named(name));
            *any = picked.iter().filter_map(kept).collect();
        });
    });
    let fields = sheet.part(|rule| fields_of(rule).iter().map(ToString::to_string).collect::<Vec<_>>());
    let is_about_fields = Memo::new(move |_| picked.with(|picked| picked.iter().any(|name| name == "fields_set")));
    let field_choices = Signal::derive(move || {
        let lang = lang.get();
        forms.with(|form| {
            let fields = form.iter().flat_map(|form| &form.fields);
            fields.map(|field| Choice::new(field.key.as_str(), said(&field.label, lang))).collect::<Vec<_>>()
        })
    });
    let pick_fields = Callback::new(move |picked: Vec<String>| {
        sheet.set("/when/fields", |rule| {
            let When::Events { any } = &mut rule.when else { return };
            for trigger in any {
                if let Trigger::FieldsSet { fields } = trigger {
                    *fields = picked.iter().map(FieldKey::new).collect();
                }
            }
        });
    });
    view! {
        <PickMany
            id=field_id("/when/any")
            label=t!("rule.events")
            hint=t!("rule.events_hint")
            values=picked
            choices
            on_change=pick
            add=t!("rule.add_event")
            error=sheet.wrong("/when")
            readonly=sheet.readonly()
        />
        <Show when=move || is_about_fields.get()>
            <PickMany
                id=field_id("/when/fields")
                label=t!("rule.fields")
                hint=t!("rule.fields_hint")
                values=fields
                choices=field_choices
                on_change=pick_fields
                add=t!("rule.add_field")
                readonly=sheet.readonly()
            />
        </Show>
    }
    .into_any()
}

fn fields_of(rule: &Rule) -> Vec<FieldKey> {
    let When::Events { any } = &rule.when else { return Vec::new() };
    let fields =
        any.iter().find_map(|one| if let Trigger::FieldsSet { fields } = one { Some(fields.clone()) } else { None });
    fields.unwrap_or_default()
}
