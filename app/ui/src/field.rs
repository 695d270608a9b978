//! Fields: label, control, then hint or error. The error takes the hint's place, so that nothing jumps.

use leptos::{context::Provider, prelude::*, text_prop::TextProp};

use crate::{Icon, t};

/// What a control learns from the field around it.
#[derive(Clone, Debug)]
pub(crate) struct Labelled {
    /// The id of the control.
    pub id: String,
    /// The id of the hint or error, if there can be one.
    pub note: String,
    /// Whether what it holds is wrong.
    pub is_wrong: Signal<bool>,
    /// Whether it must be filled in.
    pub is_required: Signal<bool>,
}

/// The field around a control, if there is one.
pub(crate) fn labelled() -> Option<Labelled> {
    use_context()
}

/// A label with its control. The control inside takes `id`, the description and the state from here.
#[component]
pub fn Field(
    /// The id of the control; unique on the page, made of data.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It must be filled in.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// Says that it may be left empty, where most fields may not.
    #[prop(optional)]
    optional: bool,
    /// As wide as the form.
    #[prop(optional)]
    full: bool,
    children: Children,
) -> impl IntoView {
    let note = format!("{id}-note");
    let labelled = Labelled { id: id.clone(), note: note.clone(), is_wrong: wrong(error), is_required: required };
    view! {
        <div class="field" class:full=full>
            <label class="label" for=id>
                {move || label.get()}
                <Mark required optional />
            </label>
            <Provider value=labelled>{children()}</Provider>
            <Note id=note hint error />
        </div>
    }
}

/// A label with several controls that answer one question: radios, check boxes, a segment.
#[component]
pub fn FieldGroup(
    /// The id of the group; unique on the page, made of data.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: TextProp,
    /// How to answer it.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with the answer; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It must be answered.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// Says that it may be left open, where most questions may not.
    #[prop(optional)]
    optional: bool,
    /// As wide as the form.
    #[prop(optional)]
    full: bool,
    children: Children,
) -> impl IntoView {
    let note = format!("{id}-note");
    let described = note.clone();
    view! {
        <fieldset
            class="field"
            class:full=full
            id=id
            aria-describedby=described
            aria-invalid=move || error.with(Option::is_some).then_some("true")
        >
            <legend class="label">
                {move || label.get()}
                <Mark required optional />
            </legend>
            {children()}
            <Note id=note hint error />
        </fieldset>
    }
}

/// The star of a needed field, or the word of one that may stay empty.
#[component]
fn Mark(required: Signal<bool>, optional: bool) -> impl IntoView {
    view! {
        <Show when=move || required.get()>
            <span class="required" aria-hidden="true">"*"</span>
        </Show>
        <Show when=move || optional && !required.get()>
            <span class="optional">{t!("common.optional")}</span>
        </Show>
    }
}

/// The hint, or the error in its place. It is there from the start, so that an error is announced when it comes.
#[component]
fn Note(id: String, hint: Option<TextProp>, error: Signal<Option<String>>) -> impl IntoView {
    let has_error = wrong(error);
    let words = move || match (error.get(), &hint) {
        (Some(words), _) => words,
        (None, Some(hint)) => hint.get().to_string(),
        (None, None) => String::new(),
    };
    view! {
        <span id=id class=move || if has_error.get() { "error" } else { "hint" } aria-live="polite">
            <Show when=move || has_error.get()>
                <Icon name="error" />
            </Show>
            {words}
        </span>
    }
}

fn wrong(error: Signal<Option<String>>) -> Signal<bool> {
    Signal::derive(move || error.with(Option::is_some))
}
