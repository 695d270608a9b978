//! Text inputs. Inside a [`crate::Field`] they take id, description and state from it.

use leptos::{ev::KeyboardEvent, prelude::*, text_prop::TextProp};

use crate::{Icon, field::labelled, keyboard::is_composing};

/// One line of text, or whatever `kind` says.
#[component]
pub fn Input(
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new text at each change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Called when a change is over: the field is left, or Enter is pressed.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Called at Enter, unless it confirms a composition. Without it Enter sends the form.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// The native type: `text`, where nothing is said, `email`, `password`, `number`, `date`, `datetime-local`, `time`, `tel`, `url`.
    #[prop(optional, into)]
    kind: Option<TextProp>,
    /// Its name in the form, for password managers.
    #[prop(optional, into)]
    name: Option<String>,
    /// What a browser may fill in: `username`, `current-password`, `one-time-code` …
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// The keyboard of a phone: `numeric`, `decimal`, `email`, `tel`, `url`.
    #[prop(optional, into)]
    inputmode: Option<&'static str>,
    /// An example, never the name.
    #[prop(optional, into)]
    placeholder: Option<TextProp>,
    /// Its name, where no field gives one.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// The unit behind it.
    #[prop(optional, into)]
    unit: Option<TextProp>,
    /// An icon behind it.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// 28 px.
    #[prop(optional)]
    small: bool,
    /// Looks like text until it is touched.
    #[prop(optional)]
    bare: bool,
    /// Takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// It can be read, not changed.
    #[prop(optional, into)]
    readonly: Option<Signal<bool>>,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Option<Signal<bool>>,
    /// The element, for those who move the focus.
    #[prop(optional)]
    node: Option<NodeRef<leptos::html::Input>>,
    /// A button inside the outline, such as the eye of a password.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    // What is left out is made here, once, and not at each of the many places where an input stands.
    let kind = kind.unwrap_or_else(|| TextProp::from("text"));
    let (readonly, disabled) = (readonly.unwrap_or_default(), disabled.unwrap_or_default());
    let node = node.unwrap_or_default();
    let field = labelled();
    let is_framed = unit.is_some() || icon.is_some() || children.is_some();
    let class = format!("input{}{}", if small { " small" } else { "" }, if bare { " bare" } else { "" });
    let wrong = field.as_ref().map(|field| field.is_wrong);
    let needed = field.as_ref().map(|field| field.is_required);
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter"
            && !is_composing(&event)
            && let Some(act) = on_enter
        {
            event.prevent_default();
            act.run(());
        }
    };
    let control = view! {
        <input
            node_ref=node
            id=field.as_ref().map(|field| field.id.clone())
            class=if is_framed { String::new() } else { class.clone() }
            type=move || kind.get()
            name=name
            autocomplete=autocomplete
            inputmode=inputmode
            placeholder=placeholder.map(|words| move || words.get())
            aria-label=label.map(|words| move || words.get())
            aria-describedby=field.as_ref().map(|field| field.note.clone())
            aria-invalid=move || wrong.is_some_and(|wrong| wrong.get()).then_some("true")
            aria-required=move || needed.is_some_and(|needed| needed.get()).then_some("true")
            autofocus=autofocus
            readonly=move || readonly.get()
            disabled=move || disabled.get()
            prop:value=move || value.get()
            value=value.get_untracked()
            // A field that is taken away while it has the focus says so once more, to nobody.
            on:input=move |event| {
                if let Some(act) = on_input {
                    act.try_run(event_target_value(&event));
                }
            }
            on:change=move |event| {
                if let Some(act) = on_change {
                    act.try_run(event_target_value(&event));
                }
            }
            on:keydown=keydown
        />
    };
    if is_framed {
        view! {
            <span class=class>
                {control}
                {unit.map(|unit| view! { <span class="unit">{move || unit.get()}</span> })}
                {icon.map(|name| view! { <Icon name /> })}
                {children.map(|children| children())}
            </span>
        }
        .into_any()
    } else {
        control.into_any()
    }
}

/// Several lines of text.
#[component]
pub fn Textarea(
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new text at each change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Called when a change is over.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Called at Ctrl or Command with Enter.
    #[prop(optional, into)]
    on_send: Option<Callback<()>>,
    /// How many lines it shows.
    #[prop(default = 3)]
    rows: u32,
    /// Its name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// An example, never the name.
    #[prop(optional, into)]
    placeholder: Option<TextProp>,
    /// Its name, where no field gives one.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// It can be read, not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The element, for those who move the focus.
    #[prop(optional)]
    node: NodeRef<leptos::html::Textarea>,
) -> impl IntoView {
    let field = labelled();
    let wrong = field.as_ref().map(|field| field.is_wrong);
    let needed = field.as_ref().map(|field| field.is_required);
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter"
            && (event.ctrl_key() || event.meta_key())
            && !is_composing(&event)
            && let Some(act) = on_send
        {
            event.prevent_default();
            act.run(());
        }
    };
    view! {
        <textarea
            node_ref=node
            id=field.as_ref().map(|field| field.id.clone())
            class="input"
            rows=rows.to_string()
            name=name
            placeholder=placeholder.map(|words| move || words.get())
            aria-label=label.map(|words| move || words.get())
            aria-describedby=field.as_ref().map(|field| field.note.clone())
            aria-invalid=move || wrong.is_some_and(|wrong| wrong.get()).then_some("true")
            aria-required=move || needed.is_some_and(|needed| needed.get()).then_some("true")
            readonly=move || readonly.get()
            disabled=move || disabled.get()
            prop:value=move || value.get()
            on:input=move |event| {
                if let Some(act) = on_input {
                    act.try_run(event_target_value(&event));
                }
            }
            on:change=move |event| {
                if let Some(act) = on_change {
                    act.try_run(event_target_value(&event));
                }
            }
            on:keydown=keydown
        >
            {value.get_untracked()}
        </textarea>
    }
}

/// A search field: an icon before it, the shortcut behind it.
#[component]
pub fn SearchInput(
    /// What is searched for.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new words at each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Its name; also the example inside.
    #[prop(into)]
    label: TextProp,
    /// The key that leads here.
    #[prop(optional, into)]
    shortcut: Option<&'static str>,
    /// 28 px.
    #[prop(optional)]
    small: bool,
    /// The element, for those who move the focus.
    #[prop(optional)]
    node: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let name = label.clone();
    view! {
        <label class="input search" class:small=small>
            <Icon name="search" />
            <input
                node_ref=node
                type="search"
                aria-label=move || name.get()
                aria-keyshortcuts=shortcut
                placeholder=move || label.get()
                value=value.get_untracked()
                prop:value=move || value.get()
                on:input=move |event| {
                    on_input.try_run(event_target_value(&event));
                }
            />
            {shortcut.map(|key| view! { <kbd aria-hidden="true">{key}</kbd> })}
        </label>
    }
}
