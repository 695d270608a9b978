//! What every step must keep, whatever the flow and whatever happens.

use chrono::{DateTime, Utc};
use model::record::{ClockState, RunState, Standing, TaskState};

use crate::{case::Case, step::Step};

/// What every step must keep.
pub fn kept(before: &Case, step: &Step, now: DateTime<Utc>, sound: bool) {
    let after = &step.case;
    let new = before.run.is_none();
    // Versions: one higher for what was touched, the same for what was not.
    let ticket_moved = i64::from(step.touched.ticket);
    assert_eq!(after.ticket.version, before.ticket.version + ticket_moved);
    assert_eq!(new || after.ticket == before.ticket, new || !step.touched.ticket);
    // A ticket that is opened again has a run of its own.
    if let (Some(run), Some(old)) = (&after.run, &before.run)
        && run.id == old.id
    {
        assert_eq!(run.version, old.version + i64::from(step.touched.run));
        assert_eq!(run == old, !step.touched.run);
    }
    for task in &after.tasks {
        match before.tasks.iter().find(|old| old.id == task.id) {
            Some(old) => {
                assert_eq!(task.version, old.version + i64::from(step.touched.tasks.contains(&task.id)));
                assert_eq!(task == old, !step.touched.tasks.contains(&task.id));
            }
            None => assert!(step.new_tasks.contains(task) && task.version == 1),
        }
    }
    for clock in &after.clocks {
        match before.clocks.iter().find(|old| old.id == clock.id) {
            Some(old) => assert_eq!(clock == old, !step.touched.clocks.contains(&clock.id)),
            None => assert!(step.new_clocks.contains(clock) && clock.version == 1),
        }
    }
    // Whatever changes anything changes the ticket: its version guards the whole case.
    let anything = step.touched.run
        || !step.touched.tasks.is_empty()
        || !step.touched.clocks.is_empty()
        || !step.new_tasks.is_empty()
        || !step.events.is_empty()
        || !step.incidents.is_empty();
    assert_eq!(step.touched.ticket, anything && !new);
    assert!(step.events.windows(2).all(|pair| pair[0].id < pair[1].id), "ids grow");
    assert!(step.timers.iter().all(|timer| timer.due_at >= now || step.events.is_empty()), "no timer in the past");
    // A run that goes on stands somewhere: every token has an open task, a wait, an incident, or those it waits for.
    let Some(run) = &after.run else { return };
    // Nobody follows twice. While a ticket is held the time of its steps stands still, and only then.
    let mut followers: Vec<_> = after.followers.iter().map(|follower| follower.person).collect();
    followers.sort_unstable();
    assert!(followers.windows(2).all(|pair| pair[0] != pair[1]), "someone follows twice");
    for token in &run.tokens {
        let stands = token.pauses.last().is_some_and(|pause| pause.to.is_none());
        assert_eq!(stands, run.hold.is_some(), "the time of {} stands still", token.node);
    }
    if run.hold.is_some() {
        assert!(after.tasks.iter().all(|task| !task.state.is_open() || task.due_at.is_none()), "due while held");
        assert_eq!(after.ticket.status, model::record::Status::OnHold);
    }
    for task in after.tasks.iter().filter(|task| task.offer().is_some()) {
        assert!(task.state.is_open() && task.owner.is_none() && task.waits, "what nobody has is offered");
        let offers = task.offers.as_ref().unwrap();
        assert!(!offers.passed.iter().any(|one| task.offered_to() == Some(*one)), "nobody is asked twice in a round");
    }
    let open = |id| after.tasks.iter().any(|task| task.id == id && task.state.is_open());
    for token in &run.tokens {
        match token.standing {
            Standing::Task { task } => assert!(open(task)),
            Standing::Approval => {
                // Somebody is asked, and nobody has two tasks.
                let mut asked: Vec<_> = token.votes.iter().filter(|vote| vote.answer.is_none()).collect();
                assert!(asked.iter().any(|vote| vote.task.is_some_and(open)), "an approval waits for nobody");
                asked.sort_by_key(|vote| vote.person);
                assert!(asked.windows(2).all(|pair| pair[0].person != pair[1].person), "asked twice");
            }
            Standing::SubFlow { frame } => assert!(run.tokens.iter().any(|one| one.frame == frame)),
            Standing::ForEach => {
                let rounds = token.rounds.as_ref().unwrap();
                let under_way = run.frames.iter().filter(|frame| frame.caller == Some(token.id));
                assert!(under_way.clone().count() > 0 && rounds.done < rounds.enough, "a for-each waits for nothing");
                for frame in under_way {
                    assert!(run.tokens.iter().any(|one| one.frame == frame.id), "a round stands nowhere");
                }
            }
            Standing::Join => assert!(!sound || run.tokens.iter().any(|one| one.standing != Standing::Join)),
            Standing::Wait | Standing::Effect | Standing::Stuck => {}
        }
    }
    let stood: Vec<_> = run
        .tokens
        .iter()
        .flat_map(|token| {
            let own = if let Standing::Task { task } = token.standing { Some(task) } else { None };
            own.into_iter().chain(token.votes.iter().filter_map(|vote| vote.task))
        })
        .collect();
    for task in after.tasks.iter().filter(|task| task.state == TaskState::Open) {
        assert!(stood.contains(&task.id), "an open task has its token");
    }
    match run.state {
        RunState::Ended { .. } => {
            assert!(run.tokens.is_empty());
            assert!(after.ticket.due_at.is_none());
            let over = |state| matches!(state, ClockState::Met { .. } | ClockState::Cancelled);
            assert!(after.clocks.iter().all(|clock| over(clock.state)));
        }
        RunState::Active => {
            assert!(!run.tokens.is_empty(), "a run that goes on stands somewhere");
            assert!(run.tokens.iter().all(|token| token.standing != Standing::Stuck));
        }
        RunState::Stuck => assert!(run.tokens.iter().any(|token| token.standing == Standing::Stuck)),
    }
}
