//! What is loaded only when it is entered. Pages that need much of the same share a room: one part of the program,
//! fetched when the first of its pages is opened, while the page before stays on the screen.
//!
//! A part is split off where a function is marked with its name; whatever only that function reaches travels with it.
//! On the server the same functions are simply called.

use leptos::{prelude::*, wasm_split::SplitLoaderError};
use leptos_router::LazyRoute;
use ui::{Button, ButtonKind, Empty, NotLoaded, t};

use crate::pages::{
    account::AccountPage,
    admin::{incidents::IncidentsPage, people::PeoplePage, roles::RolesPage, teams::TeamsPage, workload::WorkloadPage},
    day::DayPage,
    join::JoinPage,
    login::LoginPage,
    setup::SetupPage,
    studio::{SheetPage, StudioPage, VersionsPage, flow::FlowPage, form::FormPage},
    ticket::TicketPage,
    tickets::{TicketsPage, new::NewTicketPage},
};

/// The parts of the program that are loaded later. A new one is a variant here, its addresses in [`Room::of`], its door
/// in [`Room::enter`] and a line of `room!`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Signing in, and joining by a link.
    Gate,
    /// Setting up.
    Setup,
    /// One's own day.
    Day,
    /// The list of tickets.
    Tickets,
    /// Filing a ticket.
    Filing,
    /// One ticket.
    Ticket,
    /// People, teams, roles, and one's own account.
    Admin,
    /// What is stuck.
    Incidents,
    /// The list of definitions.
    Studio,
    /// The editors of all definitions but forms and flows, and versions.
    Sheets,
    /// The form designer.
    Forms,
    /// The flow designer.
    Flows,
}

impl Room {
    /// The room of an address. Addresses that lead nowhere have none.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let is_list_of_versions = path.trim_end_matches('/').ends_with("/versions");
        match (parts.next(), parts.next(), parts.next()) {
            (Some("studio"), ..) if is_list_of_versions => Some(Self::Sheets),
            (Some("login" | "join"), None, None) => Some(Self::Gate),
            (Some("setup"), None, None) => Some(Self::Setup),
            (Some("desk"), None, None) => Some(Self::Day),
            (Some("desk"), Some("tickets"), None) => Some(Self::Tickets),
            (Some("desk"), Some("tickets"), Some("new")) => Some(Self::Filing),
            (Some("desk"), Some("tickets"), Some(_)) => Some(Self::Ticket),
            (Some("admin"), Some("incidents"), None) => Some(Self::Incidents),
            (Some("admin" | "account"), ..) => Some(Self::Admin),
            (Some("studio"), Some("forms"), Some(_)) => Some(Self::Forms),
            (Some("studio"), Some("flows"), Some(_)) => Some(Self::Flows),
            (Some("studio"), _, Some(_)) => Some(Self::Sheets),
            (Some("studio"), ..) => Some(Self::Studio),
            _ => None,
        }
    }

    /// The name of its door, by which the build names its files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::Setup => "setup",
            Self::Day => "day",
            Self::Tickets => "tickets",
            Self::Filing => "filing",
            Self::Ticket => "ticket",
            Self::Admin => "admin",
            Self::Incidents => "incidents",
            Self::Studio => "studio",
            Self::Sheets => "sheets",
            Self::Forms => "forms",
            Self::Flows => "flows",
        }
    }

    async fn enter(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Gate => load_gate().await,
            Self::Setup => load_setup().await,
            Self::Day => load_day().await,
            Self::Tickets => load_tickets().await,
            Self::Filing => load_filing().await,
            Self::Ticket => load_ticket().await,
            Self::Admin => load_admin().await,
            Self::Incidents => load_incidents().await,
            Self::Studio => load_studio().await,
            Self::Sheets => load_sheets().await,
            Self::Forms => load_forms().await,
            Self::Flows => load_flows().await,
        }
    }
}

/// Loads the room of the address the browser is at, so that its page can be taken over at once. A part that cannot be
/// loaded is said where its page would stand.
pub async fn enter() {
    let path = window().location().pathname().unwrap_or_default();
    if let Some(room) = Room::of(&path) {
        let _ = room.enter().await;
    }
}

/// Marks a function as the door of a part, and its pages as routes that lead through it. Words that only these pages say
/// are learnt at the door, and so travel with the part.
macro_rules! room {
    ($(#[$doc:meta])* $door:ident, $load:ident $(, words $($words:expr),+)? => { $($route:ident => $page:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[leptos::wasm_split::wasm_split($door, wasm_split_path = ::leptos::wasm_split, preload($load), fallible)]
        fn $door(route: &'static str) -> Result<AnyView, NotLoaded> {
            $($(ui::i18n::learn($words);)+)?
            Ok(match route {
                $(stringify!($route) => view! { <$page /> }.into_any(),)+
                _ => ().into_any(),
            })
        }

        $(
            /// The way to a page.
            #[derive(Debug)]
            pub struct $route;

            impl LazyRoute for $route {
                fn data() -> Self {
                    Self
                }

                async fn view(_: Self) -> AnyView {
                    match $door(stringify!($route)).await {
                        Ok(view) => view,
                        Err(NotLoaded) => view! { <Lost /> }.into_any(),
                    }
                }

                async fn preload() {
                    // Tried again when the page is opened, and said there.
                    let _ = $load().await;
                }
            }
        )+
    };
}

room!(gate, load_gate => { Login => LoginPage, Join => JoinPage });
room!(setup, load_setup, words ui::i18n::SETUP => { Setup => SetupPage });
room!(day, load_day, words ui::i18n::DAY => { Day => DayPage });
room!(tickets, load_tickets => { Tickets => TicketsPage });
room!(filing, load_filing => { NewTicket => NewTicketPage });
room!(ticket, load_ticket, words ui::i18n::EVENTS => { Ticket => TicketPage });
room!(admin, load_admin, words ui::i18n::ADMIN => { People => PeoplePage, Teams => TeamsPage, Roles => RolesPage, Workload => WorkloadPage, Account => AccountPage });
room!(incidents, load_incidents, words ui::i18n::ADMIN => { Incidents => IncidentsPage });
room!(studio, load_studio, words ui::i18n::STUDIO => { Studio => StudioPage });
room!(sheets, load_sheets, words ui::i18n::STUDIO, ui::i18n::SHEETS => { Sheet => SheetPage, Versions => VersionsPage });
room!(forms, load_forms, words ui::i18n::STUDIO, ui::i18n::FORMS => { FormDesigner => FormPage });
room!(flows, load_flows, words ui::i18n::STUDIO, ui::i18n::FLOWS => { FlowDesigner => FlowPage });

/// What stands in the place of a page whose part of the program did not arrive.
#[component]
fn Lost() -> impl IntoView {
    let again = Callback::new(|()| {
        // The address is asked for anew; without a window there is nobody to ask.
        let _ = window().location().reload();
    });
    view! {
        <main class="page missing" id="content">
            <Empty icon="alert" title=t!("error.part_not_loaded") text=t!("error.part_not_loaded_why")>
                <Button kind=ButtonKind::Primary on_press=again>
                    {t!("common.reload")}
                </Button>
            </Empty>
        </main>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_the_room_of_its_page() {
        assert_eq!(Room::of("/login"), Some(Room::Gate));
        assert_eq!(Room::of("/setup"), Some(Room::Setup));
        assert_eq!(Room::of("/desk/"), Some(Room::Day));
        assert_eq!(Room::of("/desk/tickets"), Some(Room::Tickets));
        assert_eq!(Room::of("/desk/tickets/new"), Some(Room::Filing));
        assert_eq!(Room::of("/desk/tickets/1042"), Some(Room::Ticket));
        assert_eq!(Room::of("/admin/people"), Some(Room::Admin));
        assert_eq!(Room::of("/admin/incidents"), Some(Room::Incidents));
        assert_eq!(Room::of("/studio"), Some(Room::Studio));
        assert_eq!(Room::of("/studio/calendars"), Some(Room::Studio));
        assert_eq!(Room::of("/studio/calendars/standard"), Some(Room::Sheets));
        assert_eq!(Room::of("/studio/forms/complaint"), Some(Room::Forms));
        assert_eq!(Room::of("/studio/flows/complaint"), Some(Room::Flows));
        assert_eq!(Room::of("/studio/flows/complaint/versions/3"), Some(Room::Flows));
        assert_eq!(Room::of("/studio/flows/complaint/versions"), Some(Room::Sheets));
        assert_eq!(Room::of("/nowhere"), None);
    }
}
