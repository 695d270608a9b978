//! How much the ladder would have told in the last thirty days, as it is drawn now.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{ladder::Ladder, view::Forecast};
use ui::{Button, Notice, Tone, i18n::tf, t, use_lang};

use super::super::Sheet;
use crate::failed::Refused;

/// How many people are named.
const NAMED: usize = 8;
/// More than this within an hour is a storm.
const STORM: u32 = 20;

/// See the module.
#[component]
pub fn Storm(sheet: Sheet<Ladder>) -> impl IntoView {
    let found = RwSignal::new(None::<Forecast>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let key = sheet.keeper.key();
    let ask = Callback::new(move |()| {
        let Some(ladder) = sheet.body.get_untracked() else { return };
        let key = key.clone();
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match api::definition::forecast(key, ladder).await {
                Ok(forecast) => {
                    found.try_set(Some(forecast));
                }
                Err(no) => {
                    found.try_set(None);
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    view! {
        <section class="sheet-part">
            <h2>{t!("studio.storm")}</h2>
            <p class="support">{t!("studio.storm_why")}</p>
            <p>
                <Button icon="play" busy=busy on_press=ask>
                    {t!("studio.storm_do")}
                </Button>
            </p>
            <Refused error />
            {move || found.get().map(|forecast| view! { <Answer forecast /> })}
        </section>
    }
    .into_any()
}

#[component]
fn Answer(forecast: Forecast) -> impl IntoView {
    let lang = use_lang();
    let worst = forecast.people.iter().map(|one| one.worst_hour).max().unwrap_or(0);
    let is_storm = worst > STORM;
    let key = if forecast.is_used { "studio.storm_used" } else { "studio.storm_all" };
    let Forecast { clocks, levels, notices, is_cut, people, .. } = forecast;
    let basis = move || tf(lang.get(), key, &[("count", &clocks)]);
    let sum = move || tf(lang.get(), "studio.storm_sum", &[("levels", &levels), ("notices", &notices)]);
    let rows = people
        .into_iter()
        .take(NAMED)
        .map(|one| {
            let (name, notices, worst) = (one.name, one.notices, one.worst_hour);
            let facts = move || tf(lang.get(), "studio.storm_person", &[("count", &notices), ("worst", &worst)]);
            view! {
                <li class="row">
                    <span class="title">{name}</span>
                    <span class="meta">{facts}</span>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <div class="try-answer" role="status">
            <p>
                <b>{sum}</b>
            </p>
            <p class="meta">{basis} " " {is_cut.then(|| t!("studio.storm_cut"))}</p>
            {is_storm.then(|| view! { <Notice tone=Tone::Warn>{t!("studio.storm_warning")}</Notice> })}
            <ul class="users">{rows}</ul>
        </div>
    }
    .into_any()
}
