//! Who follows the ticket, following it oneself, and being told or not.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{id::PersonId, view::FollowerView};
use ui::{Button, ButtonKind, IconButton, NotLoaded, Switch, Toast, t, use_lang, use_toasts};

use super::{
    case::Case,
    question::{Deed, Question},
};
use crate::{frame::use_me, words::error};

/// See the module. It comes behind the page.
#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn ticket_followers(case: Case) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Followers case /> }.into_any())
}

#[component]
fn Followers(case: Case) -> impl IntoView {
    let own = use_me().map(|me| me.id);
    let followers = case.part(|page| page.followers.clone());
    let may_work = case.part(|page| page.may_work);
    let mine = Memo::new(move |_| {
        followers.with(|all| all.iter().find(|one| Some(one.person.id) == own).map(|one| one.muted))
    });
    let work = doing(case);
    let rows = move || {
        let row = |one: FollowerView| {
            let person = one.person.id;
            let may_remove = may_work.get() || Some(person) == own;
            let remove = may_remove.then(|| {
                let drop = Callback::new(move |()| work.run(Act::Drop(person)));
                view! { <IconButton tiny=true icon="close" label=t!("ticket.unfollow") on_press=drop /> }
            });
            view! {
                <li>
                    <b class="cut">{one.person.name}</b>
                    {remove}
                </li>
            }
            .into_any()
        };
        followers.get().into_iter().map(row).collect_view()
    };
    let follow = Callback::new(move |()| {
        if let Some(own) = own {
            work.run(Act::Add(own));
        }
    });
    let told = Signal::derive(move || mine.get() == Some(false));
    view! {
        <h3>{t!("ticket.followers")}</h3>
        <ul class="votes" aria-label=t!("ticket.followers")>{rows}</ul>
        <Show when=move || mine.get().is_some()>
            <Switch checked=told on_change=Callback::new(move |on: bool| work.run(Act::Mute(!on)))>
                {t!("ticket.follow_told")}
            </Switch>
        </Show>
        <p class="taking">
            <Show when=move || own.is_some() && mine.get().is_none()>
                <Button kind=ButtonKind::Link icon="eye" on_press=follow>
                    {t!("ticket.follow")}
                </Button>
            </Show>
            <Show when=move || may_work.get()>
                <Button
                    kind=ButtonKind::Link
                    icon="plus"
                    on_press=Callback::new(move |()| case.ask(Question::Deed(Deed::Follow)))
                >
                    {t!("ticket.follow_add")}
                </Button>
            </Show>
        </p>
    }
    .into_any()
}

/// What is done to the followers.
#[derive(Clone, Copy)]
enum Act {
    Add(PersonId),
    Drop(PersonId),
    Mute(bool),
}

fn doing(case: Case) -> Callback<Act> {
    let (lang, toasts, id) = (use_lang(), use_toasts(), case.id());
    Callback::new(move |act| {
        spawn_local(async move {
            let answer: Result<(), ApiError> = match act {
                Act::Add(person) => api::ticket::follow(id, vec![person]).await,
                Act::Drop(person) => api::ticket::unfollow(id, person).await,
                Act::Mute(muted) => api::ticket::mute(id, muted).await,
            };
            if let Err(no) = answer {
                toasts.show(Toast::bad(error::sentence(lang.try_get_untracked().unwrap_or_default(), &no)));
            }
            case.reload();
        });
    })
}
