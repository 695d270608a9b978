//! An approval on the page of its ticket: who has decided how, and who is still asked.

use leptos::{prelude::*, task::spawn_local};
use model::{
    id::{PersonId, TaskId},
    record::Answer,
    view::{TaskView, VoteView},
};
use ui::{Button, ButtonKind, Icon, IconButton, NotLoaded, Toast, i18n::tf, t, use_lang, use_toasts};

use super::{case::Case, question::Question};
use crate::{frame::use_me, words::error};

/// The votes, fetched where there are some.
#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn ticket_votes(case: Case, task: TaskView) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Votes case task /> }.into_any())
}

/// Everyone who is asked, with what they decided.
#[component]
fn Votes(case: Case, task: TaskView) -> impl IntoView {
    let id = task.id;
    // What the others decide changes nothing of this task.
    let votes = case.part(move |page| {
        let task = page.tasks.iter().find(|task| task.id == id);
        task.map(|task| task.votes.clone()).unwrap_or_default()
    });
    let own = use_me().map(|me| me.id);
    let is_mine = task.may_complete;
    let rows =
        move || votes.get().into_iter().map(|vote| view! { <Row case task=id vote own /> }.into_any()).collect_view();
    view! {
        <ul class="votes" aria-label=t!("ticket.votes")>{rows}</ul>
        {is_mine
            .then(|| {
                view! {
                    <p>
                        <Button
                            kind=ButtonKind::Link
                            icon="plus"
                            on_press=move |()| case.ask(Question::Besides(id))
                        >
                            {t!("ticket.ask_besides")}
                        </Button>
                    </p>
                }
            })}
    }
    .into_any()
}

#[component]
fn Row(case: Case, task: TaskId, vote: VoteView, own: Option<PersonId>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let (icon, tone, words) = match (vote.answer, vote.is_asked) {
        (Some(Answer::Agreed), _) => ("check", "good", "ticket.vote_agreed"),
        (Some(Answer::Refused), _) => ("close", "bad", "ticket.vote_refused"),
        (Some(Answer::Abstained), _) => ("minus", "none", "ticket.vote_abstained"),
        (None, true) => ("wait", "none", "ticket.vote_asked"),
        (None, false) => ("lines", "none", "ticket.vote_later"),
    };
    let person = vote.person.id;
    let may_spare = vote.answer.is_none() && own.is_some() && vote.added_by.as_ref().map(|by| by.id) == own;
    let spare = move |()| {
        spawn_local(async move {
            if let Err(no) = api::task::remove_approver(task, person).await {
                toasts.show(Toast::bad(error::sentence(lang.try_get_untracked().unwrap_or_default(), &no)));
            }
            case.reload();
        });
    };
    let delegate = vote.delegate.map(|one| move || tf(lang.get(), "ticket.vote_delegate", &[("name", &one.name)]));
    let by = vote.added_by.map(|by| move || tf(lang.get(), "ticket.vote_added_by", &[("name", &by.name)]));
    view! {
        <li data-tone=tone>
            <Icon name=icon />
            <b class="cut">{vote.person.name}</b>
            <span class="meta">{t!(words)}</span>
            {delegate.map(|words| view! { <span class="meta cut">{words}</span> })}
            {by.map(|by| view! { <span class="meta cut">{by}</span> })}
            {may_spare
                .then(|| view! { <IconButton tiny=true icon="close" label=t!("ticket.vote_spare") on_press=spare /> })}
        </li>
    }
    .into_any()
}
