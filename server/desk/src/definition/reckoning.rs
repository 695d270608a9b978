//! A calendar or a policy counts for open tickets too: what would become of their running times, and counting them anew
//! part by part, in the background.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use engine::{
    calendar::WorkCalendar,
    policy::CompiledPolicy,
    step::{Outlook, Refusal, Stimulus, outlook},
};
use model::{
    Body, Kind, Text,
    id::{NoticeId, ReckoningId, TicketId, WorkspaceId},
    key::DefinitionKey,
    reckoning::{Became, Counts, Published, Reckoning, Shift},
    record::{Happening, Notice},
    role::Right,
    view::{ReckonedTicket, ReckoningForecast, ReckoningProgress},
};
use store::{CaseRows, Changes, Claimed, Refused};
use tokio::task::JoinSet;

use crate::{
    Actor, Desk,
    act::{Besides, case_of, versions_of},
    error::{Error, Result},
    shelf::{Drawn, Lookup},
};

/// How many tickets are read at a time.
const PAGE: u32 = 200;
/// How many tickets are looked at under one claim.
const PART: usize = 1_000;
/// How long one claim works before it hands the rest to the next one, well within its lease.
const TURN: Duration = Duration::from_secs(20);
/// How many tickets are counted at once: few, so that whoever works on tickets hardly waits for it.
const AT_ONCE: usize = 2;
/// How long a forecast looks.
const LONGEST: Duration = Duration::from_secs(8);
/// How many tickets a forecast names.
const MOST_NAMED: usize = 20;

/// What a page of tickets comes to: each with what would become of it.
type Looked = Vec<(TicketId, i64, String, std::result::Result<Outlook, Refusal>)>;

impl Desk {
    /// What would become of the running times of open tickets, if a calendar or a policy counted for them too: the
    /// actor's draft of it, where it is `drawn`, else the newest version.
    pub async fn forecast_reckoning(
        &self,
        actor: &Actor,
        kind: Kind,
        key: &DefinitionKey,
        drawn: bool,
    ) -> Result<ReckoningForecast> {
        actor.may(Right::PublishDefinitions)?;
        let because = self.newest_of(actor, kind, key).await?;
        let mut lookup = self.lookup(actor.workspace()).await?;
        if drawn {
            lookup.drawn = Some(drawn_of(key, self.definition(actor, kind, key).await?.content.body)?);
        } else {
            self.note_former(&lookup, &because).await?;
        }
        let (lookup, because, began) = (Arc::new(lookup), Arc::new(because), Instant::now());
        let mut found = ReckoningForecast { is_whole: true, ..ReckoningForecast::default() };
        let (mut late, mut moved) = (Vec::new(), Vec::new());
        let mut after = None;
        loop {
            let rows = self.0.store.scope(actor.workspace()).open_cases(after, PAGE).await?;
            let is_last = rows.len() < PAGE as usize;
            after = rows.last().and_then(|rows| rows.run.as_ref()).map(|run| run.id);
            for (_, number, title, outlook) in self.looked(&lookup, &because, rows).await? {
                let Outlook { uses, shifts } = outlook.unwrap_or_else(|no| {
                    found.counts.failed += 1;
                    found.why.get_or_insert_with(|| why(&no));
                    Outlook { uses: true, shifts: Vec::new() }
                });
                found.counts.add(uses, &shifts);
                if shifts.is_empty() {
                    continue;
                }
                let is_late = shifts.iter().any(|shift| shift.became == Became::Late);
                let named = if is_late { &mut late } else { &mut moved };
                if named.len() < MOST_NAMED {
                    named.push(ReckonedTicket { number, title, shifts });
                }
            }
            if is_last || began.elapsed() > LONGEST {
                found.is_whole = is_last;
                found.tickets = late.into_iter().chain(moved).take(MOST_NAMED).collect();
                return Ok(found);
            }
        }
    }

    /// Lets the newest version of a calendar or policy count for open tickets too. It is done in the background; asked
    /// for again, it begins again, and what was counted already stays as it is.
    pub async fn reckon(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<ReckoningProgress> {
        actor.may(Right::PublishDefinitions)?;
        let because = self.newest_of(actor, kind, key).await?;
        let mut changes = self.changes(actor);
        let reckoning = self.begin_reckoning(actor, because, &mut changes);
        self.0.store.commit(changes).await?;
        self.0.reckons.notify_one();
        Ok(reckoning.into())
    }

    /// How far the last reckoning of a calendar or policy has come.
    pub async fn reckoning(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<Option<ReckoningProgress>> {
        actor.may(Right::PublishDefinitions)?;
        let found = self.0.store.scope(actor.workspace()).reckoning(kind, key).await?;
        Ok(found.map(ReckoningProgress::from))
    }

    /// Adds the beginning of a reckoning to what is committed.
    pub(super) fn begin_reckoning(&self, actor: &Actor, because: Published, changes: &mut Changes) -> Reckoning {
        let facts = serde_json::json!({ "kind": because.kind, "key": because.key, "number": because.number });
        changes.audit(actor.author(), "reckoning_began", &facts);
        let reckoning = Reckoning {
            id: ReckoningId::new(self.uuid()),
            because,
            by: actor.person().id,
            began_at: self.now(),
            ended_at: None,
            after: None,
            counts: Counts::default(),
        };
        changes.put_reckoning(&reckoning);
        reckoning
    }

    /// Does the next part of a claimed reckoning. After each page it is noted how far it has come, so that whoever goes on
    /// after a crash looks at one page again; a ticket that was counted already does not move again.
    ///
    /// Guards: each ticket's version, and the reckoning's fence.
    pub(crate) async fn go_on_reckoning(&self, claimed: Claimed<Reckoning>) -> Result<()> {
        let Claimed { workspace, what: mut reckoning, fence } = claimed;
        // What was published a moment ago, perhaps by another node, must be what counts.
        self.0.shelves.forget(workspace);
        let lookup = Arc::new(self.lookup(workspace).await?);
        let because = Arc::new(reckoning.because.clone());
        if lookup.shelf.version(because.kind, &because.key).is_none() {
            // It was thrown away meanwhile; nothing is counted by it any more.
            return self.end_reckoning(workspace, reckoning, fence).await;
        }
        self.note_former(&lookup, &because).await?;
        let (began, mut looked) = (Instant::now(), 0);
        loop {
            let rows = self.0.store.scope(workspace).open_cases(reckoning.after, PAGE).await?;
            let is_last = rows.len() < PAGE as usize;
            looked += rows.len();
            let last = rows.last().and_then(|rows| rows.run.as_ref()).map(|run| run.id);
            reckoning.after = last.or(reckoning.after);
            let looked_at = self.looked(&lookup, &because, rows).await?;
            self.count_page(workspace, &because, looked_at, &mut reckoning.counts).await;
            if is_last {
                return self.end_reckoning(workspace, reckoning, fence).await;
            }
            let mut changes = Changes::new(workspace, self.now());
            changes.move_reckoning(&reckoning, fence);
            let is_mine = self.is_committed(changes).await?;
            if !is_mine || looked >= PART || began.elapsed() > TURN {
                return Ok(());
            }
        }
    }

    /// Counts the tickets of a page anew in which something moves, a few at once.
    async fn count_page(&self, workspace: WorkspaceId, because: &Arc<Published>, looked: Looked, counts: &mut Counts) {
        let mut under_way = JoinSet::new();
        for (ticket, _, _, outlook) in looked {
            match outlook {
                Ok(Outlook { uses, shifts }) if shifts.is_empty() => counts.add(uses, &[]),
                Ok(_) => {
                    if under_way.len() >= AT_ONCE
                        && let Some(done) = under_way.join_next().await
                    {
                        note(counts, done.unwrap_or(None).as_deref());
                    }
                    let (desk, because) = (self.clone(), Arc::clone(because));
                    under_way.spawn(async move { desk.count_ticket(workspace, ticket, &because).await });
                }
                Err(no) => {
                    tracing::warn!(ticket.id = %ticket, error = %no, "a ticket could not be reckoned");
                    note(counts, None);
                }
            }
        }
        while let Some(done) = under_way.join_next().await {
            note(counts, done.unwrap_or(None).as_deref());
        }
    }

    /// Counts the times of a ticket anew; gives what moved, or nothing where that could not be done.
    async fn count_ticket(&self, workspace: WorkspaceId, ticket: TicketId, because: &Published) -> Option<Vec<Shift>> {
        let because = because.clone();
        let done = self
            .act(
                workspace,
                ticket,
                None,
                move |_, _| Ok(Stimulus::Reckon { because: because.clone() }),
                |step, _| {
                    let shifts = step.events.iter().find_map(|event| match &event.what {
                        Happening::Reckoned { shifts, .. } => Some(shifts.clone()),
                        _ => None,
                    });
                    Ok(shifts.unwrap_or_default())
                },
                Besides::default(),
            )
            .await;
        match done {
            Ok(shifts) => Some(shifts),
            Err(Error::NotFound) => Some(Vec::new()),
            Err(error) => {
                tracing::warn!(
                    ticket.id = %ticket, error = %error, source = ?std::error::Error::source(&error),
                    "a ticket could not be reckoned"
                );
                None
            }
        }
    }

    /// The last part is done: whoever asked for it is told once, with numbers.
    async fn end_reckoning(&self, workspace: WorkspaceId, mut reckoning: Reckoning, fence: i64) -> Result<()> {
        let now = self.now();
        reckoning.ended_at = Some(now);
        let mut changes = Changes::new(workspace, now);
        changes.move_reckoning(&reckoning, fence);
        let Published { kind, key, number, title } = &reckoning.because;
        let facts = serde_json::json!({ "kind": kind, "key": key, "number": number, "counts": reckoning.counts });
        changes.audit(Some(reckoning.by), "reckoned", &facts);
        changes.insert_notice(&Notice {
            id: NoticeId::new(self.uuid()),
            person: reckoning.by,
            ticket: None,
            by: None,
            text: told(title, *number, &reckoning.counts),
            at: now,
            read_at: None,
        });
        self.is_committed(changes).await.map(|_| ())
    }

    /// What would become of the tickets of a page.
    async fn looked(&self, lookup: &Arc<Lookup>, because: &Arc<Published>, rows: Vec<CaseRows>) -> Result<Looked> {
        for rows in &rows {
            lookup.shelf.fetch(&self.0.store, &versions_of(&rows.ticket, rows.run.as_ref())).await?;
        }
        let (lookup, because, now) = (Arc::clone(lookup), Arc::clone(because), self.now());
        let think = move || {
            let look = |rows: CaseRows| {
                let case = case_of(rows);
                let found = outlook(&case, &because, now, &*lookup);
                (case.ticket.id, case.ticket.number, case.ticket.title, found)
            };
            rows.into_iter().map(look).collect()
        };
        self.0.thinkers.think(think).await
    }

    /// The newest version of a calendar or policy.
    async fn newest_of(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<Published> {
        if !Published::can_be(kind) {
            return Err(Error::NotFound);
        }
        let shelf = self.shelf(actor.workspace()).await?;
        let version = shelf.version(kind, key).ok_or(Error::NotFound)?;
        Ok(Published { kind, key: key.clone(), title: version.content.title.clone(), number: version.number })
    }

    /// Looks up how time was counted before the newest version of a calendar.
    async fn note_former(&self, lookup: &Lookup, because: &Published) -> Result<()> {
        let Some(newest) = lookup.shelf.version(because.kind, &because.key) else { return Ok(()) };
        if because.kind != Kind::Calendar || newest.number < 2 {
            return Ok(());
        }
        let scope = self.0.store.scope(lookup.shelf.workspace.id);
        if let Some(before) = scope.version_numbered(newest.definition, newest.number - 1).await?
            && let Body::Calendar(calendar) = &before.content.body
            && let Ok(calendar) = WorkCalendar::compile(calendar)
        {
            lookup.shelf.note_former(newest.id, Arc::new(calendar));
        }
        Ok(())
    }

    /// Commits what rests on the fence of a reckoning; false if another worker has it now, or a newer one took its place.
    async fn is_committed(&self, changes: Changes) -> Result<bool> {
        match self.0.store.commit(changes).await {
            Ok(()) => Ok(true),
            Err(Refused::Moved { .. }) => Ok(false),
            Err(refused) => Err(refused.into()),
        }
    }
}

/// Counts a ticket in which something was to move: what moved, or nothing where it failed.
fn note(counts: &mut Counts, shifts: Option<&[Shift]>) {
    counts.failed += i64::from(shifts.is_none());
    counts.add(true, shifts.unwrap_or_default());
}

/// A draft of a calendar or policy, as it would count.
fn drawn_of(key: &DefinitionKey, body: Body) -> Result<Drawn> {
    match body {
        Body::Calendar(calendar) => {
            let calendar = WorkCalendar::compile(&calendar).map_err(Error::Invalid)?;
            Ok(Drawn::Calendar(key.clone(), Arc::new(calendar)))
        }
        Body::Policy(policy) => {
            let policy = CompiledPolicy::compile(&policy).map_err(Error::Invalid)?;
            Ok(Drawn::Policy(key.clone(), Arc::new(policy)))
        }
        _ => Err(Error::NotFound),
    }
}

fn why(refusal: &Refusal) -> String {
    match refusal {
        Refusal::CannotReckon { why } => why.clone(),
        other => other.to_string(),
    }
}

fn told(title: &Text, number: i64, counts: &Counts) -> Text {
    let Counts { moved, late, in_time, failed, .. } = counts;
    let (zh, en) = (title.in_lang(model::Lang::ZhCn), title.in_lang(model::Lang::En));
    let (zh_failed, en_failed) = if *failed > 0 {
        (format!("，{failed}张没能计算"), format!("; {failed} could not be counted"))
    } else {
        (String::new(), String::new())
    };
    Text::both(
        format!(
            "已按「{zh}」第{number}版重新计算时限：{moved}张工单有变化，{late}张因此超时，{in_time}张不再超时{zh_failed}。"
        ),
        format!(
            "Running times were counted anew by version {number} of “{en}”: {moved} tickets moved, {late} are late by \
             it, {in_time} are in time again{en_failed}."
        ),
    )
}
