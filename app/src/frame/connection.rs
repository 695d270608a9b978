//! How the connection stands, across the page, when it does not stand well: what one types stays, what one sends must
//! wait. It comes late enough that a hiccup says nothing.

use std::time::Duration;

use leptos::prelude::*;
use ui::{Button, ButtonKind, Icon, i18n::t, t, use_lang};

use crate::live::{Link, use_live};

/// A broken stream is told of after this time.
const HICCUP: Duration = Duration::from_secs(3);

/// What is wrong with the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// The device has no network.
    Offline,
    /// The server does not answer.
    Unreached,
}

/// See the module.
#[component]
pub fn ConnectionStrip() -> impl IntoView {
    let lang = use_lang();
    let (is_offline, is_off_for_long) = (watch_network(), watch_stream());
    let trouble = Memo::new(move |_| match (is_offline.get(), is_off_for_long.get()) {
        (true, _) => Some(Trouble::Offline),
        (false, true) => Some(Trouble::Unreached),
        (false, false) => None,
    });
    let words = move || {
        trouble.get().map(|trouble| {
            let key = match trouble {
                Trouble::Offline => "shell.offline",
                Trouble::Unreached => "shell.unreached",
            };
            t(lang.get(), key)
        })
    };
    let live = use_live();
    let retry = Callback::new(move |()| {
        if let Some(live) = live {
            live.retry();
        }
    });
    view! {
        <div role="status" class="connection">
            <Show when=move || trouble.get().is_some()>
                <div class="notice strip" data-tone="warn">
                    <Icon name="alert" />
                    <div>
                        <p>
                            {words} " "
                            <Button kind=ButtonKind::Link on_press=retry>
                                {t!("shell.reconnect")}
                            </Button>
                        </p>
                    </div>
                </div>
            </Show>
        </div>
    }
    .into_any()
}

/// Whether the device says that it has no network.
fn watch_network() -> RwSignal<bool> {
    let is_offline = RwSignal::new(false);
    let live = use_live();
    // The outside here is the browser's opinion about its network.
    Effect::new(move |_| {
        is_offline.set(!window().navigator().on_line());
        let gone = window_event_listener_untyped("offline", move |_| {
            is_offline.try_set(true);
        });
        let back = window_event_listener_untyped("online", move |_| {
            is_offline.try_set(false);
            if let Some(live) = live {
                live.retry();
            }
        });
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    });
    is_offline
}

/// Whether the stream has been broken for a while.
fn watch_stream() -> RwSignal<bool> {
    let is_off = RwSignal::new(false);
    let Some(live) = use_live() else { return is_off };
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let forget = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    // The outside here is time.
    Effect::new(move |_| {
        if live.link().get() != Link::Off {
            forget();
            is_off.set(false);
        } else if waiting.with_value(Option::is_none) {
            let tell = move || {
                is_off.try_set(true);
            };
            waiting.set_value(set_timeout_with_handle(tell, HICCUP).ok());
        }
    });
    on_cleanup(forget);
    is_off
}
