//! Whether one is on duty: whoever is away gets no new work.

use leptos::{prelude::*, task::spawn_local};
use model::view::AccountChange;
use ui::{Switch, Toast, i18n::t, t, use_lang, use_toasts};

use super::use_reader;
use crate::{
    live::{Link, Live, use_live},
    words::error,
};

/// The switch, and below its name how the live connection stands.
#[component]
pub fn Duty() -> impl IntoView {
    let (lang, toasts, reader) = (use_lang(), use_toasts(), use_reader());
    let link = use_live().map_or_else(|| Signal::stored(Link::Connecting), Live::link);
    let is_here = Signal::derive(move || reader.with(|me| me.as_ref().is_none_or(|me| !me.away)));
    let live = move || {
        let key = match link.get() {
            Link::On => "shell.live.on",
            Link::Connecting => "shell.live.connecting",
            Link::Off => "shell.live.off",
        };
        t(lang.get(), key)
    };
    let name = move || t(lang.get(), if is_here.get() { "shell.on_duty" } else { "shell.away" });
    let change = Callback::new(move |is_here: bool| {
        let set = move |away: bool| {
            reader.try_update(|me| me.iter_mut().for_each(|me| me.away = away));
        };
        set(!is_here);
        spawn_local(async move {
            let change = AccountChange { away: Some(!is_here), ..AccountChange::default() };
            if let Err(no) = api::account::change(change).await {
                set(is_here);
                toasts.show(Toast::bad(error::sentence(lang.get_untracked(), &no)));
            }
        });
    });
    view! {
        <div class="duty" title=t!("shell.duty_why")>
            <span class="grow rail-label">
                {name}
                <span class="meta live-state" role="status">
                    <i class="live-dot" data-on=move || (link.get() == Link::On).then_some("")></i>
                    {live}
                </span>
            </span>
            <Switch checked=is_here on_change=change label=t!("shell.on_duty") />
        </div>
    }
}
