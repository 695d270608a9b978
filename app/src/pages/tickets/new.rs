//! Filing a ticket: pick a type, then fill its form.

mod asker;
mod intake_form;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{key::DefinitionKey, view::TypeCard};
use ui::{Empty, Icon, SkeletonLines, i18n::t, t, use_lang};

use self::intake_form::IntakeForm;
use crate::{asked::ask, failed::Failed, titled::Title, words::say};

/// See the module.
#[component]
pub fn NewTicketPage() -> impl IntoView {
    let lang = use_lang();
    let query = use_query_map();
    let chosen = Memo::new(move |_| query.with(|query| query.get_str("type").map(DefinitionKey::from)));
    view! {
        <Title text=move || t(lang.get(), "tickets.new_title") />
        <main class="page" id="content">
            <header class="page-bar">
                <h1>{t!("tickets.new_title")}</h1>
            </header>
            <div class="page-body">
                {move || match chosen.get() {
                    Some(key) => view! { <Chosen key_of=key /> }.into_any(),
                    None => view! { <Types /> }.into_any(),
                }}
            </div>
        </main>
    }
    .into_any()
}

/// The types one may file.
#[component]
fn Types() -> impl IntoView {
    let types = ask(|| (), |()| api::ticket::types());
    let retry = Callback::new(move |()| types.refetch());
    view! {
        <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
            {move || {
                types
                    .get()
                    .map(|answer| match answer {
                        Ok(types) if types.is_empty() => {
                            view! { <Empty icon="ticket" title=t!("tickets.new_none") text=t!("tickets.new_none_why") /> }.into_any()
                        }
                        Ok(types) => view! { <Cards types /> }.into_any(),
                        Err(error) => view! { <Failed error on_retry=retry /> }.into_any(),
                    })
            }}
        </Transition>
    }
    .into_any()
}

#[component]
fn Cards(types: Vec<TypeCard>) -> impl IntoView {
    let cards = types.into_iter().map(|card| view! { <Card card /> }.into_any()).collect_view();
    view! {
        <section class="narrow">
            <header>
                <h2>{t!("tickets.new_pick")}</h2>
                <p class="support">{t!("tickets.new_pick_why")}</p>
            </header>
            <ul class="type-cards">{cards}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Card(card: TypeCard) -> impl IntoView {
    let (title, about) = (say(card.title), say(card.about));
    view! {
        <li class="type-card">
            <Icon name="ticket" large=true />
            <div>
                <a class="go" href=format!("/desk/tickets/new?type={}", card.key)>
                    {move || title.get()}
                </a>
                <p class="support">{move || about.get()}</p>
            </div>
            <Icon name="right" />
        </li>
    }
}

/// The form of the chosen type.
#[component]
fn Chosen(key_of: DefinitionKey) -> impl IntoView {
    let intake = ask(move || key_of.clone(), api::ticket::intake);
    let retry = Callback::new(move |()| intake.refetch());
    view! {
        <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
            {move || {
                intake
                    .get()
                    .map(|answer| match answer {
                        Ok(intake) => view! { <IntakeForm intake /> }.into_any(),
                        Err(error) => view! { <Failed error on_retry=retry /> }.into_any(),
                    })
            }}
        </Transition>
    }
    .into_any()
}

/// The way back to the other types.
#[component]
fn OtherType() -> impl IntoView {
    view! {
        <a class="icon-button" href="/desk/tickets/new" aria-label=t!("tickets.new_other_type") title=t!("tickets.new_other_type")>
            <Icon name="arrow-left" />
        </a>
    }
}
