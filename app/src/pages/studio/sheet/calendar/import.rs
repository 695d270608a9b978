//! Taking holidays and moved working days over from an iCal file: pick it, look at what each day would mean, then take
//! them into the draft. It is one step back like any other change.

use std::collections::BTreeMap;

use api::ApiError;
use chrono::NaiveDate;
use leptos::{prelude::*, task::spawn_local};
use model::{
    calendar::{Calendar, Period},
    ical::{self, Brings, IcalDay, IcalFile, Means},
};
use ui::{
    Button, ButtonKind, Choice, Dialog, Icon, Notice, Select, Status, Toast, Tone, i18n::tf, t, use_lang, use_toasts,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{
    super::{Sheet, field_id},
    periods::Periods,
};
use crate::{
    failed::Refused,
    pages::studio::{files, list::Wrong},
    words::say,
};

/// The most days that are shown one by one; the rest is taken as it is guessed.
const MOST_SHOWN: usize = 200;

/// The button that opens it, and the dialog.
#[component]
pub fn Import(sheet: Sheet<Calendar>) -> impl IntoView {
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Button small=true icon="file" kind=ButtonKind::Plain on_press=move |()| open.set(true)>
            {t!("studio.holidays")}
        </Button>
        <Dialog id="holidays" open=open on_close=close title=t!("studio.holidays_title")>
            <Form sheet close />
        </Dialog>
    }
    .into_any()
}

/// What was read, and what a person made of it.
#[derive(Clone, Copy)]
struct Reading {
    sheet: Sheet<Calendar>,
    file: RwSignal<Option<IcalFile>>,
    /// What each date means where a person has said so.
    said: RwSignal<BTreeMap<NaiveDate, Means>>,
    /// The hours of a working day that was moved.
    working: RwSignal<Vec<Period>>,
}

impl Reading {
    /// The days as they would be taken.
    fn days(self) -> Vec<IcalDay> {
        let mut days = self.file.with(|file| file.as_ref().map(|file| file.days.clone()).unwrap_or_default());
        self.said.with(|said| {
            for day in &mut days {
                day.means = said.get(&day.date).copied().unwrap_or(day.means);
            }
        });
        days
    }

    /// What taking a day would change.
    fn brings(self, day: &IcalDay) -> Brings {
        let calendar = self.sheet.body.get().unwrap_or_default();
        self.working.with(|working| day.brings(&calendar, working))
    }
}

#[component]
fn Form(sheet: Sheet<Calendar>, close: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let hours = sheet.body.with_untracked(|calendar| calendar.as_ref().map(ical::usual).unwrap_or_default());
    let reading =
        Reading { sheet, file: RwSignal::new(None), said: RwSignal::default(), working: RwSignal::new(hours) };
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let picked = Callback::new(move |text: Option<String>| {
        reading.file.try_set(None);
        reading.said.try_set(BTreeMap::new());
        error.try_set(None);
        let Some(text) = text else { return };
        busy.try_set(true);
        spawn_local(async move {
            match api::definition::read_ical(text).await {
                Ok(found) => {
                    reading.file.try_set(Some(found));
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    let pick = move |event: web_sys::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) {
            files::read(&file, picked);
        }
    };
    let changed = Memo::new(move |_| {
        let days = reading.days();
        days.iter().filter(|day| matches!(reading.brings(day), Brings::New | Brings::Change)).count()
    });
    let take = move |()| {
        let (days, count) = (reading.days(), changed.get_untracked());
        let working = reading.working.get_untracked();
        sheet.set("/days/import", |calendar| ical::take(calendar, &days, &working));
        toasts.show(Toast::good(tf(lang.get_untracked(), "studio.holidays_taken", &[("count", &count)])));
        close.run(());
    };
    view! {
        <div class="publish">
            <p>{t!("studio.holidays_why")}</p>
            <label class="button">
                <Icon name="file" />
                {t!("studio.import_pick")}
                <input class="unseen" type="file" accept=".ics,text/calendar" on:change=pick />
            </label>
            <Refused error />
            {move || reading.file.with(Option::is_some).then(|| view! { <Found reading changed /> })}
            <p class="transfer-acts">
                <Button on_press=close>{t!("common.cancel")}</Button>
                <Button
                    kind=ButtonKind::Primary
                    busy=busy
                    disabled=Signal::derive(move || changed.get() == 0)
                    on_press=take
                >
                    {move || tf(lang.get(), "studio.holidays_take", &[("count", &changed.get())])}
                </Button>
            </p>
        </div>
    }
    .into_any()
}

/// The days of the file, and what could not be read of it.
#[component]
fn Found(reading: Reading, changed: Memo<usize>) -> impl IntoView {
    let lang = use_lang();
    let file = reading.file.get_untracked().unwrap_or_default();
    let count = file.days.len();
    let has_working = Memo::new(move |_| reading.days().iter().any(|day| day.means == Means::Working));
    let rows = file
        .days
        .iter()
        .take(MOST_SHOWN)
        .cloned()
        .map(|day| view! { <OneDay reading day /> }.into_any())
        .collect_view();
    let change = Callback::new(move |periods: Vec<Period>| reading.working.set(periods));
    let more = count.saturating_sub(MOST_SHOWN);
    view! {
        <Show when=move || count != 0 && changed.get() == 0>
            <Notice tone=Tone::Info>{t!("studio.holidays_known")}</Notice>
        </Show>
        <Show when=move || count == 0>
            <Notice tone=Tone::Warn>{t!("studio.holidays_none")}</Notice>
        </Show>
        <Show when=move || has_working.get()>
            <div class="field" id=field_id("/holidays/working")>
                <span class="label">{t!("studio.holidays_hours")}</span>
                <Periods periods=reading.working.into() on_change=change readonly=false />
            </div>
        </Show>
        <ul class="users holidays">{rows}</ul>
        {(more > 0).then(|| view! { <p class="meta">{move || tf(lang.get(), "studio.holidays_more", &[("count", &more)])}</p> })}
        <Wrong problems=file.problems />
    }
    .into_any()
}

#[component]
fn OneDay(reading: Reading, day: IcalDay) -> impl IntoView {
    let lang = use_lang();
    let (date, guessed) = (day.date, day.means);
    let title = say(day.name.clone());
    let means = Memo::new(move |_| reading.said.with(|said| said.get(&date).copied().unwrap_or(guessed)));
    let choices = Signal::derive(move || {
        let lang = lang.get();
        MEANS
            .map(|means| Choice::new(word(means), ui::i18n::t(lang, &format!("studio.holiday_{}", word(means)))))
            .to_vec()
    });
    let pick = Callback::new(move |picked: String| {
        if let Some(means) = MEANS.into_iter().find(|means| word(*means) == picked) {
            reading.said.update(|said| {
                said.insert(date, means);
            });
        }
    });
    let brings = Memo::new(move |_| reading.brings(&IcalDay { means: means.get(), ..day.clone() }));
    let status = move || {
        let (icon, tone, key) = match brings.get() {
            Brings::New => ("plus", Tone::Good, "studio.holiday_new"),
            Brings::Change => ("pencil", Tone::Warn, "studio.holiday_change"),
            Brings::Same => ("check", Tone::Quiet, "studio.holiday_same"),
            Brings::Nothing => ("minus", Tone::Quiet, "studio.holiday_left"),
        };
        view! {
            <Status icon tone>
                {t!(key)}
            </Status>
        }
        .into_any()
    };
    let label = move || tf(lang.get(), "studio.holiday_means", &[("date", &date)]);
    view! {
        <li class="row">
            <span class="num">{date.to_string()}</span>
            <span class="title">{move || title.get()}</span>
            <Select
                value=Signal::derive(move || word(means.get()).to_owned())
                choices=choices
                on_pick=pick
                label=label
                small=true
            />
            {status}
        </li>
    }
}

const MEANS: [Means; 3] = [Means::Free, Means::Working, Means::Nothing];

const fn word(means: Means) -> &'static str {
    match means {
        Means::Free => "free",
        Means::Working => "working",
        Means::Nothing => "nothing",
    }
}
