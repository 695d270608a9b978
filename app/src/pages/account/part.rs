//! One part of the account that is saved by itself.

use api::ApiError;
use leptos::{prelude::*, text_prop::TextProp};
use ui::{Button, ButtonKind, t};

use crate::failed::Refused;

/// A form with its name, what was wrong with it, and its button.
#[component]
pub fn Part(
    /// Its name.
    #[prop(into)]
    title: TextProp,
    /// What the server answered when it was not saved.
    error: RwSignal<Option<ApiError>>,
    /// It is being saved.
    busy: RwSignal<bool>,
    /// Whether there is something to save.
    #[prop(into)]
    has_changed: Signal<bool>,
    /// Saves it.
    on_save: Callback<()>,
    /// What can be changed.
    children: Children,
) -> impl IntoView {
    view! {
        <form
            class="account-part"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                on_save.run(());
            }
        >
            <h2>{move || title.get()}</h2>
            <Refused error />
            {children()}
            <p>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    busy=busy
                    disabled=Signal::derive(move || !has_changed.get())
                >
                    {t!("common.save")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}
