//! Buttons: one primary per view, quiet ones inside bars, danger only where something is lost.

use leptos::{ev::MouseEvent, prelude::*, text_prop::TextProp};

use crate::Icon;

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several acts.
    #[default]
    Plain,
    /// The act of this view.
    Primary,
    /// Inside a bar.
    Quiet,
    /// Opens something that loses something.
    Danger,
    /// Loses something.
    DangerPrimary,
    /// Words in a sentence.
    Link,
}

impl ButtonKind {
    fn class(self, is_small: bool, is_wide: bool) -> String {
        let kind = match self {
            Self::Plain => "",
            Self::Primary => " primary",
            Self::Quiet => " quiet",
            Self::Danger => " danger",
            Self::DangerPrimary => " danger primary",
            Self::Link => " link",
        };
        format!("button{kind}{}{}", if is_small { " small" } else { "" }, if is_wide { " wide" } else { "" })
    }
}

/// A button with words. While `busy` it keeps its place and its words and does nothing.
#[component]
pub fn Button(
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// For bars, rows and panels.
    #[prop(optional)]
    small: bool,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// An icon behind the words, such as `down` for a menu.
    #[prop(optional, into)]
    icon_end: Option<&'static str>,
    /// Sends its form.
    #[prop(optional)]
    submit: bool,
    /// Its act is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The id of the menu or popover it opens.
    #[prop(optional, into)]
    menu: Option<String>,
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(act) = on_press {
            act.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class(small, wide)
            disabled=move || disabled.get()
            popovertarget=menu
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
            {icon_end.map(|name| view! { <Icon name /> })}
        </button>
    }
}

/// Buttons that belong together, side by side without a gap.
#[component]
pub fn ButtonGroup(
    /// What they have in common.
    #[prop(into)]
    label: TextProp,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="button-group" role="group" aria-label=move || label.get()>
            {children()}
        </div>
    }
}

/// A link that looks like a button, for what goes to another page.
#[component]
pub fn LinkButton(
    /// Where to.
    #[prop(into)]
    href: TextProp,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// For bars, rows and panels.
    #[prop(optional)]
    small: bool,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class(small, wide) href=move || href.get()>
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </a>
    }
}

/// A square quiet button with an icon alone; its name is heard and shown as a tooltip.
#[component]
pub fn IconButton(
    /// The icon.
    icon: &'static str,
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// The key that does the same, shown in the tooltip.
    #[prop(optional, into)]
    shortcut: Option<&'static str>,
    /// 24 px.
    #[prop(optional)]
    tiny: bool,
    /// Whether it is switched on; nothing for a button that is no switch.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The id of the menu or popover it opens.
    #[prop(optional, into)]
    menu: Option<String>,
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let title = {
        let label = label.clone();
        move || shortcut.map_or_else(|| label.get().to_string(), |key| format!("{} ({key})", label.get()))
    };
    view! {
        <button
            type="button"
            class="icon-button"
            class:tiny=tiny
            title=title
            aria-label=move || label.get()
            aria-keyshortcuts=shortcut
            popovertarget=menu
            aria-pressed=pressed.map(|on| move || if on.get() { "true" } else { "false" })
            disabled=move || disabled.get()
            on:click=move |_| {
                if let Some(act) = on_press {
                    act.run(());
                }
            }
        >
            <Icon name=icon />
        </button>
    }
}
