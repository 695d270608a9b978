//! The definitions of one kind: search, filter, selection, and what can be done with one.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use model::{
    Kind,
    key::DefinitionKey,
    view::{Health, StudioRow},
};
use ui::{
    Button, ButtonKind, Choice, Empty, SearchInput, Select, Table, ToggleChip,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::{
    row::Row,
    trashing::{Doing, Trashing},
    usage::UsageDialog,
};
use crate::{
    loaded::loaded,
    pages::studio::{address, files, list::create::CopyDialog},
    words::said,
};

/// How the rows are sorted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Title,
    Changed,
}

/// What can be done with one definition by a dialog.
#[derive(Clone, PartialEq)]
pub(super) enum Act {
    Copy(StudioRow),
    Usage(StudioRow),
}

/// See the module.
#[component]
pub(super) fn Rows(kind: Kind, rows: Vec<StudioRow>, reload: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let all = StoredValue::new(rows);
    let text = RwSignal::new(String::new());
    let drafts_only = RwSignal::new(false);
    let by = RwSignal::new(By::Title);
    let chosen = RwSignal::new(BTreeSet::<DefinitionKey>::new());
    let act = RwSignal::new(None::<Act>);
    let doing = Doing::new(reload);
    let asked = loaded(move || api::definition::health(kind));
    let health = Memo::new(move |_| {
        let found = asked.get().and_then(Result::ok).unwrap_or_default().into_iter();
        found.map(|health| (health.key.clone(), health)).collect::<BTreeMap<DefinitionKey, Health>>()
    });
    let found = Memo::new(move |_| {
        let (lang, text, drafts_only) = (lang.get(), text.with(|text| text.trim().to_lowercase()), drafts_only.get());
        let mut found = all.with_value(|all| {
            let fits = |row: &&StudioRow| (!drafts_only || row.row.has_draft) && has(row, &text);
            all.iter().filter(fits).cloned().collect::<Vec<_>>()
        });
        match by.get() {
            By::Title => found.sort_by_cached_key(|row| said(&row.row.title, lang).to_lowercase()),
            By::Changed => found.sort_by_key(|row| std::cmp::Reverse(row.row.updated_at)),
        }
        found
    });
    let count = Signal::derive(move || found.with(Vec::len));
    let is_narrow = move || drafts_only.get() || text.with(|text| !text.trim().is_empty());
    view! {
        <Tools kind text drafts_only by count chosen />
        <div class="page-body">
            <Show when=move || count.get() == 0>
                <Nothing kind is_narrow=is_narrow() on_clear=Callback::new(move |()| {
                    text.set(String::new());
                    drafts_only.set(false);
                }) />
            </Show>
            <Show when=move || { count.get() > 0 }>
                <Table label=t!(format!("kind.{kind}_many"))>
                    <Head kind />
                    <tbody>
                        <For
                            each=move || found.get()
                            key=|row| (row.row.key.clone(), row.row.updated_at, row.row.number, row.row.has_draft)
                            children=move |row| view! { <Row row health chosen act doing /> }
                        />
                    </tbody>
                </Table>
            </Show>
        </div>
        <CopyDialog act />
        <UsageDialog act />
        <Trashing doing />
    }
    .into_any()
}

/// Whether a definition is meant by some words.
fn has(row: &StudioRow, text: &str) -> bool {
    text.is_empty()
        || row.row.key.as_str().contains(text)
        || row.row.title.iter().any(|(_, title)| title.to_lowercase().contains(text))
}

#[component]
fn Tools(
    kind: Kind,
    text: RwSignal<String>,
    drafts_only: RwSignal<bool>,
    by: RwSignal<By>,
    count: Signal<usize>,
    chosen: RwSignal<BTreeSet<DefinitionKey>>,
) -> impl IntoView {
    let lang = use_lang();
    let search = move || tf(lang.get(), "studio.search", &[("kind", &t(lang.get(), &format!("kind.{kind}_many")))]);
    let order = Signal::derive(move || if by.get() == By::Title { "title" } else { "changed" }.to_owned());
    let orders = Signal::derive(move || {
        let lang = lang.get();
        vec![Choice::new("title", t(lang, "studio.by_title")), Choice::new("changed", t(lang, "studio.by_changed"))]
    });
    let pick = Callback::new(move |value: String| by.set(if value == "title" { By::Title } else { By::Changed }));
    let counted = move || tf(lang.get(), "studio.count", &[("count", &count.get())]);
    view! {
        <div class="page-subbar">
            <SearchInput value=text on_input=Callback::new(move |typed| text.set(typed)) label=search small=true />
            <ToggleChip pressed=drafts_only on_change=Callback::new(move |on| drafts_only.set(on)) icon="pencil">
                {t!("studio.drafts_only")}
            </ToggleChip>
            <Show when=move || chosen.with(|chosen| !chosen.is_empty()) fallback=move || view! {
                <span class="meta push" role="status">{counted}</span>
            }>
                <Chosen kind chosen />
            </Show>
            <Select value=order choices=orders on_pick=pick small=true label=t!("common.sort") />
        </div>
    }
    .into_any()
}

/// What can be done with the selected ones.
#[component]
fn Chosen(kind: Kind, chosen: RwSignal<BTreeSet<DefinitionKey>>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let words = move || tf(lang.get(), "common.selected", &[("n", &chosen.with(BTreeSet::len))]);
    let export = Callback::new(move |()| {
        let what = chosen.with_untracked(|chosen| chosen.iter().map(|key| (kind, key.clone())).collect());
        files::export(what, toasts, lang);
    });
    view! {
        <span class="meta push" role="status">{words}</span>
        <Button small=true icon="download" on_press=export>
            {t!("common.export")}
        </Button>
        <Button kind=ButtonKind::Quiet small=true on_press=move |()| chosen.set(BTreeSet::new())>
            {t!("common.clear")}
        </Button>
    }
}

#[component]
fn Head(kind: Kind) -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th class="col-check" scope="col"><span class="unseen">{t!("common.choose")}</span></th>
                <th class="wide" scope="col">{t!(format!("kind.{kind}"))}</th>
                <th scope="col">{t!("studio.column_state")}</th>
                <th class="col-health" scope="col">{t!("studio.column_check")}</th>
                <th class="col-users" scope="col">{t!("studio.column_users")}</th>
                <th class="col-changed" scope="col">{t!("studio.column_changed")}</th>
                <th scope="col"><span class="unseen">{t!("common.more_acts")}</span></th>
            </tr>
        </thead>
    }
    .into_any()
}

#[component]
fn Nothing(kind: Kind, is_narrow: bool, on_clear: Callback<()>) -> impl IntoView {
    if is_narrow {
        return view! {
            <Empty icon="filter" title=t!("studio.none_found") text=t!("studio.none_found_why")>
                <Button on_press=on_clear>{t!("common.filters_clear")}</Button>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty
            icon=address::icon(kind)
            title=t!("studio.none")
            text=t!(format!("studio.about_{kind}"))
        />
    }
    .into_any()
}
