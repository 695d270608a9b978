//! The navigation rail.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::role::Right;
use ui::{Icon, Logo, i18n::t, t, use_lang};

use super::{commands::use_palette, foot::Foot, use_me};
use crate::pages::tickets::views::{ViewLinks, WayCount, use_views};

/// A way of the rail.
#[derive(Clone, Copy)]
struct Way {
    href: &'static str,
    icon: &'static str,
    words: &'static str,
    /// The right it takes to be shown; none: everyone.
    right: Option<Right>,
    /// Where it is shown.
    place: Place,
}

/// On which screens a way is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Everywhere,
    /// Only beside a page, not below it on a phone, where the account's menu has it.
    Wide,
    /// Only on a phone; elsewhere the pages have their own button.
    Narrow,
}

impl Place {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Everywhere => None,
            Self::Wide => Some("wide-only"),
            Self::Narrow => Some("narrow-only"),
        }
    }
}

const WAYS: [Way; 5] = [
    Way { href: "/desk", icon: "today", words: "shell.day", right: None, place: Place::Everywhere },
    Way { href: "/desk/tickets", icon: "ticket", words: "shell.tickets", right: None, place: Place::Everywhere },
    Way {
        href: "/desk/tickets/new",
        icon: "plus",
        words: "shell.new_ticket",
        right: Some(Right::CreateTickets),
        place: Place::Narrow,
    },
    Way {
        href: "/studio",
        icon: "studio",
        words: "shell.studio",
        right: Some(Right::ReadDefinitions),
        place: Place::Wide,
    },
    Way { href: "/admin", icon: "admin", words: "shell.admin", right: Some(Right::ManagePeople), place: Place::Wide },
];

/// Company, search, pages, account. On a ticket and in the studio it steps back to icons; on a phone it lies at the
/// bottom.
#[component]
pub fn Rail() -> impl IntoView {
    let path = use_location().pathname;
    let me = use_me();
    let company = me.as_ref().map(|me| me.company.clone()).unwrap_or_default();
    let company_title = company.clone();
    let ways = WAYS
        .into_iter()
        .filter(|way| way.right.is_none_or(|right| me.as_ref().is_some_and(|me| me.may(right))))
        .map(|way| item(way, path))
        .collect_view();
    let on_ticket = Memo::new(move |_| path.with(|path| is_ticket(path)));
    let is_closed = Memo::new(move |_| path.with(|path| is_ticket(path) || path.starts_with("/studio")));
    view! {
        <nav
            class="rail"
            data-closed=move || is_closed.get().then_some("")
            data-ticket=move || on_ticket.get().then_some("")
            aria-label=t!("common.main_navigation")
        >
            <a class="home" href="/desk" title=company_title>
                <Logo />
                <b class="cut rail-label">{company}</b>
            </a>
            <Search />
            <ul>{ways}</ul>
            <ViewLinks />
            <Foot />
        </nav>
    }
    .into_any()
}

/// Opens the command palette.
#[component]
fn Search() -> impl IntoView {
    let (lang, palette) = (use_lang(), use_palette());
    view! {
        <button
            type="button"
            class="rail-search"
            aria-label=t!("common.search")
            title=move || format!("{} (Ctrl K)", t(lang.get(), "palette.hint"))
            aria-keyshortcuts="Control+K"
            on:click=move |_| palette.toggle()
        >
            <Icon name="search" />
            <span class="cut rail-label" aria-hidden="true">
                {t!("common.search")}
            </span>
            <kbd class="rail-label" aria-hidden="true">
                "Ctrl K"
            </kbd>
        </button>
    }
}

fn item(way: Way, path: Memo<String>) -> AnyView {
    let Way { href, icon, words, place, .. } = way;
    let is_here = move || path.with(|path| leads_here(href, path));
    let count = use_views().counted(move |ways| match href {
        "/desk" => Some(ways.tasks),
        "/desk/tickets" => Some(ways.tickets),
        _ => None,
    });
    view! {
        <li class=place.class()>
            <a
                class="rail-item"
                href=href
                title=t!(words)
                aria-current=move || is_here().then_some("page")
            >
                <Icon name=icon />
                <span class="rail-label">{t!(words)}</span>
                <WayCount count />
            </a>
        </li>
    }
    .into_any()
}

/// Whether a page belongs to a way: it begins like it, and no other way says so more exactly.
fn leads_here(href: &str, path: &str) -> bool {
    let belongs = |href: &str| {
        let path = path.trim_end_matches('/');
        path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
    };
    let longest = WAYS.iter().map(|way| way.href).filter(|href| belongs(href)).max_by_key(|href| href.len());
    longest == Some(href)
}

/// Whether the address is that of one ticket.
fn is_ticket(path: &str) -> bool {
    path.strip_prefix("/desk/tickets/").is_some_and(|rest| rest.parse::<i64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rail_steps_back_on_one_ticket_only() {
        assert!(is_ticket("/desk/tickets/1042"));
        assert!(!is_ticket("/desk/tickets/new"));
        assert!(!is_ticket("/desk/tickets"));
    }

    #[test]
    fn one_way_at_most_is_where_one_is() {
        for (path, here) in [
            ("/desk", Some("/desk")),
            ("/desk/tickets/", Some("/desk/tickets")),
            ("/desk/tickets/1042", Some("/desk/tickets")),
            ("/desk/tickets/new", Some("/desk/tickets/new")),
            ("/studio/forms/complaint", Some("/studio")),
            ("/account", None),
        ] {
            let found: Vec<_> = WAYS.iter().map(|way| way.href).filter(|href| leads_here(href, path)).collect();
            assert_eq!(found, here.into_iter().collect::<Vec<_>>(), "{path}");
        }
    }
}
