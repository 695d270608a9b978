//! A calendar: the working week, the days that differ, a picture of the week, and a due time to try.

mod days;
mod hours;
mod import;
mod periods;
mod tries;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use model::calendar::{Calendar, Period};
use ui::{Button, ButtonKind, Choice, Field, Select, t};
use wasm_bindgen::JsCast;

pub use self::hours::{clock, minute};
use self::{days::Days, hours::Picture, periods::Periods, tries::Try};
use super::{Sheet, field_id};
use crate::mounted::use_mounted;

pub fn draw(sheet: Sheet<Calendar>) -> AnyView {
    view! {
        <Zone sheet />
        <section class="sheet-part" id=field_id("/week")>
            <h2>{t!("part.week")}</h2>
            <Week sheet />
            <Picture sheet />
        </section>
        <Days sheet />
        <Try sheet />
    }
    .into_any()
}

/// Where the clock of this calendar hangs.
#[component]
fn Zone(sheet: Sheet<Calendar>) -> impl IntoView {
    let zone = sheet.part(|calendar| calendar.zone.clone());
    let is_mounted = use_mounted();
    let choices = Signal::derive(move || {
        let own = zone.get();
        let mut names = if is_mounted.get() { zones() } else { Vec::new() };
        if !own.is_empty() && !names.contains(&own) {
            names.push(own);
        }
        names.sort();
        names.into_iter().map(|name| Choice::new(name.clone(), name.replace('_', " "))).collect::<Vec<_>>()
    });
    view! {
        <section class="sheet-part">
            <Field
                id=field_id("/zone")
                label=t!("studio.zone")
                hint=t!("studio.zone_hint")
                error=sheet.wrong("/zone")
                required=true
            >
                <Select
                    value=zone
                    choices=choices
                    on_pick=Callback::new(move |name: String| sheet.set("/zone", |calendar| calendar.zone = name))
                    disabled=sheet.readonly()
                />
            </Field>
        </section>
    }
}

/// The zones that the browser knows; UTC is always one.
fn zones() -> Vec<String> {
    let known = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let list: Function = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        list.call1(&intl, &"timeZone".into()).ok()?.dyn_into::<Array>().ok()
    };
    let mut names: Vec<String> = known().iter().flat_map(Array::iter).filter_map(|name| name.as_string()).collect();
    names.push("UTC".to_owned());
    names
}

/// The working periods of each weekday.
#[component]
fn Week(sheet: Sheet<Calendar>) -> impl IntoView {
    let readonly = sheet.readonly();
    let rows = (0..7_usize)
        .map(|day| {
            let periods = sheet.part(move |calendar| calendar.week.get(day).cloned().unwrap_or_default());
            let change = Callback::new(move |periods: Vec<Period>| {
                sheet.set(&format!("/week/{day}"), |calendar| {
                    if let Some(own) = calendar.week.get_mut(day) {
                        *own = periods;
                    }
                });
            });
            let path = format!("/week/{day}");
            let id = field_id(&path);
            view! {
                <div class="week-row" id=id>
                    <b>{t!(format!("part.day.{day}"))}</b>
                    <Periods periods on_change=change readonly error=sheet.wrong(path) />
                </div>
            }
            .into_any()
        })
        .collect_view();
    let copy = Callback::new(move |()| {
        sheet.set("/week/copy", |calendar| {
            let [monday, tuesday, wednesday, thursday, friday, ..] = &mut calendar.week;
            for other in [tuesday, wednesday, thursday, friday] {
                other.clone_from(monday);
            }
        });
    });
    let button = (!readonly).then(|| {
        view! {
            <p>
                <Button kind=ButtonKind::Quiet small=true icon="copy" on_press=copy>
                    {t!("studio.copy_monday")}
                </Button>
            </p>
        }
    });
    view! {
        <div class="week">{rows}</div>
        {button}
    }
}
