//! Throwing a definition away: at once with a way back, or not, with the list of what uses it.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{Code, Problem, view::StudioRow};
use ui::{
    Button, Dialog, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::usage::Users;
use crate::words::{error, said};

/// What is being thrown away, or was not.
#[derive(Clone, Copy)]
pub(super) struct Doing {
    refused: RwSignal<Option<(StudioRow, Vec<Problem>)>>,
    reload: Callback<()>,
    lang: RwSignal<ui::Lang>,
    toasts: ui::Toasts,
}

impl Doing {
    pub fn new(reload: Callback<()>) -> Self {
        Self { refused: RwSignal::new(None), reload, lang: use_lang(), toasts: use_toasts() }
    }

    /// Throws a definition away.
    pub fn throw(self, row: StudioRow) {
        spawn_local(async move {
            let (kind, key) = (row.row.kind, row.row.key.clone());
            match api::definition::trash(kind, key.clone()).await {
                Ok(()) => {
                    let lang = self.lang.try_get_untracked().unwrap_or_default();
                    let words = tf(lang, "studio.thrown", &[("name", &said(&row.row.title, lang))]);
                    let back = Callback::new(move |()| self.fetch_back(row.clone()));
                    self.toasts.show(Toast::good(words).with_act(t(lang, "common.undo"), back));
                    self.reload.try_run(());
                }
                Err(ApiError::Conflict(problems)) if problems.iter().all(|found| found.code == Code::InUse) => {
                    self.refused.try_set(Some((row, problems)));
                }
                Err(no) => self.tell(&no),
            }
        });
    }

    /// Fetches a definition back from the trash.
    pub fn fetch_back(self, row: StudioRow) {
        spawn_local(async move {
            match api::definition::untrash(row.row.kind, row.row.key).await {
                Ok(()) => {
                    let lang = self.lang.try_get_untracked().unwrap_or_default();
                    let words = tf(lang, "studio.fetched_back", &[("name", &said(&row.row.title, lang))]);
                    self.toasts.show(Toast::good(words));
                    self.reload.try_run(());
                }
                Err(no) => self.tell(&no),
            }
        });
    }

    fn tell(self, no: &ApiError) {
        self.toasts.show(Toast::bad(error::sentence(self.lang.try_get_untracked().unwrap_or_default(), no)));
    }
}

/// Why a definition was not thrown away: everything that uses it.
#[component]
pub(super) fn Trashing(doing: Doing) -> impl IntoView {
    let lang = use_lang();
    let refused = doing.refused;
    let close = Callback::new(move |()| refused.set(None));
    let title = move || {
        let name = refused.with(|refused| {
            refused.as_ref().map(|(row, _)| said(&row.row.title, lang.get()).to_owned()).unwrap_or_default()
        });
        tf(lang.get(), "studio.in_use", &[("name", &name)])
    };
    view! {
        <Dialog
            id="in-use"
            open=Signal::derive(move || refused.with(Option::is_some))
            on_close=close
            title=title
        >
            {move || refused.get().map(|(row, problems)| view! { <InUse row problems close /> })}
        </Dialog>
    }
}

#[component]
fn InUse(row: StudioRow, problems: Vec<Problem>, close: Callback<()>) -> impl IntoView {
    // People and the workspace point from nowhere in particular.
    let others = problems.into_iter().filter(|problem| problem.path.is_empty());
    let others = others.filter_map(|problem| problem.facts.get("used_by").cloned());
    let others = others.map(|name| view! { <li class="row"><span class="title">{name}</span></li> }).collect_view();
    view! {
        <p>{t!("studio.in_use_why")}</p>
        <Users kind=row.row.kind key=row.row.key />
        <ul>{others}</ul>
        <p class="asking-acts">
            <Button on_press=close>{t!("common.close")}</Button>
        </p>
    }
    .into_any()
}
