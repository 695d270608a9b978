//! A section that could not be loaded: what, why and what to do about it, where the section would stand.

use api::ApiError;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Icon, t, use_lang};

use crate::words::error;

/// Why a section is not here, with a way to try again.
#[component]
pub fn Failed(
    /// What the server answered.
    error: ApiError,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let lang = use_lang();
    let sign_in = matches!(error, ApiError::SignedOut).then(SignInAgain);
    let retry = on_retry.map(|on_retry| {
        view! {
            <div class="acts">
                <Button kind=ButtonKind::Link on_press=on_retry>
                    {t!("common.retry")}
                </Button>
            </div>
        }
    });
    view! {
        <div class="notice failed" data-tone="bad" role="alert">
            <Icon name="alert" />
            <div>
                <p>
                    <b>{t!("error.section")}</b>
                </p>
                <p>{move || error::sentence(lang.get(), &error)}</p>
                {sign_in}
                {retry}
            </div>
        </div>
    }
}

/// Why an act was refused, beside the act; announced when it appears.
#[component]
pub fn Refused(
    /// The answer, while there is one.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let lang = use_lang();
    let words = move || error.with(|error| error.as_ref().map(|error| error::sentence(lang.get(), error)));
    view! {
        <div role="alert">
            <Show when=move || error.with(Option::is_some)>
                <div class="notice" data-tone="bad">
                    <Icon name="alert" />
                    <div>
                        <p>{words}</p>
                        {move || error.with(|error| matches!(error, Some(ApiError::SignedOut))).then(SignInAgain)}
                    </div>
                </div>
            </Show>
        </div>
    }
}

/// The way to sign in again, beside the page: what is typed here stays.
#[component]
fn SignInAgain() -> impl IntoView {
    view! {
        <a href="/login" target="_blank">
            {t!("gate.sign_in")}
        </a>
    }
}
