//! Rules, compiled: what is asked, what is done, and how the rules that may answer something are found among many.
//!
//! * [`Rulebook`] finds rules by what happened, the ticket's type and what they ask first.
//! * [`Times`] says when a rule that looks at tickets by itself does so.
//! * [`circle`] finds rules that set each other off for ever, before they are published.
//! * `step::rule` asks and performs them, as a part of a step.

use std::sync::Arc;

use model::{
    Problem, Problems, Text,
    condition::{Condition, Variable},
    flow::{Action, Does, Flow, Link, Node, Point},
    key::{DefinitionKey, LinkKey, NodeKey},
    rule::{Rule, When, is_always},
};

use crate::{condition::Compiled, expression::Scope, policy::bad_expression, program::Program};

mod book;
pub mod circle;
mod news;
mod times;

#[cfg(test)]
mod tests;

pub use book::Rulebook;
pub(crate) use news::News;
pub use times::{Tick, Times, tick};

/// A version of a rule that can be asked. Cheap to clone.
#[derive(Clone, Debug)]
pub struct CompiledRule(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    key: DefinitionKey,
    title: Text,
    version: i64,
    rule: Rule,
    condition: Compiled,
    /// A flow whose only node acts as the rule does: acts are compiled in one way.
    acts: Program,
}

impl PartialEq for CompiledRule {
    fn eq(&self, other: &Self) -> bool {
        let same = |rule: &Self| (rule.0.key.clone(), rule.0.version);
        Arc::ptr_eq(&self.0, &other.0) || (same(self) == same(other) && self.0.rule == other.0.rule)
    }
}

impl CompiledRule {
    /// Compiles a version of a rule.
    ///
    /// # Errors
    /// The condition or an expression does not compile, at the path of its part.
    pub fn compile(key: &DefinitionKey, title: &Text, version: i64, rule: &Rule) -> Result<Self, Problems> {
        let mut problems = Problems::new();
        let condition = Compiled::compile(&rule.condition).map_err(|fault| {
            problems.push(bad_expression(&fault, "/condition"));
        });
        let acts = Program::compile(&acting(rule)).map_err(|wrong| {
            problems.extend(wrong.into_iter().map(|problem| Problem {
                path: problem.path.strip_prefix(PLACE).unwrap_or("/acts").to_owned(),
                ..problem
            }));
        });
        match (condition, acts) {
            (Ok(condition), Ok(acts)) => Ok(Self(Arc::new(Inner {
                key: key.clone(),
                title: title.clone(),
                version,
                rule: rule.clone(),
                condition,
                acts,
            }))),
            _ => Err(problems),
        }
    }

    /// Its key.
    #[must_use]
    pub fn key(&self) -> &DefinitionKey {
        &self.0.key
    }

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.0.title
    }

    /// The number of the version.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.0.version
    }

    /// The rule it was compiled from.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.0.rule
    }

    /// Its condition.
    #[must_use]
    pub fn condition(&self) -> &Compiled {
        &self.0.condition
    }

    /// What its acts are performed with.
    pub(crate) fn acts(&self) -> &Program {
        &self.0.acts
    }

    /// The name of what set it off among the news; none if nothing did.
    pub(crate) fn because(&self, news: &News) -> Option<&'static str> {
        let When::Events { any } = &self.0.rule.when else { return None };
        any.iter().find(|trigger| news.has(trigger)).map(model::rule::Trigger::name)
    }

    /// Whether any of the changed values is one that the condition asks about. A condition that asks nothing is not
    /// choosy.
    pub(crate) fn asks_about<'a>(&self, changed: impl Iterator<Item = &'a String> + Clone) -> bool {
        is_always(&self.0.rule.condition) || crate::policy::asks(&self.0.rule.condition, changed)
    }

    /// The variables from which the condition counts how long ago something was.
    pub(crate) fn counts_from(&self) -> Vec<&Variable> {
        let mut found = Vec::new();
        self.0.rule.condition.walk(&mut |part| {
            if let Condition::LongAgo { left, .. } = part {
                found.push(left);
            }
        });
        found
    }

    /// Whether its condition holds.
    pub(crate) fn holds(&self, scope: &Scope, calendars: &dyn crate::Calendars) -> Result<bool, crate::Fault> {
        self.0.condition.holds(scope, calendars)
    }
}

/// Where the acts of a rule lie in its flow.
const PLACE: &str = "/nodes/acts";

/// A flow whose only node acts as the rule does.
fn acting(rule: &Rule) -> Flow {
    let node = |key: &str, does| Node { key: NodeKey::new(key), title: Text::default(), at: Point::default(), does };
    let link = Link {
        key: LinkKey::new("start"),
        from: NodeKey::new("start"),
        to: NodeKey::new("acts"),
        leaves: model::flow::Door::Next,
        title: Text::default(),
        bends: Vec::new(),
    };
    let acts = Does::Action(Action { acts: rule.acts.clone(), awaits: None });
    Flow {
        format: Flow::FORMAT,
        nodes: vec![node("start", Does::Start), node("acts", acts)],
        links: vec![link],
        ..Flow::default()
    }
}
