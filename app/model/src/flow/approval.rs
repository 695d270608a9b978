//! Approvals: several people decide together.

use serde::{Deserialize, Serialize};
use wire::Decode;

use super::{Limit, Outcome, Receiver, Tone};
use crate::{
    Text,
    key::{LayoutKey, OutcomeKey},
};

/// A decision of several people. It is left by the outcome [`Approval::AGREED`] or [`Approval::REFUSED`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the designer")]
pub struct Approval {
    /// Who is asked, in this order; nobody twice.
    #[serde(default)]
    pub approvers: Vec<Receiver>,
    /// When it is agreed.
    #[serde(default)]
    pub needs: Needs,
    /// Whether one may leave the decision to the others.
    #[serde(default)]
    pub may_abstain: bool,
    /// Whether someone counts as having agreed without being asked, because they filed the ticket or have agreed earlier
    /// in this run.
    #[serde(default)]
    pub skips_agreed: bool,
    /// What each of them fills in; nothing, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<LayoutKey>,
    /// What to look at, in Markdown.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub instructions: Text,
    /// Whether each of them may send the path back to a step that it has passed.
    #[serde(default)]
    pub sends_back: bool,
    /// Whether whoever did the step before may take the path back, until the first of them has decided.
    #[serde(default)]
    pub gives_back: bool,
    /// How long they may take together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
}

impl Approval {
    /// The outcome of an approval that was agreed, and of each vote for it.
    pub const AGREED: &str = "agreed";
    /// The outcome of an approval that was refused, and of each vote against it.
    pub const REFUSED: &str = "refused";
    /// The outcome of a vote that leaves the decision to the others.
    pub const ABSTAINED: &str = "abstained";

    /// How each of them can decide.
    #[must_use]
    pub fn outcomes(&self) -> Vec<Outcome> {
        let outcome = |key: &str, zh: &str, en: &str, tone| Outcome {
            key: OutcomeKey::new(key),
            title: Text::both(zh, en),
            tone,
        };
        let mut outcomes = vec![
            outcome(Self::AGREED, "同意", "Agree", Tone::Primary),
            outcome(Self::REFUSED, "不同意", "Refuse", Tone::Danger),
        ];
        if self.may_abstain {
            outcomes.push(outcome(Self::ABSTAINED, "弃权", "Abstain", Tone::Plain));
        }
        outcomes
    }
}

/// When several people have agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum Needs {
    /// When everyone has; the first refusal decides.
    #[default]
    All,
    /// When one has; the others need not answer any more.
    Any,
    /// When so many of those who do not abstain have.
    Share {
        /// In percent, 1 to 100; rounded up to whole people.
        percent: u8,
    },
    /// When everyone has, one after the other; the first refusal decides.
    InTurn,
}
