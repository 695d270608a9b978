//! One's own leave, and who stands in meanwhile.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::view::AccountChange;
use ui::{Toast, i18n::t, t, use_lang, use_toasts};

use super::part::Part;
use crate::{
    asked::ask,
    frame::use_me,
    pages::admin::leaves::{Leaves, Plan},
};

/// See the module.
#[component]
pub fn LeavePart() -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let own = use_me().map(|me| me.id);
    let stored = RwSignal::new(Vec::new());
    let plan = Plan::of([]);
    let asked = ask(|| (), |()| api::account::leave());
    let colleagues = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        if let Some(Ok(known)) = asked.get() {
            colleagues.set(known.colleagues.into_iter().filter(|one| Some(one.id) != own).collect());
            stored.set(known.leaves.clone());
            plan.fill(known.leaves);
        }
    });
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let problems = Signal::derive(move || error.with(|no| no.iter().flat_map(ApiError::problems).cloned().collect()));
    let has_changed = Memo::new(move |_| stored.with(|stored| plan.get() != *stored));
    let save = Callback::new(move |()| {
        busy.set(true);
        error.set(None);
        let leaves = untrack(|| plan.get());
        spawn_local(async move {
            let change = AccountChange { absences: Some(leaves.clone()), ..AccountChange::default() };
            match api::account::change(change).await {
                Ok(_) => {
                    stored.try_set(leaves);
                    toasts.show(Toast::good(t(lang.get_untracked(), "account.saved")));
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    view! {
        <Part title=t!("admin.leave") error busy has_changed on_save=save>
            <p class="support">{t!("admin.leave_why")}</p>
            <Leaves plan people=colleagues problems />
        </Part>
    }
    .into_any()
}
