//! The versions of a definition: compare two, look at an old one, bring it back as a draft.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use model::{Kind, key::DefinitionKey, reckoning::Published, role::Right, view::VersionRow};
use ui::{
    Button, ButtonKind, Choice, Crumb, CrumbLink, Dialog, Empty, Later, Moment, NotLoaded, RelativeTime, Select, Shows,
    SkeletonLines, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

mod migration;

use super::{address, difference::DifferenceList, reckoning::CountNow};
use crate::{
    asked::ask,
    failed::Failed,
    frame::use_me,
    loaded::loaded,
    pages::missing::MissingPage,
    titled::Title,
    words::{error, said},
};

/// See the module.
#[component]
pub fn VersionsPage() -> impl IntoView {
    let params = use_params_map();
    let asked = Memo::new(move |_| {
        params.with(|params| {
            let kind = params.get("kind").and_then(|name| address::kind_of(&name));
            kind.zip(params.get("key").map(DefinitionKey::new))
        })
    });
    move || match asked.get() {
        Some((kind, key)) => view! { <Versions kind key /> }.into_any(),
        None => view! { <MissingPage /> }.into_any(),
    }
}

#[component]
fn Versions(kind: Kind, key: DefinitionKey) -> impl IntoView {
    let lang = use_lang();
    let wanted = key.clone();
    let page = ask(
        || (),
        move |()| {
            let key = wanted.clone();
            async move {
                let row = api::definition::open(kind, key.clone()).await?.row;
                Ok::<_, ApiError>((row, api::definition::versions(kind, key).await?))
            }
        },
    );
    let title = Signal::derive(move || match page.get() {
        Some(Ok((row, _))) => said(&row.title, lang.get()).to_owned(),
        _ => String::new(),
    });
    let href = address::of(kind, &key);
    let key = StoredValue::new(key);
    view! {
        <main class="page" id="content">
            <header class="page-bar">
                <Crumb here=t!("studio.versions")>
                    <CrumbLink href=address::list(kind)>{t!(format!("kind.{kind}_many"))}</CrumbLink>
                    <CrumbLink href=href><Suspense>{move || title.get()}</Suspense></CrumbLink>
                </Crumb>
            </header>
            <Title text=move || format!("{} · {}", t(lang.get(), "studio.versions"), t(lang.get(), &format!("kind.{kind}"))) />
            <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                {move || {
                    page.get()
                        .map(|answer| match answer {
                            Ok((row, versions)) => view! { <Both kind key versions has_draft=row.has_draft /> }.into_any(),
                            Err(error) => view! { <div class="page-body padded"><Failed error /></div> }.into_any(),
                        })
                }}
            </Transition>
        </main>
    }
    .into_any()
}

/// The list, and the comparison beside it.
#[component]
fn Both(kind: Kind, key: StoredValue<DefinitionKey>, versions: Vec<VersionRow>, has_draft: bool) -> impl IntoView {
    let Some(newest) = versions.first().map(|version| version.number) else {
        return view! { <Empty icon="history" title=t!("studio.never_published") /> }.into_any();
    };
    let before = versions.get(1).map_or(newest, |version| version.number);
    let from = RwSignal::new(before);
    let to = RwSignal::new(newest);
    let numbers: Vec<i64> = versions.iter().map(|version| version.number).collect();
    let rows = versions
        .into_iter()
        .map(|row| view! { <VersionItem kind key row newest has_draft from to /> }.into_any())
        .collect_view();
    view! {
        <div class="versions">
            <ol class="version-list" aria-label=t!("studio.versions")>{rows}</ol>
            <section class="version-diff" aria-label=t!("studio.compare")>
                {if numbers.len() > 1 {
                    view! {
                        <Pair numbers from to />
                        <Compared kind key from to />
                    }
                        .into_any()
                } else {
                    view! { <p class="support">{t!("studio.one_version")}</p> }.into_any()
                }}
            </section>
        </div>
    }
    .into_any()
}

/// Which two versions are compared.
#[component]
fn Pair(numbers: Vec<i64>, from: RwSignal<i64>, to: RwSignal<i64>) -> impl IntoView {
    let lang = use_lang();
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let name = |number: &i64| Choice::new(number.to_string(), tf(lang, "studio.version", &[("number", number)]));
        numbers.iter().map(name).collect::<Vec<_>>()
    });
    let picker = move |which: RwSignal<i64>, label: &'static str| {
        let pick = Callback::new(move |value: String| {
            if let Ok(number) = value.parse() {
                which.set(number);
            }
        });
        let value = Signal::derive(move || which.get().to_string());
        view! { <Select value choices on_pick=pick small=true label=t!(label) /> }.into_any()
    };
    view! {
        <div class="page-subbar">
            <h2>{t!("studio.compare")}</h2>
            {picker(from, "studio.compare_from")}
            <span class="meta" aria-hidden="true">"→"</span>
            {picker(to, "studio.compare_to")}
        </div>
    }
}

/// What differs between the two.
#[component]
fn Compared(kind: Kind, key: StoredValue<DefinitionKey>, from: RwSignal<i64>, to: RwSignal<i64>) -> impl IntoView {
    move || {
        let (one, other) = (from.get(), to.get());
        let found = loaded(move || async move {
            let key = key.get_value();
            let found = api::definition::diff(kind, key.clone(), one, Some(other)).await?;
            Ok((found, api::definition::version(kind, key, other).await?.content))
        });
        move || match found.get() {
            None => view! { <SkeletonLines lines=4 /> }.into_any(),
            Some(Ok((found, content))) => view! { <DifferenceList found content /> }.into_any(),
            Some(Err(error)) => view! { <Failed error /> }.into_any(),
        }
    }
}

/// One version.
#[component]
fn VersionItem(
    kind: Kind,
    key: StoredValue<DefinitionKey>,
    row: VersionRow,
    newest: i64,
    has_draft: bool,
    from: RwSignal<i64>,
    to: RwSignal<i64>,
) -> impl IntoView {
    let (lang, toasts, navigate) = (use_lang(), use_toasts(), StoredValue::new_local(use_navigate()));
    let may_design = use_me().is_some_and(|me| me.may(Right::DesignDefinitions));
    let number = row.number;
    let busy = RwSignal::new(false);
    let restore = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::definition::restore(kind, key.get_value(), number).await;
            busy.try_set(false);
            let lang = lang.try_get_untracked().unwrap_or_default();
            match answer {
                Ok(_) => {
                    toasts.show(Toast::good(tf(lang, "studio.restored", &[("number", &number)])));
                    navigate.try_with_value(|go| {
                        key.try_with_value(|key| go(&address::of(kind, key), NavigateOptions::default()));
                    });
                }
                Err(no) => toasts.show(Toast::bad(error::sentence(lang, &no))),
            }
        });
    });
    let asks = RwSignal::new(false);
    let press = Callback::new(move |()| if has_draft { asks.set(true) } else { restore.run(()) });
    let close = Callback::new(move |()| asks.set(false));
    let compare = Callback::new(move |()| {
        from.set(number);
        to.set(newest);
    });
    let old = (number != newest).then(|| {
        view! {
            <Button small=true kind=ButtonKind::Quiet on_press=compare>
                {t!("studio.compare_newest")}
            </Button>
        }
    });
    let back = (may_design && number != newest).then(|| {
        view! {
            <Button small=true busy=busy on_press=press>
                {t!("studio.restore")}
            </Button>
            <Dialog id=format!("restore-{number}") open=asks on_close=close title=t!("studio.restore_question")>
                <p>{t!("studio.restore_why")}</p>
                <p class="asking-acts">
                    <Button on_press=close>{t!("common.cancel")}</Button>
                    <Button kind=ButtonKind::DangerPrimary busy=busy on_press=restore>
                        {t!("studio.restore")}
                    </Button>
                </p>
            </Dialog>
        }
    });
    let may_publish = use_me().is_some_and(|me| me.may(Right::PublishDefinitions));
    let moves = (kind == Kind::Flow && may_publish).then(|| view! { <MoveHere key number newest /> });
    let counts = (Published::can_be(kind) && may_publish && number == newest).then(|| view! { <CountHere kind key /> });
    let author = row.author.map(|author| author.name);
    let note = if row.note.is_empty() {
        view! { <p class="meta">{t!("studio.no_note")}</p> }.into_any()
    } else {
        view! { <p>{row.note}</p> }.into_any()
    };
    let href = key.with_value(|key| format!("{}/versions/{number}", address::of(kind, key)));
    view! {
        <li aria-current=move || (to.get() == number).then_some("true")>
            <header>
                <b>{move || tf(lang.get(), "studio.version", &[("number", &number)])}</b>
                <span class="meta">
                    {author} " " <RelativeTime at=row.at /> ", " <Moment at=row.at shows=Shows::DayTime />
                </span>
            </header>
            {note}
            <div class="cluster">
                <a class="button small quiet" href=href>
                    {t!("studio.look")}
                </a>
                {old}
                {back}
                {moves}
                {counts}
            </div>
        </li>
    }
}

/// Moves open tickets to this version.
#[component]
fn MoveHere(key: StoredValue<DefinitionKey>, number: i64, newest: i64) -> impl IntoView {
    let lang = use_lang();
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    let title = move || tf(lang.get(), "migration.title", &[("number", &number)]);
    view! {
        <Button small=true kind=ButtonKind::Quiet icon="transfer" on_press=move |()| open.set(true)>
            {t!("migration.move_here")}
        </Button>
        <Dialog id=format!("migration-{number}") open on_close=close title=title>
            <Later part=move || sheets_migration(key.get_value(), number, newest) />
        </Dialog>
    }
}

/// Lets the newest version count for open tickets too.
#[component]
fn CountHere(kind: Kind, key: StoredValue<DefinitionKey>) -> impl IntoView {
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Button small=true kind=ButtonKind::Quiet icon="clock" on_press=move |()| open.set(true)>
            {t!("reckoning.count_now")}
        </Button>
        <Dialog id="reckoning" open on_close=close title=t!("reckoning.title")>
            <CountNow kind key=key.get_value() />
        </Dialog>
    }
}

#[leptos::wasm_split::wasm_split(sheets_migration, wasm_split_path = ::leptos::wasm_split, fallible)]
fn sheets_migration(flow: DefinitionKey, number: i64, newest: i64) -> Result<AnyView, NotLoaded> {
    Ok(view! { <migration::Migration flow number newest /> }.into_any())
}
