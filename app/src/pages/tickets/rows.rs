//! The rows of the list: as many as are seen, more as one scrolls, and the keys that walk among them.

use std::time::Duration;

use api::ApiError;
use leptos::{ev, html, prelude::*, task::spawn_local};
use model::{
    id::TicketId,
    view::{Counted, List, TicketQuery, TicketRow},
};
use ui::{Check, Later, SkeletonRows, ever, i18n::tf, keyboard::is_composing, t, use_lang};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{
    bulk::tickets_bulk,
    columns::Column,
    filter::Filter,
    head::Head,
    none::NoTickets,
    picked::Picked,
    row::Row,
    sight::{Sight, range},
    trail,
};
use crate::{failed::Failed, live::on_change};

/// The list is read again at most this often.
const PAUSE: Duration = Duration::from_millis(800);
/// The most rows one answer can hold.
const MOST: usize = 200;
/// How many rows are fetched at a time.
const PART: u32 = 100;

/// The shape of the list while it is loaded.
#[component]
pub fn WaitingRows() -> impl IntoView {
    view! {
        <div class="page-body">
            <table class="table" aria-label=t!("tickets.list") aria-busy="true">
                <tbody>
                    <SkeletonRows rows=12 columns=8 />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The list as far as it was read.
#[derive(Clone, Copy)]
pub struct Listed {
    query: StoredValue<TicketQuery>,
    /// The rows so far.
    pub rows: RwSignal<Vec<TicketRow>>,
    next: RwSignal<Option<String>>,
    counted: RwSignal<Option<Counted>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

impl Listed {
    fn new(first: List<TicketRow>, filter: &Filter) -> Self {
        let listed = Self {
            query: StoredValue::new(filter.query()),
            rows: RwSignal::new(first.rows),
            next: RwSignal::new(first.next),
            counted: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
        };
        // The server is outside: how many there are is asked once the rows are there.
        Effect::new(move |_| listed.count());
        on_change(|| None, PAUSE, Callback::new(move |()| listed.reload()));
        listed
    }

    fn count(self) {
        let Some(query) = self.query.try_get_value() else { return };
        spawn_local(async move {
            if let Ok(counted) = api::ticket::count(query).await {
                self.counted.try_set(Some(counted));
            }
        });
    }

    /// Reads again what is shown; rows beyond what one answer holds stay as they are.
    pub fn reload(self) {
        let Some(query) = self.query.try_get_value() else { return };
        let count = self.rows.with_untracked(Vec::len);
        let query = TicketQuery { limit: u32::try_from(count.clamp(50, MOST)).ok(), ..query };
        self.count();
        spawn_local(async move {
            let Ok(list) = api::ticket::list(query).await else { return };
            if count <= MOST {
                self.next.try_set(list.next);
                self.rows.try_set(list.rows);
            } else {
                self.rows.try_update(|rows| {
                    let rest = rows.split_off(list.rows.len().min(rows.len()));
                    let rest = rest.into_iter().filter(|row| !list.rows.iter().any(|new| new.id == row.id));
                    *rows = list.rows.iter().cloned().chain(rest).collect();
                });
            }
        });
    }

    /// Reads on.
    fn more(self) {
        let (Some(after), false) = (self.next.get_untracked(), self.busy.get_untracked()) else { return };
        let query = TicketQuery { after: Some(after), limit: Some(PART), ..self.query.get_value() };
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            match api::ticket::list(query).await {
                Ok(list) => {
                    self.rows.try_update(|rows| {
                        let new = list.rows.into_iter().filter(|new| !rows.iter().any(|row| row.id == new.id));
                        let new: Vec<_> = new.collect();
                        rows.extend(new);
                    });
                    self.next.try_set(list.next);
                }
                Err(no) => {
                    self.error.try_set(Some(no));
                }
            }
            self.busy.try_set(false);
        });
    }
}

/// The rows, beginning with a first part.
#[component]
pub fn Rows(
    first: List<TicketRow>,
    filter: Filter,
    columns: RwSignal<Vec<Column>>,
    set: Callback<Filter>,
) -> impl IntoView {
    let listed = Listed::new(first, &filter);
    let picked = Picked::new(listed.rows);
    let at = RwSignal::new(None::<TicketId>);
    let is_narrow = filter.is_narrow();
    let is_empty = Memo::new(move |_| listed.rows.with(Vec::is_empty));
    let count = picked.count();
    let is_picked = ever(move || count.get() > 0);
    trail::leave(listed.rows);
    let filter = StoredValue::new(filter);
    view! {
        <Show when=move || !is_empty.get() fallback=move || view! { <NoTickets is_narrow set /> }>
            <Body listed picked at columns filter set />
        </Show>
        <Foot listed />
        {move || is_picked.get().then(|| view! { <Later part=move || tickets_bulk(listed, picked) quiet=true /> })}
    }
    .into_any()
}

/// The table. Only the rows that are seen, and a few around them, are drawn.
#[component]
fn Body(
    listed: Listed,
    picked: Picked,
    at: RwSignal<Option<TicketId>>,
    columns: RwSignal<Vec<Column>>,
    filter: StoredValue<Filter>,
    set: Callback<Filter>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let sight = Sight::new(node);
    let count = Signal::derive(move || listed.rows.with(Vec::len));
    let window = Memo::new(move |_| sight.range(count.get()));
    let shown = move || {
        let (first, last) = window.get();
        listed.rows.with(|rows| rows.get(first..last).map(<[TicketRow]>::to_vec).unwrap_or_default())
    };
    // The server is outside: what comes next is fetched before one arrives there.
    Effect::new(move |_| {
        let (_, last) = window.get();
        if last + 40 >= count.get() && listed.next.with(Option::is_some) && listed.error.with(Option::is_none) {
            untrack(|| listed.more());
        }
    });
    walk(listed, picked, at, node, sight);
    let retry = Callback::new(move |()| listed.more());
    let failed = move || listed.error.get().map(|error| view! { <Failed error on_retry=retry /> });
    let width = move || columns.with(Vec::len) + 1;
    let all = Callback::new(move |on: bool| picked.all(on));
    view! {
        <div class="page-body" node_ref=node on:scroll=move |_| sight.look()>
            <table
                class="table"
                aria-label=t!("tickets.list")
                aria-rowcount=move || if listed.next.with(Option::is_some) { -1 } else { i32::try_from(count.get()).unwrap_or(-1) }
            >
                <thead>
                    <tr>
                        <th class="pick" scope="col">
                            <Check
                                checked=picked.has_all()
                                partly=picked.has_some()
                                on_change=all
                                label=t!("tickets.pick_all")
                            />
                        </th>
                        <Head columns filter set />
                    </tr>
                </thead>
                <tbody>
                    <tr class="spacer" aria-hidden="true" hidden=move || window.get().0 == 0>
                        <td colspan=width style=move || range::style(window.get().0)></td>
                    </tr>
                    <For
                        each=shown
                        key=move |row| (row.id, row.updated_at, row.due_at, columns.get())
                        children=move |row| view! { <Row row columns=columns.get_untracked() picked at /> }
                    />
                    <tr class="spacer" aria-hidden="true" hidden=move || { window.get().1 >= count.get() }>
                        <td
                            colspan=width
                            style=move || range::style(count.get().saturating_sub(window.get().1))
                        ></td>
                    </tr>
                </tbody>
            </table>
            {failed}
            <p class="load-more meta" hidden=move || !listed.busy.get()>
                {t!("tickets.loading_more")}
            </p>
        </div>
    }
    .into_any()
}

/// J and K or the arrows move from row to row, X picks, Enter opens, Escape lets go of what was picked.
fn walk(listed: Listed, picked: Picked, at: RwSignal<Option<TicketId>>, node: NodeRef<html::Div>, sight: Sight) {
    let act = move |event: KeyboardEvent| {
        if !is_free(&event) {
            return;
        }
        let place =
            at.with_untracked(|at| listed.rows.with_untracked(|rows| rows.iter().position(|row| Some(row.id) == *at)));
        let count = listed.rows.with_untracked(Vec::len);
        let to = match event.key().as_str() {
            "j" | "ArrowDown" => place.map_or(0, |place| place + 1).min(count.saturating_sub(1)),
            "k" | "ArrowUp" => place.unwrap_or(0).saturating_sub(1),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            "x" => {
                if let Some(id) = at.get_untracked() {
                    event.prevent_default();
                    picked.toggle(id, event.shift_key());
                }
                return;
            }
            "Escape" if picked.count().get_untracked() > 0 => {
                event.prevent_default();
                return picked.none();
            }
            _ => return,
        };
        let Some(row) = listed.rows.with_untracked(|rows| rows.get(to).map(|row| (row.id, row.number))) else { return };
        event.prevent_default();
        at.set(Some(row.0));
        sight.show(to);
        focus_row(node, row.1);
    };
    // The keyboard is outside.
    Effect::new(move |_| {
        let heard = window_event_listener(ev::keydown, act);
        on_cleanup(move || heard.remove());
    });
}

/// Whether a key belongs to nobody else: not to a text, a menu, a dialog or a composition.
fn is_free(event: &KeyboardEvent) -> bool {
    if event.default_prevented() || is_composing(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let belongs = target.is_some_and(|target| {
        target
            .closest("input:not([type=checkbox]), textarea, select, [popover], dialog, [role=menu]")
            .ok()
            .flatten()
            .is_some()
    });
    let is_covered = document().query_selector("dialog:modal, [popover]:popover-open").ok().flatten().is_some();
    !belongs && !is_covered
}

/// Focuses the link of a row, once it is drawn.
fn focus_row(node: NodeRef<html::Div>, number: i64) {
    request_animation_frame(move || {
        let link = node
            .try_get_untracked()
            .flatten()
            .and_then(|body| body.query_selector(&format!("#ticket-{number} a.go")).ok().flatten())
            .and_then(|link| link.dyn_into::<HtmlElement>().ok());
        if let Some(link) = link {
            // A link that cannot take the focus leaves it where it was.
            let _ = link.focus();
        }
    });
}

#[component]
fn Foot(listed: Listed) -> impl IntoView {
    let lang = use_lang();
    let words = move || {
        let lang = lang.get();
        let shown = listed.rows.with(Vec::len);
        match listed.counted.get() {
            None => tf(lang, "tickets.shown", &[("count", &shown)]),
            Some(Counted { count, more: true, .. }) => tf(lang, "tickets.counted_more", &[("count", &count)]),
            Some(Counted { count, late: 0, .. }) => tf(lang, "tickets.counted", &[("count", &count)]),
            Some(Counted { count, late, .. }) => {
                tf(lang, "tickets.counted_late", &[("count", &count), ("late", &late)])
            }
        }
    };
    view! {
        <footer class="list-foot">
            <span role="status">{words}</span>
            <span class="cluster" aria-hidden="true">
                <kbd>"J"</kbd>
                <kbd>"K"</kbd>
                {t!("tickets.key_move")}
                <kbd>"X"</kbd>
                {t!("tickets.key_pick")}
                <kbd>"Enter"</kbd>
                {t!("tickets.key_open")}
            </span>
        </footer>
    }
}
