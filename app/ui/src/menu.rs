//! Menus list acts, popovers explain. Both are native popovers: they close by Escape or a click elsewhere. The button
//! that opens one names its id (`menu="…"` of a button); the popover finds its place beside that button.

use js_sys::Reflect;
use leptos::{
    ev::{Event, KeyboardEvent, MouseEvent},
    prelude::*,
    text_prop::TextProp,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{
    Icon, Tone,
    keyboard::{Step, focusables},
};

/// A list of acts; inside stand [`MenuItem`]s, [`MenuLink`]s, [`MenuCaption`]s and [`MenuRule`]s.
#[component]
pub fn Menu(
    /// Its id; unique on the page, named by the button that opens it.
    #[prop(into)]
    id: String,
    /// What it lists.
    #[prop(into)]
    label: TextProp,
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="menu"
            id=id
            popover="auto"
            role="menu"
            aria-label=move || label.get()
            on:beforetoggle=place
            on:toggle=enter
            on:keydown=walk
        >
            {children()}
        </div>
    }
}

/// A box that explains something, such as a reason or a reckoning.
#[component]
pub fn Popover(
    /// Its id; unique on the page, named by the button that opens it.
    #[prop(into)]
    id: String,
    /// What it explains.
    #[prop(into)]
    label: TextProp,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="popover" id=id popover="auto" role="dialog" aria-label=move || label.get() on:beforetoggle=place>
            {children()}
        </div>
    }
}

/// One act of a menu. The menu closes before it happens.
#[component]
pub fn MenuItem(
    /// What it does.
    #[prop(into)]
    on_pick: Callback<()>,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// What it means: bad for what loses something.
    #[prop(optional, into)]
    tone: Option<Tone>,
    /// The key that does the same.
    #[prop(optional, into)]
    shortcut: Option<&'static str>,
    /// Whether it is the chosen one of several.
    #[prop(optional, into)]
    checked: Option<Signal<bool>>,
    /// It cannot be done now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            aria-checked=checked.map(|on| move || if on.get() { "true" } else { "false" })
            data-tone=tone.map(Tone::as_str)
            disabled=move || disabled.get()
            on:click=move |event: MouseEvent| {
                close(&event);
                on_pick.run(());
            }
        >
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
            {checked.map(|on| view! { <Show when=move || on.get()><Icon name="check" /></Show> })}
            {shortcut.map(|key| view! { <kbd aria-hidden="true">{key}</kbd> })}
        </button>
    }
}

/// A way to another page in a menu.
#[component]
pub fn MenuLink(
    /// Where it leads.
    #[prop(into)]
    href: TextProp,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <a role="menuitem" tabindex="-1" href=move || href.get() on:click=move |event| close(&event)>
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </a>
    }
}

/// What the acts below it have in common.
#[component]
pub fn MenuCaption(children: Children) -> impl IntoView {
    view! { <p class="caption" role="presentation">{children()}</p> }
}

/// A line between groups of acts.
#[component]
pub fn MenuRule() -> impl IntoView {
    view! { <hr role="separator" /> }
}

/// Closes the popover that an event comes from.
fn close(event: &MouseEvent) {
    let popover = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("[popover]").ok().flatten())
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(popover) = popover {
        // Fails only when it is closed already.
        let _ = popover.hide_popover();
    }
}

fn popover_of(event: &Event) -> Option<HtmlElement> {
    event.current_target()?.dyn_into().ok()
}

fn opens(event: &Event) -> bool {
    Reflect::get(event, &"newState".into())
        .ok()
        .and_then(|state| state.as_string())
        .is_some_and(|state| state == "open")
}

/// Puts a popover that is about to open beside its button: below it, or above where there is no room below; from its
/// left edge, or to its right edge in the right half of the window.
fn place(event: Event) {
    let Some(popover) = popover_of(&event) else { return };
    let opener = format!("[popovertarget=\"{}\"]", popover.id());
    let Some(button) = document().query_selector(&opener).ok().flatten() else { return };
    // The look of an open button follows it.
    let _ = button.set_attribute("aria-expanded", if opens(&event) { "true" } else { "false" });
    if !opens(&event) {
        return;
    }
    let place = button.get_bounding_client_rect();
    let length = |side: Result<wasm_bindgen::JsValue, _>| side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
    let (width, height) = (length(window().inner_width()), length(window().inner_height()));
    let gap = 4.0;
    let style = popover.style();
    let put = |name: &str, value: Option<f64>| {
        let value = value.map_or_else(|| "auto".to_owned(), |value| format!("{value:.0}px"));
        // A browser that refuses a length shows the popover in its own place.
        let _ = style.set_property(name, &value);
    };
    let is_right = place.left() + place.width() / 2.0 > width / 2.0;
    put("left", (!is_right).then(|| place.left().max(gap)));
    put("right", is_right.then(|| (width - place.right()).max(gap)));
    let is_low = place.bottom() > height * 0.66;
    put("top", (!is_low).then_some(place.bottom() + gap));
    put("bottom", is_low.then_some(height - place.top() + gap));
    let room = if is_low { place.top() } else { height - place.bottom() };
    put("max-height", Some(room - 3.0 * gap));
}

/// Moves the focus into a menu that has opened.
fn enter(event: Event) {
    if let Some(menu) = popover_of(&event).filter(|_| opens(&event))
        && let Some(first) = focusables(&menu, ITEMS).first()
    {
        // An item that cannot take the focus leaves it on the button.
        let _ = first.focus();
    }
}

const ITEMS: &str = "button:not(:disabled), a[href], label > input:not(:disabled)";

/// Arrow keys, Home and End move in a menu; Tab leaves and closes it.
fn walk(event: KeyboardEvent) {
    let Some(menu) = popover_of(&event) else { return };
    if event.key() == "Tab" {
        let _ = menu.hide_popover();
        return;
    }
    let Some(step) = Step::of(&event) else { return };
    let items = focusables(&menu, ITEMS);
    let active = document().active_element();
    let at = items.iter().position(|item| active.as_ref().is_some_and(|active| item.is_same_node(Some(active))));
    if let Some(next) = step.from(at, items.len()).and_then(|next| items.get(next)) {
        event.prevent_default();
        let _ = next.focus();
    }
}
