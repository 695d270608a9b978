//! What can be done to the picked tickets: one after the other, with a word on each that could not be done.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{id::PersonId, role::Right, view::BulkAct};
use ui::{
    Button, ButtonKind, Choice, Dialog, Field, IconButton, NotLoaded, Progress, Select, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::{picked::Picked, rows::Listed};
use crate::{
    asking::{AskForm, Asking, Reason},
    frame::use_me,
    loaded::loaded,
    words::error,
};

/// How far the work on a selection has come.
#[derive(Clone, Debug, Default, PartialEq)]
struct Work {
    of: usize,
    done: usize,
    /// Those that could not be done, with the reason.
    left: Vec<(i64, ApiError)>,
    is_over: bool,
}

/// Which words are being asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Transfer,
    Release,
    Urge,
    Hold,
    End,
}

impl Wanted {
    const fn words(self) -> &'static str {
        match self {
            Self::Transfer => "tickets.bulk_transfer",
            Self::Release => "tickets.bulk_release",
            Self::Urge => "ticket.urge",
            Self::Hold => "ticket.hold",
            Self::End => "ticket.end",
        }
    }
}

/// The bar, fetched when the first ticket is picked.
#[leptos::wasm_split::wasm_split(tickets_more, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn tickets_bulk(listed: Listed, picked: Picked) -> Result<AnyView, NotLoaded> {
    Ok(view! { <BulkBar listed picked /> }.into_any())
}

/// The bar at the foot of the list.
#[component]
fn BulkBar(listed: Listed, picked: Picked) -> impl IntoView {
    let lang = use_lang();
    let asking = RwSignal::new(None::<Wanted>);
    let work = RwSignal::new(None::<Work>);
    let count = picked.count();
    let is_shown = Memo::new(move |_| count.get() > 0);
    let toasts = use_toasts();
    let go = Callback::new(move |act: BulkAct| {
        let done = Callback::new(move |done: usize| {
            let lang = lang.try_get_untracked().unwrap_or_default();
            toasts.show(Toast::good(tf(lang, "tickets.bulk_done", &[("count", &done)])));
        });
        carry_out(listed, picked, work, act, done);
    });
    let words = move || tf(lang.get(), "tickets.picked", &[("count", &count.get())]);
    let may_end = use_me().is_some_and(|me| me.may(Right::EndTickets));
    let asks = move || {
        let all = [
            ("transfer", Wanted::Transfer),
            ("queue", Wanted::Release),
            ("bell", Wanted::Urge),
            ("pause", Wanted::Hold),
            ("close", Wanted::End),
        ];
        all.into_iter().filter(move |(_, what)| may_end || *what != Wanted::End)
    };
    let is_busy = Signal::derive(move || work.with(|work| work.as_ref().is_some_and(|work| !work.is_over)));
    view! {
        <Show when=move || is_shown.get()>
            <div class="bulk" role="toolbar" aria-label=t!("tickets.bulk")>
                <span role="status">{words}</span>
                <span class="rule"></span>
                <Button
                    kind=ButtonKind::Quiet
                    small=true
                    icon="hand"
                    busy=is_busy
                    on_press=Callback::new(move |()| go.run(BulkAct::Claim))
                >
                    {t!("ticket.claim")}
                </Button>
                {asks()
                    .map(|(icon, what)| {
                        let words = what.words();
                        view! {
                            <Button
                                kind=ButtonKind::Quiet
                                small=true
                                icon=icon
                                disabled=is_busy
                                on_press=Callback::new(move |()| asking.set(Some(what)))
                            >
                                {t!(words)}
                            </Button>
                        }
                            .into_any()
                    })
                    .collect_view()}
                <span class="rule"></span>
                <IconButton
                    icon="close"
                    label=t!("tickets.pick_none")
                    shortcut="Escape"
                    on_press=Callback::new(move |()| picked.none())
                />
            </div>
        </Show>
        <AskDialog asking go />
        <WorkDialog work />
    }
}

/// Works through the selection. What was done is let go of, so that what is left stays picked.
fn carry_out(listed: Listed, picked: Picked, work: RwSignal<Option<Work>>, act: BulkAct, all_done: Callback<usize>) {
    let list = picked.list();
    work.set(Some(Work { of: list.len(), ..Work::default() }));
    spawn_local(async move {
        for (id, number) in list {
            let answer = api::ticket::handle(id, act.clone()).await;
            let is_done = answer.is_ok();
            let is_there = work.try_update(|work| {
                let Some(work) = work else { return false };
                match answer {
                    Ok(_) => work.done += 1,
                    Err(no) => work.left.push((number, no)),
                }
                true
            });
            if is_done {
                picked.toggle_off(id);
            }
            // Whoever closed the progress, or left the page, wants no more of it.
            if is_there != Some(true) {
                break;
            }
        }
        listed.reload();
        let done = work.try_update(|work| {
            let work = work.as_mut()?;
            work.is_over = true;
            work.left.is_empty().then_some(work.done)
        });
        if let Some(Some(done)) = done {
            work.try_set(None);
            all_done.try_run(done);
        }
    });
}

/// Asks to whom and why.
#[component]
fn AskDialog(asking: RwSignal<Option<Wanted>>, go: Callback<BulkAct>) -> impl IntoView {
    let lang = use_lang();
    let close = Callback::new(move |()| asking.set(None));
    let title = move || asking.get().map_or("", |asking| t(lang.get(), asking.words()));
    view! {
        <Dialog id="bulk-ask" open=Signal::derive(move || asking.with(Option::is_some)) on_close=close title=title>
            {move || asking.get().map(|what| view! { <WordsForm what close go /> })}
        </Dialog>
    }
}

#[component]
fn WordsForm(what: Wanted, close: Callback<()>, go: Callback<BulkAct>) -> impl IntoView {
    let asking = Asking::new(close);
    let people = loaded(api::people::colleagues);
    let to = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let needs_person = what == Wanted::Transfer;
    let needs_reason = !matches!(what, Wanted::Release | Wanted::Urge);
    let choices = Signal::derive(move || {
        let people = people.get().and_then(Result::ok).unwrap_or_default();
        people.into_iter().map(|person| Choice::new(person.id.to_string(), person.name)).collect::<Vec<_>>()
    });
    let ready = Signal::derive(move || {
        (!needs_person || to.with(|to| !to.is_empty()))
            && (!needs_reason || reason.with(|reason| !reason.trim().is_empty()))
    });
    let send = Callback::new(move |()| {
        let reason = reason.get_untracked().trim().to_owned();
        let act = match what {
            Wanted::Transfer => match to.get_untracked().parse::<PersonId>() {
                Ok(to) => BulkAct::Transfer { to, reason },
                Err(_) => return,
            },
            Wanted::Release => BulkAct::Release { reason },
            Wanted::Urge => BulkAct::Urge { text: reason },
            Wanted::Hold => BulkAct::Hold { reason },
            Wanted::End => BulkAct::End { reason },
        };
        asking.close();
        go.run(act);
    });
    let person = needs_person.then(|| {
        view! {
            <Field id="bulk-to" label=t!("ticket.transfer_to") required=true>
                <Select value=to choices on_pick=Callback::new(move |person| to.set(person)) placeholder=t!("common.choose") />
            </Field>
        }
    });
    view! {
        <AskForm asking act=t!("common.ok") ready on_send=send>
            {person}
            <Reason id="bulk-reason" value=reason hint=t!("ticket.transfer_reason_hint") required=needs_reason on_send=send />
        </AskForm>
    }
}

/// How far it has come, and in the end what could not be done.
#[component]
fn WorkDialog(work: RwSignal<Option<Work>>) -> impl IntoView {
    let lang = use_lang();
    let close = Callback::new(move |()| work.set(None));
    let is_open = Signal::derive(move || {
        work.with(|work| work.as_ref().is_some_and(|work| work.of > 3 || !work.left.is_empty()))
    });
    let words = move || {
        let lang = lang.get();
        work.with(|work| {
            let work = work.as_ref()?;
            let key = if work.is_over { "tickets.bulk_over" } else { "tickets.bulk_under_way" };
            Some(tf(lang, key, &[("done", &work.done), ("of", &work.of), ("left", &work.left.len())]))
        })
    };
    let share = Signal::derive(move || {
        work.with(|work| {
            work.as_ref()
                .map_or(0, |work| u32::try_from((work.done + work.left.len()) * 100 / work.of.max(1)).unwrap_or(100))
        })
    });
    let left = move || {
        let lang = lang.get();
        work.with(|work| {
            work.as_ref().map(|work| {
                work.left
                    .iter()
                    .map(|(number, no)| {
                        let why = error::sentence(lang, no);
                        let href = format!("/desk/tickets/{number}");
                        view! { <li><a class="num" href=href>"#"{*number}</a>" "{why}</li> }.into_any()
                    })
                    .collect_view()
            })
        })
    };
    view! {
        <Dialog id="bulk-work" open=is_open on_close=close title=t!("tickets.bulk")>
            <div class="bulk-work">
                <p role="status">{words}</p>
                <Progress at=share label=t!("tickets.bulk") />
                <ul class="bulk-left">{left}</ul>
                <p class="asking-acts">
                    <Button on_press=close>
                        {move || {
                            let is_over = work.with(|work| work.as_ref().is_none_or(|work| work.is_over));
                            t(lang.get(), if is_over { "common.close" } else { "tickets.bulk_stop" })
                        }}
                    </Button>
                </p>
            </div>
        </Dialog>
    }
}
