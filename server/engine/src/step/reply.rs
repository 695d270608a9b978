//! Someone writes: a colleague to the customer or to colleagues, or the customer.

use model::{
    Lang,
    flow::{Does, Until, Wait},
    record::{Effect, Happening, RunToken, Standing, Status, Target, Visibility, Who},
};

use super::{hold, tell, ticket, wait, walk::Walk};
use crate::{clock, policy, words};

pub(super) fn reply(walk: &mut Walk<'_>, text: String, public: bool) {
    if !public {
        return walk.acted(Happening::Note { text }, Visibility::Internal);
    }
    walk.acted(Happening::Reply { text: text.clone() }, Visibility::Public);
    match walk.actor {
        Who::Person { .. } => {
            walk.case.ticket.answered_at = Some(walk.now);
            clock::meet(walk, Target::FirstResponse);
            clock::meet(walk, Target::NextResponse);
            ticket::work_begins(walk);
            send(walk, text);
        }
        Who::Customer { .. } => customer_wrote(walk),
        Who::System => {}
    }
}

/// Mails a colleague's words to the customer, as they are.
fn send(walk: &mut Walk<'_>, body: String) {
    let Some(to) = walk.case.customer.as_ref().and_then(|customer| customer.email.clone()) else { return };
    let subject = tell::subject(walk);
    let lang: Lang = walk.library.lang();
    let subject = tell::one_line(&words::fill(subject.in_lang(lang), &walk.scope()));
    walk.effect(Effect::Mail { to, subject, body });
}

/// The next response begins unless one is owed already, and whatever waited for the customer goes on.
fn customer_wrote(walk: &mut Walk<'_>) {
    walk.case.ticket.heard_at = walk.now;
    hold::hear(walk);
    let owed = |target| walk.case.clocks.iter().any(|clock| clock.target == target && clock::runs(clock));
    if walk.case.ticket.status.is_open() && !owed(Target::FirstResponse) && !owed(Target::NextResponse) {
        match policy::matched(walk) {
            Ok(None) => {}
            Ok(Some(matched)) => {
                clock::start(walk, Target::NextResponse, &matched);
                // A ticket that stays on hold lets it rest from the first minute.
                clock::pause::follow(walk, walk.case.ticket.status);
            }
            Err(trouble) => walk.incident(None, &trouble, false),
        }
    }
    // Whoever waited for the customer waits no longer, whatever the flow makes of the answer.
    if walk.case.ticket.status == Status::WaitingForCustomer {
        ticket::set_status(walk, Status::InProgress);
    }
    let waiting: Vec<RunToken> = walk
        .tokens()
        .iter()
        .filter(|token| {
            token.standing == Standing::Wait
                && walk.program(token.frame).is_ok_and(|program| {
                    let does = program.node(&token.node).map(|node| &node.does);
                    matches!(does, Some(Does::Wait(Wait { until: Until::CustomerReply, .. })))
                })
        })
        .map(|token| token.id)
        .collect();
    for token in waiting {
        if let Some((_, walker)) = walk.lift(token)
            && let Err(trouble) = wait::over(walk, &walker, false)
        {
            walk.stick(&walker, &trouble);
        }
    }
    walk.go();
}
