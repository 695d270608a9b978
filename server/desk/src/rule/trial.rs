//! Trying a rule on the tickets that are there: which would match, and what would happen. Nothing is stored.

use std::time::{Duration, Instant};

use engine::{CompiledRule, step::try_on};
use model::{
    Code, Problem, Text,
    key::DefinitionKey,
    role::Right,
    rule::{Rule, Sieve, When},
    view::{RuleMatch, RuleTicket, RuleTried},
};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    ids::Lent,
};

/// How many tickets are looked at.
const MOST_LOOKED_AT: u32 = 400;
/// The most matches shown.
const MOST_MATCHES: usize = 100;
/// How long a trial may take.
const LONGEST: Duration = Duration::from_secs(5);
/// The largest rule that is tried, as JSON bytes.
const LARGEST: usize = 1024 * 1024;

impl Desk {
    /// Tries a draft of a rule on the newest tickets that the actor may see, as they are now and as if what it listens to
    /// had just happened to each; a rule that looks by itself is tried on those that are not over.
    pub async fn try_rule(&self, actor: &Actor, key: DefinitionKey, rule: Rule) -> Result<RuleTried> {
        actor.may(Right::DesignDefinitions)?;
        let visible = actor.visible()?;
        if serde_json::to_string(&rule).map_err(Error::broken)?.len() > LARGEST {
            return Err(Error::Invalid(vec![Problem::error(Code::BodyTooLarge, "/").with("most", "1 MB")]));
        }
        let compiled = CompiledRule::compile(&key, &Text::default(), 0, &rule).map_err(Error::Invalid)?;
        let (now, began) = (self.now(), Instant::now());
        let scope = self.0.store.scope(actor.workspace());
        let sieve = Sieve::of(&rule, now);
        let ids = scope.sieved_of(&sieve, &visible, matches!(rule.when, When::Schedule(_)), MOST_LOOKED_AT + 1).await?;
        let most = usize::try_from(MOST_LOOKED_AT).unwrap_or(usize::MAX);
        let mut tried = RuleTried { more: ids.len() > most, ..RuleTried::default() };
        for id in ids.into_iter().take(most) {
            if began.elapsed() > LONGEST || tried.matched.len() >= MOST_MATCHES {
                tried.more = true;
                break;
            }
            let (case, lookup) = self.case(actor.workspace(), id).await?;
            let ticket = RuleTicket {
                id,
                number: case.ticket.number,
                title: case.ticket.title.clone(),
                status: case.ticket.status,
            };
            let (compiled, ids) = (compiled.clone(), self.0.settings.ids.clone());
            let try_it = move || try_on(case, &compiled, now, &lookup, &mut Lent { ids: &*ids, now });
            let found = match self.0.thinkers.think(try_it).await? {
                Ok(None) => None,
                Ok(Some(run)) => Some(RuleMatch { ticket, did: run.did, fails: None }),
                Err(text) => Some(RuleMatch { ticket, did: Vec::new(), fails: Some(text) }),
            };
            tried.looked += 1;
            tried.matched.extend(found);
        }
        Ok(tried)
    }
}
