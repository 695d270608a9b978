//! Publishing: what changed, what is wrong, a note, and the new version.

use std::fmt::Display;

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use model::{Kind, Severity, reckoning::Published, view::DefinitionRow};
use ui::{
    Button, ButtonKind, Dialog, Field, Notice, SkeletonLines, Textarea, Toast, Tone,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::{
    Keeper, SaveState,
    needs::{Needed, publish_all, unpublished},
};
use crate::{
    failed::Refused,
    loaded::loaded,
    pages::studio::{address, difference::DifferenceList, problems::ProblemRows, reckoning::CountsFor},
    words,
};

/// See the module.
#[component]
pub fn PublishDialog(keeper: Keeper, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let title = move || {
        let number = keeper.row().with(|row| row.number).saturating_add(1);
        tf(lang.get(), "studio.publish_title", &[("number", &number)])
    };
    view! {
        <Dialog id="publish" open=open on_close=Callback::new(move |()| open.set(false)) title=title>
            <PublishForm keeper open />
        </Dialog>
    }
}

#[component]
fn PublishForm(keeper: Keeper, open: RwSignal<bool>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let note = RwSignal::new(String::new());
    let open_too = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let stopped = RwSignal::new(None::<(DefinitionRow, ApiError)>);
    let rows = loaded(api::definition::list);
    let needed = Memo::new(move |_| {
        let content = keeper.content().get();
        rows.with(|rows| match rows {
            Some(Ok(rows)) => unpublished(&content, rows),
            _ => Vec::new(),
        })
    });
    let problems = keeper.problems();
    // A hint stops nobody and hides what matters.
    let pressing = Signal::derive(move || {
        let mut found = problems.get();
        found.retain(|problem| problem.severity != Severity::Hint);
        found
    });
    let navigate = StoredValue::new(use_navigate());
    let has_errors = Memo::new(move |_| problems.with(|problems| problems.iter().any(model::Problem::is_error)));
    let is_saved = Memo::new(move |_| matches!(keeper.state().get(), SaveState::Saved(_)));
    let publish = move || {
        if busy.get_untracked() || has_errors.get_untracked() || !is_saved.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        stopped.set(None);
        let needed = needed.get_untracked();
        let said = note.get_untracked().trim().to_owned();
        spawn_local(async move {
            if let Err(no) = publish_all(needed, &said).await {
                stopped.try_set(Some(no));
                busy.try_set(false);
                return;
            }
            match api::definition::publish(keeper.kind(), keeper.key(), said, open_too.get_untracked()).await {
                Ok(version) => {
                    keeper.published(&version);
                    // The message outlives this dialog, and what it offers must too.
                    let go = navigate.try_get_value();
                    let address = format!("/desk/tickets/new?type={}", keeper.key());
                    open.try_set(false);
                    let lang = lang.try_get_untracked().unwrap_or_default();
                    let name =
                        keeper.content.try_with_untracked(|content| words::said(&content.title, lang).to_owned());
                    let facts: [(&str, &dyn Display); 2] =
                        [("name", &name.unwrap_or_default()), ("number", &version.number)];
                    let toast = Toast::good(tf(lang, "studio.published", &facts));
                    toasts.show(if keeper.kind() == Kind::TicketType {
                        let file = Callback::new(move |()| {
                            if let Some(go) = &go {
                                go(&address, NavigateOptions::default());
                            }
                        });
                        toast.with_act(t(lang, "studio.file_one"), file)
                    } else {
                        toast
                    });
                }
                // The server sees what is published, not what lies beside it as a draft.
                Err(ApiError::Invalid(found)) => {
                    keeper.problems.try_set(found);
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    };
    // Tickets run by what was published before.
    let is_timed = Published::can_be(keeper.kind()) && keeper.row().with_untracked(|row| row.number > 0);
    let is_held = Signal::derive(move || has_errors.get() || !is_saved.get());
    view! {
        <form
            class="publish"
            on:submit=move |event| {
                event.prevent_default();
                publish();
            }
        >
            <Show
                when=move || has_errors.get()
                fallback=move || view! { <Changes keeper is_saved /> }
            >
                <Notice tone=Tone::Bad>{t!("studio.publish_errors")}</Notice>
            </Show>
            <Show when=move || needed.with(|needed| !needed.is_empty())>
                <Needed rows=needed.get() />
            </Show>
            <ProblemRows problems=pressing content=keeper.content() />
            {is_timed.then(|| view! { <CountsFor kind=keeper.kind() key=keeper.key() open_too /> })}
            {move || stopped.get().map(|(row, error)| view! { <Stopped row error /> })}
            <Refused error />
            <Field id="publish-note" label=t!("studio.note") hint=t!("studio.note_hint") optional=true>
                <Textarea
                    value=note
                    on_input=Callback::new(move |text| note.set(text))
                    on_send=Callback::new(move |()| publish())
                    rows=2
                />
            </Field>
            <p class="asking-acts">
                <Button on_press=move |()| open.set(false)>{t!("common.cancel")}</Button>
                <Button submit=true kind=ButtonKind::Primary busy=busy disabled=is_held>
                    {t!("studio.publish_do")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}

/// Something that had to be published before could not be.
#[component]
fn Stopped(row: DefinitionRow, error: ApiError) -> impl IntoView {
    let lang = use_lang();
    let href = address::of(row.kind, &row.key);
    let title = row.title;
    let words = move || {
        let lang = lang.get();
        let first = error.problems().iter().find(|problem| problem.is_error());
        let why =
            first.map_or_else(|| words::error::sentence(lang, &error), |found| words::problem::sentence(lang, found));
        tf(lang, "studio.publish_stopped", &[("name", &words::said(&title, lang)), ("why", &why)])
    };
    let acts = move || view! { <a href=href.clone()>{t!("common.open")}</a> };
    view! { <Notice tone=Tone::Bad acts=acts>{words}</Notice> }
}

/// What the new version will change.
#[component]
fn Changes(keeper: Keeper, is_saved: Memo<bool>) -> impl IntoView {
    move || {
        let number = keeper.row().with_untracked(|row| row.number);
        if number == 0 {
            let first =
                if keeper.kind() == Kind::TicketType { "studio.publish_first" } else { "studio.publish_first_part" };
            return view! { <p>{t!(first)}</p> }.into_any();
        }
        if !is_saved.get() {
            return view! { <SkeletonLines lines=2 /> }.into_any();
        }
        let (kind, key) = (keeper.kind(), keeper.key());
        let found = loaded(move || api::definition::diff(kind, key.clone(), number, None));
        (move || match found.get() {
            None => view! { <SkeletonLines lines=2 /> }.into_any(),
            Some(Ok(found)) => {
                let content = keeper.content().get_untracked();
                view! { <DifferenceList found content /> }.into_any()
            }
            // A summary that cannot be made stops nobody.
            Some(Err(_)) => ().into_any(),
        })
        .into_any()
    }
}
