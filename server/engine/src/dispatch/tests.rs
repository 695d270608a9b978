//! Who is picked, and why the others are not.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use expect_test::{Expect, expect};
use model::{
    Lang,
    queue::Strategy,
    record::{Absence, Leave},
};
use proptest::prelude::*;

use super::*;
use crate::{
    calendar::WorkCalendar,
    condition::{Calendars, NoCalendars},
};

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
        let id = PersonId::new(format!("00000000-0000-7000-8000-{index:012}").parse().unwrap());
        let mut person = Person::new(id, name, &format!("{name}@example.com"), Lang::En, DateTime::UNIX_EPOCH);
        let open = words.next().unwrap().parse().unwrap();
        let mut last_assigned = None;
        for word in words {
            match word.split_at(1) {
                ("+", skill) => {
                    let (skill, level) = skill.split_once(':').unwrap_or((skill, "1"));
                    person.levels.insert(skill.into(), level.parse().unwrap());
                    person.skills.push(skill.into());
                }
                ("#", queue) => person.queues.push(queue.into()),
                ("@", minute) => {
                    last_assigned = DateTime::from_timestamp(60 * minute.parse::<i64>().unwrap(), 0);
                }
                ("/", capacity) => person.capacity = Some(capacity.parse().unwrap()),
                _ if word == "away" => person.away = true,
                _ if word == "inactive" => person.active = false,
                _ => person.roles.push(word.into()),
            }
        }
        Colleague { person: Arc::new(person), open, load: open, last_assigned }
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
    Arc::make_mut(&mut people[0].person).absences = vec![leave("2026-12-24T00:00:00Z", "2026-12-28T00:00:00Z", None)];
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
    Arc::make_mut(&mut people[0].person).shifts = Some("nights".into());
    // A calendar that is gone holds nobody up.
    Arc::make_mut(&mut people[1].person).shifts = Some("gone".into());
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
    Arc::make_mut(&mut people[0].person).skills_until =
        BTreeMap::from([("pumps".into(), "2026-11-23".parse().unwrap())]);
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
    Arc::make_mut(&mut people[0].person).absences = vec![leave(from, until, Some(ids[1]))];
    Arc::make_mut(&mut people[1].person).absences = vec![leave(from, until, Some(ids[2]))];
    let found = |people: &[Colleague], index: usize, text: &str| {
        let find = |id: PersonId| people.iter().find(|one| one.person.id == id);
        stand_in(&people[index], at(text), find).map(|one| one.person.name.clone())
    };
    assert_eq!(found(&people, 0, from).as_deref(), Some("cy"));
    assert_eq!(found(&people, 0, until), None, "is there");
    assert_eq!(found(&people, 3, from), None, "is there");
    Arc::make_mut(&mut people[2].person).absences = vec![leave(from, until, Some(ids[0]))];
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
