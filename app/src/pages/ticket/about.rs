//! Who and what the ticket is about.

use leptos::prelude::*;
use model::{record::Customer, view::TicketRow};
use ui::{Avatar, AvatarSize, Fact, Facts, IconButton, Later, RelativeTime, t, use_lang};

use super::{case::Case, followers::ticket_followers, others::ticket_others, question::Question};
use crate::{
    fill::Shown,
    loaded::loaded,
    words::{channel_key, said, say},
};

/// See the module.
#[component]
pub fn About(case: Case) -> impl IntoView {
    let customer = case.part(|page| page.customer.clone());
    let row = case.part(|page| page.row.clone());
    let fields = case.part(|page| page.fields.clone());
    view! {
        <section class="about" id="parts-panel-about" aria-label=t!("ticket.about")>
            <div class="about-body" tabindex="0">
                {move || view! { <Who case customer=customer.get() /> }}
                {move || {
                    let own = case.id();
                    customer.get().map(|customer| view! { <Later part=move || ticket_others(customer.id, own) /> })
                }}
                <Later part=move || ticket_followers(case) />
                <h3>{t!("ticket.details")}</h3>
                {move || view! { <Shown fields=fields.get() form=case.form() /> }}
                {move || view! { <Record row=row.get() /> }}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Who(case: Case, customer: Option<Customer>) -> impl IntoView {
    let Some(customer) = customer else {
        return view! { <p class="meta">{t!("ticket.customer_none")}</p> }.into_any();
    };
    let email = customer.email.map(|email| {
        let to = format!("mailto:{email}");
        view! { <Fact name=t!("ticket.email")><a href=to>{email}</a></Fact> }
    });
    let phone = customer.phone.map(|phone| {
        let to = format!("tel:{phone}");
        view! { <Fact name=t!("ticket.phone")><a class="num" href=to>{phone}</a></Fact> }
    });
    view! {
        <div class="person">
            <Avatar name=customer.name.clone() seed=customer.id.to_string() size=AvatarSize::Large named=true />
            <div class="grow">
                <b class="strong">{customer.name}</b>
                <p class="meta">{t!("ticket.customer")}</p>
            </div>
            <Show when=move || case.peek(|page| page.may_work)>
                <IconButton
                    icon="pencil"
                    label=t!("ticket.customer_edit")
                    on_press=move |()| case.ask(Question::Customer)
                />
            </Show>
        </div>
        <Facts>{email}{phone}</Facts>
    }
    .into_any()
}

#[component]
fn Record(row: TicketRow) -> impl IntoView {
    let title = say(row.type_title);
    let owner = row.owner.map(|owner| view! { <Fact name=t!("ticket.owner")>{owner.name}</Fact> });
    let (lang, queues) = (use_lang(), loaded(api::task::queues));
    let queue = row.queue.map(|queue| {
        let shown = move || {
            let lang = lang.get();
            queues.with(|queues| {
                let known = queues.as_ref().and_then(|answer| answer.as_ref().ok());
                let title = known.and_then(|all| all.iter().find(|(key, _)| *key == queue));
                title.map_or_else(|| queue.to_string(), |(_, title)| said(title, lang).to_owned())
            })
        };
        view! { <Fact name=t!("ticket.queue")>{shown}</Fact> }
    });
    let channel = channel_key(row.channel);
    view! {
        <Facts>
            <Fact name=t!("ticket.type")>{move || title.get()}</Fact>
            {owner}
            {queue}
            <Fact name=t!("ticket.channel")>{t!(channel)}</Fact>
            <Fact name=t!("ticket.filed")>
                <RelativeTime at=row.created_at />
            </Fact>
        </Facts>
    }
    .into_any()
}
