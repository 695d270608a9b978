//! Notices: messages that belong to a place and stay until they are settled.

use leptos::prelude::*;

use crate::{Icon, Tone};

/// A message in the page, a section or a form. A bad one is announced at once.
#[component]
pub fn Notice(
    /// What it means: info, warn, bad or good.
    tone: Tone,
    /// Across a whole page, under its header.
    #[prop(optional)]
    strip: bool,
    /// What can be done about it: buttons of the kind [`crate::ButtonKind::Link`].
    #[prop(optional, into)]
    acts: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let icon = match tone {
        Tone::Good => "done",
        Tone::Warn => "alert",
        Tone::Bad => "error",
        _ => "info",
    };
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class="notice" class:strip=strip data-tone=tone.as_str() role=role>
            <Icon name=icon />
            <div>
                {children()}
                {acts.map(|acts| view! { <p class="acts">{acts.run()}</p> })}
            </div>
        </div>
    }
}
