//! Rules within a step: whatever happened is held against the rulebook, and what rules do is a part of the same step.
//!
//! The news of the step come first, then, in the order in which rules acted, the news of each. A rule never reacts to
//! what it led to itself, a chain has at most [`LONGEST_CHAIN`] rules, and a step at most [`MOST_RUNS`] runs. What a
//! failing rule did is undone; everything else goes on.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
};

use model::{
    condition::{Facts, instant},
    flow::Act,
    id::{RuleRunId, TaskId},
    key::DefinitionKey,
    record::{Came, FrameId, RuleRun, RunState, Who},
    rule::LONGEST_CHAIN,
    trace::{RuleTrace, Trace},
};

use super::{
    act,
    walk::{Trouble, Walk},
};
use crate::{
    expression::Scope,
    rule::{CompiledRule, News},
};

/// The most times that rules act in one step.
pub(crate) const MOST_RUNS: usize = 100;
/// The most rules that are noted as asked in vain in one step; those beyond it are not counted.
const MOST_NOTED: usize = 1_000;

/// What rules did in a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ruled {
    /// Each time that one acted or failed to, in order.
    pub runs: Vec<RuleRun>,
    /// The rules that were asked and whose condition did not hold; one that was asked twice stands here twice.
    pub unmatched: Vec<DefinitionKey>,
}

/// What is on its way to the rules: news, and the rules that led to them.
struct Letter {
    news: News,
    chain: Vec<DefinitionKey>,
}

/// Holds what happened in the step so far against the rulebook.
pub(super) fn follow(walk: &mut Walk<'_>) {
    let news = News::of(&walk.account.events, walk.changed.clone());
    deliver(walk, Letter { news, chain: Vec::new() });
}

/// A rule looks at the ticket by itself. A time for which it has acted already means nothing, nor does one whose
/// ticket is over.
pub(super) fn look(walk: &mut Walk<'_>, rule: &CompiledRule, planned: chrono::DateTime<chrono::Utc>) {
    let goes_on = walk.case.run.as_ref().filter(|run| !matches!(run.state, RunState::Ended { .. }));
    let is_open = walk.case.ticket.status.is_open();
    let Some(run) = goes_on.filter(|_| is_open && rule.rule().is_for(&walk.case.ticket.ticket_type)) else { return };
    if run.ruled.get(rule.key()).is_some_and(|last| *last >= planned) {
        return;
    }
    let letter = Letter { news: News::default(), chain: Vec::new() };
    if let Some(next) = attempt(walk, rule, "schedule", &letter, &mut None) {
        if let Some(run) = walk.case.run.as_mut().filter(|_| !rule.rule().once) {
            // The time it acted for, not when: times that were missed may follow one another at once.
            run.ruled.insert(rule.key().clone(), planned);
        }
        deliver(walk, next);
    }
}

/// What a rule would do to a case as it is now, as if everything it listens to had just happened: the names of what
/// would happen, or nothing where its condition does not hold.
///
/// # Errors
/// The condition or an act fails; words for an administrator.
pub fn try_on(
    case: crate::Case,
    rule: &CompiledRule,
    now: chrono::DateTime<chrono::Utc>,
    library: &dyn super::Library,
    ids: &mut dyn super::Ids,
) -> Result<Option<RuleRun>, String> {
    let mut walk = Walk::new(case, Who::System, now, library, ids);
    if let Some(run) = &mut walk.case.run {
        run.ruled.remove(rule.key());
    }
    let asked = rule.condition().condition().variables().into_iter().map(|variable| variable.0.clone()).collect();
    let letter = Letter { news: News::everything(asked), chain: Vec::new() };
    if walk.case.run.as_ref().is_none_or(|run| matches!(run.state, RunState::Ended { .. })) {
        // What would have been done then depends on where the flow stood; whether it matches does not.
        let scope = Scope { changed: letter.news.changed.clone(), ..walk.scope() };
        if rule.holds(&scope, library).map_err(|fault| fault.to_string())? {
            note(&mut walk, rule, "try", &letter, Came::Acted, Vec::new(), rule.condition().seen(&scope), 0);
        }
        return Ok(walk.ruled.runs.pop());
    }
    attempt(&mut walk, rule, "try", &letter, &mut None);
    match walk.ruled.runs.pop() {
        Some(RuleRun { came: Came::Failed { text } | Came::Circled { text }, .. }) => Err(text),
        other => Ok(other),
    }
}

/// Asks the rules about some news, then about the news of those that acted, until nothing is new.
fn deliver(walk: &mut Walk<'_>, first: Letter) {
    let Some(book) = walk.library.rules().filter(|book| !book.is_empty()) else { return };
    let mut letters = VecDeque::from([first]);
    let mut runs = 0;
    while let Some(letter) = letters.pop_front() {
        if letter.news.is_empty() {
            continue;
        }
        let mut seen: Option<(Option<TaskId>, Scope)> = None;
        let found = {
            let facts: std::cell::OnceCell<Scope> = std::cell::OnceCell::new();
            book.find(&walk.case.ticket.ticket_type, &letter.news, &mut || {
                let scope: &Scope = facts.get_or_init(|| walk.scope());
                // The cell outlives the search, and is written once.
                scope
            })
        };
        for rule in found {
            let Some(because) = rule.because(&letter.news) else { continue };
            if runs >= MOST_RUNS {
                let text =
                    format!("rules acted more than {MOST_RUNS} times because of one event; the rest was left out");
                return failed(walk, &rule, because, &letter, Trouble::new(text));
            }
            let Some(next) = attempt(walk, &rule, because, &letter, &mut seen) else { continue };
            runs += 1;
            letters.push_back(next);
            if rule.rule().stops {
                break;
            }
        }
    }
}

/// Asks a rule, and lets it act where its condition holds. Gives the news of what it did.
fn attempt(
    walk: &mut Walk<'_>,
    rule: &CompiledRule,
    because: &'static str,
    letter: &Letter,
    seen: &mut Option<(Option<TaskId>, Scope)>,
) -> Option<Letter> {
    if rule.rule().changed_only && !rule.asks_about(letter.news.changed.iter()) {
        return None;
    }
    let before = walk.subject;
    walk.subject = letter.news.task(because).or(before);
    if !matches!(seen, Some((subject, _)) if *subject == walk.subject) {
        let scope = Scope { changed: letter.news.changed.clone(), ..walk.scope() };
        *seen = Some((walk.subject, scope));
    }
    let next = match seen {
        Some((_, scope)) if !has_acted(walk, rule, scope) => asked(walk, rule, because, letter, scope),
        _ => None,
    };
    walk.subject = before;
    if next.is_some() {
        *seen = None;
    }
    next
}

/// Whether a rule that acts once has done so, and nothing that it counts from has happened since.
fn has_acted(walk: &Walk<'_>, rule: &CompiledRule, scope: &Scope) -> bool {
    let last = walk.case.run.as_ref().and_then(|run| run.ruled.get(rule.key()));
    rule.rule().once
        && last.is_some_and(|last| {
            let since = rule.counts_from().into_iter().filter_map(|variable| instant(&scope.value(&variable.0)));
            !since.into_iter().any(|at| at > *last)
        })
}

fn asked(
    walk: &mut Walk<'_>,
    rule: &CompiledRule,
    because: &'static str,
    letter: &Letter,
    scope: &Scope,
) -> Option<Letter> {
    let library = walk.library;
    let holds = catch_unwind(AssertUnwindSafe(|| rule.holds(scope, library)));
    match holds.unwrap_or_else(|_| Err(crate::Fault::new("the condition broke down", ""))) {
        Ok(true) => {}
        Ok(false) => {
            if walk.ruled.unmatched.len() < MOST_NOTED {
                walk.ruled.unmatched.push(rule.key().clone());
            }
            return None;
        }
        Err(fault) => {
            failed(walk, rule, because, letter, fault.into());
            return None;
        }
    }
    let is_again = letter.chain.contains(rule.key());
    if !is_again && letter.chain.len() >= LONGEST_CHAIN {
        let text = format!("the chain of rules is longer than {LONGEST_CHAIN}: {}", path(&letter.chain, rule));
        circled(walk, rule, because, letter, text);
        return None;
    }
    let began = library.stopwatch();
    let trace = RuleTrace {
        rule: rule.key().clone(),
        title: rule.title().clone(),
        version: rule.version(),
        because: because.to_owned(),
        seen: rule.condition().seen(scope),
        chain: letter.chain.clone(),
    };
    let saved = walk.save();
    let mark = walk.mark();
    let changed = std::mem::take(&mut walk.changed);
    walk.cause = Some(Trace::Rule(trace));
    let done = catch_unwind(AssertUnwindSafe(|| perform(walk, rule)));
    walk.cause = None;
    if let Err(trouble) = done.unwrap_or_else(|_| Err(Trouble::new("an act broke down"))) {
        walk.restore(saved);
        failed(walk, rule, because, letter, trouble);
        return None;
    }
    let new = walk.changed.clone();
    walk.changed.extend(changed);
    if is_again {
        // It led to this itself. Only what would change a value again goes round in a circle.
        walk.restore(saved);
        if !new.is_empty() {
            let text = format!("the rule sets itself off again: {}", path(&letter.chain, rule));
            circled(walk, rule, because, letter, text);
        }
        return None;
    }
    if rule.rule().once
        && let Some(run) = &mut walk.case.run
    {
        run.ruled.insert(rule.key().clone(), walk.now);
    }
    let events = walk.account.events.get(mark..).unwrap_or_default();
    let news = News::of(events, new);
    let did = events.iter().map(|event| event.what.name().to_owned()).collect();
    let micros = i64::try_from(library.stopwatch().saturating_sub(began).as_micros()).unwrap_or(i64::MAX);
    note(walk, rule, because, letter, Came::Acted, did, rule.condition().seen(scope), micros);
    let chain = letter.chain.iter().chain([rule.key()]).cloned().collect();
    Some(Letter { news, chain })
}

/// Performs the acts of a rule. Whatever would take a ticket up again whose flow has ended is refused.
fn perform(walk: &mut Walk<'_>, rule: &CompiledRule) -> Result<(), Trouble> {
    let acts = &rule.rule().acts;
    let has_ended = walk.case.run.as_ref().is_none_or(|run| matches!(run.state, RunState::Ended { .. }));
    if has_ended && acts.iter().any(|act| matches!(act, Act::SetStatus { .. })) {
        return Err(Trouble::new("the flow of the ticket has ended; a rule cannot change its status"));
    }
    act::perform(walk, rule.acts(), FrameId(0), acts)
}

fn failed(walk: &mut Walk<'_>, rule: &CompiledRule, because: &'static str, letter: &Letter, trouble: Trouble) {
    let text = format!("the rule {} (version {}) failed: {}", rule.key(), rule.version(), trouble.0);
    walk.incident(None, &Trouble::new(text), false);
    note(walk, rule, because, letter, Came::Failed { text: trouble.0 }, Vec::new(), Vec::new(), 0);
}

fn circled(walk: &mut Walk<'_>, rule: &CompiledRule, because: &'static str, letter: &Letter, text: String) {
    note(walk, rule, because, letter, Came::Circled { text }, Vec::new(), Vec::new(), 0);
}

fn note(
    walk: &mut Walk<'_>,
    rule: &CompiledRule,
    because: &'static str,
    letter: &Letter,
    came: Came,
    did: Vec<String>,
    seen: Vec<(String, model::Value)>,
    micros: i64,
) {
    let id = RuleRunId::new(walk.uuid());
    walk.ruled.runs.push(RuleRun {
        id,
        rule: rule.key().clone(),
        version: rule.version(),
        ticket: walk.case.ticket.id,
        at: walk.now,
        because: because.to_owned(),
        came,
        did,
        seen,
        chain: letter.chain.clone(),
        micros,
    });
}

/// The way round, in keys.
fn path(chain: &[DefinitionKey], rule: &CompiledRule) -> String {
    let keys: Vec<&str> = chain.iter().chain([rule.key()]).map(DefinitionKey::as_str).collect();
    keys.join(" → ")
}
