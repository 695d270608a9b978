//! The navigation rail.

use leptos::{prelude::*, text_prop::TextProp};
use leptos_router::hooks::use_location;
use model::role::Right;
use ui::{Icon, Logo, t};

use super::{foot::Foot, use_me};

/// Company, pages, account. On a ticket it steps back to icons; on a phone it lies at the bottom.
#[component]
pub fn Rail() -> impl IntoView {
    let path = use_location().pathname;
    let me = use_me();
    let company = me.as_ref().map(|me| me.company.clone()).unwrap_or_default();
    let company_title = company.clone();
    let may_file = me.is_some_and(|me| me.may(Right::CreateTickets));
    let on_ticket = Memo::new(move |_| path.with(|path| is_ticket(path)));
    view! {
        <nav
            class="rail"
            data-closed=move || on_ticket.get().then_some("")
            data-ticket=move || on_ticket.get().then_some("")
            aria-label=t!("common.main_navigation")
        >
            <a class="home" href="/desk" title=company_title>
                <Logo />
                <b class="cut rail-label">{company}</b>
            </a>
            <ul>
                <Item href="/desk" icon="today" label=t!("shell.day") path exact=true />
                <Item href="/desk/tickets" icon="ticket" label=t!("shell.tickets") path />
                {may_file
                    .then(|| view! { <Item href="/desk/tickets/new" icon="plus" label=t!("shell.new_ticket") path /> })}
            </ul>
            <Foot />
        </nav>
    }
    .into_any()
}

/// Whether the address is that of one ticket.
fn is_ticket(path: &str) -> bool {
    path.strip_prefix("/desk/tickets/").is_some_and(|rest| rest.parse::<i64>().is_ok())
}

#[component]
fn Item(
    href: &'static str,
    icon: &'static str,
    #[prop(into)] label: TextProp,
    path: Memo<String>,
    #[prop(optional)] exact: bool,
) -> impl IntoView {
    let is_here = move || {
        path.with(|path| {
            let path = path.trim_end_matches('/');
            let is_new = path == "/desk/tickets/new";
            path == href || (!exact && !is_new && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
        })
    };
    let title = label.clone();
    view! {
        <li>
            <a
                class="rail-item"
                href=href
                title=move || title.get()
                aria-current=move || is_here().then_some("page")
            >
                <Icon name=icon />
                <span class="rail-label">{move || label.get()}</span>
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::is_ticket;

    #[test]
    fn the_rail_steps_back_on_one_ticket_only() {
        assert!(is_ticket("/desk/tickets/1042"));
        assert!(!is_ticket("/desk/tickets/new"));
        assert!(!is_ticket("/desk/tickets"));
    }
}
