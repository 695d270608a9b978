//! The foot of the pages before the sign-in: language and colours.

use leptos::prelude::*;
use ui::{Button, ButtonKind, t, use_lang};

use super::foot::ThemeButton;
use crate::{look::switch_lang, words::model_lang};

/// See the module.
#[component]
pub fn GateFoot() -> impl IntoView {
    let lang = use_lang();
    view! {
        <footer class="gate-foot">
            <span lang=move || model_lang(lang.get().other()).tag()>
                <Button kind=ButtonKind::Quiet small=true icon="lang" on_press=switch_lang(false)>
                    {t!("shell.language_switch")}
                </Button>
            </span>
            <ThemeButton />
            <span>{t!("shell.product")}</span>
        </footer>
    }
}
