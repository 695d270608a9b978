//! The end of the setup: the links of those who were invited. They are shown here once.

use leptos::prelude::*;
use model::view::{PasswordLink, SetUp};
use ui::{Button, ButtonKind, i18n::t, t, use_lang};

use crate::clipboard::copy;

/// See the module.
#[component]
pub fn Finish(set_up: SetUp) -> impl IntoView {
    let links = set_up.links.into_iter().map(|link| view! { <Link link /> }.into_any()).collect_view();
    view! {
        <div class="setup-main">
            <main class="setup-body" id="content">
                <header>
                    <h1>{t!("setup.links_title")}</h1>
                    <p>{t!("setup.links_lead")}</p>
                </header>
                <ul class="setup-links">{links}</ul>
            </main>
            <footer class="setup-foot">
                <div class="wide">
                    <span class="meta">{t!("setup.links_once")}</span>
                    <a class="button primary" href="/desk" rel="external">
                        {t!("gate.setup_open")}
                    </a>
                </div>
            </footer>
        </div>
    }
    .into_any()
}

#[component]
fn Link(link: PasswordLink) -> impl IntoView {
    let PasswordLink { person, url, .. } = link;
    let lang = use_lang();
    let is_copied = RwSignal::new(false);
    let text = StoredValue::new(url.clone());
    let label = person.name.clone();
    // Where there is no clipboard, it is marked at least.
    let mark = |event: web_sys::FocusEvent| event_target::<web_sys::HtmlInputElement>(&event).select();
    view! {
        <li>
            <b>{person.name}</b>
            <input
                class="input"
                readonly
                value=url
                aria-label=label
                on:focus=mark
            />
            <Button
                kind=ButtonKind::Plain
                icon="copy"
                on_press=Callback::new(move |()| is_copied.set(copy(&text.get_value())))
            >
                {move || t(lang.get(), if is_copied.get() { "setup.copied" } else { "setup.copy" })}
            </Button>
        </li>
    }
}
