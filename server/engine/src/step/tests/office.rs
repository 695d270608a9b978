//! Plays scripts: keeps a case between its steps, its timers and what is told, and looks after every step whether the
//! promises of a step were kept.

use std::{fmt::Write as _, sync::Arc};

use chrono::{DateTime, Duration, Utc};
use model::{
    Fields, Kind, Text,
    flow::Priority,
    id::{CustomerId, TicketId, VersionId},
    incident::Mends,
    key::OutcomeKey,
    migration::{Plan, Timers},
    policy::{Pauses, Policy, Targets},
    reckoning::Published,
    record::{
        Absence, Came, Channel, Customer, Effect, Handover, Happening, Leave, Purpose, RunState, RunToken, Standing,
        Status, Ticket, Timer, Who,
    },
    trace::Trace,
};

use super::{
    account::{self, minute},
    promises, script,
    world::{Counter, World, monday, uuid},
};
use crate::{
    case::Case,
    refusal::Refusal,
    step::{Step, Stimulus, Target, outlook, step, verdict},
};

pub struct Office {
    pub world: World,
    pub case: Case,
    pub timers: Vec<Timer>,
    /// Every timer that went off.
    pub rung: Vec<Purpose>,
    pub incidents: usize,
    pub steps: Vec<Step>,
    /// Whether the flow could be published; in others a join can wait for ever.
    pub sound: bool,
    pub now: DateTime<Utc>,
    ids: Counter,
    told: String,
}

impl Office {
    pub fn new(flow: &str) -> Self {
        let mut world = World::new(script::flows(flow));
        world.rules(script::rules(flow));
        Self::with(world)
    }

    pub fn with(world: World) -> Self {
        let ticket = Ticket {
            id: TicketId::new(uuid(500)),
            number: 7,
            ticket_type: "complaint".into(),
            type_version: VersionId::new(uuid(501)),
            form_version: VersionId::new(uuid(502)),
            title: "No light".to_owned(),
            status: Status::New,
            priority: Priority::Normal,
            channel: Channel::Desk,
            customer: Some(CustomerId::new(uuid(503))),
            queue: Some("desk".into()),
            owner: None,
            filed_by: None,
            fields: Fields::new(),
            due_at: None,
            created_at: monday(),
            updated_at: monday(),
            closed_at: None,
            heard_at: monday(),
            answered_at: None,
            moved_at: monday(),
            episode: 1,
            version: 1,
        };
        let customer = Customer {
            id: CustomerId::new(uuid(503)),
            name: "Carl".to_owned(),
            email: Some("carl@example.org".to_owned()),
            phone: None,
            manager: None,
            created_at: monday(),
            version: 1,
        };
        Self {
            world,
            case: Case::new(ticket, Some(customer)),
            timers: Vec::new(),
            rung: Vec::new(),
            incidents: 0,
            steps: Vec::new(),
            sound: true,
            now: monday(),
            ids: Counter(10_000),
            told: String::new(),
        }
    }

    /// A policy with the usual ladder: minutes of first response, next response and resolution; 0 for none.
    pub fn promise(mut self, first: i64, next: i64, resolution: i64) -> Self {
        let span = |minutes: i64| (minutes > 0).then(|| script::span(&format!("{minutes}m")).unwrap());
        self.world.policy(Policy {
            format: Policy::FORMAT,
            calendar: "always".into(),
            ladder: Some("usual".into()),
            rules: Vec::new(),
            otherwise: Targets { first_response: span(first), next_response: span(next), resolution: span(resolution) },
            pauses: Pauses::default(),
        });
        self
    }

    /// A policy whose resolution, in minutes, stands still while a ticket waits.
    pub fn rests(mut self, resolution: i64) -> Self {
        self.world.policy(Policy {
            format: Policy::FORMAT,
            calendar: "always".into(),
            ladder: Some("usual".into()),
            otherwise: Targets { resolution: script::span(&format!("{resolution}m")), ..Targets::default() },
            pauses: Pauses { waiting_for_customer: Vec::new(), on_hold: vec![model::record::Target::Resolution] },
            ..Policy::default()
        });
        self
    }

    /// `promise FIRST NEXT RESOLUTION` in minutes, `ladder …` or `offer QUEUE …`: see [`script`].
    pub fn promised(mut self, line: &str) -> Self {
        match line.split_once(' ').unwrap() {
            ("promise", minutes) => {
                let minutes: Vec<i64> = minutes.split(' ').map(|minutes| minutes.parse().unwrap()).collect();
                self.promise(minutes[0], minutes[1], minutes[2])
            }
            ("ladder", levels) => {
                self.world.ladders.insert("usual".into(), Arc::new(script::ladder(levels)));
                self
            }
            ("offer", how) => {
                let (key, how) = how.split_once(' ').unwrap();
                let queue = self.world.queues.get_mut(&model::key::DefinitionKey::from(key)).unwrap();
                Arc::make_mut(queue).offer = Some(script::offering(how));
                self
            }
            other => panic!("no such promise: {other:?}"),
        }
    }

    pub fn told(&self) -> String {
        self.told.clone()
    }

    /// Plays one line per stimulus: `minute who verb …`. Timers that are due before go off first.
    pub fn play(&mut self, happens: &str) {
        for line in happens.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words = script::words(line);
            let minute: i64 = words[0].parse().unwrap();
            self.pass(monday() + Duration::minutes(minute));
            self.line(&words[1], &words[2..]);
        }
        self.state();
    }

    /// Lets time pass; timers go off when they are due.
    pub fn pass(&mut self, until: DateTime<Utc>) {
        while let Some(timer) = self
            .timers
            .iter()
            .filter(|timer| timer.due_at <= until)
            .min_by_key(|timer| (timer.due_at, timer.id))
            .cloned()
        {
            self.timers.retain(|one| one.id != timer.id);
            self.now = self.now.max(timer.due_at);
            self.rung.push(timer.purpose.clone());
            self.happen(Stimulus::Wake { purpose: timer.purpose }).unwrap();
        }
        self.now = until;
    }

    fn line(&mut self, who: &str, rest: &[String]) {
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        let stimulus = match (who, rest.as_slice()) {
            ("tick", []) => return,
            ("filed", fields) => {
                self.case.ticket.fields = self::fields(fields);
                let flow = self.world.main().0;
                Stimulus::Filed { flow, who: Who::System }
            }
            ("look", [name]) => {
                let rule = self.world.rules.iter().find(|rule| rule.key().as_str() == *name);
                Stimulus::Look { rule: rule.unwrap_or_else(|| panic!("no rule {name}")).clone(), planned: self.now }
            }
            (name, ["files", fields @ ..]) => {
                let by = self.world.id(name);
                self.case.ticket.fields = self::fields(fields);
                self.case.ticket.filed_by = Some(by);
                let flow = self.world.main().0;
                Stimulus::Filed { flow, who: Who::Person { id: by, name: name.to_owned() } }
            }
            (name, ["mutes"]) => {
                let id = self.world.id(name);
                self.case.followers.iter_mut().filter(|one| one.person == id).for_each(|one| one.muted = true);
                return;
            }
            ("calendar", [key, drawn @ ..]) => {
                self.world.calendar(key, &script::calendar(drawn));
                Self::reckoning(Kind::Calendar, key)
            }
            ("policy", minutes) => {
                let known = self.world.policy.as_ref().unwrap().policy().clone();
                let minutes: Vec<i64> = minutes.iter().map(|minutes| minutes.parse().unwrap()).collect();
                let span = |minutes: i64| (minutes > 0).then(|| script::span(&format!("{minutes}m")).unwrap());
                let otherwise = Targets {
                    first_response: span(minutes[0]),
                    next_response: span(minutes[1]),
                    resolution: span(minutes[2]),
                };
                self.world.policy(Policy { otherwise, ..known });
                Self::reckoning(Kind::Policy, "gold")
            }
            ("echo", []) => {
                // Every timer that ever went off goes off again.
                let before = self.told.clone();
                for purpose in self.rung.clone() {
                    let step = self.happen(Stimulus::Wake { purpose }).unwrap();
                    assert_eq!(step.touched, crate::step::Touched::default());
                    assert!(step.effects.is_empty() && step.notices.is_empty() && step.new_tasks.is_empty());
                }
                assert_eq!(self.told, before, "a stale wake changes nothing");
                return;
            }
            ("web", ["answers", node, answer]) => {
                let answer = serde_json::json!({"status": 200, "body": script::value(answer)});
                self.asked(node, Ok(answer))
            }
            ("web", ["fails", node]) => self.asked(node, Err("it answered 500".to_owned())),
            ("customer", [text]) => Stimulus::Replied {
                by: Who::Customer { id: self.case.ticket.customer, name: "Carl".to_owned() },
                text: (*text).to_owned(),
                public: true,
            },
            (name, ["leaves", way, stand_in @ ..]) => {
                let stand_in = stand_in.first().map(|name| self.world.id(name));
                let work = Handover::ALL.into_iter().find(|one| one.as_str() == *way).unwrap();
                let leave = Leave { stand_in, work, waiting: Handover::Keep, ..Leave::default() };
                let (from, until) = (self.now, self.now + chrono::TimeDelta::days(7));
                let id = self.world.id(name);
                let person =
                    self.world.colleagues.iter_mut().map(|one| Arc::make_mut(&mut one.person)).find(|one| one.id == id);
                person.unwrap().absences = vec![Absence { leave, from, until, is_handed_over: false }];
                return;
            }
            (name, ["hands_over", node]) => Stimulus::HandOver { task: self.task(node), person: self.world.id(name) },
            (name, ["away"]) => {
                let id = self.world.id(name);
                self.world
                    .colleagues
                    .iter_mut()
                    .filter(|one| one.person.id == id)
                    .for_each(|one| Arc::make_mut(&mut one.person).away = true);
                return;
            }
            (name, verb) => {
                let by = (self.world.id(name), name.to_owned());
                match verb {
                    [verb @ ("says" | "notes"), text] => Stimulus::Replied {
                        by: Who::Person { id: by.0, name: by.1 },
                        text: (*text).to_owned(),
                        public: *verb == "says",
                    },
                    ["does", node, outcome, given @ ..] => Stimulus::Done {
                        task: self.task(node),
                        by,
                        outcome: OutcomeKey::new(*outcome),
                        fields: fields(given),
                    },
                    ["does", node] => {
                        Stimulus::Done { task: self.task(node), by, outcome: "done".into(), fields: Fields::new() }
                    }
                    ["calls", "it", title] => {
                        Stimulus::Changed { by, title: Some((*title).to_owned()), priority: None }
                    }
                    ["wants", "it", priority] => {
                        let priority = serde_json::from_value(script::value(priority)).unwrap();
                        Stimulus::Changed { by, title: None, priority: Some(priority) }
                    }
                    ["reopens", reason] => {
                        let by = Who::Person { id: by.0, name: by.1 };
                        Stimulus::Reopened { by, reason: (*reason).to_owned() }
                    }
                    ["signals", name, given @ ..] => Stimulus::Signal {
                        name: (*name).into(),
                        by: Who::Person { id: by.0, name: by.1 },
                        fields: fields(given),
                    },
                    ["sets", given @ ..] => {
                        let (vars, given): (Vec<&str>, Vec<&str>) =
                            given.iter().partition(|word| word.starts_with('$'));
                        let vars = vars.iter().filter_map(|word| word[1..].split_once('='));
                        let vars = vars.map(|(name, to)| (name.into(), script::value(to))).collect();
                        Stimulus::Set { by, fields: fields(&given), vars }
                    }
                    ["has", "it"] => Stimulus::Acknowledge { by },
                    ["assigns", node] => Stimulus::Assign { task: self.task(node) },
                    ["accepts", node] => Stimulus::Accept { task: self.task(node), by },
                    ["declines", node, reason @ ..] => {
                        Stimulus::Decline { task: self.task(node), by, reason: reason.join(" ") }
                    }
                    ["claims", node] => Stimulus::Claim { task: self.task(node), by },
                    ["hands", node, "to", to, reason @ ..] => {
                        let queue = to.strip_prefix('@').map(Into::into);
                        let to = if queue.is_some() || *to == "nobody" { None } else { Some(self.world.id(to)) };
                        Stimulus::Transfer { task: self.task(node), by, to, queue, reason: reason.join(" ") }
                    }
                    ["delegates", node, "to", to, reason @ ..] => Stimulus::Delegate {
                        task: self.task_of(node, &by.1),
                        to: self.world.id(to),
                        by,
                        reason: reason.join(" "),
                    },
                    ["recalls", node] => Stimulus::Recall { task: self.delegated(node), by },
                    ["urges", node, text @ ..] => Stimulus::Urge { task: self.task(node), by, text: text.join(" ") },
                    ["follows"] => Stimulus::Follow { people: vec![by.0], by },
                    ["adds", people @ ..] => {
                        Stimulus::Follow { people: people.iter().map(|name| self.world.id(name)).collect(), by }
                    }
                    ["drops", person] => Stimulus::Unfollow { person: self.world.id(person), by },
                    ["holds", how @ .., reason] => {
                        let until = how.iter().find_map(|word| word.strip_prefix("until:"));
                        let until = until.map(|minute| monday() + Duration::minutes(minute.parse().unwrap()));
                        let on_reply = how.contains(&"reply");
                        Stimulus::Hold { by, until, on_reply, reason: (*reason).to_owned() }
                    }
                    ["resumes"] => Stimulus::Resume { by },
                    ["moves", "it", "to", flow, how @ ..] => {
                        let (target, plan) = self.migration(flow, how);
                        let verdict = verdict(&self.case, &target, &plan, &self.world);
                        self.write(&format!("verdict: {}", account::verdict(&verdict)));
                        Stimulus::Migrate { target, plan, by }
                    }
                    ["moves", node, "to", to] => {
                        Stimulus::Jump { token: self.stuck(node), by, to: (*to).into(), reason: String::new() }
                    }
                    ["terminates", leaves, how @ .., reason] => Stimulus::Terminate {
                        by,
                        leaves: serde_json::from_value(script::value(leaves)).unwrap(),
                        reason: (*reason).to_owned(),
                        tells: how.contains(&"tell"),
                    },
                    ["sends", node, how @ ("back" | "round"), to, reason @ ..] => Stimulus::SendBack {
                        task: self.task_of(node, &by.1),
                        by,
                        to: (*to).into(),
                        returns: *how == "back",
                        reason: reason.join(" "),
                    },
                    ["takes", "back", node] => Stimulus::TakeBack { task: self.task(node), by, reason: String::new() },
                    ["asks", person, when @ ("before" | "after"), node] => Stimulus::AddApprover {
                        task: self.task_of(node, &by.1),
                        person: self.world.id(person),
                        before: *when == "before",
                        reason: String::new(),
                        by,
                    },
                    ["spares", person, node] => {
                        Stimulus::RemoveApprover { task: self.task(node), person: self.world.id(person), by }
                    }
                    ["votes", answer, node] => Stimulus::Done {
                        task: self.task_of(node, &by.1),
                        by,
                        outcome: OutcomeKey::new(*answer),
                        fields: Fields::new(),
                    },
                    ["retries", node, mends @ ..] => {
                        Stimulus::Retry { token: self.stuck(node), by, mends: mended(mends) }
                    }
                    ["skips", node] => Stimulus::Skip { token: self.stuck(node), by, link: None },
                    ["skips", node, link] => Stimulus::Skip { token: self.stuck(node), by, link: Some((*link).into()) },
                    other => panic!("nobody can do this: {other:?}"),
                }
            }
        };
        if let Err(refusal) = self.happen(stimulus) {
            self.write(&format!("no: {refusal}"));
        }
    }

    /// The newest version of a calendar or policy counts for the ticket too.
    pub fn reckoning(kind: Kind, key: &str) -> Stimulus {
        Stimulus::Reckon { because: Published { kind, key: key.into(), title: Text::default(), number: 2 } }
    }

    /// A move to another flow of the script, as if it were a version of the first: `old>new` says where a path goes on,
    /// `restart` that times begin anew, `back` that only what was there before goes there.
    pub fn migration(&self, flow: &str, how: &[&str]) -> (Target, Plan) {
        let flows = || self.world.programs.iter();
        let to = flows().find(|(name, ..)| name.as_str() == flow).unwrap_or_else(|| panic!("no flow {flow}")).1;
        let from = self.case.run.iter().flat_map(|run| &run.frames).map(|frame| frame.flow);
        let from = from.filter(|version| *version != to).take(1).collect();
        let places = how.iter().filter_map(|word| word.split_once('>'));
        let plan = Plan {
            places: places.map(|(from, to)| (from.into(), to.into())).collect(),
            timers: if how.contains(&"restart") { Timers::Restart } else { Timers::Keep },
        };
        let number = 1 + i64::try_from(flows().position(|(_, id, _)| *id == to).unwrap()).unwrap();
        (Target { flow: to, number, from, back: how.contains(&"back"), form: None }, plan)
    }

    /// The task that was last opened at a node, open or not.
    fn task(&self, node: &str) -> model::id::TaskId {
        let here = |task: &&model::record::Task| task.node.as_str() == node;
        let open = self.case.tasks.iter().rev().find(|task| here(task) && task.state.is_open());
        open.or_else(|| self.case.tasks.iter().rev().find(here)).unwrap_or_else(|| panic!("no task {node}")).id
    }

    /// Who has a task, else somebody.
    pub fn owner_or(
        &self,
        task: &model::record::Task,
        other: &(model::id::PersonId, String),
    ) -> (model::id::PersonId, String) {
        task.owner.map_or_else(|| other.clone(), |owner| (owner, self.world.name(owner).to_owned()))
    }

    /// The open task that someone has at a node, else the one that was last opened there.
    fn task_of(&self, node: &str, who: &str) -> model::id::TaskId {
        let owner = Some(self.world.id(who));
        let own = |task: &&model::record::Task| task.node.as_str() == node && task.owner == owner;
        let open = self.case.tasks.iter().find(|task| own(task) && task.state.is_open());
        open.map_or_else(|| self.task(node), |task| task.id)
    }

    fn asked(&self, node: &str, answer: Result<model::Value, String>) -> Stimulus {
        let run = self.case.run.as_ref().unwrap();
        let here = |token: &&model::record::Token| token.node.as_str() == node && token.standing == Standing::Effect;
        let token = run.tokens.iter().find(here).map_or(RunToken(9_999), |token| token.id);
        Stimulus::Answered { run: run.id, token, answer }
    }

    /// The open task at a node that was given to someone.
    fn delegated(&self, node: &str) -> model::id::TaskId {
        let mut given = self.case.tasks.iter().filter(|task| task.node.as_str() == node && task.state.is_open());
        given.find(|task| task.delegated_by.is_some()).map_or_else(|| self.task(node), |task| task.id)
    }

    fn stuck(&self, node: &str) -> RunToken {
        let tokens = self.case.run.iter().flat_map(|run| &run.tokens);
        tokens.clone().find(|token| token.node.as_str() == node).map_or(RunToken(9_999), |token| token.id)
    }

    /// One step, with everything a commit would do.
    pub fn happen(&mut self, stimulus: Stimulus) -> Result<Step, Refusal> {
        let before = self.case.clone();
        let again = stimulus.clone();
        let foreseen = match &stimulus {
            Stimulus::Reckon { because } => Some(outlook(&before, because, self.now, &self.world)?),
            _ => None,
        };
        let ids = self.ids.0;
        let step = step(before.clone(), stimulus, self.now, &self.world, &mut self.ids)?;
        let same = super::super::step(before.clone(), again, self.now, &self.world, &mut Counter(ids)).unwrap();
        assert_eq!(step, same, "the same input gives the same step");
        if let Some(foreseen) = foreseen {
            let shifts = step.events.iter().find_map(|event| match &event.what {
                Happening::Reckoned { shifts, .. } => Some(shifts.clone()),
                _ => None,
            });
            assert_eq!(foreseen.shifts, shifts.unwrap_or_default(), "what was foreseen is what is done");
        }
        promises::kept(&before, &step, self.now, self.sound);
        self.timers.retain(|timer| !step.dropped.contains(&timer.purpose));
        self.timers.extend(step.timers.iter().cloned());
        self.incidents += step.incidents.iter().filter(|incident| incident.settled_at.is_none()).count();
        for colleague in &mut self.world.colleagues {
            let id = colleague.person.id;
            let has = |task: &&model::record::Task| task.carrier() == Some(id);
            let open = step.case.tasks.iter().filter(|task| has(task) && task.state.is_open());
            colleague.load = open.clone().map(|task| i64::from(task.weight)).sum();
            colleague.open = i64::try_from(open.count()).unwrap();
            if step.new_tasks.iter().any(|task| task.owner == Some(id)) {
                colleague.last_assigned = Some(self.now);
            }
        }
        self.case = step.case.clone();
        self.case.incidents.retain(|incident| incident.settled_at.is_none());
        self.case.incidents.extend(step.incidents.iter().filter(|incident| incident.settled_at.is_none()).cloned());
        // The store gives back open tasks only; a few closed ones are kept to ask for them once more.
        let closed = self.case.tasks.iter().filter(|task| !task.state.is_open()).count();
        let mut old = closed.saturating_sub(5);
        self.case.tasks.retain(|task| {
            let forgotten = !task.state.is_open() && old > 0;
            old -= usize::from(forgotten);
            !forgotten
        });
        self.waits_have_timers();
        self.tell(&step);
        self.steps.push(step.clone());
        Ok(step)
    }

    /// Whoever waits for time has a timer, and no timer is left for what is over.
    fn waits_have_timers(&self) {
        let tokens = || self.case.run.iter().flat_map(|run| &run.tokens);
        let wakes = |timer: &Timer, id: RunToken| match timer.purpose {
            Purpose::Wait { token, .. } | Purpose::Timeout { token, .. } => token == id,
            _ => false,
        };
        let is_held = self.case.run.as_ref().is_some_and(|run| run.hold.is_some());
        for token in tokens().filter(|token| token.standing == Standing::Wait && !is_held) {
            assert!(self.timers.iter().any(|timer| wakes(timer, token.id)), "{} waits for ever", token.node);
        }
        for timer in &self.timers {
            let means_something = match timer.purpose {
                Purpose::Warn { token, .. }
                | Purpose::Due { token, .. }
                | Purpose::Wait { token, .. }
                | Purpose::Timeout { token, .. } => !is_held && tokens().any(|one| one.id == token),
                Purpose::Offer { task, number } => self.case.tasks.iter().any(|one| {
                    let is_open = one.state.is_open() && one.offer().is_some();
                    one.id == task && is_open && one.offers.as_ref().is_some_and(|offers| offers.made == number)
                }),
                Purpose::Resume { run } => {
                    let run = self.case.run.as_ref().filter(|one| one.id == run);
                    run.and_then(|run| run.hold.as_ref()).is_some_and(|hold| hold.until.is_some())
                }
                Purpose::Level { clock, .. } | Purpose::Repeat { clock, .. } | Purpose::ClockDue { clock } => {
                    self.case.clocks.iter().any(|one| one.id == clock && crate::clock::runs(one))
                }
            };
            assert!(means_something, "a timer is left behind: {:?}", timer.purpose);
        }
    }

    // --- what is told ---

    fn write(&mut self, words: &str) {
        let minute = (self.now - monday()).num_minutes();
        writeln!(self.told, "{minute:<4} {words}").unwrap();
    }

    fn tell(&mut self, step: &Step) {
        let mut notices = step.notices.iter();
        let mut effects = step.effects.iter();
        for event in &step.events {
            let line = account::words(event);
            let by = event.traces.iter().find_map(|trace| match trace {
                Trace::Rule(trace) => Some(format!(" [{}]", trace.rule)),
                _ => None,
            });
            self.write(&format!("{line}{}", by.unwrap_or_default()));
            if let Happening::Queued { .. } = event.what
                && let Some((_, effect)) = effects.next()
            {
                match effect {
                    Effect::Mail { to, subject, body } => self.write(&format!("! mail {to}: {subject} / {body}")),
                    Effect::Webhook { url, .. } => self.write(&format!("! call {url}")),
                }
            }
        }
        assert!(effects.next().is_none(), "every effect has its event");
        for notice in &mut notices {
            let line = format!("! {}: {}", self.world.name(notice.person), notice.text.in_lang(model::Lang::En));
            self.write(&line);
        }
        for held in &step.held {
            let (person, text) = (self.world.name(held.notice.person), held.notice.text.in_lang(model::Lang::En));
            let line = format!("! {person}{}: {text}", minute(Some(held.ready_at)).replace("due", "at"));
            self.write(&line);
        }
        if !step.settled.is_empty() {
            self.write(&format!("{} settled", step.settled.len()));
        }
        for incident in &step.incidents {
            let settled = if incident.settled_at.is_some() { " (settled)" } else { "" };
            self.write(&format!("? {}{settled}", incident.text));
        }
        for run in &step.ruled.runs {
            if let Came::Circled { text } = &run.came {
                self.write(&format!("~ {text}"));
            }
        }
    }

    fn state(&mut self) {
        let ticket = &self.case.ticket;
        let mut line = format!("= {}", ticket.status.as_str());
        if let Some(owner) = ticket.owner {
            write!(line, " of {}", self.world.name(owner)).unwrap();
        }
        line.push_str(&minute(ticket.due_at));
        for token in self.case.run.iter().flat_map(|run| &run.tokens) {
            let at = match token.standing {
                Standing::Task { task } => {
                    let task = self.case.tasks.iter().find(|one| one.id == task).unwrap();
                    match (task.owner, task.offered_to()) {
                        (Some(owner), _) => format!(" {}", self.world.name(owner)),
                        (None, Some(asked)) => format!(" offered to {}", self.world.name(asked)),
                        (None, None) => " nobody".to_owned(),
                    }
                }
                Standing::Approval => {
                    let open = self.case.tasks.iter().filter(|task| task.token == token.id && task.state.is_open());
                    let owners: Vec<&str> =
                        open.filter_map(|task| task.owner).map(|one| self.world.name(one)).collect();
                    format!(" [{}]", owners.join(" "))
                }
                Standing::Wait => " waits".to_owned(),
                Standing::Join => " joins".to_owned(),
                Standing::SubFlow { .. } => " calls".to_owned(),
                Standing::Effect => " asks".to_owned(),
                Standing::ForEach => {
                    let rounds = token.rounds.as_ref().unwrap();
                    format!(" {} of {} rounds", rounds.done, rounds.of)
                }
                Standing::Stuck => " STUCK".to_owned(),
            };
            write!(line, ", {}{at}", token.node).unwrap();
        }
        if let Some(run) = &self.case.run
            && run.state != RunState::Active
        {
            write!(line, ", {}", run.state.as_str()).unwrap();
        }
        self.write(&line);
    }
}

fn fields(words: &[&str]) -> Fields {
    words
        .iter()
        .map(|word| {
            let (key, value) = word.split_once('=').unwrap();
            (key.into(), script::value(value))
        })
        .collect()
}

/// What is written before a node is tried again: `n=4` a field, `vars.n=4` a variable.
fn mended(words: &[&str]) -> Mends {
    let mut mends = Mends::default();
    for (name, value) in words.iter().filter_map(|word| word.split_once('=')) {
        let value = script::value(value);
        match name.strip_prefix("vars.") {
            Some(name) => drop(mends.variables.insert(name.into(), value)),
            None => drop(mends.fields.insert(name.into(), value)),
        }
    }
    mends
}
