//! The working periods of one day.

use leptos::prelude::*;
use model::calendar::Period;
use ui::{Button, ButtonKind, IconButton, Input, i18n::tf, t, use_lang};

use super::hours::{MIDNIGHT, between, clock, minute};

/// See the module.
#[component]
pub fn Periods(
    /// The periods.
    periods: Signal<Vec<Period>>,
    /// Called with the changed periods.
    on_change: Callback<Vec<Period>>,
    /// What is wrong with them.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// They can be read, not changed.
    readonly: bool,
) -> impl IntoView {
    let count = Memo::new(move |_| periods.with(Vec::len));
    let add = move |()| {
        let mut changed = periods.get_untracked();
        let from = changed.last().map_or(9 * 60, |last| last.to.min(MIDNIGHT).saturating_add(60).min(MIDNIGHT - 60));
        let to = if changed.is_empty() { 18 * 60 } else { from.saturating_add(240).min(MIDNIGHT) };
        changed.push(Period { from, to });
        on_change.run(changed);
    };
    let rows =
        move || (0..count.get()).map(|at| view! { <One periods at on_change readonly /> }.into_any()).collect_view();
    view! {
        <div class="periods">
            {rows}
            <Show when=move || count.get() == 0>
                <span class="meta">{t!("studio.free")}</span>
            </Show>
            {(!readonly)
                .then(|| {
                    view! {
                        <Button kind=ButtonKind::Quiet small=true icon="plus" on_press=add>
                            {t!("studio.add_period")}
                        </Button>
                    }
                })}
            <Show when=move || error.with(Option::is_some)>
                <span class="field-error" role="alert">{move || error.get()}</span>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn One(periods: Signal<Vec<Period>>, at: usize, on_change: Callback<Vec<Period>>, readonly: bool) -> impl IntoView {
    let lang = use_lang();
    let end = move |is_end: bool| {
        let value = Signal::derive(move || {
            let period = periods.with(|periods| periods.get(at).copied());
            clock(period.map_or(0, |period| if is_end { period.to } else { period.from }))
        });
        let write = Callback::new(move |text: String| {
            let Some(minute) = minute(&text, is_end) else { return };
            let mut changed = periods.get_untracked();
            if let Some(period) = changed.get_mut(at) {
                *period = if is_end { between(period.from, minute) } else { between(minute, period.to) };
                on_change.run(changed);
            }
        });
        let key = if is_end { "studio.period_to" } else { "studio.period_from" };
        let label = move || tf(lang.get(), key, &[("number", &(at + 1))]);
        // Not the native control: it speaks of a.m. and p.m. where the browser does, and knows no 24:00.
        view! { <Input value=value on_change=write inputmode="numeric" label=label small=true readonly=readonly /> }
            .into_any()
    };
    let is_night =
        Memo::new(move |_| periods.with(|periods| periods.get(at).is_some_and(|period| period.spill().is_some())));
    let remove = move |()| {
        let mut changed = periods.get_untracked();
        if at < changed.len() {
            changed.remove(at);
            on_change.run(changed);
        }
    };
    view! {
        <span class="period">
            {end(false)} <span aria-hidden="true">"–"</span> {end(true)} <Show when=move || is_night.get()>
                <span class="meta">{t!("studio.next_day")}</span>
            </Show>
            {(!readonly)
                .then(|| {
                    view! {
                        <IconButton
                            icon="close"
                            tiny=true
                            label=move || tf(lang.get(), "studio.period_remove", &[("number", &(at + 1))])
                            on_press=remove
                        />
                    }
                })}
        </span>
    }
    .into_any()
}
