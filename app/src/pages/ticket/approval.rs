//! An approval on the page of its ticket: who has decided how, who is still asked, and asking someone else besides.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    id::{PersonId, TaskId},
    record::Answer,
    view::{TaskView, VoteView},
};
use ui::{
    Button, ButtonKind, Choice, Dialog, Field, Icon, IconButton, Segment, Select, Textarea, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::case::Case;
use crate::{failed::Refused, frame::use_me, loaded::loaded, words::error};

/// Everyone who is asked, with what they decided.
#[component]
pub fn Votes(case: Case, task: TaskView) -> impl IntoView {
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
                            on_press=move |()| case.asking().set(Some(id))
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
    let by = vote.added_by.map(|by| move || tf(lang.get(), "ticket.vote_added_by", &[("name", &by.name)]));
    view! {
        <li data-tone=tone>
            <Icon name=icon />
            <b class="cut">{vote.person.name}</b>
            <span class="meta">{t!(words)}</span>
            {by.map(|by| view! { <span class="meta cut">{by}</span> })}
            {may_spare
                .then(|| view! { <IconButton tiny=true icon="close" label=t!("ticket.vote_spare") on_press=spare /> })}
        </li>
    }
    .into_any()
}

/// The dialog that asks someone else; open while [`Case::asking`] names a task.
#[component]
pub fn AskDialog(case: Case) -> impl IntoView {
    let asking = case.asking();
    let close = Callback::new(move |()| asking.set(None));
    view! {
        <Dialog
            id="ask-besides"
            open=Signal::derive(move || asking.with(Option::is_some))
            on_close=close
            title=t!("ticket.ask_besides")
        >
            {move || asking.get().and_then(|id| case.task(id)).map(|task| view! { <AskForm case task close /> })}
        </Dialog>
    }
}

#[component]
fn AskForm(case: Case, task: TaskView, close: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let people = loaded(api::people::colleagues);
    let (id, asked) = (task.id, task.votes.iter().map(|vote| vote.person.id).collect::<Vec<_>>());
    let (person, before, reason) = (RwSignal::new(String::new()), RwSignal::new(true), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<ApiError>);
    let choices = Signal::derive(move || {
        let known = people.get().and_then(Result::ok).unwrap_or_default();
        let others = known.into_iter().filter(|one| !asked.contains(&one.id));
        others.map(|one| Choice::new(one.id.to_string(), one.name)).collect::<Vec<_>>()
    });
    let send = move || {
        let Ok(chosen) = person.get_untracked().parse::<PersonId>() else { return };
        if busy.get_untracked() {
            return;
        }
        let name = choices.with_untracked(|all| {
            all.iter().find(|one| person.with_untracked(|id| one.value == *id)).map(|one| one.label.clone())
        });
        let is_before = before.get_untracked();
        busy.set(true);
        refusal.set(None);
        // Whoever lets another one decide first is asked anew.
        if is_before {
            case.ends(id);
        }
        spawn_local(async move {
            let said = reason.try_get_untracked().unwrap_or_default().trim().to_owned();
            match api::task::add_approver(id, chosen, is_before, said).await {
                Ok(()) => {
                    let lang = lang.try_get_untracked().unwrap_or_default();
                    let facts: [(&str, &dyn std::fmt::Display); 1] = [("name", &name.unwrap_or_default())];
                    toasts.show(Toast::good(tf(lang, "ticket.asked_besides", &facts)));
                    close.try_run(());
                }
                Err(no) => {
                    refusal.try_set(Some(no));
                    case.goes_on(id);
                }
            }
            busy.try_set(false);
            case.reload();
        });
    };
    let value = Signal::derive(move || if before.get() { "before" } else { "after" }.to_owned());
    let whens = Signal::derive(move || {
        let lang = lang.get();
        vec![Choice::new("before", t(lang, "ticket.ask_before")), Choice::new("after", t(lang, "ticket.ask_after"))]
    });
    view! {
        <form
            class="transfer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Refused error=refusal />
            <Field id="ask-person" label=t!("ticket.ask_whom") required=true>
                <Select
                    value=person
                    choices
                    on_pick=Callback::new(move |id| person.set(id))
                    placeholder=t!("common.choose")
                />
            </Field>
            <Segment
                name="ask-when"
                label=t!("ticket.ask_when")
                value=value
                choices=whens
                on_pick=Callback::new(move |name: String| before.set(name == "before"))
                fill=true
                control=true
            />
            <Field id="ask-reason" label=t!("ticket.transfer_reason") optional=true>
                <Textarea
                    value=reason
                    on_input=Callback::new(move |text| reason.set(text))
                    on_send=Callback::new(move |()| send())
                    rows=3
                />
            </Field>
            <p class="transfer-acts">
                <Button on_press=close>{t!("common.cancel")}</Button>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    busy=busy
                    disabled=Signal::derive(move || person.with(String::is_empty))
                >
                    {t!("ticket.ask_do")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}
