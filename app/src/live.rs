//! What changes, as it changes: one stream of events for all parts of the page.
//!
//! The stream says which ticket changed; whoever shows it reads it again. While the tab is hidden the stream is closed,
//! so that many tabs do not use up the browser's connections; when it is seen again, everything is read anew.

use std::{cell::RefCell, time::Duration};

use js_sys::Math;
use leptos::prelude::*;
use model::{id::TicketId, view::Changed};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent, VisibilityState};

/// Where the stream is.
const STREAM: &str = "/live";
/// The first wait after a broken connection, in milliseconds; it doubles up to [`LONGEST`].
const FIRST: f64 = 1_000.0;
/// The longest wait after a broken connection, in milliseconds.
const LONGEST: f64 = 30_000.0;
/// Changes within this time are read together, where nothing else is said.
pub const GATHER: Duration = Duration::from_millis(150);

/// How the connection stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Not tried yet.
    #[default]
    Connecting,
    /// Changes arrive as they happen.
    On,
    /// Changes do not arrive; it is tried again.
    Off,
}

/// The stream of changes.
#[derive(Clone, Copy)]
pub struct Live {
    link: RwSignal<Link>,
    /// Grows with each change; the ticket, or nothing when anything may have changed.
    last: RwSignal<(u32, Option<TicketId>)>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

/// An open stream with its listeners; closed when it is dropped.
struct Line {
    source: EventSource,
    _heard: [Closure<dyn FnMut(Event)>; 4],
}

impl Drop for Line {
    fn drop(&mut self) {
        self.source.close();
    }
}

thread_local! {
    /// The one stream of this tab. Browser objects must not stand in reactive storage, which on the server moves between
    /// threads; the server never looks here.
    static LINE: RefCell<Option<Line>> = const { RefCell::new(None) };
}

/// Opens the stream for everything below.
pub fn provide_live() {
    let live =
        Live { link: RwSignal::new(Link::Connecting), last: RwSignal::new((0, None)), waiting: StoredValue::new(None) };
    provide_context(live);
    // The outside here is the network.
    Effect::new(move |_| {
        live.connect(0);
        let seen = window_event_listener_untyped("visibilitychange", move |_| live.look());
        on_cleanup(move || {
            seen.remove();
            live.hang_up();
        });
    });
}

/// The stream, if there is one here.
#[must_use]
pub fn use_live() -> Option<Live> {
    use_context()
}

impl Live {
    /// How the connection stands.
    #[must_use]
    pub fn link(self) -> Signal<Link> {
        self.link.into()
    }

    /// Tries at once, because something changed: somebody signed in again, or the network is back.
    pub fn retry(self) {
        self.hang_up();
        self.connect(1);
    }

    fn hang_up(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        LINE.take();
    }

    /// The tab was hidden or is seen again.
    fn look(self) {
        if document().visibility_state() == VisibilityState::Hidden {
            self.hang_up();
        } else if LINE.with_borrow(Option::is_none) {
            self.connect(0);
        }
    }

    fn connect(self, tries: u32) {
        let Ok(source) = EventSource::new(STREAM) else { return self.later(tries) };
        let opened = Closure::<dyn FnMut(Event)>::new(move |_| {
            self.link.try_set(Link::On);
            // Whatever happened while nobody listened is read now; the first time there was nothing to miss.
            if self.last.try_get_untracked().is_some_and(|(count, _)| count > 0) || tries > 0 {
                self.tell(None);
            }
        });
        let changed = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let data = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string()).unwrap_or_default();
            self.tell(wire::from_str::<Changed>(&data).ok().map(|changed| changed.ticket));
        });
        let lagged = Closure::<dyn FnMut(Event)>::new(move |_| self.tell(None));
        let failing = source.clone();
        let failed = Closure::<dyn FnMut(Event)>::new(move |_| {
            failing.close();
            self.link.try_set(Link::Off);
            self.later(tries);
        });
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        for (name, heard) in [("changed", &changed), ("lagged", &lagged)] {
            // Only a malformed listener is refused, and these are well-formed.
            let _ = source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        }
        LINE.set(Some(Line { source, _heard: [opened, changed, lagged, failed] }));
    }

    /// Tries again after a while that grows, and that differs between browsers so that they do not all come at once.
    fn later(self, tries: u32) {
        let wait = (FIRST * 2_f64.powi(i32::try_from(tries.min(6)).unwrap_or(6))).min(LONGEST);
        let wait = Duration::from_secs_f64(wait * (0.5 + Math::random()) / 1_000.0);
        let again = move || {
            LINE.take();
            self.connect(tries.saturating_add(1));
        };
        self.waiting.try_set_value(set_timeout_with_handle(again, wait).ok());
    }

    fn tell(self, ticket: Option<TicketId>) {
        self.last.try_update(|(count, last)| {
            *count = count.wrapping_add(1);
            *last = ticket;
        });
    }
}

/// Calls `act` when a ticket may have changed: any ticket, or the one that `which` names. Changes within `pause` are
/// told once.
pub fn on_change(which: impl Fn() -> Option<TicketId> + Send + Sync + 'static, pause: Duration, act: Callback<()>) {
    let Some(live) = use_live() else { return };
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    // The outside here is the stream; what it says is gathered for a moment.
    Effect::new(move |seen: Option<u32>| {
        let (count, ticket) = live.last.get();
        let mine = untrack(&which);
        let is_mine = mine.is_none() || ticket.is_none() || ticket == mine;
        if seen.is_some_and(|seen| seen != count) && is_mine && waiting.with_value(Option::is_none) {
            let go = move || {
                waiting.try_set_value(None);
                act.try_run(());
            };
            waiting.set_value(set_timeout_with_handle(go, pause).ok());
        }
        count
    });
    on_cleanup(move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    });
}
