//! The foot of the rail: live state, messages, language, colours, account.

use leptos::{prelude::*, task::spawn_local};
use ui::{
    Avatar, Icon, IconButton, Menu, MenuCaption, MenuItem,
    i18n::{t, tf},
    t, use_lang,
};

use super::{notices::Notices, use_me};
use crate::{
    live::{Link, Live, use_live},
    look::{switch_lang, switch_theme, use_theme},
};

/// See the module.
#[component]
pub fn Foot() -> impl IntoView {
    let me = use_me();
    let unread = me.as_ref().map_or(0, |me| me.unread);
    let name = me.map(|me| me.name).unwrap_or_default();
    view! {
        <div class="foot">
            <LiveState />
            <div class="me">
                <Account name />
                <Notices unread />
            </div>
        </div>
    }
    .into_any()
}

/// How the live connection stands; loud only when it is broken.
#[component]
fn LiveState() -> impl IntoView {
    let lang = use_lang();
    let link = use_live().map_or_else(|| Signal::stored(Link::Connecting), Live::link);
    let key = move || match link.get() {
        Link::On => "shell.live.on",
        Link::Connecting => "shell.live.connecting",
        Link::Off => "shell.live.off",
    };
    let tone = move || (link.get() == Link::Off).then_some("warn");
    view! {
        <p class="live-state meta" role="status" data-tone=tone title=move || t(lang.get(), key())>
            <i class="live-dot" data-on=move || (link.get() == Link::On).then_some("")></i>
            <span class="rail-label">{move || t(lang.get(), key())}</span>
        </p>
    }
}

/// The person's name with a menu: language, colours, sign out.
#[component]
fn Account(name: String) -> impl IntoView {
    let lang = use_lang();
    let theme = use_theme();
    let (told, listed, caption) = (name.clone(), name.clone(), name.clone());
    let theme_words = move || {
        let lang = lang.get();
        let name = t(lang, &format!("common.theme_{}", theme.get().as_str()));
        tf(lang, "shell.theme_switch", &[("theme", &name)])
    };
    let sign_out = Callback::new(|()| {
        spawn_local(async {
            // Even if the server cannot be reached, the next page asks who is there.
            let _ = api::account::sign_out().await;
            let _ = window().location().assign("/login");
        });
    });
    let shown = name.clone();
    view! {
        <button class="account" type="button" popovertarget="account" aria-label=t!("shell.account", name = told)>
            <Avatar name=name />
            <span class="grow cut rail-label">
                <b>{shown}</b>
            </span>
            <span class="rail-label">
                <Icon name="up" />
            </span>
        </button>
        <Menu id="account" label=t!("shell.account", name = listed)>
            <MenuCaption>{caption}</MenuCaption>
            <MenuItem icon="lang" on_pick=switch_lang(true)>
                {t!("shell.language_switch")}
            </MenuItem>
            <MenuItem icon="moon" on_pick=switch_theme()>
                {theme_words}
            </MenuItem>
            <ui::MenuRule />
            <MenuItem icon="arrow-left" on_pick=sign_out>
                {t!("shell.sign_out")}
            </MenuItem>
        </Menu>
    }
}

/// The switch of colours as one button, for pages without a rail.
#[component]
pub fn ThemeButton() -> impl IntoView {
    let (lang, theme) = (use_lang(), use_theme());
    let words = move || {
        let lang = lang.get();
        tf(lang, "shell.theme_switch", &[("theme", &t(lang, &format!("common.theme_{}", theme.get().as_str())))])
    };
    view! { <IconButton icon="moon" label=words on_press=switch_theme() /> }
}
