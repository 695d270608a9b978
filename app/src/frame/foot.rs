//! The foot of the rail: duty, account, colours, messages.

use api::Theme;
use leptos::prelude::*;
use model::role::Right;
use ui::{
    Avatar, Icon, IconButton, Lang, Menu, MenuCaption, MenuItem, MenuLink, MenuRule,
    i18n::{t, tf},
    t, use_lang,
};

use super::{commands::sign_out, duty::Duty, notices::Notices, shortcuts::use_sheet, use_me, use_reader};
use crate::{
    look::{paint, speak, switch_theme, use_theme},
    words::model_lang,
};

/// See the module.
#[component]
pub fn Foot() -> impl IntoView {
    let unread = use_me().map_or(0, |me| me.unread);
    view! {
        <div class="foot">
            <Duty />
            <div class="me">
                <Account />
                <span class="wide-only">
                    <ThemeButton />
                </span>
                <Notices unread />
            </div>
        </div>
    }
    .into_any()
}

/// The person's name with a menu.
#[component]
fn Account() -> impl IntoView {
    let reader = use_reader();
    let name = Memo::new(move |_| reader.with(|me| me.as_ref().map(|me| me.name.clone()).unwrap_or_default()));
    let seed = reader.with_untracked(|me| me.as_ref().map(|me| me.id.to_string()).unwrap_or_default());
    let face = move || view! { <Avatar name=name.get() seed=seed.clone() named=true /> };
    view! {
        <button class="account" type="button" popovertarget="account" aria-label=t!("shell.account", name = name.get())>
            {face}
            <span class="grow cut rail-label">
                <b>{move || name.get()}</b>
            </span>
            <span class="rail-label">
                <Icon name="up" />
            </span>
        </button>
        <AccountMenu name />
    }
}

#[component]
fn AccountMenu(name: Memo<String>) -> impl IntoView {
    let me = use_me();
    let may = |right| me.as_ref().is_some_and(|me| me.may(right));
    let studio = may(Right::ReadDefinitions).then(|| {
        view! { <MenuLink href="/studio" icon="studio">{t!("shell.studio")}</MenuLink> }
    });
    let admin = may(Right::ManagePeople).then(|| {
        view! { <MenuLink href="/admin" icon="admin">{t!("shell.admin")}</MenuLink> }
    });
    let sheet = use_sheet();
    let sign_out = Callback::new(|()| sign_out());
    view! {
        <Menu id="account" label=t!("shell.account", name = name.get())>
            <MenuCaption>{move || name.get()}</MenuCaption>
            <MenuLink href="/account" icon="user">
                {t!("shell.my_account")}
            </MenuLink>
            {studio}
            {admin}
            <MenuRule />
            <MenuCaption>{t!("common.language")}</MenuCaption>
            {Lang::ALL.map(language).collect_view()}
            <MenuRule />
            <MenuCaption>{t!("common.theme")}</MenuCaption>
            {Theme::ALL.map(colours).collect_view()}
            <MenuRule />
            <MenuItem icon="help" shortcut="?" on_pick=Callback::new(move |()| sheet.set(true))>
                {t!("common.shortcuts")}
            </MenuItem>
            <MenuItem icon="arrow-left" on_pick=sign_out>
                {t!("shell.sign_out")}
            </MenuItem>
        </Menu>
    }
    .into_any()
}

fn language(one: Lang) -> AnyView {
    let lang = use_lang();
    let is_it = Signal::derive(move || lang.get() == one);
    let pick = Callback::new(move |()| speak(lang, one, true));
    view! {
        <MenuItem checked=is_it on_pick=pick>
            <span lang=model_lang(one).tag()>{one.name()}</span>
        </MenuItem>
    }
    .into_any()
}

fn colours(one: Theme) -> AnyView {
    let theme = use_theme();
    let is_it = Signal::derive(move || theme.get() == one);
    let pick = Callback::new(move |()| paint(theme, one));
    let key = format!("common.theme_{}", one.as_str());
    view! {
        <MenuItem checked=is_it on_pick=pick>
            <span>{t!(key)}</span>
        </MenuItem>
    }
    .into_any()
}

/// The switch of colours as one button.
#[component]
pub fn ThemeButton() -> impl IntoView {
    let (lang, theme) = (use_lang(), use_theme());
    let words = move || {
        let lang = lang.get();
        tf(lang, "shell.theme_switch", &[("theme", &t(lang, &format!("common.theme_{}", theme.get().as_str())))])
    };
    view! { <IconButton icon="moon" label=words on_press=switch_theme() /> }
}
