//! How work was spread among people, and whether enough of them have the skills it asks for: what a manager looks at
//! before changing queues, capacities or shifts.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, TimeDelta};
use engine::{
    dispatch::{self, Colleague},
    step::Library as _,
};
use model::{
    Code, Kind, Problem,
    key::DefinitionKey,
    queue::Queue,
    record::Person,
    role::Right,
    view::{Named, PersonWorkload, SkillDemand, Titled, WorkloadQuery, WorkloadReport},
};
use store::Spread;

use super::directory::{sorted, titled};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    shelf::Lookup,
};

impl Desk {
    /// How the steps of the last days were spread. Whoever may see people may see it.
    pub async fn workload(&self, actor: &Actor, query: WorkloadQuery) -> Result<WorkloadReport> {
        actor.may(Right::ReadPeople)?;
        let days = query.days.unwrap_or(WorkloadQuery::USUAL_DAYS);
        if days == 0 {
            return Err(Error::Invalid(vec![Problem::error(Code::TooSmall, "/days").with("least", 1)]));
        }
        if days > WorkloadQuery::MOST_DAYS {
            let most = WorkloadQuery::MOST_DAYS;
            return Err(Error::Invalid(vec![Problem::error(Code::TooLarge, "/days").with("most", most)]));
        }
        let lookup = self.lookup(actor.workspace()).await?;
        let shelf = &lookup.shelf;
        if let Some(queue) = query.queue.as_ref().filter(|queue| shelf.version(Kind::Queue, queue).is_none()) {
            let problem = Problem::error(Code::MissingReference, "/queue").with("kind", Kind::Queue);
            return Err(Error::Invalid(vec![problem.with("key", queue)]));
        }
        let now = self.now();
        let since = now - TimeDelta::days(days.into());
        let spread = self.0.store.scope(actor.workspace()).spread(since).await?;
        let counted = |part: &&Spread| query.queue.is_none() || part.queue == query.queue;
        let at = shelf.at(now);
        let queue = query.queue.as_ref().and_then(|key| Some((key, lookup.queue(key)?)));
        let mut of: HashMap<_, (i64, i64, i64)> = HashMap::new();
        for part in spread.iter().filter(counted) {
            let (steps, weight, done) = of.entry(part.owner).or_default();
            *steps += part.steps;
            *weight += part.weight;
            *done += part.done;
        }
        let (unowned, ..) = of.remove(&None).unwrap_or_default();
        let mut people: Vec<PersonWorkload> = lookup
            .colleagues
            .iter()
            .filter_map(|one: &Colleague| {
                let had = of.get(&Some(one.person.id)).copied();
                let serves = match &queue {
                    Some((key, queue)) => dispatch::does_serve(&one.person, key, queue),
                    None => true,
                };
                let (steps, weight, done) = had.or_else(|| (serves && one.person.active).then_some((0, 0, 0)))?;
                Some(PersonWorkload {
                    person: Named { id: one.person.id, name: one.person.name.clone() },
                    steps,
                    weight,
                    done,
                    load: one.load,
                    capacity: one.person.capacity,
                    barred: dispatch::barred(&one.person, &[], at),
                })
            })
            .collect();
        people.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.person.name.cmp(&b.person.name)));
        let queues: Vec<Titled> = sorted(shelf, Kind::Queue).into_iter().map(|(header, _)| titled(header)).collect();
        let everyone: Vec<&Person> = lookup.colleagues.iter().map(|one| &*one.person).collect();
        Ok(WorkloadReport {
            since,
            people,
            unowned,
            skills: skills(&lookup, &queues, &everyone, &spread, at.today()),
            queues,
        })
    }
}

/// What is asked of each skill, and who has it.
fn skills(
    lookup: &Lookup,
    queues: &[Titled],
    people: &[&Person],
    spread: &[Spread],
    today: NaiveDate,
) -> Vec<SkillDemand> {
    let mut asked: BTreeMap<&DefinitionKey, i64> = BTreeMap::new();
    for (queue, part) in spread.iter().filter_map(|part| Some((part.queue.as_ref()?, part))) {
        *asked.entry(queue).or_default() += part.steps;
    }
    let bodies: Vec<(&DefinitionKey, std::sync::Arc<Queue>)> =
        queues.iter().filter_map(|one| Some((&one.key, lookup.queue(&one.key)?))).collect();
    let soon = today + TimeDelta::days(SkillDemand::SOON_DAYS);
    sorted(&lookup.shelf, Kind::Skill)
        .into_iter()
        .map(|(header, _)| {
            let skill = &header.key;
            let asking = || bodies.iter().filter(|(_, queue)| queue.skills.contains(skill));
            let level = asking().filter_map(|(_, queue)| queue.levels.get(skill)).max().copied().unwrap_or(1);
            let until = |person: &Person| person.skills_until.get(skill).copied();
            let has: Vec<&&Person> = people
                .iter()
                .filter(|one| one.active && one.skills.contains(skill) && until(one).is_none_or(|last| last >= today))
                .collect();
            let count = |fits: &dyn Fn(&Person) -> bool| {
                i64::try_from(has.iter().filter(|one| fits(one)).count()).unwrap_or(i64::MAX)
            };
            SkillDemand {
                skill: titled(header),
                steps: asking().filter_map(|(key, _)| asked.get(key)).sum(),
                people: count(&|_| true),
                able: count(&|one| one.level(skill) >= level),
                ending: count(&|one| until(one).is_some_and(|last| last < soon)),
            }
        })
        .collect()
}
