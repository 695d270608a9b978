//! The days that differ from their weekday: holidays, half days, working days moved to a weekend.

use leptos::prelude::*;
use model::{
    Text,
    calendar::{Calendar, Day, Period},
};
use ui::{Button, ButtonKind, Field, IconButton, Input, i18n::tf, t, use_lang, use_now};

use super::{
    super::{Sheet, field_id},
    import::Import,
    periods::Periods,
};
use crate::pages::studio::bilingual::Bilingual;

/// What a day becomes when it is added.
#[derive(Clone, Copy)]
enum New {
    Holiday,
    HalfDay,
    Working,
}

impl New {
    const ALL: [Self; 3] = [Self::Holiday, Self::HalfDay, Self::Working];

    const fn key(self) -> &'static str {
        match self {
            Self::Holiday => "studio.add_holiday",
            Self::HalfDay => "studio.add_half_day",
            Self::Working => "studio.add_working_day",
        }
    }

    /// Its periods, made of those of a Monday.
    fn periods(self, monday: &[Period]) -> Vec<Period> {
        match self {
            Self::Holiday => Vec::new(),
            Self::HalfDay => monday.first().copied().into_iter().collect(),
            Self::Working => monday.to_vec(),
        }
    }
}

/// See the module.
#[component]
pub fn Days(sheet: Sheet<Calendar>) -> impl IntoView {
    let now = use_now();
    let readonly = sheet.readonly();
    let dates = sheet.part(|calendar| calendar.days.iter().map(|day| day.date).collect::<Vec<_>>());
    let count = Memo::new(move |_| dates.with(Vec::len));
    let add = move |new: New| {
        let today = now.get_untracked().date_naive();
        sheet.set("/days", |calendar| {
            let last = calendar.days.iter().map(|day| day.date).max();
            let date = last.and_then(|last| last.succ_opt()).map_or(today, |next| next.max(today));
            let monday = calendar.week.first().cloned().unwrap_or_default();
            calendar.days.push(Day { date, periods: new.periods(&monday), name: Text::default() });
        });
    };
    let buttons = (!readonly).then(|| {
        let each = New::ALL.map(|new| {
            view! {
                <Button small=true icon="plus" kind=ButtonKind::Plain on_press=move |()| add(new)>
                    {t!(new.key())}
                </Button>
            }
            .into_any()
        });
        view! {
            <p class="cluster">{each.into_iter().collect_view()} <Import sheet /></p>
        }
    });
    let rows = move || (0..count.get()).map(|at| view! { <OneDay sheet at /> }.into_any()).collect_view();
    view! {
        <section class="sheet-part" id=field_id("/days")>
            <h2>{t!("part.days")}</h2>
            <p class="support">{t!("studio.days_why")}</p>
            {rows}
            {buttons}
        </section>
    }
    .into_any()
}

#[component]
fn OneDay(sheet: Sheet<Calendar>, at: usize) -> impl IntoView {
    let lang = use_lang();
    let readonly = sheet.readonly();
    let date = sheet.part(move |calendar| calendar.days.get(at).map(|day| day.date.to_string()).unwrap_or_default());
    let name = sheet.part(move |calendar| calendar.days.get(at).map(|day| day.name.clone()).unwrap_or_default());
    let periods = sheet.part(move |calendar| calendar.days.get(at).map(|day| day.periods.clone()).unwrap_or_default());
    let change = move |spot: &str, change: &dyn Fn(&mut Day)| {
        sheet.set(&format!("/days/{at}/{spot}"), |calendar| {
            if let Some(day) = calendar.days.get_mut(at) {
                change(day);
            }
        });
    };
    let write_date = Callback::new(move |text: String| {
        if let Some(date) = wire::time::date(&text) {
            change("date", &|day| day.date = date);
        }
    });
    let write_name = Callback::new(move |text: Text| change("name", &|day| day.name.clone_from(&text)));
    let write_periods = Callback::new(move |periods: Vec<Period>| {
        change("periods", &|day| day.periods.clone_from(&periods));
    });
    let remove = move |()| {
        sheet.set("/days", |calendar| {
            if at < calendar.days.len() {
                calendar.days.remove(at);
            }
        });
    };
    // Problems name a day by its date.
    let path = Signal::derive(move || format!("/days/{}", date.get()));
    let title = move || {
        let key = if periods.with(Vec::is_empty) { "studio.day_free" } else { "studio.day_working" };
        tf(lang.get(), key, &[("date", &date.get())])
    };
    view! {
        <fieldset class="sheet-card day" id=move || field_id(&path.get())>
            <legend>{title}</legend>
            {(!readonly)
                .then(|| {
                    view! {
                        <span class="sheet-card-acts">
                            <IconButton icon="trash" label=t!("common.remove") on_press=remove />
                        </span>
                    }
                })}
            <Field id=format!("day-{at}-date") label=t!("studio.date") error=sheet.wrong(path)>
                <Input value=date on_change=write_date kind="date" readonly=readonly />
            </Field>
            <Bilingual
                id=format!("day-{at}-name")
                label=t!("studio.day_name")
                text=name
                on_change=write_name
                readonly=readonly
            />
            <div class="field">
                <span class="label">{t!("part.periods")}</span>
                <Periods periods on_change=write_periods readonly />
            </div>
        </fieldset>
    }
    .into_any()
}
