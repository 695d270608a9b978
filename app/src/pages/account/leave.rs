//! One's own leave, and who stands in meanwhile.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::view::AccountChange;
use ui::{Button, ButtonKind, Toast, i18n::t, t, use_lang, use_toasts};

use crate::{
    asked::ask,
    failed::Refused,
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
    let save = move || {
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
    };
    view! {
        <form
            class="account-part"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <h2>{t!("admin.leave")}</h2>
            <p class="support">{t!("admin.leave_why")}</p>
            <Refused error />
            <Leaves plan people=colleagues problems />
            <p>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    busy=busy
                    disabled=Signal::derive(move || !has_changed.get())
                >
                    {t!("common.save")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}
