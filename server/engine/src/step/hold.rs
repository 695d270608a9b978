//! Hold and resume: a person lets a ticket wait for something outside its flow, with a reason and perhaps until an
//! instant. Its steps stay, their time stands still, and so do its clocks where the policy says so.
//!
//! A hold ends when its time has come, when someone resumes the ticket, when the customer writes if that was wished,
//! and with anything that moves a path: whoever works on a held ticket takes it up again.

use chrono::{DateTime, Utc};
use model::{
    id::{PersonId, RunId},
    record::{Happening, Hold, Pause, Purpose, RunToken, Standing, Status, Token, Visibility},
};

use super::{
    term::Term,
    ticket, wait,
    walk::{Trouble, Walk},
};
use crate::refusal::Refusal;

/// What a person wants when they hold a ticket.
pub(super) struct Wish {
    /// When it goes on by itself.
    pub until: Option<DateTime<Utc>>,
    /// Whether it goes on when the customer writes.
    pub on_reply: bool,
    /// In words.
    pub reason: String,
}

/// Holds the ticket.
pub(super) fn hold(walk: &mut Walk<'_>, by: PersonId, wish: Wish) -> Result<(), Refusal> {
    let run = walk.active_run()?;
    if run.hold.is_some() {
        return Err(Refusal::HeldAlready);
    }
    let Wish { until, on_reply, reason } = wish;
    if until.is_some_and(|until| until <= walk.now) {
        return Err(Refusal::TimePassed);
    }
    let id = run.id;
    let status = match walk.case.ticket.status {
        Status::OnHold => Status::InProgress,
        other => other,
    };
    let since = walk.now;
    walk.acted(Happening::Held { until, reason: reason.clone() }, Visibility::Internal);
    let resting: Vec<Token> = walk.tokens().to_vec();
    for token in &resting {
        walk.drop_timers(token);
    }
    if let Some(run) = &mut walk.case.run {
        run.hold = Some(Hold { by, since, until, on_reply, reason, status });
        for token in &mut run.tokens {
            token.pauses.push(Pause { from: since, to: None });
        }
    }
    for task in walk.case.tasks.iter_mut().filter(|task| task.run == id && task.state.is_open()) {
        task.due_at = None;
    }
    ticket::set_status(walk, Status::OnHold);
    if let Some(until) = until {
        walk.timer(Purpose::Resume { run: id }, until);
    }
    Ok(())
}

/// A person takes the ticket up again: one that is held, or one that the flow has put on hold.
pub(super) fn resume(walk: &mut Walk<'_>) -> Result<(), Refusal> {
    let is_held = walk.active_run()?.hold.is_some();
    if is_held {
        end(walk);
    } else if walk.case.ticket.status == Status::OnHold {
        walk.acted(Happening::Resumed, Visibility::Internal);
        ticket::set_status(walk, Status::InProgress);
    } else {
        return Err(Refusal::NotHeld);
    }
    Ok(())
}

/// The time of a hold has come. A hold that is over means nothing any more, and a later one has a timer of its own.
pub(super) fn due(walk: &mut Walk<'_>, run: RunId) {
    let held = walk.case.run.as_ref().filter(|known| known.id == run).and_then(|known| known.hold.as_ref());
    let Some(until) = held.and_then(|hold| hold.until) else { return };
    if walk.now < until {
        return walk.timer_again(Purpose::Resume { run }, until);
    }
    end(walk);
}

/// The customer wrote: a hold ends if that was wished.
pub(super) fn hear(walk: &mut Walk<'_>) {
    if walk.case.run.as_ref().and_then(|run| run.hold.as_ref()).is_some_and(|hold| hold.on_reply) {
        end(walk);
    }
}

/// Ends a hold, if there is one: the ticket is what it was, and all time goes on from where it stood.
pub(super) fn end(walk: &mut Walk<'_>) {
    let Some(hold) = take(walk) else { return };
    walk.acted(Happening::Resumed, Visibility::Internal);
    ticket::set_status(walk, hold.status);
    let now = walk.now;
    let tokens = walk.case.run.iter_mut().flat_map(|run| &mut run.tokens);
    let resting: Vec<RunToken> = tokens
        .map(|token| {
            // A pause of no length leaves no mark.
            if token.pauses.pop_if(|pause| pause.from >= now).is_none()
                && let Some(pause) = token.pauses.last_mut()
            {
                pause.to.get_or_insert(now);
            }
            token.id
        })
        .collect();
    for id in resting {
        let Some(token) = walk.token(id).cloned() else { continue };
        if let Err(trouble) = go_on(walk, &token) {
            let text = format!("the time of {} could not go on: {}", token.node, trouble.0);
            walk.incident(Some(&token.node), &Trouble::new(text), false);
        }
    }
}

/// Forgets a hold without going on: everything is over.
pub(super) fn take(walk: &mut Walk<'_>) -> Option<Hold> {
    let run = walk.case.run.as_mut()?;
    let (id, hold) = (run.id, run.hold.take()?);
    if hold.until.is_some() {
        walk.drop_timer(Purpose::Resume { run: id });
    }
    Some(hold)
}

/// Sets the timers of a path again, reckoned around its pauses.
fn go_on(walk: &mut Walk<'_>, token: &Token) -> Result<(), Trouble> {
    if token.standing == Standing::Wait {
        return wait::watch_again(walk, token);
    }
    let program = walk.program(token.frame)?;
    let Some(limit) = program.node(&token.node).and_then(|node| node.does.limit()) else { return Ok(()) };
    if !matches!(token.standing, Standing::Task { .. } | Standing::Approval) {
        return Ok(());
    }
    Term::since(walk, Some(limit), token.since, &token.pauses)?.settle(walk, token.id)
}
