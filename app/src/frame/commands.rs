//! The command palette: pages, tickets, definitions, people and commands from everywhere. What the browser knows is
//! offered at once; what only the server knows is asked for when one stops typing.

mod act;
mod offer;
mod recent;

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use model::view::Found;
use ui::{Palette, t, use_lang};

use self::{act::Act, offer::Offer};
use super::use_me;

pub use act::sign_out;
pub use recent::remember_visits;

/// Words are looked for on the server when typing rests for so long.
const REST: Duration = Duration::from_millis(180);

/// Whether the palette is open.
#[derive(Clone, Copy)]
pub struct Opened(RwSignal<bool>);

impl Opened {
    /// Whether it is open.
    pub fn is_open(self) -> bool {
        self.0.get()
    }

    /// Opens the palette, or closes it.
    pub fn toggle(self) {
        self.0.update(|open| *open = !*open);
    }
}

/// Gives the frame a palette.
pub fn provide_palette() {
    provide_context(Opened(RwSignal::new(false)));
}

/// The palette of the frame; one that nobody sees where there is no frame.
#[must_use]
pub fn use_palette() -> Opened {
    use_context().unwrap_or_else(|| Opened(RwSignal::new(false)))
}

/// See the module.
#[component]
pub fn CommandPalette() -> impl IntoView {
    let (lang, Opened(open)) = (use_lang(), use_palette());
    let query = RwSignal::new(String::new());
    let found = RwSignal::new((String::new(), Found::default()));
    let busy = RwSignal::new(false);
    let recent = RwSignal::new(Vec::new());
    let rights = use_me().map(|me| me.rights).unwrap_or_default();
    let offers = Memo::new(move |_| {
        if !open.get() {
            return Vec::new();
        }
        let (lang, text) = (lang.get(), query.get());
        let words = text.trim().to_owned();
        let mut offers = recent.with(|recent| offer::recent(lang, recent, &words));
        offers.extend(offer::known(lang, &rights, &words));
        // An answer that is late shows nothing under other words.
        offers.extend(found.with(
            |(asked, found)| {
                if *asked == words { offer::found(lang, found) } else { Vec::new() }
            },
        ));
        offers
    });
    // The outside here is what the browser kept.
    Effect::new(move |_| {
        if open.get() {
            query.set(String::new());
            recent.set(recent::visits());
        }
    });
    let ask = watch_words(query, found, busy);
    let navigate = use_navigate();
    let perform = act::performer();
    let pick = Callback::new(move |id: String| {
        let act = offers.with_untracked(|offers| {
            offers.iter().find(|offer: &&Offer| offer.item.id == id).map(|offer| offer.act.clone())
        });
        open.set(false);
        match act {
            Some(Act::Go(href)) => navigate(&href, NavigateOptions::default()),
            Some(act) => perform.run(act),
            None => {}
        }
    });
    let items = Signal::derive(move || offers.with(|offers| offers.iter().map(|offer| offer.item.clone()).collect()));
    view! {
        <Palette
            open
            on_close=Callback::new(move |()| open.set(false))
            query
            on_query=ask
            items
            on_pick=pick
            busy
            placeholder=t!("palette.hint")
        />
    }
    .into_any()
}

/// Takes the words as they are typed, and asks the server for them when typing rests.
fn watch_words(query: RwSignal<String>, found: RwSignal<(String, Found)>, busy: RwSignal<bool>) -> Callback<String> {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    Callback::new(move |text: String| {
        let words = text.trim().to_owned();
        query.set(text);
        stop();
        busy.set(!words.is_empty());
        if words.is_empty() {
            return;
        }
        let go = move || {
            spawn_local(async move {
                let answer = api::find::all(words.clone()).await;
                // Someone may have typed on meanwhile; then another answer is on its way.
                if query.try_with_untracked(|query| query.trim() == words) == Some(true) {
                    busy.try_set(false);
                    found.try_set((words, answer.unwrap_or_default()));
                }
            });
        };
        waiting.set_value(set_timeout_with_handle(go, REST).ok());
    })
}
