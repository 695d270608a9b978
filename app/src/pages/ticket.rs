//! One ticket.
use leptos::prelude::*;
/// One ticket.
#[component]
pub fn TicketPage() -> impl IntoView { view! { <main></main> } }
