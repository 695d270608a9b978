//! A ticket type: what is asked, how it is worked, what it is measured by, where it waits.

use api::ApiError;
use leptos::prelude::*;
use model::{
    Body, Kind,
    flow::Priority,
    form::{self, Field as FormField, Form},
    key::{DefinitionKey, FieldKey},
    ticket_type::TicketType,
};
use ui::{Choice, Field, FieldGroup, Input, Lang, Segment, Select, Switch, i18n::t, t, use_lang};

use super::{Sheet, field_id, key_of, pick::PickOne};
use crate::{
    loaded::loaded,
    pages::studio::bilingual::Bilingual,
    words::{priority_key, said},
};

pub fn draw(sheet: Sheet<TicketType>) -> AnyView {
    let about = sheet.part(|kind| kind.about.clone());
    let title = Signal::derive(move || sheet.keeper.content().with(|content| content.title.clone()));
    let here = move || Some((Kind::TicketType, sheet.keeper.key()));
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
                        kind.priorities.clear();
                    });
                })
                error=sheet.wrong("/form")
                required=true
                readonly=readonly
                new_title=title
                from=here()
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
                new_form=form
                from=here()
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
                from=here()
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
            <Weight sheet path="/weight" label="studio.type_weight" place=|kind| &mut kind.weight />
            <Weight sheet path="/urgent_weight" label="studio.type_urgent_weight" place=|kind| &mut kind.urgent_weight />
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
    let priorities = Signal::derive(move || priorities(lang.get()));
    let set_priority = Callback::new(move |name: String| {
        if let Some(one) = priority_named(&name) {
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
                        sheet.set("/priority_field", |kind| {
                            kind.priority_field = field_of(key);
                            kind.priorities.clear();
                        });
                    })
                    placeholder=t!("studio.type_priority_none")
                    disabled=readonly
                />
            </Field>
            <Meanings sheet drawn />
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

/// What each option of the field that decides the priority means.
#[component]
fn Meanings(sheet: Sheet<TicketType>, drawn: RwSignal<Option<Result<Option<Form>, ApiError>>>) -> impl IntoView {
    let lang = use_lang();
    let kind = sheet.part(Clone::clone);
    let options = Memo::new(move |_| {
        let asked = kind.with(|kind| kind.priority_field.clone());
        drawn.with(|drawn| {
            let Some(Ok(Some(form))) = drawn else { return Vec::new() };
            let field = asked.and_then(|asked| form.field(&asked));
            field.and_then(|field| field.holds.options()).unwrap_or_default().to_vec()
        })
    });
    let priorities = Signal::derive(move || priorities(lang.get()));
    let row = move |option: form::Choice| {
        let (key, label) = (option.key, option.label);
        let name = Signal::derive(move || said(&label, lang.get()).to_owned());
        let meant = key.clone();
        let value = Signal::derive(move || kind.with(|kind| kind.priority_of(&meant).as_str().to_owned()));
        let pick = Callback::new(move |picked: String| {
            let known: Vec<_> = options.with_untracked(|all| all.iter().map(|one| one.key.clone()).collect());
            let Some(priority) = priority_named(&picked) else { return };
            sheet.set("/priorities", |kind| {
                kind.priorities.retain(|key, _| known.contains(key));
                kind.priorities.insert(key.clone(), priority);
            });
        });
        view! {
            <li>
                <span class="cut">{name}</span>
                <Select value choices=priorities on_pick=pick label=name small=true disabled=sheet.readonly() />
            </li>
        }
        .into_any()
    };
    view! {
        <Show when=move || options.with(|options| !options.is_empty())>
            <FieldGroup
                id=field_id("/priorities")
                label=t!("studio.type_priorities")
                hint=t!("studio.type_priorities_hint")
                error=sheet.wrong("/priorities")
            >
                <ul class="meanings">{move || options.get().into_iter().map(row).collect_view()}</ul>
            </FieldGroup>
        </Show>
    }
    .into_any()
}

fn priorities(lang: Lang) -> Vec<Choice> {
    Priority::ALL.map(|one| Choice::new(one.as_str(), t(lang, priority_key(one)))).to_vec()
}

fn priority_named(name: &str) -> Option<Priority> {
    Priority::ALL.into_iter().find(|one| one.as_str() == name)
}

/// How much work a step is.
#[component]
fn Weight(
    sheet: Sheet<TicketType>,
    path: &'static str,
    label: &'static str,
    place: fn(&mut TicketType) -> &mut Option<u16>,
) -> impl IntoView {
    let value = sheet.part(move |kind| place(&mut kind.clone()).map(|weight| weight.to_string()).unwrap_or_default());
    let write = Callback::new(move |text: String| {
        sheet.set(path, |kind| *place(kind) = text.trim().parse().ok());
    });
    view! {
        <Field id=field_id(path) label=t!(label) hint=t!("studio.type_weight_hint") error=sheet.wrong(path)>
            <Input value on_input=write kind="number" inputmode="numeric" readonly=sheet.readonly() />
        </Field>
    }
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
