//! Saving a list under a name: a new view, or the one that is open, changed.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use model::{
    id::ViewId,
    record::Shared,
    role::{Reach, Right},
    view::{ViewDraft, ViewRow},
};
use ui::{
    Badge, Button, ButtonKind, Choice, Dialog, Field, IconButton, Input, Later, Menu, MenuItem, NotLoaded, RadioGroup,
    Toast, Tone,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::{
    columns::Column,
    filter::Filter,
    views::{address, use_views},
};
use crate::{
    asking::{AskForm, Asking},
    frame::use_me,
    words::error,
};

/// What the acts on views share.
#[derive(Clone, Copy)]
pub struct Saving {
    /// What the list shows.
    pub filter: Memo<Filter>,
    /// Its columns.
    pub columns: RwSignal<Vec<Column>>,
    /// The view that is open, if there is one.
    pub open: Memo<Option<ViewRow>>,
    #[expect(clippy::option_option, reason = "closed, open for a new one, and open for one that is there")]
    /// The dialog: closed, for a new view, or for one that is there.
    naming: RwSignal<Option<Option<ViewRow>>>,
}

impl Saving {
    /// Nothing is being saved yet.
    pub fn new(filter: Memo<Filter>, columns: RwSignal<Vec<Column>>, open: Memo<Option<ViewRow>>) -> Self {
        Self { filter, columns, open, naming: RwSignal::new(None) }
    }

    /// Whether the list differs from the view it was opened by.
    fn is_changed(self) -> bool {
        self.open.with(|open| {
            open.as_ref().is_some_and(|row| {
                self.filter.with(|filter| Filter::of(&row.view.query) != *filter)
                    || self.columns.with(|columns| Column::read(&row.view.columns) != *columns)
            })
        })
    }

    /// The list as it is, under the name of a view.
    fn draft(self, title: String, shared: Shared) -> ViewDraft {
        ViewDraft {
            title,
            shared,
            query: self.filter.with_untracked(Filter::query),
            columns: self.columns.with_untracked(|columns| Column::write(columns)),
        }
    }
}

/// Whether the list was changed, the button that saves it, and the menu of the open view.
#[component]
pub fn SaveView(saving: Saving) -> impl IntoView {
    let (lang, toasts, views) = (use_lang(), use_toasts(), use_views());
    let busy = RwSignal::new(false);
    let is_changed = Memo::new(move |_| saving.is_changed());
    let is_plain = Memo::new(move |_| saving.filter.with(|filter| filter.write().is_empty()));
    let overwrite = Callback::new(move |()| {
        let Some(row) = saving.open.get_untracked().filter(|row| row.may_edit) else {
            return saving.naming.set(Some(None));
        };
        let draft = saving.draft(row.view.title.clone(), row.view.shared);
        busy.set(true);
        spawn_local(async move {
            let answer = api::saved_view::change(row.view.id, row.view.version, draft).await;
            busy.try_set(false);
            views.reload();
            let lang = lang.try_get_untracked().unwrap_or_default();
            toasts.show(match answer {
                Ok(view) => Toast::good(tf(lang, "tickets.view_saved", &[("title", &view.title)])),
                Err(no) => Toast::bad(error::sentence(lang, &no)),
            });
        });
    });
    let may_overwrite = Signal::derive(move || {
        is_changed.get() && saving.open.with(|open| open.as_ref().is_some_and(|row| row.may_edit))
    });
    let save_as = Callback::new(move |()| saving.naming.set(Some(None)));
    view! {
        <Show when=move || is_changed.get()>
            <Badge tone=Tone::Warn>{t!("tickets.view_changed")}</Badge>
        </Show>
        <Show when=move || may_overwrite.get()>
            <Button kind=ButtonKind::Link busy=busy on_press=overwrite>
                {t!("tickets.view_save")}
            </Button>
        </Show>
        <Show when=move || is_changed.get() || (saving.open.with(Option::is_none) && !is_plain.get())>
            <Button kind=ButtonKind::Link on_press=save_as>
                {t!("tickets.view_save_as")}
            </Button>
        </Show>
        <Show when=move || saving.open.with(|open| open.as_ref().is_some_and(|row| row.may_edit))>
            <OpenViewMenu saving />
        </Show>
        <NameDialog saving />
    }
}

/// Renaming, sharing and deleting the view that is open.
#[component]
fn OpenViewMenu(saving: Saving) -> impl IntoView {
    let (lang, toasts, views, navigate) = (use_lang(), use_toasts(), use_views(), use_navigate());
    let rename = Callback::new(move |()| saving.naming.set(saving.open.get_untracked().map(Some)));
    let delete = Callback::new(move |()| {
        let Some(row) = saving.open.get_untracked() else { return };
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = api::saved_view::delete(row.view.id).await;
            let lang = lang.try_get_untracked().unwrap_or_default();
            match answer {
                Ok(()) => {
                    // Undone by saving it anew: what it showed is still here.
                    let kept = ViewDraft {
                        title: row.view.title.clone(),
                        shared: row.view.shared,
                        query: row.view.query.clone(),
                        columns: row.view.columns.clone(),
                    };
                    let back = Callback::new(move |()| {
                        let kept = kept.clone();
                        spawn_local(async move {
                            // A view that cannot come back is missing in the list, which says it.
                            let _ = api::saved_view::create(kept).await;
                            views.reload();
                        });
                    });
                    toasts.show(
                        Toast::good(tf(lang, "tickets.view_deleted", &[("title", &row.view.title)]))
                            .with_act(t(lang, "common.undo"), back),
                    );
                    views.reload();
                    navigate("/desk/tickets", NavigateOptions::default());
                }
                Err(no) => toasts.show(Toast::bad(error::sentence(lang, &no))),
            }
        });
    });
    view! {
        <IconButton icon="more" label=t!("tickets.view_more") menu="view-more" />
        <Menu id="view-more" label=t!("tickets.view_more")>
            <MenuItem icon="pencil" on_pick=rename>
                {t!("tickets.view_rename")}
            </MenuItem>
            <MenuItem icon="trash" tone=Tone::Bad on_pick=delete>
                {t!("tickets.view_delete")}
            </MenuItem>
        </Menu>
    }
}

#[component]
fn NameDialog(saving: Saving) -> impl IntoView {
    let lang = use_lang();
    let close = Callback::new(move |()| saving.naming.set(None));
    let title = move || {
        let is_new = saving.naming.with(|naming| matches!(naming, Some(None)));
        t(lang.get(), if is_new { "tickets.view_new" } else { "tickets.view_rename" })
    };
    view! {
        <Dialog id="name-view" open=Signal::derive(move || saving.naming.with(Option::is_some)) on_close=close title=title>
            {move || {
                saving.naming.get().map(|row| view! { <Later part=move || tickets_name(saving, row.clone(), close) /> })
            }}
        </Dialog>
    }
}

#[leptos::wasm_split::wasm_split(tickets_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn tickets_name(saving: Saving, row: Option<ViewRow>, close: Callback<()>) -> Result<AnyView, NotLoaded> {
    Ok(view! { <NameForm saving row close /> }.into_any())
}

#[component]
fn NameForm(saving: Saving, row: Option<ViewRow>, close: Callback<()>) -> impl IntoView {
    let asking = Asking::new(close);
    let (views, navigate) = (use_views(), use_navigate());
    let known: Option<(ViewId, i64)> = row.as_ref().map(|row| (row.view.id, row.view.version));
    let title = RwSignal::new(row.as_ref().map(|row| row.view.title.clone()).unwrap_or_default());
    let shared = RwSignal::new(row.as_ref().map(|row| row.view.shared).unwrap_or_default());
    let stored = StoredValue::new(row);
    let navigate = StoredValue::new_local(navigate);
    let send = Callback::new(move |()| {
        let mut draft = saving.draft(title.get_untracked(), shared.get_untracked());
        if let Some(row) = stored.get_value() {
            // Renaming leaves alone what the view shows.
            draft.query = row.view.query;
            draft.columns = row.view.columns;
        }
        asking.send(Box::pin(async move {
            let view = match known {
                Some((id, version)) => api::saved_view::change(id, version, draft).await,
                None => api::saved_view::create(draft).await,
            }?;
            views.reload();
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate.try_with_value(|go| go(&address(&view), options));
            Ok(Some(tf(asking.lang(), "tickets.view_saved", &[("title", &view.title)])))
        }));
    });
    view! {
        <AskForm
            asking
            act=t!("common.save")
            ready=Signal::derive(move || title.with(|title| !title.trim().is_empty()))
            on_send=send
        >
            <Field id="view-title" label=t!("tickets.view_title") error=asking.wrong("/title") required=true>
                <Input value=title on_input=Callback::new(move |text| title.set(text)) autofocus=true autocomplete="off" />
            </Field>
            <SharedChoice shared />
        </AskForm>
    }
}

/// Who finds the view. Only those who see every ticket give a list to everyone.
#[component]
fn SharedChoice(shared: RwSignal<Shared>) -> impl IntoView {
    let lang = use_lang();
    let sees_all = use_me().is_some_and(|me| me.rights.get(&Right::ReadTickets) == Some(&Reach::All));
    let choices = Signal::derive(move || {
        let lang = lang.get();
        [
            Choice::new("private", t(lang, "tickets.view_private")),
            Choice::new("team", t(lang, "tickets.view_team")),
            if sees_all {
                Choice::new("all", t(lang, "tickets.view_everyone"))
            } else {
                Choice::new("all", t(lang, "tickets.view_everyone_not")).disabled()
            },
        ]
        .to_vec()
    });
    let pick = Callback::new(move |name: String| {
        shared.set(Shared::ALL.into_iter().find(|one| one.as_str() == name).unwrap_or_default());
    });
    view! {
        <fieldset class="field">
            <legend class="label">{t!("tickets.view_shared")}</legend>
            <RadioGroup
                name="view-shared"
                value=Signal::derive(move || shared.get().as_str().to_owned())
                choices=choices
                on_pick=pick
            />
        </fieldset>
    }
}
