//! What else can be done with an opened definition.

use api::ApiError;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use ui::{
    Button, ButtonKind, Dialog, IconButton, Menu, MenuItem, MenuLink, MenuRule, Toast, Tone, i18n::t, t, use_lang,
    use_toasts,
};

use super::Keeper;
use crate::{
    failed::Refused,
    pages::studio::{address, files},
};

/// Where the versions of a definition are listed.
pub fn versions_href(keeper: Keeper) -> String {
    format!("{}/versions", address::of(keeper.kind(), &keeper.key()))
}

/// See the module.
#[component]
pub fn KeeperMenu(keeper: Keeper) -> impl IntoView {
    let toasts = use_toasts();
    let lang = use_lang();
    let asks = RwSignal::new(false);
    let row = keeper.row();
    let is_published = move || row.with(|row| row.number > 0);
    let export = Callback::new(move |()| files::export(vec![(keeper.kind(), keeper.key())], toasts, lang));
    let has_draft = Memo::new(move |_| row.with(|row| row.has_draft));
    view! {
        <IconButton icon="more" label=t!("common.more_acts") menu="keeper-menu" />
        <Menu id="keeper-menu" label=t!("common.more_acts")>
            <Show when=is_published>
                <MenuLink href=versions_href(keeper) icon="history">
                    {t!("studio.versions")}
                </MenuLink>
                <MenuItem on_pick=export icon="download">
                    {t!("common.export")}
                </MenuItem>
            </Show>
            <MenuLink href=address::list(keeper.kind()) icon="list">
                {t!("studio.to_list")}
            </MenuLink>
            <MenuRule />
            <MenuItem
                on_pick=Callback::new(move |()| asks.set(true))
                icon="trash"
                tone=Tone::Bad
                disabled=Signal::derive(move || !has_draft.get() || !keeper.may_design())
            >
                {t!("studio.discard")}
            </MenuItem>
        </Menu>
        <DiscardDialog keeper open=asks />
    }
    .into_any()
}

#[component]
fn DiscardDialog(keeper: Keeper, open: RwSignal<bool>) -> impl IntoView {
    let (lang, toasts, navigate) = (use_lang(), use_toasts(), StoredValue::new_local(use_navigate()));
    let error = RwSignal::new(None::<ApiError>);
    let close = Callback::new(move |()| open.set(false));
    let discard = Callback::new(move |()| {
        keeper.discard(Callback::new(move |answer: Result<bool, ApiError>| match answer {
            Ok(is_left) => {
                open.try_set(false);
                toasts.show(Toast::good(t(lang.try_get_untracked().unwrap_or_default(), "studio.discarded")));
                if !is_left {
                    navigate.try_with_value(|go| go(&address::list(keeper.kind()), NavigateOptions::default()));
                }
            }
            Err(no) => {
                error.try_set(Some(no));
            }
        }));
    });
    let why = move || {
        let is_published = keeper.row().with(|row| row.number > 0);
        t(lang.get(), if is_published { "studio.discard_why" } else { "studio.discard_all_why" })
    };
    view! {
        <Dialog id="discard-draft" open=open on_close=close title=t!("studio.discard_question")>
            <p>{why}</p>
            <Refused error />
            <p class="asking-acts">
                <Button on_press=close>{t!("common.cancel")}</Button>
                <Button kind=ButtonKind::DangerPrimary on_press=discard>
                    {t!("studio.discard")}
                </Button>
            </p>
        </Dialog>
    }
}
