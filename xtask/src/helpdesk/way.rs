//! Which outcome of a step leads to which next step, read from the package's own flow.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::{KEY, log};

/// The outcome that leads to the hub, where `next_step` says how it goes on.
const OTHER: &str = "other";
/// The step where a ticket begins unless `next_step` says otherwise.
const USUAL: &str = "classify";

/// How to walk from step to step.
pub struct Ways {
    /// By step: its outcomes in order, each with the step it leads to; none for the end.
    outcomes: BTreeMap<String, Vec<(String, Option<String>)>>,
}

/// How one event of the log is done here.
#[derive(Debug, PartialEq, Eq)]
pub struct Move {
    /// The outcome.
    pub outcome: String,
    /// What `next_step` must say.
    pub next_step: Option<String>,
    /// The step the ticket then stands at; none when it ended.
    pub lands: Option<String>,
}

#[derive(Deserialize)]
struct Package {
    definitions: Vec<Definition>,
}

#[derive(Deserialize)]
struct Definition {
    kind: String,
    key: String,
    body: serde_json::Value,
}

#[derive(Deserialize)]
struct Flow {
    nodes: Vec<Node>,
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Node {
    key: String,
    #[serde(rename = "node")]
    does: String,
    #[serde(default)]
    outcomes: Vec<Outcome>,
}

#[derive(Deserialize)]
struct Outcome {
    key: String,
}

#[derive(Deserialize)]
struct Link {
    from: String,
    to: String,
    #[serde(default)]
    leaves: Door,
}

#[derive(Default, Deserialize)]
struct Door {
    #[serde(default)]
    outcome: Option<String>,
}

impl Ways {
    /// Reads the flow of the package.
    pub fn of(package: &str) -> Result<Self> {
        let package: Package = serde_json::from_str(package)?;
        let flow = package.definitions.into_iter().find(|one| one.kind == "flow" && one.key == KEY);
        let flow: Flow = serde_json::from_value(flow.context("the package has no flow")?.body)?;
        let mut outcomes = BTreeMap::new();
        for node in flow.nodes.iter().filter(|node| node.does == "task") {
            let mut ways = Vec::new();
            for Outcome { key } in &node.outcomes {
                let link = flow.links.iter().find(|l| l.from == node.key && l.leaves.outcome.as_ref() == Some(key));
                let link = link.with_context(|| format!("{} {key} leads nowhere", node.key))?;
                let lands = if key == OTHER { None } else { flow.step_after(&link.to)? };
                ways.push((key.clone(), lands));
            }
            outcomes.insert(node.key.clone(), ways);
        }
        Ok(Self { outcomes })
    }

    /// What `next_step` must say so that a new ticket begins at the step of an activity.
    pub fn begin(activity: &str) -> Result<Option<&'static str>> {
        Ok(Some(log::node(activity)?).filter(|node| *node != USUAL))
    }

    /// How an activity is done so that the given one comes next. Nothing next means that the case is over: by the end
    /// if it was closed, else the ticket is left at the step that usually comes next.
    pub fn go(&self, activity: &str, next: Option<&str>) -> Result<Move> {
        let from = log::node(activity)?;
        let outcomes = self.outcomes.get(from).with_context(|| format!("the flow has no step {from}"))?;
        let Some(next) = next else {
            let (outcome, lands) = outcomes.first().with_context(|| format!("{from} has no outcome"))?;
            return Ok(Move { outcome: outcome.clone(), next_step: None, lands: lands.clone() });
        };
        let next = log::node(next)?;
        let lands = Some(next.to_owned());
        if let Some((outcome, _)) = outcomes.iter().find(|(_, to)| to.as_deref() == Some(next)) {
            return Ok(Move { outcome: outcome.clone(), next_step: None, lands });
        }
        ensure!(outcomes.iter().any(|(key, _)| key == OTHER), "the flow has no way from {from} to {next}");
        Ok(Move { outcome: OTHER.to_owned(), next_step: Some(next.to_owned()), lands })
    }
}

impl Flow {
    /// The first step at or after a node, past what the server does by itself; none for the end.
    fn step_after(&self, key: &str) -> Result<Option<String>> {
        let mut at = key;
        for _ in 0..self.nodes.len() {
            let node = self.nodes.iter().find(|node| node.key == at).with_context(|| format!("no node {at}"))?;
            match node.does.as_str() {
                "task" => return Ok(Some(at.to_owned())),
                "end" => return Ok(None),
                _ => {
                    let link = self.links.iter().find(|link| link.from == at);
                    at = &link.with_context(|| format!("{at} leads nowhere"))?.to;
                }
            }
        }
        anyhow::bail!("{key} leads round in a circle")
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn ways() -> Ways {
        Ways::of(include_str!("../../../packages/helpdesk.json")).unwrap()
    }

    #[test]
    fn every_succession_of_the_excerpt_can_be_walked() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/helpdesk_excerpt.csv");
        let ways = ways();
        for case in log::read(&path).unwrap() {
            for (index, event) in case.events.iter().enumerate() {
                let next = case.events.get(index + 1).map(|next| next.activity.as_str());
                ways.go(&event.activity, next).unwrap();
            }
        }
    }

    #[test]
    fn what_is_rare_goes_through_the_hub() {
        let done = ways().go("Require upgrade", Some("Wait")).unwrap();
        assert_eq!((done.outcome.as_str(), done.next_step.as_deref()), ("other", Some("wait")));
    }

    #[test]
    fn closing_ends_the_ticket_unless_the_log_goes_on() {
        assert_eq!(ways().go("Closed", None).unwrap().lands, None);
        assert_eq!(ways().go("Closed", Some("Take in charge ticket")).unwrap().outcome, "reopen");
        assert_eq!(ways().go("Resolve ticket", None).unwrap().lands.as_deref(), Some("close"));
    }
}
