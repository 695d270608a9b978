//! What becomes of running times when a calendar or a policy counts for open tickets too.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::reckoning::{Counts, Reckoning, Shift};

/// What would become of the running times of open tickets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReckoningForecast {
    /// How many tickets.
    pub counts: Counts,
    /// Some of those in which a time moves: first those in which something would be late.
    pub tickets: Vec<ReckonedTicket>,
    /// Why the first one that cannot be reckoned cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Whether every open ticket was looked at. Of very many, only the oldest are.
    pub is_whole: bool,
}

/// A ticket in which a time moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReckonedTicket {
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// What becomes of its times.
    pub shifts: Vec<Shift>,
}

/// How far a reckoning of open tickets has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReckoningProgress {
    /// By which version.
    pub number: i64,
    /// When it was asked for.
    pub began_at: DateTime<Utc>,
    /// When it was done; it is under way, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// How many tickets so far.
    pub counts: Counts,
}

impl From<Reckoning> for ReckoningProgress {
    fn from(reckoning: Reckoning) -> Self {
        let Reckoning { because, began_at, ended_at, counts, .. } = reckoning;
        Self { number: because.number, began_at, ended_at, counts }
    }
}
