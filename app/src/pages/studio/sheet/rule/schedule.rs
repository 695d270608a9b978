//! When a rule looks at tickets by itself, as people say it, and the next times it will.

use designer::schedule::{Pattern, clock, minutes};
use leptos::prelude::*;
use model::{
    Kind,
    rule::{Every, Missed, Rule, Schedule, When},
};
use ui::{Choice, Field, Input, Moment, Select, Shows, i18n::t, t, use_lang};

use super::super::{Sheet, field_id, key_of, pick::PickOne};
use crate::{failed::Refused, loaded::loaded};

fn schedule_of(rule: &Rule) -> Schedule {
    if let When::Schedule(schedule) = &rule.when { schedule.clone() } else { Schedule::default() }
}

/// See the module.
#[component]
pub(super) fn Times(sheet: Sheet<Rule>) -> impl IntoView {
    let lang = use_lang();
    let readonly = sheet.readonly();
    let change = move |spot: &str, change: &dyn Fn(&mut Schedule)| {
        sheet.set(spot, |rule| {
            if let When::Schedule(schedule) = &mut rule.when {
                change(schedule);
            }
        });
    };
    let zone = sheet.part(|rule| schedule_of(rule).zone);
    let within = sheet.part(|rule| schedule_of(rule).within.map(|key| key.to_string()).unwrap_or_default());
    let missed = sheet.part(|rule| schedule_of(rule).missed.as_str().to_owned());
    let missed_choices = Signal::derive(move || {
        let lang = lang.get();
        Missed::ALL.map(|one| Choice::new(one.as_str(), t(lang, &format!("rule.missed.{}", one.as_str())))).to_vec()
    });
    let pick_missed = Callback::new(move |name: String| {
        let missed = Missed::ALL.into_iter().find(|one| one.as_str() == name).unwrap_or_default();
        change("/when/missed", &|schedule| schedule.missed = missed);
    });
    let write_zone = Callback::new(move |name: String| {
        change("/when/zone", &|schedule| name.trim().clone_into(&mut schedule.zone));
    });
    let pick_within = Callback::new(move |key: String| {
        change("/when/within", &|schedule| schedule.within = key_of(key.clone()));
    });
    view! {
        <How sheet />
        <Next sheet />
        <PickOne
            id=field_id("/when/within")
            label=t!("rule.within")
            hint=t!("rule.within_hint")
            kind=Kind::Calendar
            value=within
            on_pick=pick_within
            error=sheet.wrong("/when/within")
            readonly=readonly
        />
        <Field id=field_id("/when/missed") label=t!("rule.missed") hint=t!("rule.missed_hint")>
            <Select value=missed choices=missed_choices on_pick=pick_missed disabled=readonly />
        </Field>
        <Field
            id=field_id("/when/zone")
            label=t!("rule.zone")
            hint=t!("rule.zone_hint")
            error=sheet.wrong("/when/zone")
            optional=true
        >
            <Input value=zone on_input=write_zone placeholder="Asia/Shanghai" readonly=readonly />
        </Field>
    }
    .into_any()
}

/// How often: a pattern, and what it needs to know.
#[component]
fn How(sheet: Sheet<Rule>) -> impl IntoView {
    let lang = use_lang();
    let readonly = sheet.readonly();
    let every = sheet.part(|rule| schedule_of(rule).every);
    // Whoever chose to write cron goes on writing it, whatever it could be called.
    let writes_cron = RwSignal::new(false);
    let pattern = Memo::new(move |_| match every.get() {
        Every::Cron(line) if writes_cron.get() => Pattern::Cron(line),
        every => Pattern::read(&every),
    });
    let put = Callback::new(move |pattern: Pattern| {
        sheet.set("/when/every", |rule| {
            if let When::Schedule(schedule) = &mut rule.when {
                schedule.every = pattern.write();
            }
        });
    });
    let name = Signal::derive(move || pattern.with(|pattern| pattern.name().to_owned()));
    let shown = Memo::new(move |_| name.get());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        Pattern::NAMES.map(|name| Choice::new(name, t(lang, &format!("rule.every.{name}")))).to_vec()
    });
    let turn = Callback::new(move |name: String| {
        let turned = pattern.with_untracked(|pattern| pattern.turned(&name));
        writes_cron.set(name == "cron");
        put.run(turned);
    });
    let detail = move || detail(&shown.get(), pattern, put, readonly);
    view! {
        <Field id=field_id("/when/every") label=t!("rule.every") error=sheet.wrong("/when/every") required=true>
            <span class="length">
                <Select value=name choices on_pick=turn disabled=readonly />
                {detail}
            </span>
        </Field>
    }
    .into_any()
}

fn detail(name: &str, pattern: Memo<Pattern>, put: Callback<Pattern>, readonly: bool) -> AnyView {
    let lang = use_lang();
    match name {
        "minutes" => {
            let value = Signal::derive(move || {
                pattern.with(|pattern| if let Pattern::Minutes(n) = pattern { n.to_string() } else { String::new() })
            });
            let write = Callback::new(move |text: String| put.run(Pattern::Minutes(text.trim().parse().unwrap_or(0))));
            view! {
                <Input
                    value=value
                    on_input=write
                    kind="number"
                    inputmode="numeric"
                    unit=t!("rule.minutes")
                    label=t!("rule.every.minutes")
                    readonly=readonly
                />
            }
            .into_any()
        }
        "cron" => {
            let value = Signal::derive(move || {
                pattern.with(|pattern| if let Pattern::Cron(line) = pattern { line.clone() } else { String::new() })
            });
            let write = Callback::new(move |line: String| put.run(Pattern::Cron(line)));
            view! { <Input value=value on_input=write placeholder="0 9 * * 1-5" label=t!("rule.every.cron") readonly=readonly /> }
                .into_any()
        }
        _ => {
            let days = match name {
                "weekly" => 7,
                "monthly" => 31,
                _ => 0,
            };
            let is_weekly = name == "weekly";
            let day = Signal::derive(move || {
                pattern.with(|pattern| match pattern {
                    Pattern::Weekly { day, .. } | Pattern::Monthly { day, .. } => day.to_string(),
                    _ => String::new(),
                })
            });
            let choices = Signal::derive(move || {
                let lang = lang.get();
                (1..=days)
                    .map(|day: u8| {
                        let words = if is_weekly {
                            t(lang, &format!("part.day.{}", day - 1)).to_owned()
                        } else {
                            day.to_string()
                        };
                        Choice::new(day.to_string(), words)
                    })
                    .collect::<Vec<_>>()
            });
            let pick_day = Callback::new(move |day: String| {
                let day = day.parse().unwrap_or(1);
                put.run(pattern.get_untracked().on_day(day));
            });
            let time = Signal::derive(move || pattern.with(|pattern| pattern.at().map(clock).unwrap_or_default()));
            let write = Callback::new(move |text: String| {
                if let Some(at) = minutes(&text) {
                    put.run(pattern.get_untracked().at_time(at));
                }
            });
            view! {
                {(days > 0)
                    .then(|| {
                        view! { <Select value=day choices on_pick=pick_day label=t!("rule.day") disabled=readonly /> }
                    })}
                <Input value=time on_input=write kind="time" label=t!("rule.time") readonly=readonly />
            }
            .into_any()
        }
    }
}

/// The next times, as the server reckons them.
#[component]
fn Next(sheet: Sheet<Rule>) -> impl IntoView {
    let schedule = sheet.part(schedule_of);
    let found = loaded(move || api::rule::times(schedule.get()));
    let error =
        Signal::derive(move || found.with(|found| found.as_ref().and_then(|found| found.as_ref().err().cloned())));
    let times = move || {
        found.with(|found| {
            let times = found.as_ref().and_then(|found| found.as_ref().ok()).cloned().unwrap_or_default();
            times
                .into_iter()
                .map(|at| view! { <li class="num"><Moment at shows=Shows::Full /></li> }.into_any())
                .collect_view()
        })
    };
    view! {
        <div class="try-answer" role="status">
            <p>{t!("rule.next")}</p>
            <ul>{times}</ul>
            <Refused error />
        </div>
    }
    .into_any()
}
