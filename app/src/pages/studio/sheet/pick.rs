//! Picking other definitions: one, or several. Nobody types a key.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local, text_prop::TextProp};
use model::{Kind, Text, key::DefinitionKey};
use ui::{Button, ButtonKind, Chip, Choice, Field, FieldGroup, Icon, Select, Toast, i18n::tf, t, use_lang, use_toasts};

use super::known::use_known;
use crate::{pages::studio::address, words::error};

/// One definition of a kind, or none. Beside it stands the way to it, or to a new one.
#[component]
pub fn PickOne(
    /// The id of the field.
    #[prop(into)]
    id: String,
    /// What it is for.
    #[prop(into)]
    label: TextProp,
    /// How to choose.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// The kind that is picked.
    kind: Kind,
    /// The key that is picked; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new key; empty for none.
    #[prop(into)]
    on_pick: Callback<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// One must be picked.
    #[prop(optional)]
    required: bool,
    /// It can be read, not changed.
    #[prop(optional)]
    readonly: bool,
    /// What a new one is called; without it none can be begun here.
    #[prop(optional, into)]
    new_title: Option<Signal<Text>>,
    /// The form that a new flow is drawn for; empty for none.
    #[prop(optional, into)]
    new_form: Signal<String>,
    /// The definition whose page this is: the way back from the picked one.
    #[prop(optional_no_strip)]
    from: Option<(Kind, DefinitionKey)>,
) -> impl IntoView {
    let known = use_known();
    let lang = use_lang();
    let choices = known.choices(kind);
    let choices = Signal::derive(move || {
        let mut choices = choices.get();
        let missing = value.with(|value| {
            let is_missing = !value.is_empty() && known.is_loaded() && !known.has(kind, &value.as_str().into());
            is_missing.then(|| value.clone())
        });
        if let Some(key) = missing {
            let label = tf(lang.get(), "studio.missing", &[("key", &key)]);
            choices.insert(0, Choice::new(key, label));
        }
        choices
    });
    let can_open = move || value.with(|value| !value.is_empty() && known.has(kind, &value.as_str().into()));
    let href = Signal::derive(move || value.with(|value| address::of_from(kind, &value.as_str().into(), from.clone())));
    let placeholder = if required { "common.choose" } else { "common.none" };
    view! {
        <Field
            id=id
            label=label
            hint=hint.unwrap_or_else(|| TextProp::from(""))
            error=error
            required=required
            optional=!required
        >
            <span class="pick">
                <Select value choices on_pick=on_pick placeholder=t!(placeholder) disabled=readonly />
                <Show when=can_open>
                    <a class="button small quiet" href=href>
                        <Icon name="external" />
                        {t!("common.open")}
                    </a>
                </Show>
                {new_title
                    .filter(|_| !readonly)
                    .map(|title| {
                        view! {
                            <Show when=move || value.with(String::is_empty)>
                                <New kind title form=new_form on_pick />
                            </Show>
                        }
                    })}
            </span>
        </Field>
    }
    .into_any()
}

/// Begins a new definition of a kind and picks it.
#[component]
fn New(kind: Kind, title: Signal<Text>, form: Signal<String>, on_pick: Callback<String>) -> impl IntoView {
    let (lang, toasts, known) = (use_lang(), use_toasts(), use_known());
    let busy = RwSignal::new(false);
    let begin = move |()| {
        busy.set(true);
        let mut title = title.get_untracked();
        if title.is_empty() {
            title = crate::words::both(&format!("kind.{kind}"));
        }
        let form = form.with_untracked(|form| (!form.is_empty()).then(|| DefinitionKey::new(form.as_str())));
        spawn_local(async move {
            let answer: Result<DefinitionKey, ApiError> = api::definition::create(kind, title, form).await;
            busy.try_set(false);
            match answer {
                Ok(key) => {
                    known.reload();
                    on_pick.try_run(key.as_str().to_owned());
                }
                Err(no) => {
                    toasts.show(Toast::bad(error::sentence(lang.try_get_untracked().unwrap_or_default(), &no)));
                }
            }
        });
    };
    view! {
        <Button small=true kind=ButtonKind::Quiet icon="plus" busy=busy on_press=begin>
            {t!(format!("studio.new_{kind}"))}
        </Button>
    }
}

/// Several of some choices, as chips that can be taken away.
#[component]
pub fn PickMany(
    /// The id of the group.
    #[prop(into)]
    id: String,
    /// What they are for.
    #[prop(into)]
    label: TextProp,
    /// How to choose.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is picked.
    #[prop(into)]
    values: Signal<Vec<String>>,
    /// What can be picked.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Called with what is picked now.
    #[prop(into)]
    on_change: Callback<Vec<String>>,
    /// The word of the picker that adds one.
    #[prop(into)]
    add: TextProp,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It can be read, not changed.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
    let left = Signal::derive(move || {
        let picked = values.get();
        choices.get().into_iter().filter(|choice| !picked.contains(&choice.value)).collect::<Vec<_>>()
    });
    let chips = move || {
        let picked = values.get();
        choices.with(|choices| {
            picked
                .into_iter()
                .map(|value| {
                    let known = choices.iter().find(|choice| choice.value == value);
                    let label = known.map_or_else(|| value.clone(), |choice| choice.label.clone());
                    let remove = Callback::new(move |()| {
                        let mut kept = values.get_untracked();
                        kept.retain(|kept| *kept != value);
                        on_change.run(kept);
                    });
                    if readonly {
                        view! { <Chip label=label /> }.into_any()
                    } else {
                        view! { <Chip label=label on_remove=remove /> }.into_any()
                    }
                })
                .collect_view()
        })
    };
    let pick = Callback::new(move |value: String| {
        if !value.is_empty() {
            let mut picked = values.get_untracked();
            picked.push(value);
            on_change.run(picked);
        }
    });
    let name = add.clone();
    let adds = (!readonly).then(|| {
        view! {
            <Show when=move || left.with(|left| !left.is_empty())>
                <Select
                    value=String::new()
                    choices=left
                    on_pick=pick
                    placeholder=add.clone()
                    label=name.clone()
                    small=true
                />
            </Show>
        }
    });
    view! {
        <FieldGroup id=id label=label hint=hint.unwrap_or_else(|| TextProp::from("")) error=error>
            <div class="pick-many">{chips} {adds}</div>
        </FieldGroup>
    }
    .into_any()
}
