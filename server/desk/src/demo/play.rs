//! The play: cues in the order of their time. Each is a stimulus for the engine, and what follows from it puts further
//! cues on the list: who finishes a step, who answers, which timer goes off.

mod filing;
mod plan;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::{DateTime, TimeDelta, Utc};
use engine::step::{Case, Stimulus};
use model::{
    Text,
    flow::{Priority, Tone},
    id::{PersonId, TaskId, TicketId, TimerId, WorkspaceId},
    record::{Task, Who},
};

pub(super) use filing::{Filed, filings};

use super::{cast::Cast, chance::Chance, ids::DemoIds, life::Life, script::Script};
use crate::{
    Actor,
    act::{Scene, accepted},
    error::Result,
    ids::{Lent, MakeIds},
    intake::prepare,
    shelf::Lookup,
    view,
};

/// How long the real people of the workspace have been at work: long enough to have something to do today.
const AT_WORK: TimeDelta = TimeDelta::days(2);

/// Something that is to happen to a life of the play, named by its place.
enum Cue {
    File(Filed, i64),
    Wake(usize, TimerId),
    Claim(usize, TaskId),
    Reply(usize, TaskId),
    Note(usize, TaskId),
    Hand(usize, TaskId),
    Finish(usize, TaskId),
    Customer(usize),
    Raise(usize),
    Reopen(usize),
}

pub(super) struct Play {
    script: Script,
    cast: Cast,
    actors: HashMap<PersonId, Actor>,
    nobody: Actor,
    lookup: Lookup,
    ids: DemoIds,
    chance: Chance,
    /// The present instant of the play.
    at: DateTime<Utc>,
    /// When it ends.
    end: DateTime<Utc>,
    cues: BTreeMap<(DateTime<Utc>, u64), Cue>,
    count: u64,
    lives: Vec<Life>,
}

impl Play {
    pub(super) fn new(
        workspace: WorkspaceId,
        script: Script,
        cast: Cast,
        lookup: Lookup,
        ids: DemoIds,
        chance: Chance,
        end: DateTime<Utc>,
    ) -> Self {
        let everyone = cast.people.clone();
        let actor = |person: &model::record::Person| {
            (person.id, Actor::of(workspace, person.clone(), &lookup.shelf, &everyone))
        };
        let actors: HashMap<PersonId, Actor> = cast.people.iter().map(actor).collect();
        let nobody = Actor::nobody(workspace, &lookup.shelf.workspace);
        Self {
            script,
            cast,
            actors,
            nobody,
            lookup,
            ids,
            chance,
            at: end,
            end,
            cues: BTreeMap::new(),
            count: 0,
            lives: Vec::new(),
        }
    }

    /// Plays until now. Whoever is real is only given work at the end, and nothing is done in their name.
    pub(super) fn run(mut self, filings: Vec<(DateTime<Utc>, Filed)>, numbers: Vec<i64>) -> Result<Vec<Life>> {
        for ((at, filed), number) in filings.into_iter().zip(numbers) {
            self.cue(at, Cue::File(filed, number));
        }
        let really_away: HashMap<PersonId, bool> =
            self.lookup.colleagues.iter().map(|one| (one.person.id, one.person.away)).collect();
        let mut are_real_people_here = false;
        self.real_people(|_| true);
        while let Some(((at, _), cue)) = self.cues.pop_first() {
            if at > self.end {
                break;
            }
            self.at = at;
            if !are_real_people_here && self.end - at < AT_WORK {
                are_real_people_here = true;
                self.real_people(|id| really_away.get(&id).copied().unwrap_or(false));
            }
            self.play(cue)?;
        }
        for life in &mut self.lives {
            life.words = view::search_text(&life.case, &self.lookup);
        }
        Ok(self.lives)
    }

    fn real_people(&mut self, is_away: impl Fn(PersonId) -> bool) {
        for colleague in Arc::make_mut(&mut self.lookup.colleagues) {
            if !self.actors.contains_key(&colleague.person.id) {
                Arc::make_mut(&mut colleague.person).away = is_away(colleague.person.id);
            }
        }
    }

    fn cue(&mut self, at: DateTime<Utc>, cue: Cue) {
        self.count += 1;
        self.cues.insert((at, self.count), cue);
    }

    fn play(&mut self, cue: Cue) -> Result<()> {
        match cue {
            Cue::File(filed, number) => return self.file(filed, number),
            Cue::Wake(life, timer) => {
                let Some(one) = self.lives.get_mut(life) else { return Ok(()) };
                let Some(place) = one.timers.iter().position(|set| set.id == timer) else { return Ok(()) };
                let purpose = one.timers.remove(place).purpose;
                self.happen(life, Stimulus::Wake { purpose });
            }
            Cue::Claim(life, task) => {
                if let Some(by) = self.someone_for(life, task) {
                    self.happen(life, Stimulus::Claim { task, by });
                    self.plan_task(life, task);
                }
            }
            Cue::Reply(life, task) => {
                let text = self.line(life, |script| &script.replies);
                if let Some(by) = self.owner(life, task) {
                    let by = Who::Person { id: by.0, name: by.1 };
                    self.happen(life, Stimulus::Replied { by, text, public: true });
                    self.lives.get_mut(life).into_iter().for_each(|life| life.answered = true);
                }
            }
            Cue::Note(life, task) => {
                let text = self.line(life, |script| &script.notes);
                if let Some(by) = self.owner(life, task) {
                    let by = Who::Person { id: by.0, name: by.1 };
                    self.happen(life, Stimulus::Replied { by, text, public: false });
                }
            }
            Cue::Hand(life, task) => self.hand(life, task),
            Cue::Finish(life, task) => self.finish(life, task),
            Cue::Customer(life) => {
                let text = self.line(life, |script| &script.answers);
                if let Some(by) = self.lives.get(life).filter(|one| one.case.ticket.status.is_open()).and_then(customer)
                {
                    self.happen(life, Stimulus::Replied { by, text, public: true });
                }
            }
            Cue::Raise(life) => {
                let is_open = self.lives.get(life).is_some_and(|life| life.case.ticket.status.is_open());
                if let Some(by) = self.people_of_the_play(&["agent", "manager"]).filter(|_| is_open) {
                    let priority = Some(Priority::High);
                    self.happen(life, Stimulus::Changed { by, title: None, priority });
                }
            }
            Cue::Reopen(life) => {
                let reason = self.line(life, |script| &script.reasons);
                if let Some((id, name)) = self.people_of_the_play(&["agent"]) {
                    self.happen(life, Stimulus::Reopened { by: Who::Person { id, name }, reason });
                }
            }
        }
        Ok(())
    }

    fn file(&mut self, filed: Filed, number: i64) -> Result<()> {
        let Filed { filing, channel, lang, is_by_customer } = filed;
        let customer = self.cast.outsiders.get(&lang).and_then(|some| self.chance.pick(some)).cloned();
        let agent = self.people_of_the_play(&["agent"]);
        let (who, actor) = match (&customer, agent.as_ref().and_then(|(id, _)| self.actors.get(id))) {
            (Some(one), _) if is_by_customer => {
                (Who::Customer { id: Some(one.id), name: one.name.clone() }, &self.nobody)
            }
            (_, Some(actor)) => (actor.who(), actor),
            (_, None) => (Who::System, &self.nobody),
        };
        let id = TicketId::new(self.ids.uuid(self.at));
        let (case, flow) = match prepare(actor, &filing, channel, number, customer, &self.lookup, self.at, id) {
            Ok(prepared) => prepared,
            // The workspace has drawn its form anew, and the script does not fit it any more: one ticket less.
            Err(crate::Error::Invalid(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        let life = self.lives.len();
        self.lives.push(Life::new(case, lang));
        self.happen(life, Stimulus::Filed { flow, who });
        self.plan_ticket(life);
        Ok(())
    }

    /// One step of a life, with everything that follows from it put on the list. What is refused does not happen.
    fn happen(&mut self, life: usize, stimulus: Stimulus) {
        let Some(one) = self.lives.get_mut(life) else { return };
        let (case, at) = (one.case.clone(), self.at);
        let before = case.tasks.clone();
        let mut lent = Lent { ids: &self.ids, now: at };
        let Ok(step) = engine::step::step(case, stimulus, at, &self.lookup, &mut lent) else { return };
        let opened: Vec<TaskId> =
            step.new_tasks.iter().filter(|task| task.state.is_open()).map(|task| task.id).collect();
        let timers = step.timers.clone();
        recount(&mut self.lookup, &before, &step.case.tasks, at);
        one.take(step);
        for timer in timers {
            self.cue(timer.due_at, Cue::Wake(life, timer.id));
        }
        for task in opened {
            self.plan_task(life, task);
        }
        self.plan_rest(life);
    }

    fn finish(&mut self, life: usize, task: TaskId) {
        let Some(by) = self.owner(life, task) else { return };
        let Some(actor) = self.actors.get(&by.0).cloned() else { return };
        let Some(open) = self.open(life, task).cloned() else { return };
        let weight = |outcome: &model::flow::Outcome| match outcome.tone {
            Tone::Primary => 78,
            Tone::Plain => 16,
            Tone::Danger => 9,
        };
        let Some(outcome) = self.chance.weighed(&open.outcomes, weight).map(|outcome| outcome.key.clone()) else {
            return;
        };
        let given = self.filled(life, &open);
        let Some(one) = self.lives.get(life) else { return };
        let scene = Scene { case: &one.case, lookup: &self.lookup, now: self.at };
        // A step that the workspace has drawn anew may ask for what the script does not know; it then stays open.
        if let Ok(fields) = accepted(&scene, &open, &given, &actor) {
            self.happen(life, Stimulus::Done { task, by, outcome, fields });
        }
    }

    fn hand(&mut self, life: usize, task: TaskId) {
        let (Some(by), Some(queue)) = (self.owner(life, task), self.open(life, task).and_then(|t| t.queue.clone()))
        else {
            return;
        };
        let serve = |actor: &&Actor| actor.queues().contains(&queue) && actor.person().id != by.0;
        let mut others: Vec<PersonId> = self.actors.values().filter(serve).map(|actor| actor.person().id).collect();
        others.sort_unstable();
        let Some(to) = self.chance.pick(&others).copied() else { return };
        let reason = self.line(life, |script| &script.handed);
        self.happen(life, Stimulus::Transfer { task, by, to: Some(to), queue: None, reason });
    }

    // --- who and what ---

    fn open(&self, life: usize, task: TaskId) -> Option<&Task> {
        self.lives.get(life)?.case.tasks.iter().find(|open| open.id == task)
    }

    /// The owner of an open task, if it is one of the play.
    fn owner(&self, life: usize, task: TaskId) -> Option<(PersonId, String)> {
        let owner = self.open(life, task)?.owner?;
        self.actors.get(&owner).map(Actor::by)
    }

    /// Someone of the play who serves the queue that a task waits in.
    fn someone_for(&mut self, life: usize, task: TaskId) -> Option<(PersonId, String)> {
        let queue = self.open(life, task).filter(|task| task.owner.is_none())?.queue.clone()?;
        let mut some: Vec<(PersonId, String)> =
            self.actors.values().filter(|actor| actor.queues().contains(&queue)).map(Actor::by).collect();
        some.sort_unstable();
        self.chance.pick(&some).cloned()
    }

    fn people_of_the_play(&mut self, roles: &[&str]) -> Option<(PersonId, String)> {
        let has = |person: &&model::record::Person| person.roles.iter().any(|role| roles.contains(&role.as_str()));
        let some: Vec<(PersonId, String)> =
            self.cast.people.iter().filter(has).map(|person| (person.id, person.name.clone())).collect();
        self.chance.pick(&some).cloned()
    }

    /// Words in the language of the life's customer.
    fn line(&mut self, life: usize, of: impl Fn(&Script) -> &Vec<Text>) -> String {
        let lang = self.lives.get(life).map_or(self.lookup.shelf.workspace.lang, |life| life.lang);
        self.chance.pick(of(&self.script)).map(|text| text.in_lang(lang).to_owned()).unwrap_or_default()
    }
}

fn customer(life: &Life) -> Option<Who> {
    let Case { customer, .. } = &life.case;
    customer.as_ref().map(|one| Who::Customer { id: Some(one.id), name: one.name.clone() })
}

/// Keeps how much everyone has to do, as the store would count it.
fn recount(lookup: &mut Lookup, before: &[Task], after: &[Task], at: DateTime<Utc>) {
    let count = |tasks: &[Task], person: PersonId| {
        i64::try_from(tasks.iter().filter(|task| task.state.is_open() && task.owner == Some(person)).count())
            .unwrap_or(0)
    };
    for colleague in Arc::make_mut(&mut lookup.colleagues) {
        let more = count(after, colleague.person.id) - count(before, colleague.person.id);
        colleague.open = (colleague.open + more).max(0);
        if more > 0 {
            colleague.last_assigned = Some(at);
        }
    }
}
