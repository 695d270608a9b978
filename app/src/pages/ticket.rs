//! One ticket: where it stands, what was said and done, and what is to be done now.

mod about;
mod approval;
mod back;
mod case;
mod clocks;
mod composer;
mod entry;
mod followers;
mod head;
mod held;
mod incidents;
mod lending;
mod lost;
mod now;
mod offer;
mod others;
mod picker;
mod question;
mod standing;
mod talk;
pub(crate) mod why;

use api::ApiError;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::view;
use ui::{ButtonKind, Empty, LinkButton, SkeletonLines, Tab, Tabs, at_rest, i18n::t, t, use_lang};

pub use self::standing::state as step_state;
use self::{
    about::About,
    case::Case,
    head::Head,
    held::Held,
    incidents::Incidents,
    now::Now,
    question::Questions,
    standing::Standing,
    talk::{First, PART, Talk},
};
use crate::{asked::ask, failed::Failed, titled::Title};

/// See the module.
#[component]
pub fn TicketPage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get_str("number").and_then(|text| text.parse().ok())));
    let page = ask(move || number.get(), open);
    let retry = Callback::new(move |()| page.refetch());
    view! {
        <Transition fallback=Waiting>
            {move || {
                page.get()
                    .map(|answer| match answer {
                        Ok((page, first)) => view! { <Opened page first retry /> }.into_any(),
                        Err(ApiError::NotFound) => view! { <NoTicket /> }.into_any(),
                        Err(error) => {
                            view! {
                                <main class="page" id="content">
                                    <div class="page-body padded">
                                        <Failed error on_retry=retry />
                                    </div>
                                </main>
                            }
                                .into_any()
                        }
                    })
            }}
        </Transition>
    }
    .into_any()
}

/// Reads the ticket and the beginning of its timeline. One resource for both, made where nothing waits: inside a
/// transition the server and the browser would count resources differently.
async fn open(number: Option<i64>) -> Result<(view::TicketPage, First), ApiError> {
    let page = api::ticket::open(number.ok_or(ApiError::NotFound)?).await?;
    let first = api::ticket::timeline(page.row.id, None, PART).await;
    Ok((page, first))
}

/// The shape of a ticket while it is loaded.
#[component]
fn Waiting() -> impl IntoView {
    view! {
        <main class="page ticket" id="content" aria-busy="true">
            <header class="page-bar">
                <SkeletonLines lines=1 />
            </header>
            <div class="standing"></div>
            <div class="halves">
                <section class="talk">
                    <div class="scroll">
                        <SkeletonLines lines=8 />
                    </div>
                </section>
                <aside class="side">
                    <div class="current">
                        <div class="current-body">
                            <SkeletonLines lines=5 />
                        </div>
                    </div>
                </aside>
            </div>
        </main>
    }
    .into_any()
}

#[component]
fn NoTicket() -> impl IntoView {
    view! {
        <main class="page" id="content">
            <Empty icon="ticket" title=t!("error.not_found")>
                <LinkButton href="/desk/tickets" kind=ButtonKind::Primary>
                    {t!("ticket.back")}
                </LinkButton>
            </Empty>
        </main>
    }
    .into_any()
}

/// A ticket that was found. On a phone one part is shown at a time.
#[component]
fn Opened(page: view::TicketPage, first: First, retry: Callback<()>) -> impl IntoView {
    let title = format!("#{} {}", page.row.number, page.row.title);
    let case = Case::new(page);
    let part = case.shown();
    // What is asked in dialogs is fetched behind the page.
    Effect::new(move |_| at_rest(question::fetch));
    view! {
        <Title text=title />
        <main class="page ticket" id="content" data-part=move || part.get()>
            <Head case />
            <Standing case />
            <Held case />
            <Incidents case />
            <Parts part />
            <div class="halves">
                <Talk case first retry />
                <aside class="side">
                    <Now case />
                    <About case />
                </aside>
            </div>
            <Questions case />
        </main>
    }
    .into_any()
}

/// The tabs of a phone.
#[component]
fn Parts(part: RwSignal<String>) -> impl IntoView {
    let lang = use_lang();
    let tabs = Signal::derive(move || {
        let lang = lang.get();
        ["now", "timeline", "about"]
            .into_iter()
            .map(|key| {
                let words = match key {
                    "now" => t(lang, "ticket.tab_now"),
                    "timeline" => t(lang, "ticket.timeline"),
                    _ => t(lang, "ticket.tab_about"),
                };
                Tab::new(key, words)
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div class="ticket-parts">
            <Tabs
                id="parts"
                label=t!("ticket.about")
                tabs=tabs
                chosen=part
                on_pick=Callback::new(move |key| part.set(key))
                fill=true
            />
        </div>
    }
}
