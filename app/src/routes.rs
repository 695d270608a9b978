//! Which page stands at which address.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};
use ui::{ToastStack, provide_time, provide_toasts, t};

use crate::{
    frame::{Frame, provide_zone},
    look::provide_look,
    mounted::provide_mounted,
    pages::{
        day::DayPage,
        login::LoginPage,
        missing::MissingPage,
        setup::SetupPage,
        ticket::TicketPage,
        tickets::{TicketsPage, new::NewTicketPage},
    },
};

/// Every page, in the language, colours and time that the server saw.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let look = SharedValue::new(api::look).into_inner();
    provide_look(look);
    provide_mounted();
    provide_time(look.now, provide_zone());
    provide_toasts();
    view! {
        <Title formatter=|text: String| if text.is_empty() { "Deskloom".to_owned() } else { format!("{text} · Deskloom") } />
        <a class="skip" href="#content">
            {t!("common.skip_to_content")}
        </a>
        <Router>
            <Routes fallback=MissingPage>
                <Route path=path!("") view=ToDesk ssr=SsrMode::Async />
                <Route path=path!("/login") view=LoginPage ssr=SsrMode::Async />
                <Route path=path!("/setup") view=SetupPage ssr=SsrMode::Async />
                <ParentRoute path=path!("/desk") view=Frame ssr=SsrMode::Async>
                    <Route path=path!("") view=DayPage ssr=SsrMode::Async />
                    <Route path=path!("tickets") view=TicketsPage ssr=SsrMode::Async />
                    <Route path=path!("tickets/new") view=NewTicketPage ssr=SsrMode::Async />
                    <Route path=path!("tickets/:number") view=TicketPage ssr=SsrMode::Async />
                </ParentRoute>
            </Routes>
        </Router>
        <ToastStack />
    }
    .into_any()
}

#[component]
fn ToDesk() -> impl IntoView {
    view! { <Redirect path="/desk" /> }.into_any()
}
