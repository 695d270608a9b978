//! Scenarios: test runs that are kept are walked again, and held against what was expected of them.

use std::collections::BTreeSet;

use model::{
    flow::Flow,
    key::{LinkKey, NodeKey},
    record::Effect,
    scenario::{Expectation, Scenario, ScenarioReport, ScenarioResult},
    trial::{Stopped, Tried},
};

use crate::{
    condition::{Calendars, Compiled},
    expression::Scope,
    refusal::Refusal,
};

/// The scenarios of a flow, walked one after the other.
#[derive(Debug, Default)]
pub struct Scenarios {
    results: Vec<ScenarioResult>,
    walked: BTreeSet<NodeKey>,
    taken: BTreeSet<LinkKey>,
}

impl Scenarios {
    /// Adds what came of one of them.
    pub fn add(&mut self, scenario: &Scenario, tried: Result<Tried, Refusal>, calendars: &dyn Calendars) {
        let mut result = ScenarioResult {
            key: scenario.key.clone(),
            title: scenario.title.clone(),
            unmet: Vec::new(),
            stopped: None,
        };
        match tried {
            Ok(tried) => {
                result.unmet = unmet(scenario, &tried, calendars);
                self.walked.extend(tried.walked);
                self.taken.extend(tried.taken);
                result.stopped = tried.stopped;
            }
            // It could not even be filed.
            Err(refusal) => result.stopped = Some(Stopped { at: 0, why: refusal.code().to_owned() }),
        }
        self.results.push(result);
    }

    /// What came of them all, and what none of them has come to.
    #[must_use]
    pub fn report(self, flow: &Flow) -> ScenarioReport {
        ScenarioReport::of(flow, self.results, &self.walked, &self.taken)
    }
}

/// What was expected and did not come.
fn unmet(scenario: &Scenario, tried: &Tried, calendars: &dyn Calendars) -> Vec<Expectation> {
    scenario.expects.iter().filter(|expected| !is_met(expected, tried, calendars)).cloned().collect()
}

fn is_met(expected: &Expectation, tried: &Tried, calendars: &dyn Calendars) -> bool {
    let sent = |is_it: fn(&Effect) -> bool| tried.effects.iter().filter(|one| is_it(&one.effect)).count();
    let is = |count: usize, times: u32| u32::try_from(count) == Ok(times);
    match expected {
        Expectation::Over => tried.is_over,
        Expectation::Status { status } => tried.ticket.status == *status,
        Expectation::Stands { node } => tried.tokens.iter().any(|one| one.frame.0 == 0 && one.node == *node),
        Expectation::Passes { node } => tried.walked.contains(node),
        Expectation::Avoids { node } => !tried.walked.contains(node),
        // A condition that fails is not met.
        Expectation::Holds { condition } => Compiled::compile(condition).is_ok_and(|compiled| {
            let scope = Scope::new(tried.variables.clone(), tried.now);
            compiled.holds(&scope, calendars).unwrap_or(false)
        }),
        Expectation::Mails { times } => is(sent(|effect| matches!(effect, Effect::Mail { .. })), *times),
        Expectation::Calls { times } => is(sent(|effect| matches!(effect, Effect::Webhook { .. })), *times),
        Expectation::NoIncident => tried.incidents.iter().all(|incident| incident.settled_at.is_some()),
    }
}
