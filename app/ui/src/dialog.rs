//! Dialogs interrupt; drawers stay beside the work. Both are the native element, so focus, Escape and the backdrop are
//! the browser's.

use leptos::{
    ev::{Event, MouseEvent},
    html,
    prelude::*,
    text_prop::TextProp,
};

use crate::{IconButton, t};

/// A modal dialog. What is inside is made anew each time it opens.
#[component]
pub fn Dialog(
    /// Its id; unique on the page.
    #[prop(into)]
    id: String,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when it wants to close: Escape, the cross, or a click beside a drawer.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it asks.
    #[prop(into)]
    title: TextProp,
    /// Buttons, the primary one last.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// At the side, beside the work.
    #[prop(optional)]
    drawer: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    // Opening and closing are acts on the element.
    Effect::new(move |_| {
        let is_open = open.get();
        if let Some(dialog) = node.get() {
            if is_open && !dialog.open() {
                // Fails only for an element outside the page, which is not shown anyway.
                let _ = dialog.show_modal();
            } else if !is_open && dialog.open() {
                dialog.close();
            }
        }
    });
    let ask = move || {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    // Escape asks as the cross does. A browser may close without asking when Escape is pressed again and again; who
    // still has something to say is then shown again.
    let escape = move |event: Event| {
        event.prevent_default();
        ask();
    };
    let closed = move || {
        ask();
        if open.get_untracked()
            && let Some(dialog) = node.get_untracked()
        {
            // Fails only for an element outside the page, which is not shown anyway.
            let _ = dialog.show_modal();
        }
    };
    let beside = move |event: MouseEvent| {
        if drawer && event.target() == event.current_target() {
            ask();
        }
    };
    let heading = format!("{id}-title");
    let (children, footer, title) = (StoredValue::new(children), StoredValue::new(footer), StoredValue::new(title));
    let named = heading.clone();
    view! {
        <dialog
            node_ref=node
            id=id
            class="dialog"
            class:drawer=drawer
            aria-labelledby=named
            on:cancel=escape
            on:close=move |_| closed()
            on:click=beside
        >
            <Show when=move || open.get()>
                <header>
                    <h2 id=heading.clone()>{move || title.with_value(TextProp::get)}</h2>
                    <IconButton icon="close" label=t!("common.close") on_press=move |()| ask() />
                </header>
                <div class="body">{children.with_value(|children| children())}</div>
                {footer
                    .with_value(|footer| {
                        footer.as_ref().map(|footer| view! { <footer>{footer.run()}</footer> })
                    })}
            </Show>
        </dialog>
    }
}
