//! One definition in the list.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use model::{
    key::DefinitionKey,
    role::Right,
    view::{DefinitionRow, Health, StudioRow},
};
use ui::{
    Avatar, AvatarSize, Check, Icon, IconButton, Menu, MenuItem, MenuLink, MenuRule, RelativeTime, Status, Tone,
    i18n::tf, t, use_lang, use_toasts,
};

use super::{rows::Act, trashing::Doing};
use crate::{
    frame::use_me,
    pages::studio::{address, files},
    words::{names, said, say},
};

/// See the module.
#[component]
pub(super) fn Row(
    row: StudioRow,
    health: Memo<BTreeMap<DefinitionKey, Health>>,
    chosen: RwSignal<BTreeSet<DefinitionKey>>,
    act: RwSignal<Option<Act>>,
    doing: Doing,
) -> impl IntoView {
    let StudioRow { row: own, users } = row.clone();
    let title = say(own.title.clone());
    let key = StoredValue::new(own.key.clone());
    let is_chosen = Signal::derive(move || chosen.with(|chosen| key.with_value(|key| chosen.contains(key))));
    let choose = Callback::new(move |on: bool| {
        chosen.update(|chosen| {
            let key = key.get_value();
            if on {
                chosen.insert(key)
            } else {
                chosen.remove(&key)
            };
        });
    });
    let lang = use_lang();
    let select = move || tf(lang.get(), "common.select_row", &[("name", &title.get())]);
    let used = move || {
        let lang = lang.get();
        let shown: Vec<&str> = users.iter().take(2).map(|user| said(user, lang)).collect();
        let more = users.len().saturating_sub(shown.len());
        let shown = names(lang, shown.into_iter());
        if more > 0 { tf(lang, "studio.and_more", &[("names", &shown), ("count", &more)]) } else { shown }
    };
    let author = own.updated_by.clone().map(|by| {
        view! { <Avatar name=by.name seed=by.id.to_string() size=AvatarSize::Small named=false /> }
    });
    let can_export = own.number > 0;
    view! {
        <tr>
            <td class="col-check">
                <Check checked=is_chosen on_change=choose label=select disabled=!can_export />
            </td>
            <td class="cut">
                <div class="def">
                    <span class="tile">
                        <Icon name=address::icon(own.kind) />
                    </span>
                    <div class="cut">
                        <a class="subject cut" href=address::of(own.kind, &own.key)>
                            {move || title.get()}
                        </a>
                        <br />
                        <code class="mono">{own.key.to_string()}</code>
                    </div>
                </div>
            </td>
            <td><Standing row=own.clone() /></td>
            <td class="col-health"><HealthMark key health /></td>
            <td class="col-users support cut">{used}</td>
            <td class="col-changed">
                <span class="cluster">
                    {author}
                    <span class="meta">
                        <RelativeTime at=own.updated_at />
                    </span>
                </span>
            </td>
            <td class="end"><RowMenu row act doing /></td>
        </tr>
    }
    .into_any()
}

/// Published, and whether there is a draft.
#[component]
fn Standing(row: DefinitionRow) -> impl IntoView {
    let lang = use_lang();
    let (icon, tone, key) = match (row.number, row.has_draft) {
        (0, _) => ("st-new", Tone::Quiet, "studio.never_published"),
        (_, true) => ("pencil", Tone::Accent, "studio.has_draft"),
        (_, false) => ("done", Tone::Good, "studio.is_published"),
    };
    view! { <Status icon tone>{move || tf(lang.get(), key, &[("number", &row.number)])}</Status> }
}

/// What the checks say.
#[component]
fn HealthMark(key: StoredValue<DefinitionKey>, health: Memo<BTreeMap<DefinitionKey, Health>>) -> impl IntoView {
    let lang = use_lang();
    move || {
        let counts =
            health.with(|health| key.with_value(|key| health.get(key).map(|health| (health.errors, health.warnings))));
        let (icon, tone, key, count) = match counts? {
            (0, 0) => ("check", Tone::Good, "studio.passes", 0),
            (0, warnings) => ("alert", Tone::Warn, "studio.warnings", warnings),
            (errors, _) => ("error", Tone::Bad, "studio.errors", errors),
        };
        Some(view! { <Status icon tone>{move || tf(lang.get(), key, &[("count", &count)])}</Status> }.into_any())
    }
}

#[component]
fn RowMenu(row: StudioRow, act: RwSignal<Option<Act>>, doing: Doing) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let me = use_me();
    let may = |right| me.as_ref().is_some_and(|me| me.may(right));
    let (may_design, may_publish) = (may(Right::DesignDefinitions), may(Right::PublishDefinitions));
    let own = row.row.clone();
    let id = format!("acts-{}-{}", own.kind, own.key);
    let title = say(own.title.clone());
    let label = move || tf(lang.get(), "studio.acts_of", &[("name", &title.get())]);
    let row = StoredValue::new(row);
    let is_published = own.number > 0;
    let export = Callback::new(move |()| {
        let what = row.with_value(|row| (row.row.kind, row.row.key.clone()));
        files::export(vec![what], toasts, lang);
    });
    let href = address::of(own.kind, &own.key);
    let versions = format!("{href}/versions");
    let more = is_published.then(|| {
        view! {
            <MenuLink href=versions icon="history">{t!("studio.versions")}</MenuLink>
            <MenuItem on_pick=export icon="download">{t!("common.export")}</MenuItem>
        }
    });
    let copy = may_design.then(|| {
        let pick = Callback::new(move |()| act.set(Some(Act::Copy(row.get_value()))));
        view! { <MenuItem on_pick=pick icon="copy">{t!("studio.duplicate")}</MenuItem> }
    });
    let throw = may_publish.then(|| {
        let pick = Callback::new(move |()| doing.throw(row.get_value()));
        view! {
            <MenuRule />
            <MenuItem on_pick=pick icon="trash" tone=Tone::Bad>{t!("studio.to_trash")}</MenuItem>
        }
    });
    view! {
        <IconButton icon="more" label=label menu=id.clone() />
        <Menu id=id label=label>
            <MenuLink href=href icon="pencil">{t!("common.open")}</MenuLink>
            {copy}
            <MenuItem on_pick=Callback::new(move |()| act.set(Some(Act::Usage(row.get_value())))) icon="link">
                {t!("studio.used_by")}
            </MenuItem>
            {more}
            {throw}
        </Menu>
    }
    .into_any()
}
