//! What wants a decision about a draft, below the bar.

use leptos::prelude::*;
use ui::{Button, ButtonKind, Notice, Tone, i18n::tf, t, use_lang};

use super::{Keeper, SaveState};
use crate::words::error;

/// See the module.
#[component]
pub fn KeeperNotices(keeper: Keeper) -> impl IntoView {
    let behind = keeper.behind();
    let state = keeper.state();
    view! {
        <div class="keeper-notices">
            {move || behind.get().map(|number| view! { <Behind keeper number /> })}
            {move || match state.get() {
                SaveState::Moved => view! { <Moved keeper /> }.into_any(),
                SaveState::Emptied => view! { <Emptied keeper /> }.into_any(),
                SaveState::SignedOut => view! { <SignedOut /> }.into_any(),
                SaveState::Refused(no) => {
                    let lang = use_lang();
                    view! { <Notice tone=Tone::Bad>{move || error::sentence(lang.get(), &no)}</Notice> }.into_any()
                }
                _ => ().into_any(),
            }}
            <Show when=move || keeper.was_recovered.get()>
                <Recovered keeper />
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn Act(#[prop(into)] on_press: Callback<()>, key: &'static str) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Link on_press=on_press>
            {t!(key)}
        </Button>
    }
}

/// Somebody published after this draft was begun.
#[component]
fn Behind(keeper: Keeper, number: i64) -> impl IntoView {
    let lang = use_lang();
    let words = move || {
        let by = keeper.row().with(|row| row.updated_by.as_ref().map(|by| by.name.clone()));
        tf(lang.get(), "studio.behind", &[("number", &number), ("by", &by.unwrap_or_default())])
    };
    let drop = Callback::new(move |()| keeper.discard(Callback::new(|_| {})));
    let acts = move || {
        view! {
            <a href=super::menu::versions_href(keeper)>{t!("studio.compare")}</a>
            <Act on_press=move |()| keeper.rebase() key="studio.keep_mine" />
            <Act on_press=drop key="studio.take_theirs" />
        }
    };
    view! { <Notice tone=Tone::Warn acts=acts>{words}</Notice> }
}

/// Another window saved a newer draft.
#[component]
fn Moved(keeper: Keeper) -> impl IntoView {
    let acts = move || {
        view! {
            <Act on_press=move |()| keeper.take_mine() key="studio.keep_mine" />
            <Act on_press=move |()| keeper.take_theirs() key="studio.take_theirs" />
        }
    };
    view! { <Notice tone=Tone::Bad acts=acts>{t!("studio.moved")}</Notice> }
}

/// Everything was taken out.
#[component]
fn Emptied(keeper: Keeper) -> impl IntoView {
    let acts = move || {
        view! {
            <Act on_press=move |()| keeper.send(true) key="studio.save_empty" />
            <Act on_press=move |()| keeper.take_theirs() key="studio.bring_back" />
        }
    };
    view! { <Notice tone=Tone::Warn acts=acts>{t!("studio.emptied")}</Notice> }
}

#[component]
fn SignedOut() -> impl IntoView {
    let acts = || {
        view! {
            <a href="/login" target="_blank">
                {t!("gate.sign_in")}
            </a>
        }
    };
    view! { <Notice tone=Tone::Warn acts=acts>{t!("studio.signed_out")}</Notice> }
}

/// What this browser kept came back.
#[component]
fn Recovered(keeper: Keeper) -> impl IntoView {
    let acts = move || {
        view! {
            <Act on_press=move |()| keeper.was_recovered.set(false) key="common.ok" />
            <Act on_press=move |()| keeper.take_theirs() key="studio.recovered_drop" />
        }
    };
    view! { <Notice tone=Tone::Info acts=acts>{t!("studio.recovered")}</Notice> }
}
