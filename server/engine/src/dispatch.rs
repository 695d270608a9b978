//! Dispatch: who gets a piece of work, and why.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use model::{
    id::PersonId,
    key::DefinitionKey,
    queue::{Queue, Strategy},
    record::Person,
    trace::{Barred, Candidate, OwnerTrace},
};

use crate::condition::Calendars;

/// A person who may be given work.
#[derive(Clone, Debug, PartialEq)]
pub struct Colleague {
    /// Who.
    pub person: Person,
    /// Open tasks they own.
    pub open: i64,
    /// The same by weight.
    pub load: i64,
    /// When they were last given one.
    pub last_assigned: Option<DateTime<Utc>>,
}

/// The moment at which people are looked at, and the calendars of their shifts.
#[derive(Clone, Copy)]
pub struct At<'a> {
    now: DateTime<Utc>,
    today: NaiveDate,
    calendars: &'a dyn Calendars,
}

impl<'a> At<'a> {
    /// An instant, in the zone by whose days skills count.
    #[must_use]
    pub fn new(now: DateTime<Utc>, zone: &str, calendars: &'a dyn Calendars) -> Self {
        let today =
            zone.parse().map_or_else(|_| now.date_naive(), |zone: chrono_tz::Tz| now.with_timezone(&zone).date_naive());
        Self { now, today, calendars }
    }

    /// The day, in that zone.
    #[must_use]
    pub const fn today(&self) -> NaiveDate {
        self.today
    }

    /// Whether it is outside of a person's shifts. A calendar that is not there holds nobody up.
    fn is_off_shift(&self, person: &Person) -> bool {
        let calendar = person.shifts.as_ref().and_then(|key| self.calendars.calendar(key));
        calendar.is_some_and(|calendar| !calendar.is_working(self.now))
    }

    /// Whether a skill of a person counts no longer.
    fn is_expired(&self, person: &Person, skill: &DefinitionKey) -> bool {
        person.skills_until.get(skill).is_some_and(|last| *last < self.today)
    }
}

/// What a piece of work asks of people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// The skills it needs.
    pub skills: &'a [DefinitionKey],
    /// How well at least, where more than having it is asked.
    pub levels: Option<&'a BTreeMap<DefinitionKey, u8>>,
    /// What it takes of a person's capacity; nothing of one who is meant by name.
    pub weight: u16,
    /// To whom of several it is given.
    pub strategy: Strategy,
    /// Who is given it before all others, where they can.
    pub favoured: Option<PersonId>,
    /// Who was asked already, and did not accept it.
    pub passed: &'a [PersonId],
}

/// Picks the person with the fewest open tasks; see [`pick`].
#[must_use]
pub fn fewest_open(
    rule: &str,
    place: Option<&DefinitionKey>,
    colleagues: &[&Colleague],
    skills: &[DefinitionKey],
    at: At<'_>,
) -> OwnerTrace {
    pick(rule, place, colleagues, &Wanted { skills, ..Wanted::default() }, at)
}

/// Picks a person as the strategy says; among equals the one who has the needed skills best, then the one whose last
/// assignment is longest ago, then the smallest id. Everyone who was looked at is in the trace, with the reason of those
/// who cannot be picked. The same people give the same answer.
#[must_use]
pub fn pick(
    rule: &str,
    place: Option<&DefinitionKey>,
    colleagues: &[&Colleague],
    wanted: &Wanted<'_>,
    at: At<'_>,
) -> OwnerTrace {
    let candidates = colleagues
        .iter()
        .map(|colleague| Candidate {
            person: colleague.person.id,
            name: colleague.person.name.clone(),
            open: colleague.open,
            load: colleague.load,
            capacity: colleague.person.capacity,
            level: level(&colleague.person, wanted.skills),
            barred: unfit(colleague, wanted, at),
            stands_in_for: None,
            is_favoured: wanted.favoured == Some(colleague.person.id),
        })
        .collect();
    let picked = colleagues
        .iter()
        .filter(|colleague| unfit(colleague, wanted, at).is_none())
        .min_by_key(|colleague| {
            let Colleague { person, open, load, last_assigned } = colleague;
            let level = Reverse(level(person, wanted.skills));
            let (busy, turn) = ((*load, *open), *last_assigned);
            let is_other = wanted.favoured != Some(person.id);
            // The order of what is compared is the strategy.
            match wanted.strategy {
                Strategy::FewestOpen => (false, Some(busy), level, turn, None, person.id),
                Strategy::RoundRobin => (false, None, Reverse(0), turn, Some(busy), person.id),
                Strategy::BestSkill => (false, None, level, None, Some(busy), person.id),
                Strategy::LastAgent | Strategy::OwnManager => (is_other, Some(busy), level, turn, None, person.id),
            }
        })
        .map(|colleague| colleague.person.id);
    OwnerTrace { rule: rule.to_owned(), place: place.cloned(), candidates, picked }
}

/// Why a person cannot be given a piece of work; nothing when they can.
#[must_use]
pub fn unfit(colleague: &Colleague, wanted: &Wanted<'_>, at: At<'_>) -> Option<Barred> {
    let person = &colleague.person;
    let least = |skill: &DefinitionKey| wanted.levels.and_then(|levels| levels.get(skill)).copied().unwrap_or(1);
    barred(person, wanted.skills, at)
        .or_else(|| wanted.skills.iter().any(|skill| person.level(skill) < least(skill)).then_some(Barred::Skill))
        .or_else(|| wanted.passed.contains(&person.id).then_some(Barred::Passed))
        .or_else(|| {
            let capacity = person.capacity.filter(|_| wanted.weight > 0)?;
            (colleague.load + i64::from(wanted.weight) > i64::from(capacity)).then_some(Barred::Full)
        })
}

/// The skills that work of a queue asks for when it has waited so long: those that are needed, and those that are
/// preferred and not given up yet.
#[must_use]
pub fn skills(queue: &Queue, waited: TimeDelta) -> Vec<DefinitionKey> {
    let preferred = queue.preferred.iter().filter(|one| waited < TimeDelta::minutes(one.minutes.0));
    let mut skills = queue.skills.clone();
    skills.extend(preferred.map(|one| one.skill.clone()).filter(|skill| !queue.skills.contains(skill)));
    skills
}

/// Why a person cannot be given work that needs these skills, however busy they are; nothing when they can.
#[must_use]
pub fn barred(person: &Person, skills: &[DefinitionKey], at: At<'_>) -> Option<Barred> {
    if !person.active {
        Some(Barred::Inactive)
    } else if person.away {
        Some(Barred::Away)
    } else if person.absence(at.now).is_some() {
        Some(Barred::Absent)
    } else if at.is_off_shift(person) {
        Some(Barred::OffShift)
    } else if skills.iter().any(|skill| !person.skills.contains(skill)) {
        Some(Barred::Skill)
    } else if skills.iter().any(|skill| at.is_expired(person, skill)) {
        Some(Barred::SkillExpired)
    } else {
        None
    }
}

/// Whoever is there for someone who has leave: their stand-in, that one's stand-in where they have leave too, and so on.
/// Nobody where the person is there, or nobody is named, or the names go in a circle.
#[must_use]
pub fn stand_in<'a>(
    colleague: &Colleague,
    now: DateTime<Utc>,
    find: impl Fn(PersonId) -> Option<&'a Colleague>,
) -> Option<&'a Colleague> {
    let mut passed = vec![colleague.person.id];
    let mut named = colleague.person.absence(now)?.leave.stand_in?;
    loop {
        if passed.contains(&named) {
            return None;
        }
        let found = find(named)?;
        let Some(absence) = found.person.absence(now) else { return Some(found) };
        passed.push(named);
        named = absence.leave.stand_in?;
    }
}

/// How well a person has skills, all levels together.
fn level(person: &Person, skills: &[DefinitionKey]) -> u8 {
    skills.iter().fold(0, |sum, skill| sum.saturating_add(person.level(skill)))
}

/// Whether a person serves a queue: by role, by mail address, or because the person's own record says so.
#[must_use]
pub fn does_serve(person: &Person, key: &DefinitionKey, queue: &Queue) -> bool {
    person.queues.contains(key)
        || person.roles.iter().any(|role| queue.roles.contains(role))
        || queue.people.iter().any(|email| email.trim().eq_ignore_ascii_case(&person.email))
}

/// Everyone who serves a queue.
#[must_use]
pub fn serves<'a>(key: &DefinitionKey, queue: &Queue, colleagues: &'a [Colleague]) -> Vec<&'a Colleague> {
    colleagues.iter().filter(|colleague| does_serve(&colleague.person, key, queue)).collect()
}

/// Everyone who has a role.
#[must_use]
pub fn with_role<'a>(role: &DefinitionKey, colleagues: &'a [Colleague]) -> Vec<&'a Colleague> {
    colleagues.iter().filter(|colleague| colleague.person.roles.contains(role)).collect()
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fmt::Write, sync::Arc};

    use expect_test::{Expect, expect};
    use model::{
        Lang,
        queue::Strategy,
        record::{Absence, Leave},
    };
    use proptest::prelude::*;

    use super::*;
    use crate::{calendar::WorkCalendar, condition::NoCalendars};

    /// A moment that matters to nobody.
    fn once() -> At<'static> {
        At::new(DateTime::UNIX_EPOCH, "UTC", &NoCalendars)
    }

    /// One line per colleague: `name open [away|inactive] [role …] [+skill[:level] …] [#queue …]
    /// [@minute of the last assignment]`.
    fn colleagues(script: &str) -> Vec<Colleague> {
        let lines = script.lines().map(str::trim).filter(|line| !line.is_empty());
        let colleague = |(index, line): (usize, &str)| {
            let mut words = line.split_whitespace();
            let name = words.next().unwrap();
            let mut colleague = Colleague {
                person: Person::new(
                    PersonId::new(format!("00000000-0000-7000-8000-{index:012}").parse().unwrap()),
                    name,
                    &format!("{name}@example.com"),
                    Lang::En,
                    DateTime::UNIX_EPOCH,
                ),
                open: words.next().unwrap().parse().unwrap(),
                load: 0,
                last_assigned: None,
            };
            colleague.load = colleague.open;
            for word in words {
                match word.split_at(1) {
                    ("+", skill) => {
                        let (skill, level) = skill.split_once(':').unwrap_or((skill, "1"));
                        colleague.person.levels.insert(skill.into(), level.parse().unwrap());
                        colleague.person.skills.push(skill.into());
                    }
                    ("#", queue) => colleague.person.queues.push(queue.into()),
                    ("@", minute) => {
                        colleague.last_assigned = DateTime::from_timestamp(60 * minute.parse::<i64>().unwrap(), 0);
                    }
                    ("/", capacity) => colleague.person.capacity = Some(capacity.parse().unwrap()),
                    _ if word == "away" => colleague.person.away = true,
                    _ if word == "inactive" => colleague.person.active = false,
                    _ => colleague.person.roles.push(word.into()),
                }
            }
            colleague
        };
        lines.enumerate().map(colleague).collect()
    }

    /// Who is picked, and why the others are not.
    fn picked(script: &str, wanted: &Wanted<'_>) -> String {
        picked_of(&colleagues(script), wanted, once())
    }

    fn picked_of(colleagues: &[Colleague], wanted: &Wanted<'_>, at: At<'_>) -> String {
        let trace = pick("queue", None, &colleagues.iter().collect::<Vec<_>>(), wanted, at);
        let named = |one: &Candidate| match (Some(one.person) == trace.picked, one.barred) {
            (true, _) => format!("+{}", one.name),
            (false, Some(barred)) => format!("{} {barred:?}", one.name),
            (false, None) => one.name.clone(),
        };
        trace.candidates.iter().map(named).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn nobody_is_given_more_than_their_capacity_by_weight() {
        let wanted = |weight| Wanted { weight, ..Wanted::default() };
        assert_eq!(picked("ann 1 /2\nbob 3 /4\ncy 9", &wanted(1)), "+ann, bob, cy");
        assert_eq!(picked("ann 1 /2\nbob 3 /4\ncy 9", &wanted(2)), "ann Full, bob Full, +cy");
        assert_eq!(picked("ann 2 /2\nbob 4 /4", &wanted(1)), "ann Full, bob Full");
        // Whoever is meant by name is never too busy.
        assert_eq!(picked("ann 2 /2", &wanted(0)), "+ann");
    }

    #[test]
    fn the_strategy_says_to_whom_of_several_work_is_given() {
        let skills: Vec<DefinitionKey> = vec!["pumps".into()];
        let script = "ann 0 +pumps:1 @30\nbob 5 +pumps:3 @40\ncy 3 +pumps:2 @20";
        let by = |strategy| picked(script, &Wanted { skills: &skills, weight: 1, strategy, ..Wanted::default() });
        assert_eq!(by(Strategy::FewestOpen), "+ann, bob, cy");
        assert_eq!(by(Strategy::RoundRobin), "ann, bob, +cy");
        assert_eq!(by(Strategy::BestSkill), "ann, +bob, cy");
    }

    #[test]
    fn a_skill_can_be_asked_at_a_level_and_a_preferred_one_is_given_up_in_time() {
        let (skills, levels) = (vec!["pumps".into()], BTreeMap::from([("pumps".into(), 2)]));
        let wanted = Wanted { skills: &skills, levels: Some(&levels), weight: 1, ..Wanted::default() };
        assert_eq!(picked("ann 0 +pumps:1\nbob 5 +pumps:2", &wanted), "ann Skill, +bob");
        let preferred = model::queue::Preferred { skill: "german".into(), minutes: model::span::Minutes(30) };
        let queue = Queue { skills, preferred: vec![preferred], ..Queue::default() };
        let asked = |minutes| super::skills(&queue, TimeDelta::minutes(minutes)).len();
        assert_eq!((asked(0), asked(29), asked(30)), (2, 2, 1));
    }

    #[test]
    fn the_favoured_one_is_given_work_before_all_others_where_they_can() {
        let people = colleagues("ann 0\nbob 9\ncy 9 away");
        let by = |strategy, index: usize| {
            let favoured = Some(people[index].person.id);
            picked_of(&people, &Wanted { weight: 1, strategy, favoured, ..Wanted::default() }, once())
        };
        assert_eq!(by(Strategy::LastAgent, 1), "ann, +bob, cy Away");
        assert_eq!(by(Strategy::OwnManager, 1), "ann, +bob, cy Away");
        // Who is not there is not waited for.
        assert_eq!(by(Strategy::OwnManager, 2), "+ann, bob, cy Away");
        // A queue that does not ask for it favours nobody.
        assert_eq!(by(Strategy::FewestOpen, 1), "+ann, bob, cy Away");
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// Someone's leave, with an index into the others as who stands in.
    fn leave(from: &str, until: &str, stand_in: Option<PersonId>) -> Absence {
        let leave = Leave { stand_in, ..Leave::default() };
        Absence { leave, from: at(from), until: at(until), is_handed_over: false }
    }

    #[test]
    fn whoever_has_leave_gets_nothing_from_its_first_to_its_last_instant() {
        let mut people = colleagues("ann 0\nbob 1");
        people[0].person.absences = vec![leave("2026-12-24T00:00:00Z", "2026-12-28T00:00:00Z", None)];
        let on = |text| picked_of(&people, &Wanted::default(), At::new(at(text), "UTC", &NoCalendars));
        assert_eq!(on("2026-12-23T23:59:59Z"), "+ann, bob");
        assert_eq!(on("2026-12-24T00:00:00Z"), "ann Absent, +bob");
        assert_eq!(on("2026-12-27T23:59:59Z"), "ann Absent, +bob");
        assert_eq!(on("2026-12-28T00:00:00Z"), "+ann, bob");
    }

    #[test]
    fn outside_of_their_shifts_people_get_nothing() {
        struct Nights(Arc<WorkCalendar>);
        impl Calendars for Nights {
            fn calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
                (key.as_str() == "nights").then(|| self.0.clone())
            }
        }
        let nights = serde_json::json!({"format": 1, "zone": "Asia/Shanghai",
"week": [[{"from": 1320, "to": 1800}], [], [], [], [], [], []]});
        let nights = Nights(Arc::new(WorkCalendar::compile(&serde_json::from_value(nights).unwrap()).unwrap()));
        let mut people = colleagues("ann 0\nbob 1");
        people[0].person.shifts = Some("nights".into());
        // A calendar that is gone holds nobody up.
        people[1].person.shifts = Some("gone".into());
        let on = |text| picked_of(&people, &Wanted::default(), At::new(at(text), "UTC", &nights));
        // Monday 21:59 and 22:00, Tuesday 05:59 and 06:00 in Shanghai.
        assert_eq!(on("2026-11-23T13:59:00Z"), "ann OffShift, +bob");
        assert_eq!(on("2026-11-23T14:00:00Z"), "+ann, bob");
        assert_eq!(on("2026-11-23T21:59:00Z"), "+ann, bob");
        assert_eq!(on("2026-11-23T22:00:00Z"), "ann OffShift, +bob");
    }

    #[test]
    fn a_skill_counts_to_the_end_of_its_last_day_where_the_company_is() {
        let mut people = colleagues("ann 0 +pumps\nbob 1 +pumps");
        people[0].person.skills_until = BTreeMap::from([("pumps".into(), "2026-11-23".parse().unwrap())]);
        let skills: Vec<DefinitionKey> = vec!["pumps".into()];
        let wanted = Wanted { skills: &skills, ..Wanted::default() };
        let on = |text| picked_of(&people, &wanted, At::new(at(text), "Asia/Shanghai", &NoCalendars));
        assert_eq!(on("2026-11-23T15:59:59Z"), "+ann, bob");
        assert_eq!(on("2026-11-23T16:00:00Z"), "ann SkillExpired, +bob");
    }

    #[test]
    fn a_stand_in_who_has_leave_too_is_stood_in_for() {
        let (from, until) = ("2026-12-24T00:00:00Z", "2026-12-28T00:00:00Z");
        let mut people = colleagues("ann 0\nbob 0\ncy 0\ndee 0");
        let ids: Vec<PersonId> = people.iter().map(|one| one.person.id).collect();
        people[0].person.absences = vec![leave(from, until, Some(ids[1]))];
        people[1].person.absences = vec![leave(from, until, Some(ids[2]))];
        let found = |people: &[Colleague], index: usize, text: &str| {
            let find = |id: PersonId| people.iter().find(|one| one.person.id == id);
            stand_in(&people[index], at(text), find).map(|one| one.person.name.clone())
        };
        assert_eq!(found(&people, 0, from).as_deref(), Some("cy"));
        assert_eq!(found(&people, 0, until), None, "is there");
        assert_eq!(found(&people, 3, from), None, "is there");
        people[2].person.absences = vec![leave(from, until, Some(ids[0]))];
        assert_eq!(found(&people, 0, from), None, "in a circle");
    }

    fn check(script: &str, skills: &[&str], expected: &Expect) {
        let colleagues = colleagues(script);
        let skills: Vec<DefinitionKey> = skills.iter().map(|skill| (*skill).into()).collect();
        let trace = fewest_open("queue", None, &colleagues.iter().collect::<Vec<_>>(), &skills, once());
        let mut shown = String::new();
        for candidate in &trace.candidates {
            let mark = if Some(candidate.person) == trace.picked { "+" } else { "-" };
            let reason = candidate.barred.map_or(String::new(), |barred| format!(" ({barred:?})"));
            writeln!(shown, "{mark} {} {}{reason}", candidate.name, candidate.open).unwrap();
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn the_person_with_the_fewest_open_tasks_gets_the_work() {
        check(
            "ann 3
             bob 1 away
             cy  2
             dee 0 inactive",
            &[],
            &expect![[r"
                - ann 3
                - bob 1 (Away)
                + cy 2
                - dee 0 (Inactive)
            "]],
        );
    }

    #[test]
    fn among_equals_the_one_who_waited_longest_gets_the_work() {
        check(
            "ann 1 @30
             bob 1 @20
             cy  1 @25",
            &[],
            &expect![[r"
                - ann 1
                + bob 1
                - cy 1
            "]],
        );
        check(
            "ann 1 @30
             bob 1
             cy  1",
            &[],
            &expect![[r"
                - ann 1
                + bob 1
                - cy 1
            "]],
        );
    }

    #[test]
    fn a_missing_skill_bars_and_nobody_left_means_nobody_picked() {
        check(
            "ann 0 +pumps
             bob 5 +pumps +german",
            &["pumps", "german"],
            &expect![[r"
                - ann 0 (Skill)
                + bob 5
            "]],
        );
        check(
            "ann 0 +pumps",
            &["german"],
            &expect![[r"
                - ann 0 (Skill)
            "]],
        );
    }

    #[test]
    fn among_equally_busy_ones_the_most_skilled_gets_the_work() {
        check(
            "ann 1 +pumps @10
             bob 1 +pumps:3 @30
             cy  2 +pumps:3",
            &["pumps"],
            &expect![[r"
                - ann 1
                + bob 1
                - cy 2
            "]],
        );
    }

    #[test]
    fn a_queue_is_served_by_its_roles_its_people_and_those_who_were_put_there() {
        let colleagues = colleagues("ann 0 agent\nbob 0\ncy 0 lead\ndee 0\neve 0 #front");
        let queue = Queue {
            format: 1,
            roles: vec!["agent".into()],
            people: vec!["BOB@example.com".to_owned()],
            ..Queue::default()
        };
        let names = |found: Vec<&Colleague>| found.iter().map(|c| c.person.name.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(names(serves(&"front".into(), &queue, &colleagues)), "ann bob eve");
        assert_eq!(names(with_role(&"lead".into(), &colleagues)), "cy");
    }

    #[test]
    fn ten_thousand_tickets_in_turn_are_spread_evenly() {
        let script: String = (0..7).map(|n| format!("p{n} 0")).collect::<Vec<_>>().join("\n");
        let mut colleagues = colleagues(&script);
        let mut turns = BTreeMap::<PersonId, i64>::new();
        let wanted = Wanted { strategy: Strategy::RoundRobin, weight: 1, ..Wanted::default() };
        for second in 0..10_000 {
            let picked = pick("queue", None, &colleagues.iter().collect::<Vec<_>>(), &wanted, once()).picked.unwrap();
            let colleague = colleagues.iter_mut().find(|c| c.person.id == picked).unwrap();
            // Some finish at once and some never do: the turn does not depend on it.
            colleague.load += second % 3;
            colleague.last_assigned = DateTime::from_timestamp(second, 0);
            *turns.entry(picked).or_default() += 1;
        }
        assert!(turns.values().max().unwrap() - turns.values().min().unwrap() <= 1, "{turns:?}");
    }

    proptest! {
        #[test]
        fn work_is_spread_so_that_nobody_has_two_more_than_another(people in 1_usize..8, work in 1_i64..60) {
            let script: String = (0..people).map(|n| format!("p{n} 0")).collect::<Vec<_>>().join("\n");
            let mut colleagues = colleagues(&script);
            let mut turns = BTreeMap::<PersonId, i64>::new();
            for minute in 0..work {
                let picked = fewest_open("queue", None, &colleagues.iter().collect::<Vec<_>>(), &[], once()).picked.unwrap();
                let colleague = colleagues.iter_mut().find(|c| c.person.id == picked).unwrap();
                colleague.open += 1;
                colleague.load += 1;
                colleague.last_assigned = DateTime::from_timestamp(60 * minute, 0);
                *turns.entry(picked).or_default() += 1;
            }
            let least = if turns.len() == people { turns.values().min().copied().unwrap() } else { 0 };
            prop_assert!(turns.values().max().unwrap() - least <= 1);
        }
    }
}
