//! Migration: a case moves to another version of a flow that it follows. What becomes of each path is judged first, by
//! comparing the two versions and by walking the new one from where the run would stand.

use std::collections::BTreeSet;

use model::{
    flow::Does,
    form::Form,
    id::VersionId,
    key::NodeKey,
    migration::{Hindrance, Place, Plan, Timers, Verdict},
    record::{Fork, Frame, FrameId, Happening, Passed, Pause, Run, RunState, RunToken, Standing, Token, Visibility},
    trace::Trace,
};

use super::{
    Library, approval, for_each, hold,
    term::Term,
    walk::{Trouble, Walk, Walker},
};
use crate::{case::Case, program::Program, refusal::Refusal};

/// Where a case is to move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The version of the flow.
    pub flow: VersionId,
    /// What people call that version.
    pub number: i64,
    /// Every other version of the same flow: what follows one of them moves.
    pub from: BTreeSet<VersionId>,
    /// Only what followed that version before it was moved: it is moved back.
    pub back: bool,
    /// The version of the form that the ticket gets with it; its own, if absent.
    pub form: Option<VersionId>,
}

impl Target {
    /// Whether a flow that a run is in is to move.
    #[must_use]
    pub fn takes(&self, frame: &Frame) -> bool {
        self.from.contains(&frame.flow) && (!self.back || frame.before == Some(self.flow))
    }
}

/// What becomes of a case, without doing it.
#[must_use]
pub fn verdict(case: &Case, target: &Target, plan: &Plan, library: &dyn Library) -> Verdict {
    let Some(run) = case.run.as_ref().filter(|run| !matches!(run.state, RunState::Ended { .. })) else {
        return Verdict::Current;
    };
    let frames: Vec<&Frame> = run.frames.iter().filter(|frame| target.takes(frame)).collect();
    if frames.is_empty() {
        return Verdict::Current;
    }
    let Some(program) = library.program(target.flow) else { return Verdict::Blocked { why: Vec::new() } };
    let mut judged = Judged { open: Vec::new(), why: Vec::new(), is_mapped: false };
    for frame in frames {
        let old = library.program(frame.flow);
        judged.frame(run, frame.id, old.as_deref(), &program, plan);
    }
    judged.form(case, target, library);
    if !judged.why.is_empty() {
        Verdict::Blocked { why: judged.why }
    } else if !judged.open.is_empty() {
        Verdict::NeedsChoice { places: judged.open }
    } else if judged.is_mapped {
        Verdict::Mapped
    } else {
        Verdict::Safe
    }
}

struct Judged {
    open: Vec<Place>,
    why: Vec<Hindrance>,
    is_mapped: bool,
}

impl Judged {
    fn frame(&mut self, run: &Run, frame: FrameId, old: Option<&Program>, new: &Program, plan: &Plan) {
        let mut stands: Vec<(&NodeKey, &[Fork])> = Vec::new();
        for token in run.tokens.iter().filter(|token| token.frame == frame) {
            let place = || place(old, &token.node);
            for fork in &token.forks {
                let is_split = new.node(&fork.node).is_some_and(|node| node.does.splits());
                let gone = Hindrance::SplitGone { place: self::place(old, &fork.node) };
                if !is_split && !self.why.contains(&gone) {
                    self.why.push(gone);
                }
            }
            let at = match plan.places.get(&token.node) {
                None if stays(token, old, new) => &token.node,
                None => {
                    let place = place();
                    if !self.open.contains(&place) {
                        self.open.push(place);
                    }
                    continue;
                }
                Some(to) if new.node(to).is_some_and(|node| !matches!(node.does, Does::Start)) => {
                    self.is_mapped = true;
                    to
                }
                Some(to) => {
                    self.why.push(Hindrance::NoSuchPlace { node: to.clone() });
                    continue;
                }
            };
            stands.push((at, &token.forks));
        }
        // Walking is only telling when every path has a place.
        if self.why.is_empty() && self.open.is_empty() {
            let found = model::check::flow_from(new.flow(), &stands);
            self.why.extend(found.into_iter().map(|problem| Hindrance::Unsound { problem }));
        }
    }

    /// Answers must still fit the form that comes with the new version.
    fn form(&mut self, case: &Case, target: &Target, library: &dyn Library) {
        let Some(new) = target.form.and_then(|id| library.form(id)) else { return };
        let old = library.form(case.ticket.form_version);
        let holds = |form: &Form, key| form.field(key).map(|field| std::mem::discriminant(&field.holds));
        for (key, _) in case.ticket.fields.iter().filter(|(_, value)| !value.is_null()) {
            let before = old.as_ref().and_then(|form| holds(form.form(), key));
            if before.is_some() && before != holds(new.form(), key) {
                self.why.push(Hindrance::FieldChanged { field: key.clone() });
            }
        }
    }
}

/// Whether a path can stay where it stands: the new version has the node, and it does the same kind of thing there.
fn stays(token: &Token, old: Option<&Program>, new: &Program) -> bool {
    let Some(node) = new.node(&token.node) else { return false };
    let was = old.and_then(|program| program.node(&token.node)).map(|node| &node.does);
    match (&token.standing, &node.does) {
        // What was stuck is tried again, whatever it is now.
        (Standing::Stuck, does) => !matches!(does, Does::Start),
        (Standing::Task { .. }, Does::Task(_))
        | (Standing::Approval, Does::Approval(_))
        | (Standing::Wait, Does::Wait(_))
        | (Standing::Join, Does::Join(_))
        // What was asked of the world is answered all the same.
        | (Standing::Effect, Does::Action(_)) => true,
        // What was called goes on only for whoever called the same.
        (Standing::SubFlow { .. }, Does::SubFlow(to)) => {
            matches!(was, Some(Does::SubFlow(from)) if from.flow == to.flow)
        }
        (Standing::ForEach, Does::ForEach(to)) => matches!(was, Some(Does::ForEach(from)) if from.flow == to.flow),
        _ => false,
    }
}

fn place(program: Option<&Program>, node: &NodeKey) -> Place {
    let title = program.and_then(|program| program.node(node)).map(|node| node.title.clone()).unwrap_or_default();
    Place { node: node.clone(), title }
}

/// Moves the case. Steps that stay keep their owners and what was written; their words, layouts and outcomes are those
/// of the new version.
pub(super) fn migrate(walk: &mut Walk<'_>, target: &Target, plan: &Plan) -> Result<(), Refusal> {
    walk.active_run()?;
    if !verdict(&walk.case, target, plan, walk.library).moves() {
        return Err(Refusal::CannotMigrate);
    }
    let program = walk.library.program(target.flow).ok_or(Refusal::NoSuchFlow)?;
    let all = walk.case.run.iter().flat_map(|run| &run.frames);
    let frames: BTreeSet<FrameId> = all.filter(|frame| target.takes(frame)).map(|frame| frame.id).collect();
    let tokens: Vec<Token> = walk.tokens().iter().filter(|token| frames.contains(&token.frame)).cloned().collect();
    walk.acted(Happening::Migrated { number: target.number }, Visibility::Internal);
    // A hold lasts while every path stays. It ends before any time begins anew.
    if tokens.iter().any(|token| goes(token, plan)) {
        hold::end(walk);
    }
    // While the old version still says which timers a path has.
    let fates: Vec<(RunToken, Fate)> =
        tokens.iter().map(|token| (token.id, leave(walk, token, &program, plan))).collect();
    if let Some(run) = &mut walk.case.run {
        for frame in run.frames.iter_mut().filter(|frame| frames.contains(&frame.id)) {
            frame.before = Some(std::mem::replace(&mut frame.flow, target.flow));
        }
    }
    if let Some(form) = target.form {
        walk.case.ticket.form_version = form;
    }
    for (token, fate) in fates {
        match fate {
            Fate::Stays { anew } => {
                if let Err(trouble) = renew(walk, token, &program, anew)
                    && let Some((_, walker)) = walk.lift(token)
                {
                    walk.stick(&walker, &trouble);
                }
            }
            Fate::Goes(mut walker) => {
                forget(&mut walker.trail, &program);
                walk.send(walker);
            }
        }
    }
    walk.go();
    Ok(())
}

/// What becomes of a path.
enum Fate {
    /// It stays at its step; its times begin anew, if so.
    Stays { anew: bool },
    /// It has left, and goes on so.
    Goes(Walker),
}

/// Whether a path leaves the step it stands at, be it to come to it anew: a join counts again, what was stuck is tried
/// again, and a wait whose time begins anew is begun anew.
fn goes(token: &Token, plan: &Plan) -> bool {
    plan.places.contains_key(&token.node)
        || match token.standing {
            Standing::Join | Standing::Stuck => true,
            Standing::Wait => plan.timers == Timers::Restart,
            _ => false,
        }
}

/// Takes a path out of the old version, or its times.
fn leave(walk: &mut Walk<'_>, token: &Token, new: &Program, plan: &Plan) -> Fate {
    if let Some(to) = plan.places.get(&token.node) {
        walk.cancel(token.id);
        return Fate::Goes(Walker { node: to.clone(), returns_to: None, ..Walker::of(token) });
    }
    if goes(token, plan) {
        walk.lift(token.id);
        return Fate::Goes(Walker { again: true, ..Walker::of(token) });
    }
    let restarts = plan.timers == Timers::Restart;
    let has_limit = |program: &Program| program.node(&token.node).is_some_and(|node| node.does.limit().is_some());
    let had = walk.program(token.frame).is_ok_and(|program| has_limit(&program));
    let has = has_limit(new);
    if had && (restarts || !has) {
        walk.drop_timers(token);
    }
    Fate::Stays { anew: had != has || (has && restarts) }
}

/// Gives what stays the words of the new version, and its times where they begin anew.
fn renew(walk: &mut Walk<'_>, id: RunToken, program: &Program, anew: bool) -> Result<(), Trouble> {
    let Some(token) = walk.token(id).cloned() else { return Ok(()) };
    let Some(node) = program.node(&token.node) else { return Ok(()) };
    let term = if anew { Some(Term::of(walk, node.does.limit())?) } else { None };
    let now = walk.now;
    let is_held = walk.case.run.as_ref().is_some_and(|run| run.hold.is_some());
    if let Some(token) = walk.token_mut(id) {
        forget(&mut token.trail, program);
        token.returns_to.take_if(|node| program.node(node).is_none());
        if anew {
            token.late = false;
            token.warned.clear();
            // What has passed so far does not count.
            token.pauses = vec![Pause { from: token.since, to: (!is_held).then_some(now) }];
            token.pauses.retain(|pause| pause.from < now || is_held);
        }
    }
    let title = for_each::titled(walk, token.frame, &node.title);
    let run = walk.case.run.as_ref().map(|run| run.id);
    for task in
        walk.case.tasks.iter_mut().filter(|task| task.token == id && Some(task.run) == run && task.state.is_open())
    {
        task.title = title.clone();
        task.layout = node.does.layout().cloned();
        task.outcomes = node.does.outcomes();
        match &node.does {
            Does::Task(does) => {
                task.instructions = does.instructions.clone();
                task.phrases.clone_from(&does.phrases);
            }
            Does::Approval(approval) => task.instructions = approval.instructions.clone(),
            _ => {}
        }
        if let Some(term) = &term {
            task.due_at = term.due_at.filter(|_| !is_held);
            task.traces.retain(|trace| !matches!(trace, Trace::Due(_)));
            task.traces.extend(term.trace.clone());
        }
    }
    if let Some(term) = term.filter(|_| !is_held) {
        term.watch(walk, id)?;
    }
    // What the new version needs may be there already.
    if token.standing == Standing::Approval {
        approval::resume(walk, id);
    }
    Ok(())
}

/// Steps that the new version does not have were never passed.
fn forget(trail: &mut Vec<Passed>, program: &Program) {
    trail.retain(|passed| program.node(&passed.node).is_some());
}
