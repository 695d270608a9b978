//! The scenarios of a flow: all of them are walked, and may stand before publishing.

use std::time::{Duration, Instant};

use engine::scenario::Scenarios;
use model::{
    Code, Problem, Problems,
    flow::Flow,
    key::DefinitionKey,
    role::Right,
    scenario::{MOST, ScenarioReport},
};

use super::{Ground, fitting};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

/// How long all scenarios of a flow may take together.
const LONGEST: Duration = Duration::from_secs(20);

impl Desk {
    /// Walks every scenario of a flow as it is drawn: what came of each, and which nodes and links none came to. Nothing
    /// is stored and nothing goes out.
    pub async fn try_scenarios(&self, actor: &Actor, key: DefinitionKey, flow: Flow) -> Result<ScenarioReport> {
        actor.may(Right::DesignDefinitions)?;
        self.scenarios(actor, key, flow).await
    }

    /// The scenarios that keep a flow from being published.
    pub(crate) async fn failing_scenarios(&self, actor: &Actor, key: &DefinitionKey, flow: &Flow) -> Result<Problems> {
        if !flow.is_gated || flow.scenarios.is_empty() {
            return Ok(Problems::new());
        }
        let report = self.scenarios(actor, key.clone(), flow.clone()).await?;
        let fails = report.results.into_iter().filter(|result| !result.is_met());
        Ok(fails
            .map(|result| {
                let title = result.title.in_lang(actor.person().lang);
                let named = if title.is_empty() { result.key.as_str() } else { title };
                Problem::error(Code::ScenarioFails, format!("/scenarios/{}", result.key)).with("title", named)
            })
            .collect())
    }

    async fn scenarios(&self, actor: &Actor, key: DefinitionKey, flow: Flow) -> Result<ScenarioReport> {
        if flow.scenarios.len() > MOST {
            return Err(Error::Invalid(vec![Problem::error(Code::TooMany, "/scenarios").with("most", MOST)]));
        }
        for scenario in &flow.scenarios {
            fitting(&scenario.trial, &format!("/scenarios/{}", scenario.key))?;
        }
        let lookup = self.lookup(actor.workspace()).await?;
        let (now, by) = (self.now(), actor.by());
        let walk = move || {
            let ground = Ground::of(key, flow, lookup, by, now)?;
            let began = Instant::now();
            let mut scenarios = Scenarios::default();
            for scenario in &ground.flow.scenarios {
                let tried = ground.walk(&scenario.trial, &mut || began.elapsed() < LONGEST);
                scenarios.add(scenario, tried, &ground.lookup);
            }
            Ok(scenarios.report(&ground.flow))
        };
        self.0.thinkers.think(walk).await?
    }
}
