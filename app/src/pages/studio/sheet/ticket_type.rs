//! A ticket type: what is asked, how it is worked, what it is measured by, where it waits.

use api::ApiError;
use leptos::prelude::*;
use model::{
    Body, Kind,
    flow::Priority,
    form::{Field as FormField, Form},
    key::{DefinitionKey, FieldKey},
    ticket_type::TicketType,
};
use ui::{Choice, Field, FieldGroup, Segment, Select, Switch, i18n::t, t, use_lang};

use super::{Sheet, field_id, key_of, pick::PickOne};
use crate::{
    loaded::loaded,
    pages::studio::bilingual::Bilingual,
    words::{priority_key, said},
};

pub fn draw(sheet: Sheet<TicketType>) -> AnyView {
    let about = sheet.part(|kind| kind.about.clone());
    let title = Signal::derive(move || sheet.keeper.content().with(|content| content.title.clone()));
    let form = sheet.part(|kind| kind.form.to_string());
    let flow = sheet.part(|kind| kind.flow.to_string());
    let policy = sheet.part(|kind| text_of(kind.policy.as_ref()));
    let queue = sheet.part(|kind| text_of(kind.queue.as_ref()));
    let readonly = sheet.readonly();
    view! {
        <section class="sheet-part">
            <Bilingual
                id=field_id("/about")
                label=t!("studio.type_about")
                hint=t!("studio.type_about_hint")
                text=about
                on_change=Callback::new(move |text| sheet.set("/about", |kind| kind.about = text))
                error=sheet.wrong("/about")
                readonly=readonly
            />
        </section>
        <section class="sheet-part">
            <h2>{t!("studio.type_how")}</h2>
            <PickOne
                id=field_id("/form")
                label=t!("studio.type_form")
                hint=t!("studio.type_form_hint")
                kind=Kind::Form
                value=form
                on_pick=Callback::new(move |key: String| {
                    sheet.set("/form", |kind| {
                        kind.form = DefinitionKey::new(key);
                        // The fields of another form are others.
                        kind.title_field = None;
                        kind.priority_field = None;
                    });
                })
                error=sheet.wrong("/form")
                required=true
                readonly=readonly
                new_title=title
            />
            <PickOne
                id=field_id("/flow")
                label=t!("studio.type_flow")
                hint=t!("studio.type_flow_hint")
                kind=Kind::Flow
                value=flow
                on_pick=Callback::new(move |key: String| sheet.set("/flow", |kind| kind.flow = DefinitionKey::new(key)))
                error=sheet.wrong("/flow")
                required=true
                readonly=readonly
                new_title=title
            />
            <PickOne
                id=field_id("/policy")
                label=t!("studio.type_policy")
                hint=t!("studio.type_policy_hint")
                kind=Kind::Policy
                value=policy
                on_pick=Callback::new(move |key: String| sheet.set("/policy", |kind| kind.policy = key_of(key)))
                error=sheet.wrong("/policy")
                readonly=readonly
            />
            <PickOne
                id=field_id("/queue")
                label=t!("studio.type_queue")
                hint=t!("studio.type_queue_hint")
                kind=Kind::Queue
                value=queue
                on_pick=Callback::new(move |key: String| sheet.set("/queue", |kind| kind.queue = key_of(key)))
                error=sheet.wrong("/queue")
                readonly=readonly
            />
        </section>
        <Fields sheet form />
        <section class="sheet-part">
            <Retired sheet />
        </section>
    }
    .into_any()
}

fn text_of(key: Option<&DefinitionKey>) -> String {
    key.map(ToString::to_string).unwrap_or_default()
}

/// Which answers become the title and the priority of a ticket.
#[component]
fn Fields(sheet: Sheet<TicketType>, form: Signal<String>) -> impl IntoView {
    let lang = use_lang();
    let readonly = sheet.readonly();
    let drawn = loaded(move || form_of(form.get()));
    let title_field = sheet.part(|kind| kind.title_field.as_ref().map(ToString::to_string).unwrap_or_default());
    let priority_field = sheet.part(|kind| kind.priority_field.as_ref().map(ToString::to_string).unwrap_or_default());
    let priority = sheet.part(|kind| kind.priority.as_str().to_owned());
    let choices = move |fits: fn(&FormField) -> bool| {
        Signal::derive(move || {
            let lang = lang.get();
            drawn.with(|drawn| {
                let Some(Ok(Some(form))) = drawn else { return Vec::new() };
                let fields = form.fields.iter().filter(|field| fits(field));
                fields.map(|field| Choice::new(field.key.as_str(), said(&field.label, lang))).collect::<Vec<_>>()
            })
        })
    };
    let priorities = Signal::derive(move || {
        let lang = lang.get();
        Priority::ALL.map(|one| Choice::new(one.as_str(), t(lang, priority_key(one)))).to_vec()
    });
    let set_priority = Callback::new(move |name: String| {
        if let Some(one) = Priority::ALL.into_iter().find(|one| one.as_str() == name) {
            sheet.set("/priority", |kind| kind.priority = one);
        }
    });
    view! {
        <section class="sheet-part">
            <h2>{t!("studio.type_fields")}</h2>
            <Field
                id=field_id("/title_field")
                label=t!("studio.type_title_field")
                hint=t!("studio.type_title_field_hint")
                error=sheet.wrong("/title_field")
            >
                <Select
                    value=title_field
                    choices=choices(is_text)
                    on_pick=Callback::new(move |key: String| {
                        sheet.set("/title_field", |kind| kind.title_field = field_of(key));
                    })
                    placeholder=t!("studio.type_title_first")
                    disabled=readonly
                />
            </Field>
            <Field
                id=field_id("/priority_field")
                label=t!("studio.type_priority_field")
                hint=t!("studio.type_priority_field_hint")
                error=sheet.wrong("/priority_field")
            >
                <Select
                    value=priority_field
                    choices=choices(is_choice)
                    on_pick=Callback::new(move |key: String| {
                        sheet.set("/priority_field", |kind| kind.priority_field = field_of(key));
                    })
                    placeholder=t!("studio.type_priority_none")
                    disabled=readonly
                />
            </Field>
            <FieldGroup id=field_id("/priority") label=t!("studio.type_priority") hint=t!("studio.type_priority_hint")>
                <Segment
                    name="type-priority"
                    label=t!("studio.type_priority")
                    value=priority
                    choices=priorities
                    on_pick=set_priority
                    control=true
                    disabled=readonly
                />
            </FieldGroup>
        </section>
    }
    .into_any()
}

/// Whether people can still file such tickets.
#[component]
fn Retired(sheet: Sheet<TicketType>) -> impl IntoView {
    let is_offered = sheet.part(|kind| !kind.retired);
    view! {
        <Switch
            checked=is_offered
            on_change=Callback::new(move |on: bool| sheet.set("/retired", |kind| kind.retired = !on))
            disabled=sheet.readonly()
        >
            {t!("studio.type_offered")}
        </Switch>
        <p class="meta">{t!("studio.type_offered_hint")}</p>
    }
}

fn field_of(key: String) -> Option<FieldKey> {
    (!key.is_empty()).then(|| FieldKey::new(key))
}

fn is_text(field: &FormField) -> bool {
    matches!(field.holds.name(), "text" | "long_text" | "email" | "phone")
}

fn is_choice(field: &FormField) -> bool {
    matches!(field.holds.name(), "select" | "radio")
}

/// The form as its person left it; nothing while none is picked.
async fn form_of(key: String) -> Result<Option<Form>, ApiError> {
    if key.is_empty() {
        return Ok(None);
    }
    match api::definition::open(Kind::Form, DefinitionKey::new(key)).await?.content.body {
        Body::Form(form) => Ok(Some(form)),
        _ => Ok(None),
    }
}
