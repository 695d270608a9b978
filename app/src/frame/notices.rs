//! Messages for the person who is signed in, behind a bell.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use model::record::Notice;
use ui::{
    Button, ButtonKind, Empty, Icon, Later, Popover, RelativeTime, SkeletonLines, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::over::frame_notices;
use crate::{
    live::on_change,
    words::{error, say},
};

/// Messages are looked for at most this often.
const PAUSE: Duration = Duration::from_secs(3);
/// The id of the list.
const LIST: &str = "notices";

/// What the bell rang for.
#[derive(Clone, Copy)]
pub struct Rung {
    shown: RwSignal<Option<Vec<Notice>>>,
    unread: RwSignal<u32>,
    load: Callback<()>,
    on_read: Callback<()>,
}

/// The bell.
#[component]
pub fn Notices(unread: u32) -> impl IntoView {
    let lang = use_lang();
    let unread = RwSignal::new(unread);
    let shown = RwSignal::new(None::<Vec<Notice>>);
    let load = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(notices) = api::notice::list().await {
                let count = notices.iter().filter(|notice| notice.read_at.is_none()).count();
                unread.try_set(u32::try_from(count).unwrap_or(u32::MAX));
                shown.try_set(Some(notices));
            }
        });
    });
    on_change(|| None, PAUSE, load);
    let read = Callback::new(move |()| {
        spawn_local(async move {
            if api::notice::read().await.is_ok() {
                load.try_run(());
            }
        });
    });
    let name = move || match unread.get() {
        0 => t(lang.get(), "shell.notices").to_owned(),
        count => tf(lang.get(), "shell.notices_unread", &[("count", &count)]),
    };
    let is_known = Memo::new(move |_| shown.with(Option::is_some));
    let rung = Rung { shown, unread, load, on_read: read };
    let list = move || {
        if is_known.get() {
            view! { <Later part=move || frame_notices(rung) /> }.into_any()
        } else {
            view! { <SkeletonLines lines=3 /> }.into_any()
        }
    };
    view! {
        <button
            class="icon-button bell"
            type="button"
            popovertarget=LIST
            title=name
            aria-label=name
            on:click=move |_| load.run(())
        >
            <Icon name="bell" />
            <Show when=move || { unread.get() > 0 }>
                <i class="dot"></i>
            </Show>
        </button>
        <Popover id=LIST label=t!("shell.notices")>
            {list}
        </Popover>
    }
}

/// The messages, the newest first.
#[component]
pub fn NoticeList(rung: Rung) -> impl IntoView {
    let Rung { shown, unread, load, on_read } = rung;
    let list = move || match shown.get() {
        None => ().into_any(),
        Some(notices) if notices.is_empty() => {
            view! { <Empty icon="bell" title=t!("shell.notices_none") text=t!("shell.notices_none_why") /> }.into_any()
        }
        Some(notices) => {
            let rows = notices.into_iter().map(|notice| view! { <NoticeRow notice load /> }.into_any()).collect_view();
            view! { <ul class="rows ruled">{rows}</ul> }.into_any()
        }
    };
    view! {
        <div class="notice-list">
            {list}
            <Show when=move || { unread.get() > 0 }>
                <Button kind=ButtonKind::Link on_press=on_read>
                    {t!("shell.notices_read")}
                </Button>
            </Show>
        </div>
    }
}

/// Closes the list.
fn close() {
    let list = document().get_element_by_id(LIST).and_then(|list| list.dyn_into::<HtmlElement>().ok());
    if let Some(list) = list {
        // Fails only when it is closed already.
        let _ = list.hide_popover();
    }
}

/// One message; it leads to its ticket.
#[component]
fn NoticeRow(notice: Notice, load: Callback<()>) -> impl IntoView {
    let text = say(notice.text);
    let is_new = notice.read_at.is_none();
    let navigate = use_navigate();
    let (lang, toasts) = (use_lang(), use_toasts());
    let id = notice.id;
    let go = move |_| {
        let navigate = navigate.clone();
        close();
        spawn_local(async move {
            if is_new && api::notice::read_one(id).await.is_ok() {
                load.try_run(());
            }
            let Some(ticket) = notice.ticket else { return };
            match api::ticket::number(ticket).await {
                Ok(number) => navigate(&format!("/desk/tickets/{number}"), NavigateOptions::default()),
                Err(no) => toasts.show(Toast::bad(error::sentence(lang.get_untracked(), &no))),
            }
        });
    };
    view! {
        <li>
            <button type="button" class="row two" class:unread=is_new on:click=go>
                <i class="dot" aria-hidden="true"></i>
                <span class="title">
                    {is_new.then(|| view! { <span class="unseen">{t!("shell.notice_new")}</span> })}
                    {move || text.get()}
                </span>
                <span class="meta">
                    <RelativeTime at=notice.at />
                </span>
            </button>
        </li>
    }
}
