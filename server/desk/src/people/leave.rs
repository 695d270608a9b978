//! Leave as people ask for it: days or moments on their own clock, which become instants.

use chrono::{DateTime, Days, NaiveDate, Utc};
use engine::calendar::instant;
use model::{
    Code, Problem, Problems,
    record::{Absence, Handover, Leave, Person},
};

/// The most leave that is planned at once.
const MOST: usize = 50;

/// The absences of a person who asks for this leave. What has begun and was dealt with already stays so.
pub(super) fn absences(
    before: &Person,
    leaves: Vec<Leave>,
    zone: &str,
    people: &[Person],
) -> Result<Vec<Absence>, Problems> {
    if leaves.len() > MOST {
        return Err(vec![Problem::error(Code::TooMany, "/absences").with("most", MOST)]);
    }
    let zone = before.zone.as_deref().unwrap_or(zone);
    let mut problems = Problems::new();
    let mut absences = Vec::new();
    for (place, leave) in leaves.into_iter().enumerate() {
        let wrong = |code, part: &str| Problem::error(code, format!("/absences/{place}/{part}"));
        let (from, until) = (instant(&leave.first, zone), end(&leave.last, zone));
        if from.is_none() {
            problems.push(wrong(Code::BadDate, "first"));
        }
        match (from, until) {
            (_, None) => problems.push(wrong(Code::BadDate, "last")),
            (Some(from), Some(until)) if until <= from => problems.push(wrong(Code::EndsBeforeBeginning, "last")),
            _ => {}
        }
        match leave.stand_in {
            Some(person) if person == before.id => problems.push(wrong(Code::StandsInForSelf, "stand_in")),
            Some(person) if !people.iter().any(|one| one.id == person && one.active) => {
                problems.push(wrong(Code::UnknownPerson, "stand_in").with("given", person));
            }
            None if [leave.work, leave.waiting].contains(&Handover::StandIn) => {
                problems.push(wrong(Code::Required, "stand_in"));
            }
            _ => {}
        }
        if let (Some(from), Some(until)) = (from, until) {
            let way = |leave: &Leave| (leave.stand_in, leave.work, leave.waiting);
            let is_same = |known: &&Absence| known.from == from && way(&known.leave) == way(&leave);
            let known = before.absences.iter().find(is_same);
            let is_handed_over = known.is_some_and(|known| known.is_handed_over);
            absences.push(Absence { leave, from, until, is_handed_over });
        }
    }
    absences.sort_by_key(|absence| absence.from);
    if problems.is_empty() { Ok(absences) } else { Err(problems) }
}

/// The instant after a last day, or a moment.
fn end(text: &str, zone: &str) -> Option<DateTime<Utc>> {
    match NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d") {
        Ok(day) => instant(&day.checked_add_days(Days::new(1))?.to_string(), zone),
        Err(_) => instant(text, zone),
    }
}

#[cfg(test)]
mod tests {
    use model::{Lang, id::PersonId};

    use super::*;

    fn person(number: u128) -> Person {
        let id = PersonId::new(uuid::Uuid::from_u128(number));
        Person::new(id, "Ann", "ann@example.com", Lang::En, DateTime::UNIX_EPOCH)
    }

    fn leave(first: &str, last: &str) -> Leave {
        Leave { first: first.to_owned(), last: last.to_owned(), ..Leave::default() }
    }

    fn wrong(asked: Leave) -> Vec<(String, Code)> {
        let people = [person(1), Person { active: false, ..person(2) }, person(3)];
        let problems = absences(&people[0], vec![asked], "Asia/Shanghai", &people).unwrap_err();
        problems.into_iter().map(|problem| (problem.path, problem.code)).collect()
    }

    #[test]
    fn days_are_whole_days_on_the_persons_own_clock_and_moments_are_moments() {
        let own = Person { zone: Some("America/New_York".to_owned()), ..person(1) };
        let times = |person: &Person, first: &str, last: &str| {
            let found = absences(person, vec![leave(first, last)], "Asia/Shanghai", &[]).unwrap();
            format!("{} {}", found[0].from.format("%d %H:%M"), found[0].until.format("%d %H:%M"))
        };
        assert_eq!(times(&person(1), "2026-12-24", "2026-12-24"), "23 16:00 24 16:00");
        assert_eq!(times(&own, "2026-12-24", "2026-12-26"), "24 05:00 27 05:00");
        assert_eq!(times(&person(1), "2026-12-24T13:00", "2026-12-24T18:30"), "24 05:00 24 10:30");
        // The day on which the clocks go back has 25 hours.
        assert_eq!(times(&own, "2026-11-01", "2026-11-01"), "01 04:00 02 05:00");
    }

    #[test]
    fn leave_that_cannot_be_is_named_by_its_part() {
        let of = |path: &str, code| vec![(format!("/absences/0/{path}"), code)];
        assert_eq!(wrong(leave("soon", "2026-12-24")), of("first", Code::BadDate));
        assert_eq!(wrong(leave("2026-12-24", "2026-13-24")), of("last", Code::BadDate));
        assert_eq!(wrong(leave("2026-12-24", "2026-12-23")), of("last", Code::EndsBeforeBeginning));
        let with = |stand_in: u128| Leave { stand_in: Some(person(stand_in).id), ..leave("2026-12-24", "2026-12-24") };
        assert_eq!(wrong(with(1)), of("stand_in", Code::StandsInForSelf));
        assert_eq!(wrong(with(2)), of("stand_in", Code::UnknownPerson));
        assert_eq!(wrong(with(9)), of("stand_in", Code::UnknownPerson));
        let nobody = Leave { work: Handover::StandIn, ..leave("2026-12-24", "2026-12-24") };
        assert_eq!(wrong(nobody), of("stand_in", Code::Required));
    }

    #[test]
    fn leave_that_stays_the_same_is_not_dealt_with_again() {
        let asked = Leave { work: Handover::Release, ..leave("2026-12-24", "2026-12-24") };
        let mut before = person(1);
        before.absences = absences(&before, vec![asked.clone()], "UTC", &[]).unwrap();
        before.absences[0].is_handed_over = true;
        let again = absences(&before, vec![asked.clone(), leave("2026-12-20", "2026-12-21")], "UTC", &[]).unwrap();
        assert_eq!(again.iter().map(|one| one.is_handed_over).collect::<Vec<_>>(), [false, true], "by beginning");
        let is_done = |leave| absences(&before, vec![leave], "UTC", &[]).unwrap()[0].is_handed_over;
        assert!(is_done(Leave { last: "2026-12-25".to_owned(), ..asked.clone() }), "longer");
        assert!(!is_done(Leave { waiting: Handover::Release, ..asked }), "otherwise");
    }
}
