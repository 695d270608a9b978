//! A workspace with something to show: invented people and customers, and some weeks of plausible tickets.
//!
//! Nothing is made up about the tickets themselves: their answers are judged by the published forms, and the engine
//! walks each of them through its published flow, on a clock that runs from some weeks ago to this moment. The play is
//! over before anything is stored; then all of it is stored at once, so that no worker meets a half-lived past.

mod cast;
mod chance;
mod ids;
mod life;
mod play;
mod script;

use chrono::TimeDelta;
use model::{role::Right, view::Demo};
use store::Refused;

use self::{cast::Cast, chance::Chance, ids::DemoIds, play::Play, script::Script};
use crate::{
    Actor, Desk,
    crew::Crew,
    error::{Error, Result},
    shelf::Lookup,
};

/// The register that says whether the workspace was filled.
const REGISTER: &str = "demo";
/// How long ago the play begins.
const WEEKS: i64 = 6;

impl Desk {
    /// Fills the workspace with people, customers and six weeks of tickets that end now. The same seed at the same
    /// instant gives the same play. Refused when it was filled before.
    ///
    /// Guard: the `demo` register, so that of two who fill it at once one does.
    pub async fn demo(&self, actor: &Actor, seed: u64) -> Result<Demo> {
        actor.may(Right::Administer)?;
        let workspace = actor.workspace();
        let scope = self.0.store.scope(workspace);
        let filled = scope.register(REGISTER).await?;
        if filled > 0 {
            return Err(Error::refused("demo_done"));
        }
        let now = self.now();
        let from = now - TimeDelta::weeks(WEEKS);
        let script = Script::read()?;
        let before = self.lookup(workspace).await?;
        let (ids, mut chance) = (DemoIds::new(seed), Chance::new(seed));
        let cast = Cast::new(&script, &before, from, &ids);
        let filings = play::filings(&script, &before, from, now, &mut chance);
        if filings.is_empty() {
            return Err(Error::refused("demo_without_types"));
        }
        let mut numbers = Vec::with_capacity(filings.len());
        for _ in &filings {
            numbers.push(self.0.store.next_number(workspace).await?);
        }
        let mut changes = self.changes(actor);
        changes.bump(REGISTER, filled);
        changes.audit(actor.author(), "demo_filled", &serde_json::json!({ "seed": seed, "tickets": filings.len() }));
        cast.write(&mut changes);
        let everyone = [before.colleagues.to_vec(), cast.colleagues()].concat();
        let lookup = Lookup::new(before.shelf.clone(), Crew::of(everyone));
        let (people, customers) = (cast.people.len(), cast.customers());
        let played = self.0.thinkers.think(move || {
            let lives = Play::new(workspace, script, cast, lookup, ids, chance, now).run(filings, numbers)?;
            let open = lives.iter().filter(|life| life.case.ticket.status.is_open()).count();
            Ok::<_, Error>((lives, open))
        });
        let (lives, open) = played.await??;
        for life in &lives {
            life.write(now, &mut changes);
        }
        match self.0.store.commit(changes).await {
            Ok(()) => Ok(Demo { people, customers, tickets: lives.len(), open }),
            Err(Refused::Moved { .. }) => Err(Error::refused("demo_done")),
            Err(refused) => Err(refused.into()),
        }
    }
}
