//! Bringing a package file in: pick it, look at what it would do, then do it.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    Problem,
    view::{ImportDoes, ImportReport, ImportRow},
};
use ui::{Button, ButtonKind, Dialog, Icon, Notice, Status, Toast, Tone, i18n::tf, t, use_lang, use_toasts};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::{
    failed::Refused,
    pages::studio::{address, files},
    words::{problem, say},
};

/// See the module.
#[component]
pub(super) fn ImportDialog(open: RwSignal<bool>, on_done: Callback<()>) -> impl IntoView {
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Dialog id="import" open=open on_close=close title=t!("studio.import_title")>
            <ImportForm close on_done />
        </Dialog>
    }
}

#[component]
fn ImportForm(close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let text = RwSignal::new(None::<String>);
    let report = RwSignal::new(None::<ImportReport>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let ask = move |dry_run: bool| {
        let Some(text) = text.get_untracked() else { return };
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = api::package::import(text, dry_run).await;
            busy.try_set(false);
            match answer {
                Ok(done) if done.stored => {
                    let changed = done.rows.iter().filter(|row| row.does != ImportDoes::Keep).count();
                    let lang = lang.try_get_untracked().unwrap_or_default();
                    toasts.show(Toast::good(tf(lang, "studio.imported", &[("count", &changed)])));
                    close.try_run(());
                    on_done.try_run(());
                }
                Ok(found) => {
                    report.try_set(Some(found));
                }
                Err(no) => {
                    report.try_set(None);
                    error.try_set(Some(no));
                }
            }
        });
    };
    let picked = Callback::new(move |read: Option<String>| {
        text.try_set(read);
        report.try_set(None);
        ask(true);
    });
    let pick = move |event: web_sys::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) {
            files::read(&file, picked);
        }
    };
    let is_held = Signal::derive(move || {
        report.with(|report| {
            report.as_ref().is_none_or(|report| {
                report.problems.iter().any(Problem::is_error)
                    || report.rows.iter().all(|row| row.does == ImportDoes::Keep)
            })
        })
    });
    // What cannot be read at all is named by its place in the file.
    let unread = move || {
        let problems = error.with(|error| error.as_ref().map(|error| error.problems().to_vec()).unwrap_or_default());
        view! { <Wrong problems /> }
    };
    view! {
        <div class="publish">
            <p>{t!("studio.import_why")}</p>
            <label class="button">
                <Icon name="file" />
                {t!("studio.import_pick")}
                <input class="unseen" type="file" accept=".json,application/json" on:change=pick />
            </label>
            <Refused error />
            {unread}
            {move || report.get().map(|report| view! { <Report report /> })}
            <p class="asking-acts">
                <Button on_press=close>{t!("common.cancel")}</Button>
                <Button kind=ButtonKind::Primary busy=busy disabled=is_held on_press=move |()| ask(false)>
                    {t!("studio.import_do")}
                </Button>
            </p>
        </div>
    }
    .into_any()
}

/// What an import would do.
#[component]
fn Report(report: ImportReport) -> impl IntoView {
    let has_errors = report.problems.iter().any(Problem::is_error);
    let is_known = report.rows.iter().all(|row| row.does == ImportDoes::Keep);
    let rows = report.rows.into_iter().map(|row| view! { <Would row /> }.into_any()).collect_view();
    view! {
        {has_errors.then(|| view! { <Notice tone=Tone::Bad>{t!("studio.import_errors")}</Notice> })}
        {is_known.then(|| view! { <Notice tone=Tone::Info>{t!("studio.import_nothing")}</Notice> })}
        <ul class="users">{rows}</ul>
        <Wrong problems=report.problems />
    }
}

#[component]
fn Would(row: ImportRow) -> impl IntoView {
    let lang = use_lang();
    let title = say(row.title);
    let (icon, tone, key) = match row.does {
        ImportDoes::Create => ("plus", Tone::Good, "studio.import_creates"),
        ImportDoes::Update => ("pencil", Tone::Warn, "studio.import_updates"),
        ImportDoes::Keep => ("check", Tone::Quiet, "studio.import_keeps"),
    };
    let count = row.differences.len();
    view! {
        <li class="row">
            <Icon name=address::icon(row.kind) />
            <span class="title">{move || title.get()}</span>
            <span class="meta">{t!(format!("kind.{}", row.kind))}</span>
            <Status icon tone>{move || tf(lang.get(), key, &[("count", &count)])}</Status>
        </li>
    }
}

/// Problems of a file: the place is one of the file.
#[component]
pub fn Wrong(problems: Vec<Problem>) -> impl IntoView {
    let lang = use_lang();
    let rows = problems
        .into_iter()
        .map(|found| {
            let (icon, tone) = if found.is_error() { ("error", Tone::Bad) } else { ("alert", Tone::Warn) };
            let path = found.path.clone();
            view! {
                <div class="problem" data-tone=tone.as_str()>
                    <Icon name=icon />
                    <span>{move || problem::sentence(lang.get(), &found)}</span>
                    <code class="where mono">{path}</code>
                </div>
            }
            .into_any()
        })
        .collect_view();
    view! { <div class="problem-rows">{rows}</div> }
}
