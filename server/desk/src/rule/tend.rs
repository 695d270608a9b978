//! After a commit: rules that failed are told of, and switched off when they fail again and again; what they were asked
//! in vain is counted.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Mutex,
    time::{Duration, Instant},
};

use engine::step::Ruled;
use model::{
    Text,
    id::{NoticeId, TicketId, WorkspaceId},
    key::DefinitionKey,
    record::{Came, Notice, RuleRun, RuleState},
};
use store::{Changes, Refused};

use crate::{Desk, error::Result, people::is_administrator, shelf::REGISTER};

/// How many failures in a row switch a rule off.
const MOST_FAILURES: usize = 5;
/// How long counts wait before they are written.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a state that moved is decided again.
const TRIES: usize = 4;

/// What was counted of rules and not yet written: asked in vain, acted, failed.
pub(crate) struct Counts(Mutex<Since>);

/// From when they were counted, and how many of each rule.
type Since = (Instant, HashMap<(WorkspaceId, DefinitionKey), [i64; 3]>);

impl Default for Counts {
    fn default() -> Self {
        Self(Mutex::new((Instant::now(), HashMap::new())))
    }
}

impl Counts {
    fn add(&self, workspace: WorkspaceId, ruled: &Ruled) {
        let mut held = self.lock();
        let mut count = |rule: &DefinitionKey, place: usize| {
            let counts = held.1.entry((workspace, rule.clone())).or_default();
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        };
        for rule in &ruled.unmatched {
            count(rule, 0);
        }
        for run in &ruled.runs {
            count(&run.rule, if run.came == Came::Acted { 1 } else { 2 });
        }
    }

    /// Hands over what waits, once it has waited long enough or is asked for.
    fn take(&self, now: bool) -> HashMap<(WorkspaceId, DefinitionKey), [i64; 3]> {
        let mut held = self.lock();
        if !now && held.0.elapsed() < PATIENCE {
            return HashMap::new();
        }
        held.0 = Instant::now();
        std::mem::take(&mut held.1)
    }

    /// What waits for one rule.
    pub(super) fn of(&self, workspace: WorkspaceId, rule: &DefinitionKey) -> [i64; 3] {
        self.lock().1.get(&(workspace, rule.clone())).copied().unwrap_or_default()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Since> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Desk {
    /// Looks after the rules that a committed step asked. Whatever goes wrong here is logged: the step is done.
    pub(crate) async fn tend(&self, workspace: WorkspaceId, ruled: &Ruled) {
        if ruled.runs.is_empty() && ruled.unmatched.is_empty() {
            return;
        }
        self.0.counts.add(workspace, ruled);
        if let Err(error) = self.count(false).await {
            tracing::warn!(error = %error, "what rules did could not be counted");
        }
        let failed: BTreeSet<&DefinitionKey> =
            ruled.runs.iter().filter(|run| run.came != Came::Acted).map(|run| &run.rule).collect();
        for rule in failed {
            if let Err(error) = self.told_of(workspace, rule).await {
                tracing::error!(rule.key = %rule, error = %error, "a failing rule could not be looked after");
            }
        }
    }

    /// Writes what was counted. What cannot be written now is lost: these numbers are a help, not an account.
    pub(crate) async fn count(&self, now: bool) -> Result<()> {
        for ((workspace, rule), [unmatched, acted, failed]) in self.0.counts.take(now) {
            self.state_of(workspace, &rule, |state, _| {
                state.unmatched += unmatched;
                state.acted += acted;
                state.failed += failed;
                true
            })
            .await?;
        }
        Ok(())
    }

    /// Changes how a rule fares, deciding again when the row moved. `change` says whether there is anything to write.
    pub(super) async fn state_of(
        &self,
        workspace: WorkspaceId,
        rule: &DefinitionKey,
        mut change: impl FnMut(&mut RuleState, &mut Changes) -> bool,
    ) -> Result<()> {
        for attempt in 0..TRIES {
            let known = self.0.store.scope(workspace).rule_state(rule).await?;
            let mut state = known.unwrap_or_else(|| RuleState { rule: rule.clone(), ..RuleState::default() });
            let mut changes = Changes::new(workspace, self.now());
            if !change(&mut state, &mut changes) {
                return Ok(());
            }
            state.version += 1;
            changes.put_rule_state(&state);
            match self.0.store.commit(changes).await {
                Ok(()) => return Ok(()),
                Err(Refused::Moved { .. }) => self.pause(u32::try_from(attempt).unwrap_or(0)).await,
                Err(refused) => return Err(refused.into()),
            }
        }
        Ok(())
    }

    /// Tells the administrators of a rule's first failure, and switches it off at the last one.
    async fn told_of(&self, workspace: WorkspaceId, rule: &DefinitionKey) -> Result<()> {
        let scope = self.0.store.scope(workspace);
        let last = scope.rule_runs(rule, None, 50).await?;
        let Some(newest) = last.first() else { return Ok(()) };
        let since = scope.rule_state(rule).await?.and_then(|state| state.off_at);
        let counts = |run: &&RuleRun| run.version == newest.version && since.is_none_or(|since| run.at > since);
        let of_version = || last.iter().filter(counts);
        let (failures, circles) = (
            of_version().take_while(|run| matches!(run.came, Came::Failed { .. })).count(),
            of_version().filter(|run| matches!(run.came, Came::Circled { .. })).count(),
        );
        let text = match &newest.came {
            Came::Failed { text } | Came::Circled { text } => text.clone(),
            Came::Acted => return Ok(()),
        };
        let title = self.shelf(workspace).await?.rule(rule).map(|rule| rule.title().clone()).unwrap_or_default();
        if failures >= MOST_FAILURES {
            return self.switch_off(workspace, newest, &title, &text).await;
        }
        if failures == 1 || (failures == 0 && circles == 1) {
            let said = first_words(&title, rule, &text, failures == 0);
            let mut changes = Changes::new(workspace, self.now());
            self.tell_administrators(workspace, Some(newest.ticket), &said, &mut changes).await?;
            self.0.store.commit(changes).await?;
        }
        Ok(())
    }

    /// Switches the version of a rule off that failed again and again.
    ///
    /// Guards: the rule's state, so that of several failures at once one switches it off and tells; and the register of
    /// definitions, so that every node stops asking it.
    async fn switch_off(&self, workspace: WorkspaceId, run: &RuleRun, title: &Text, text: &str) -> Result<()> {
        let (now, register) = (self.now(), self.0.store.scope(workspace).register(REGISTER).await?);
        let mut told = Changes::new(workspace, now);
        let said = off_words(title, &run.rule, text);
        self.tell_administrators(workspace, Some(run.ticket), &said, &mut told).await?;
        self.state_of(workspace, &run.rule, |state, changes| {
            if state.off_version == Some(run.version) {
                return false;
            }
            state.off_version = Some(run.version);
            state.off_at = Some(now);
            text.clone_into(&mut state.off_because);
            *changes = told.clone();
            changes.bump(REGISTER, register);
            let facts = serde_json::json!({ "rule": run.rule, "number": run.version, "because": text });
            changes.audit(None, "rule_switched_off", &facts);
            true
        })
        .await?;
        self.0.shelves.forget(workspace);
        tracing::warn!(rule.key = %run.rule, "a rule failed again and again and was switched off");
        Ok(())
    }

    async fn tell_administrators(
        &self,
        workspace: WorkspaceId,
        ticket: Option<TicketId>,
        text: &Text,
        changes: &mut Changes,
    ) -> Result<()> {
        let people = self.0.store.scope(workspace).people().await?;
        for person in people.iter().filter(|person| person.active && is_administrator(person)) {
            changes.insert_notice(&Notice {
                id: NoticeId::new(self.uuid()),
                person: person.id,
                ticket,
                by: None,
                text: text.clone(),
                at: self.now(),
                read_at: None,
            });
        }
        Ok(())
    }
}

fn named(title: &Text, key: &DefinitionKey, lang: model::Lang) -> String {
    if title.is_empty() { key.to_string() } else { title.in_lang(lang).to_owned() }
}

fn first_words(title: &Text, key: &DefinitionKey, text: &str, circled: bool) -> Text {
    let (zh, en) = (named(title, key, model::Lang::ZhCn), named(title, key, model::Lang::En));
    if circled {
        Text::both(
            format!("规则「{zh}」会再次触发自己，已在第一轮后停下：{text}"),
            format!("The rule “{en}” sets itself off again and was stopped after one round: {text}"),
        )
    } else {
        Text::both(
            format!("规则「{zh}」执行失败，它的动作没有生效，其他规则和工单不受影响：{text}"),
            format!("The rule “{en}” failed. Nothing it did was kept; other rules and the ticket go on: {text}"),
        )
    }
}

fn off_words(title: &Text, key: &DefinitionKey, text: &str) -> Text {
    let (zh, en) = (named(title, key, model::Lang::ZhCn), named(title, key, model::Lang::En));
    Text::both(
        format!(
            "规则「{zh}」连续失败 {MOST_FAILURES} 次，已停用。修改后重新发布，或在工作室里重新启用。最后一次：{text}"
        ),
        format!(
            "The rule “{en}” failed {MOST_FAILURES} times in a row and was switched off. Correct and publish it, or \
             switch it on again in the studio. The last time: {text}"
        ),
    )
}
