//! What is typed during the setup. It outlives a reload; the password is the one thing that is not kept.

use leptos::prelude::*;
use model::{
    Code, Problem,
    calendar::Period,
    form::is_email,
    key::DefinitionKey,
    view::{Invitee, Setup},
};
use serde::{Deserialize, Serialize};
use ui::{Lang, i18n::tf, use_lang};
use wire::Decode;

use super::{steps::Step, zone::own_zone};
use crate::{
    kept::{forget, keep, kept},
    mounted::use_mounted,
    words::{model_lang, problem},
};

/// Where the browser keeps it.
const NAME: &str = "deskloom-setup";
/// The least characters of a password; the server asks the same.
const SHORTEST: usize = 10;

/// Everything but the password.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[serde(default)]
pub struct Draft {
    pub step: usize,
    pub company: String,
    pub name: String,
    pub email: String,
    pub lang: Option<model::Lang>,
    pub zone: Option<String>,
    pub hours: Option<Hours>,
    pub people: Vec<Invitee>,
    /// The ready types that are not wanted.
    pub without: Vec<String>,
    pub demo: bool,
}

/// The working week as it is asked: some days, the same hours, perhaps with a break.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
pub struct Hours {
    pub days: [bool; 7],
    pub from: String,
    pub to: String,
    pub has_break: bool,
    pub break_from: String,
    pub break_to: String,
}

impl Hours {
    /// The usual ones of a language's companies.
    pub fn usual(lang: model::Lang) -> Self {
        let week = Setup::usual_week(lang);
        let monday = week.first().map(Vec::as_slice).unwrap_or_default();
        let at = |minute: Option<u16>| minute.map_or_else(String::new, |m| format!("{:02}:{:02}", m / 60, m % 60));
        let first = monday.first();
        let last = monday.last();
        Self {
            days: week.each_ref().map(|day| !day.is_empty()),
            from: at(first.map(|period| period.from)),
            to: at(last.map(|period| period.to)),
            has_break: monday.len() > 1,
            break_from: at(first.filter(|_| monday.len() > 1).map(|period| period.to).or(Some(720))),
            break_to: at(last.filter(|_| monday.len() > 1).map(|period| period.from).or(Some(780))),
        }
    }

    /// As a week of periods. What is no time becomes a period that runs backwards, which the server refuses.
    pub fn week(&self) -> [Vec<Period>; 7] {
        let minute = |text: &str| {
            let (hour, minute) = text.split_once(':')?;
            Some(hour.parse::<u16>().ok()? * 60 + minute.get(..2)?.parse::<u16>().ok()?)
        };
        let period = |from: &str, to: &str| match (minute(from), minute(to)) {
            // Work until midnight ends at 24:00.
            (Some(from), Some(0)) => Period { from, to: 1_440 },
            (Some(from), Some(to)) => Period { from, to },
            _ => Period { from: 1, to: 0 },
        };
        let day = if self.has_break {
            vec![period(&self.from, &self.break_from), period(&self.break_to, &self.to)]
        } else {
            vec![period(&self.from, &self.to)]
        };
        self.days.map(|works| if works { day.clone() } else { Vec::new() })
    }
}

/// See the module.
#[derive(Clone, Copy)]
pub struct Typed {
    draft: RwSignal<Draft>,
    pub password: RwSignal<String>,
    problems: RwSignal<Vec<Problem>>,
    /// The ready types that the server offers.
    offered: RwSignal<Vec<DefinitionKey>>,
}

impl Typed {
    pub fn new() -> Self {
        Self {
            draft: RwSignal::default(),
            password: RwSignal::default(),
            problems: RwSignal::default(),
            offered: RwSignal::default(),
        }
    }

    /// Brings back what this browser has kept, once the page is alive.
    pub fn restore(self) {
        let is_alive = use_mounted();
        // The outside here is the browser's storage.
        Effect::new(move |_| {
            if is_alive.get()
                && let Some(draft) = kept::<Draft>(NAME)
            {
                self.draft.set(draft);
            }
        });
    }

    /// Forgets it: it has become a workspace.
    pub fn forget() {
        forget(NAME);
    }

    /// A part of it.
    pub fn read<T: Send + Sync + 'static>(self, part: impl Fn(&Draft) -> T + Send + Sync + 'static) -> Signal<T> {
        Signal::derive(move || self.draft.with(&part))
    }

    /// Changes it, and keeps it.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.draft.with_untracked(|draft| keep(NAME, draft));
    }

    /// Takes a text into a part of it.
    pub fn write(self, part: fn(&mut Draft) -> &mut String) -> Callback<String> {
        Callback::new(move |text| self.change(|draft| *part(draft) = text))
    }

    /// The step one is at.
    pub fn step(self) -> Signal<Step> {
        self.read(|draft| Step::ALL.get(draft.step).copied().unwrap_or_default())
    }

    fn go(self, step: Step) {
        let place = Step::ALL.iter().position(|one| *one == step).unwrap_or(0);
        self.change(|draft| draft.step = place);
    }

    /// One step back.
    pub fn back(self) {
        if let Some(before) = self.step().get_untracked().before() {
            self.go(before);
        }
    }

    /// One step on, unless something here is missing; true when there is no further one.
    pub fn pass(self) -> bool {
        let step = self.step().get_untracked();
        let missing = self.missing(step);
        let stays = !missing.is_empty();
        self.problems.set(missing);
        if stays {
            return false;
        }
        match step.next() {
            Some(next) => {
                self.go(next);
                false
            }
            None => true,
        }
    }

    /// Shows what the server refused, at the first step that it is about.
    pub fn refuse(self, problems: Vec<Problem>) {
        if let Some(first) = problems.iter().map(|problem| Step::of(&problem.path)).min() {
            self.go(first);
        }
        self.problems.try_set(problems);
    }

    /// What a look already tells to be wrong with a step. The server judges all of it in the end.
    fn missing(self, step: Step) -> Vec<Problem> {
        let required = |text: &str, path: &str| text.trim().is_empty().then(|| Problem::error(Code::Required, path));
        let address = |text: &str, path: String| {
            let text = text.trim();
            (!text.is_empty() && !is_email(text)).then(|| Problem::error(Code::BadEmail, path).with("given", text))
        };
        let draft = self.draft.get_untracked();
        match step {
            Step::Company => required(&draft.company, "/company").into_iter().collect(),
            Step::Admin => {
                let weak = self.password.with_untracked(|password| password.chars().count() < SHORTEST);
                let weak = weak.then(|| Problem::error(Code::WeakPassword, "/admin_password").with("least", SHORTEST));
                [
                    required(&draft.name, "/admin_name"),
                    required(&draft.email, "/admin_email"),
                    address(&draft.email, "/admin_email".to_owned()),
                    weak,
                ]
                .into_iter()
                .flatten()
                .collect()
            }
            Step::People => {
                let rows = draft.people.iter().enumerate();
                rows.filter_map(|(row, one)| address(&one.email, format!("/people/{row}/email"))).collect()
            }
            Step::Place | Step::Hours | Step::Start => Vec::new(),
        }
    }

    /// What is wrong with one part, by the path of the problem or of the part that holds it.
    pub fn wrong(self, part: impl Into<String>) -> Signal<Option<String>> {
        let lang = use_lang();
        let part = part.into();
        Signal::derive(move || {
            let lang = lang.get();
            self.problems.with(|problems| {
                let is_here = |problem: &&Problem| {
                    let path = problem.path.trim_start_matches('/');
                    path.strip_prefix(part.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                problems.iter().find(is_here).map(|found| problem::sentence(lang, found))
            })
        })
    }

    /// The hours, as chosen or as usual.
    pub fn hours(self) -> Signal<Hours> {
        let lang = use_lang();
        self.read(move |draft| hours_of(draft, lang.get()))
    }

    /// Changes the hours.
    pub fn change_hours(self, lang: Lang, change: impl FnOnce(&mut Hours)) {
        self.change(|draft| {
            let mut hours = hours_of(draft, lang);
            change(&mut hours);
            draft.hours = Some(hours);
        });
    }

    /// All of it, for the server. Rows that were left blank invite nobody.
    pub fn setup(self, lang: Lang) -> Setup {
        let draft = self.draft.get_untracked();
        let hours = hours_of(&draft, lang);
        Setup {
            company: draft.company,
            admin_name: draft.name,
            admin_email: draft.email,
            admin_password: self.password.get_untracked(),
            lang: draft.lang.unwrap_or_else(|| model_lang(lang)),
            zone: draft.zone.unwrap_or_else(own_zone),
            week: Some(hours.week()),
            types: (!draft.without.is_empty()).then(|| self.wanted(&draft.without)),
            people: draft.people,
            demo: draft.demo,
        }
    }

    /// What can be started with.
    pub fn offer(self, types: Vec<DefinitionKey>) {
        self.offered.try_set(types);
    }

    fn wanted(self, without: &[String]) -> Vec<DefinitionKey> {
        let is_wanted = |key: &&DefinitionKey| !without.iter().any(|one| one == key.as_str());
        self.offered.with_untracked(|offered| offered.iter().filter(is_wanted).cloned().collect())
    }

    /// A step's answer in a few words, for the list of steps.
    pub fn fact(self, step: Step, lang: Lang) -> String {
        self.draft.with(|draft| match step {
            Step::Company => draft.company.clone(),
            Step::Admin => draft.name.clone(),
            Step::Place => draft.zone.clone().unwrap_or_else(own_zone),
            Step::Hours => {
                let hours = hours_of(draft, lang);
                let days = hours.days.iter().filter(|works| **works).count();
                tf(lang, "setup.hours_fact", &[("days", &days), ("from", &hours.from), ("to", &hours.to)])
            }
            Step::People => {
                let count = draft.people.iter().filter(|one| !one.email.trim().is_empty()).count();
                tf(lang, "setup.people_fact", &[("count", &count)])
            }
            Step::Start => String::new(),
        })
    }
}

fn hours_of(draft: &Draft, lang: Lang) -> Hours {
    draft.hours.clone().unwrap_or_else(|| Hours::usual(draft.lang.unwrap_or_else(|| model_lang(lang))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_hours_are_the_usual_week() {
        for lang in model::Lang::ALL {
            assert_eq!(Hours::usual(lang).week(), Setup::usual_week(lang));
        }
    }

    #[test]
    fn work_until_midnight_ends_with_the_day_and_nonsense_is_left_to_be_refused() {
        let late = Hours { to: "00:00".to_owned(), has_break: false, ..Hours::usual(model::Lang::En) };
        assert_eq!(late.week()[0], [Period { from: 540, to: 1_440 }]);
        let wrong = Hours { to: "noon".to_owned(), has_break: false, ..Hours::usual(model::Lang::En) };
        assert!(wrong.week()[0].iter().all(|period| period.from >= period.to));
    }

    #[test]
    fn every_part_is_asked_at_a_step() {
        assert_eq!(Step::of("/people/3/email"), Step::People);
        assert_eq!(Step::of("/week/2"), Step::Hours);
        assert_eq!(Step::of("/types"), Step::Start);
    }
}
