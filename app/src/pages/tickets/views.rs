//! Saved views: those of everyone here, the menu that opens them, and the links of the rail with what waits there.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_location, use_query_map};
use model::{
    id::ViewId,
    record::{SavedView, Shared},
    view::{ViewRow, Ways},
};
use ui::{Icon, IconButton, Menu, MenuCaption, MenuLink, MenuRule, t};

use super::filter::Filter;
use crate::live::on_change;

/// How long changes of tickets are gathered before the rail counts again; every open browser asks.
const COUNTS_AFTER: Duration = Duration::from_secs(10);

/// The views that the reader finds, and what the rail counts, as they were read last.
#[derive(Clone, Copy)]
pub struct Views {
    list: RwSignal<Option<Vec<ViewRow>>>,
    ways: RwSignal<Option<Ways>>,
}

/// Reads the views for everything below, once the browser has taken the page over, and counts again when tickets change.
pub fn provide_views() {
    let views = Views::empty();
    provide_context(views);
    // The server is outside.
    Effect::new(move |_| views.reload());
    on_change(|| None, COUNTS_AFTER, Callback::new(move |()| views.count()));
}

/// The views; none where nobody is signed in.
#[must_use]
pub fn use_views() -> Views {
    use_context().unwrap_or_else(Views::empty)
}

impl Views {
    fn empty() -> Self {
        Self { list: RwSignal::new(None), ways: RwSignal::new(None) }
    }

    /// Reads them again.
    pub fn reload(self) {
        spawn_local(async move {
            if let Ok(list) = api::saved_view::list().await {
                self.list.try_set(Some(list));
            }
        });
        self.count();
    }

    fn count(self) {
        spawn_local(async move {
            // What cannot be counted keeps the numbers it had.
            if let Ok(ways) = api::saved_view::ways().await {
                self.ways.try_set(Some(ways));
            }
        });
    }

    /// What was counted, once it was.
    pub fn counted(self, which: impl Fn(&Ways) -> Option<u32> + Send + Sync + 'static) -> Signal<Option<u32>> {
        Signal::derive(move || self.ways.with(|ways| ways.as_ref().and_then(&which)))
    }

    /// Every one.
    #[must_use]
    pub fn all(self) -> Vec<ViewRow> {
        self.list.with(|list| list.clone().unwrap_or_default())
    }

    /// One of them, by id.
    #[must_use]
    pub fn find(self, id: ViewId) -> Option<ViewRow> {
        self.list.with(|list| list.as_ref()?.iter().find(|row| row.view.id == id).cloned())
    }
}

/// How much waits behind a way of the rail. Nothing while it is not known, and where there is nothing.
#[component]
pub fn WayCount(count: Signal<Option<u32>>) -> impl IntoView {
    move || {
        count.get().filter(|count| *count > 0).map(|count| {
            let words = if count < Ways::MOST { count.to_string() } else { format!("{}+", Ways::MOST - 1) };
            view! { <span class="count rail-label">{words}</span> }
        })
    }
}

/// The address of a saved view: what it shows, and which one it is.
#[must_use]
pub fn address(view: &SavedView) -> String {
    address_of(Some(view.id), &Filter::of(&view.query))
}

/// The address of a list, with the view it was opened by.
#[must_use]
pub fn address_of(view: Option<ViewId>, filter: &Filter) -> String {
    let filter = filter.write();
    match (view, filter.strip_prefix('?')) {
        (None, _) => format!("/desk/tickets{filter}"),
        (Some(id), None) => format!("/desk/tickets?view={id}"),
        (Some(id), Some(rest)) => format!("/desk/tickets?view={id}&{rest}"),
    }
}

/// The view that the address names.
pub fn use_open_view() -> Memo<Option<ViewId>> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get_str("view").and_then(|id| id.parse().ok())))
}

/// Lists that need no saving: the words, and what the address says.
const READY: [(&str, &str); 6] = [
    ("tickets.view_open", ""),
    ("tickets.view_mine", "?mine=1"),
    ("tickets.view_unowned", "?unowned=1"),
    ("tickets.view_risk", "?soon=1"),
    ("tickets.view_waiting", "?status=waiting_for_customer"),
    ("tickets.view_all", "?all=1&sort=newest"),
];

/// The words of the list that the address shows, where it is a ready one.
#[must_use]
pub fn ready(filter: &Filter) -> &'static str {
    let written = filter.write();
    READY.iter().find(|(_, address)| *address == written).map_or("tickets.title", |(words, _)| words)
}

/// The button and the menu beside the title: ready lists, one's own, and those of others.
#[component]
pub fn ViewsMenu() -> impl IntoView {
    let views = use_views();
    let ready = READY
        .into_iter()
        .map(|(words, address)| {
            view! { <MenuLink href=format!("/desk/tickets{address}")>{t!(words)}</MenuLink> }.into_any()
        })
        .collect_view();
    let saved = move || {
        let all = views.all();
        (!all.is_empty()).then(|| {
            let links = all.into_iter().map(|row| view! { <ViewItem row /> }.into_any()).collect_view();
            view! {
                <MenuRule />
                <MenuCaption>{t!("tickets.views")}</MenuCaption>
                {links}
            }
        })
    };
    view! {
        <IconButton icon="down" label=t!("tickets.views_open") menu="views" />
        <Menu id="views" label=t!("tickets.views")>
            {ready}
            {saved}
        </Menu>
    }
}

/// The mark of who else finds a view.
#[must_use]
pub const fn shared_icon(shared: Shared) -> &'static str {
    match shared {
        Shared::Private => "lock",
        Shared::Team => "users",
        Shared::All => "globe",
    }
}

#[component]
fn ViewItem(row: ViewRow) -> impl IntoView {
    view! {
        <MenuLink href=address(&row.view) icon=shared_icon(row.view.shared)>
            {row.view.title}
        </MenuLink>
    }
}

/// The saved views in the rail. Nothing until there is one.
#[component]
pub fn ViewLinks() -> impl IntoView {
    let views = use_views();
    let path = use_location().pathname;
    let open = use_open_view();
    let links = move || {
        let all = views.all();
        (!all.is_empty()).then(|| {
            let links = all.into_iter().map(|row| view! { <ViewLink row path open /> }.into_any()).collect_view();
            view! {
                <p class="caption rail-label">{t!("tickets.views")}</p>
                <ul class="rail-views">{links}</ul>
            }
        })
    };
    view! { {links} }
}

#[component]
fn ViewLink(row: ViewRow, path: Memo<String>, open: Memo<Option<ViewId>>) -> impl IntoView {
    let id = row.view.id;
    let is_here = move || path.with(|path| path == "/desk/tickets") && open.get() == Some(id);
    let (title, href) = (row.view.title.clone(), address(&row.view));
    let name = title.clone();
    let count = use_views().counted(move |ways| ways.views.get(&id).copied());
    view! {
        <li>
            <a
                class="rail-item sub"
                href=href
                title=title
                aria-current=move || is_here().then_some("page")
            >
                <Icon name=shared_icon(row.view.shared) />
                <span class="cut rail-label">{name}</span>
                <WayCount count />
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ready_list_is_known_by_its_address() {
        assert_eq!(ready(&Filter::default()), "tickets.view_open");
        assert_eq!(ready(&Filter { mine: true, ..Filter::default() }), "tickets.view_mine");
        assert_eq!(ready(&Filter { mine: true, late: true, ..Filter::default() }), "tickets.title");
        for (words, address) in READY {
            let parts = |name: &str| {
                let pairs = address.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
                pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
            };
            assert_eq!(ready(&Filter::read(parts)), words);
        }
    }
}
