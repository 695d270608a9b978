//! A run is ended by hand: everything under way is given up, and the clocks stop.

use model::{
    flow::Leaves,
    record::{Effect, Happening, Visibility},
};

use super::{end, hold, sentence, tell, walk::Walk};
use crate::{refusal::Refusal, words};

/// Ends the run. `tells` says that the customer is told by mail, with the reason; then they may read it too.
pub(super) fn terminate(walk: &mut Walk<'_>, leaves: Leaves, reason: &str, tells: bool) -> Result<(), Refusal> {
    walk.active_run()?;
    let visibility = if tells { Visibility::Public } else { Visibility::Internal };
    walk.acted(Happening::Terminated { reason: reason.to_owned() }, visibility);
    hold::take(walk);
    let status = end::status_of(leaves);
    end::over(walk, status);
    let to = walk.case.customer.as_ref().and_then(|customer| customer.email.clone());
    if let Some(to) = to.filter(|_| tells) {
        let (lang, scope) = (walk.library.lang(), walk.scope());
        let subject = tell::one_line(&words::fill(tell::subject(walk).in_lang(lang), &scope));
        let body = sentence::terminated(&walk.case.ticket, status, reason).in_lang(lang).to_owned();
        walk.effect(Effect::Mail { to, subject, body });
    }
    Ok(())
}
