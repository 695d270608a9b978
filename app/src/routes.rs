//! Which page stands at which address.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};
use ui::{Icon, ToastStack, provide_time, provide_toasts, t};

use crate::{
    frame::{Bare, Frame, provide_reader},
    look::provide_look,
    mounted::provide_mounted,
    pages::missing::MissingPage,
    rooms::{
        Account, Day, FlowDesigner, FormDesigner, Incidents, Join, Login, NewTicket, People, Roles, Setup, Sheet,
        Studio, Teams, Ticket, Tickets, Versions, Workload,
    },
};

/// Every page, in the language, colours and time that the server saw.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let look = SharedValue::<_, api::Wire>::new_with_encoding(api::look).into_inner();
    let reader = SharedValue::<_, api::Wire>::new_with_encoding(api::reader).into_inner();
    provide_look(look);
    provide_mounted();
    let zone = provide_reader(reader);
    provide_time(look.now, zone);
    provide_toasts();
    view! {
        <Title formatter=|text: String| if text.is_empty() { "Deskloom".to_owned() } else { format!("{text} · Deskloom") } />
        <Crashed />
        <a class="skip" href="#content">
            {t!("common.skip_to_content")}
        </a>
        <Router>
            <Routes fallback=MissingPage>
                <Route path=path!("") view=ToDesk ssr=SsrMode::Async />
                <Route path=path!("/login") view={Lazy::<Login>::new()} ssr=SsrMode::Async />
                <Route path=path!("/join") view={Lazy::<Join>::new()} ssr=SsrMode::Async />
                <Route path=path!("/setup") view={Lazy::<Setup>::new()} ssr=SsrMode::Async />
                <ParentRoute path=path!("/studio") view=Bare ssr=SsrMode::Async>
                    <Route path=path!("forms/:key") view={Lazy::<FormDesigner>::new()} ssr=SsrMode::Async />
                    <Route path=path!("forms/:key/versions/:number") view={Lazy::<FormDesigner>::new()} ssr=SsrMode::Async />
                    <Route path=path!("flows/:key") view={Lazy::<FlowDesigner>::new()} ssr=SsrMode::Async />
                    <Route path=path!("flows/:key/versions/:number") view={Lazy::<FlowDesigner>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=path!("") view=Frame ssr=SsrMode::Async>
                    <Route path=path!("/desk") view={Lazy::<Day>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/desk/tickets") view={Lazy::<Tickets>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/desk/tickets/new") view={Lazy::<NewTicket>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/desk/tickets/:number") view={Lazy::<Ticket>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/studio") view={Lazy::<Studio>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/studio/:kind") view={Lazy::<Studio>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/studio/:kind/:key") view={Lazy::<Sheet>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/studio/:kind/:key/versions") view={Lazy::<Versions>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/studio/:kind/:key/versions/:number") view={Lazy::<Sheet>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/admin") view=ToPeople ssr=SsrMode::Async />
                    <Route path=path!("/admin/people") view={Lazy::<People>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/admin/teams") view={Lazy::<Teams>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/admin/incidents") view={Lazy::<Incidents>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/admin/workload") view={Lazy::<Workload>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/admin/roles") view={Lazy::<Roles>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/account") view={Lazy::<Account>::new()} ssr=SsrMode::Async />
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

#[component]
fn ToPeople() -> impl IntoView {
    view! { <Redirect path="/admin/people" /> }.into_any()
}

/// What stands on top when the program has stopped: nothing on the page answers any more.
#[component]
fn Crashed() -> impl IntoView {
    view! {
        <div id=CRASHED class="notice strip crashed" data-tone="bad" role="alert" hidden>
            <Icon name="error" />
            <div>
                <p>
                    {t!("error.crashed")} " "
                    <a href="" rel="external">
                        {t!("common.reload")}
                    </a>
                </p>
            </div>
        </div>
    }
    .into_any()
}

const CRASHED: &str = "crashed";

/// Shows that the program has stopped. Touches the document alone: nothing else can be trusted any more.
pub fn show_crash() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id(CRASHED)) {
        // Without the element there is nothing to show.
        let _ = element.remove_attribute("hidden");
    }
}
