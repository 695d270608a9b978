//! The right side: what is selected, in sections that fold, one row per property.

use leptos::{prelude::*, text_prop::TextProp};
use ui::Icon;

/// The head of the properties: what is selected.
#[component]
pub fn PropertiesHead(
    /// The icon of its kind.
    icon: &'static str,
    /// Its name.
    #[prop(into)]
    title: TextProp,
    /// Its key, or what kind it is.
    #[prop(into)]
    meta: TextProp,
    /// Buttons, such as a menu.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header>
            <span class="kind"><Icon name=icon /></span>
            <div>
                <h2 class="cut">{move || title.get()}</h2>
                <span class="mono cut">{move || meta.get()}</span>
            </div>
            {children.map(|children| children())}
        </header>
    }
    .into_any()
}

/// A section of properties.
#[component]
pub fn PropertySection(
    /// What its properties have in common.
    #[prop(into)]
    title: TextProp,
    /// What it holds in short, seen while it is folded too.
    #[prop(optional, into)]
    meta: Option<TextProp>,
    /// Folded at first.
    #[prop(optional)]
    folded: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="properties" open=!folded>
            <summary>
                <Icon name="down" />
                {move || title.get()}
                {meta.map(|meta| view! { <span class="meta cut">{move || meta.get()}</span> })}
            </summary>
            <div class="body">{children()}</div>
        </details>
    }
    .into_any()
}

/// One property: its name, its control, and what is wrong with it.
#[component]
pub fn Property(
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// Where its problems point: the end of the path, such as `/owner`.
    #[prop(optional, into)]
    path: Option<String>,
    /// What is wrong with it, in words.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// How it is meant.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// The control stands below the name.
    #[prop(optional)]
    wide: bool,
    /// The name answers for several controls, each with a name of its own.
    #[prop(optional)]
    group: bool,
    children: Children,
) -> impl IntoView {
    let control = children();
    let named = label.clone();
    let row = if group {
        view! {
            <div class="property" class:wide=wide class:top=!wide role="group" aria-label=move || named.get()>
                <span class="name" aria-hidden="true">{move || label.get()}</span>
                {control}
            </div>
        }
        .into_any()
    } else {
        view! {
            <label class="property" class:wide=wide>
                <span class="name">{move || label.get()}</span>
                {control}
            </label>
        }
        .into_any()
    };
    view! {
        <div class="property-box" data-path=path data-wrong=move || problem.with(Option::is_some).then_some("true")>
            {row}
            {hint.map(|hint| view! { <p class="property-hint">{move || hint.get()}</p> })}
            <Show when=move || problem.with(Option::is_some)>
                <p class="property-problem"><Icon name="error" /><span>{move || problem.get()}</span></p>
            </Show>
        </div>
    }
    .into_any()
}
