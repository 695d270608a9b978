//! All definitions of one kind, and the trash.

mod create;
mod import;
mod nav;
mod row;
mod rows;
mod trash;
mod trashing;
mod usage;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{Kind, record::DefinitionStanding, role::Right, view::StudioRow};
use ui::{Button, ButtonKind, LinkButton, SkeletonLines, i18n::t, t, use_lang};

pub use self::import::Wrong;
use self::{create::CreateDialog, import::ImportDialog, nav::KindsNav, rows::Rows, trash::Trash};
use super::address;
use crate::{
    asked::{Asked, ask},
    failed::Failed,
    frame::use_me,
    titled::Title,
};

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Kind(Kind),
    Trash,
}

/// The last part of the address of the trash.
const TRASH: &str = "trash";

/// See the module.
#[component]
pub fn StudioPage() -> impl IntoView {
    let lang = use_lang();
    let params = use_params_map();
    let shown = Memo::new(move |_| match params.with(|params| params.get("kind")).as_deref() {
        Some(TRASH) => Shown::Trash,
        Some(name) => Shown::Kind(address::kind_of(name).unwrap_or(Kind::TicketType)),
        None => Shown::Kind(Kind::TicketType),
    });
    let list = ask(|| (), |()| api::definition::list());
    let reload = Callback::new(move |()| list.refetch());
    let title = move || match shown.get() {
        Shown::Kind(kind) => t(lang.get(), &format!("kind.{kind}_many")),
        Shown::Trash => t(lang.get(), "studio.trash"),
    };
    view! {
        <Title text=title />
        <main class="page" id="content">
            <Bar shown list reload />
            <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
                {move || {
                    list.get()
                        .map(|answer| match answer {
                            Ok(rows) => view! { <Studio rows shown reload /> }.into_any(),
                            Err(error) => {
                                view! { <div class="page-body padded"><Failed error on_retry=reload /></div> }.into_any()
                            }
                        })
                }}
            </Transition>
        </main>
    }
    .into_any()
}

type Listing = Asked<Vec<StudioRow>>;

/// The head of the page: import, trash, new.
#[component]
fn Bar(shown: Memo<Shown>, list: Listing, reload: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let me = use_me();
    let may_design = me.as_ref().is_some_and(|me| me.may(Right::DesignDefinitions));
    let is_creating = RwSignal::new(false);
    let is_importing = RwSignal::new(false);
    let thrown = move || match list.get() {
        Some(Ok(rows)) => rows.iter().filter(|row| row.row.standing == DefinitionStanding::Trashed).count(),
        _ => 0,
    };
    let kind = move || if let Shown::Kind(kind) = shown.get() { Some(kind) } else { None };
    let new_words = move || kind().map(|kind| t(lang.get(), &format!("studio.new_{kind}"))).unwrap_or_default();
    let acts = may_design.then(|| {
        view! {
            <Button kind=ButtonKind::Quiet small=true icon="upload" on_press=move |()| is_importing.set(true)>
                {t!("common.import")}
            </Button>
        }
    });
    let new = may_design.then(|| {
        view! {
            <Show when=move || kind().is_some()>
                <Button kind=ButtonKind::Primary small=true icon="plus" on_press=move |()| is_creating.set(true)>
                    {new_words}
                </Button>
            </Show>
            <CreateDialog kind=Signal::derive(move || kind().unwrap_or(Kind::TicketType)) open=is_creating />
            <ImportDialog open=is_importing on_done=reload />
        }
    });
    view! {
        <header class="page-bar">
            <h1>{t!("shell.studio")}</h1>
            <div class="acts">
                {acts}
                <LinkButton href="/studio/trash" kind=ButtonKind::Quiet small=true icon="trash">
                    {t!("studio.trash")}
                    <Suspense>
                        {move || { let count = thrown(); (count > 0).then(|| view! { <span class="count">{count}</span> }) }}
                    </Suspense>
                </LinkButton>
                {new}
            </div>
        </header>
    }
    .into_any()
}

/// The kinds at the side, the rows of one of them beside it.
#[component]
fn Studio(rows: Vec<StudioRow>, shown: Memo<Shown>, reload: Callback<()>) -> impl IntoView {
    let rows = StoredValue::new(rows);
    let part = move || match shown.get() {
        Shown::Kind(kind) => {
            let own = rows.with_value(|rows| of_kind(rows, kind));
            view! { <Rows kind rows=own reload /> }.into_any()
        }
        Shown::Trash => {
            let thrown = rows.with_value(|rows| {
                let is_thrown = |row: &&StudioRow| row.row.standing == DefinitionStanding::Trashed;
                rows.iter().filter(is_thrown).cloned().collect::<Vec<_>>()
            });
            view! { <Trash rows=thrown reload /> }.into_any()
        }
    };
    view! {
        <div class="studio">
            <KindsNav rows shown />
            <section class="defs" aria-label=t!("studio.definitions")>{part}</section>
        </div>
    }
    .into_any()
}

fn of_kind(rows: &[StudioRow], kind: Kind) -> Vec<StudioRow> {
    let is_shown = |row: &&StudioRow| row.row.kind == kind && row.row.standing != DefinitionStanding::Trashed;
    rows.iter().filter(is_shown).cloned().collect()
}
