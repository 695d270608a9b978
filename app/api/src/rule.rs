//! Rules beside their definitions: their times, trying them, what they did.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::{
    form::Form,
    key::DefinitionKey,
    rule::{Rule, Schedule},
    view::{List, RuleRunRow, RuleStanding, RuleTried},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// The forms of the ticket types that a rule is for, of all if none is named, joined into one.
#[server(name = RuleFormCall, prefix = "/_fn", endpoint = "rule/form", input = Json, output = WireJson)]
pub async fn form(kinds: Vec<DefinitionKey>) -> Result<Form, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.rule_form(&actor, &kinds).await?)
}

/// The next times of a schedule, as drawn.
#[server(name = RuleTimesCall, prefix = "/_fn", endpoint = "rule/times", input = Json, output = WireJson)]
pub async fn times(schedule: Schedule) -> Result<Vec<DateTime<Utc>>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.rule_times(&actor, schedule).await?)
}

/// Tries a draft of a rule on the tickets that are there; nothing is stored.
#[server(name = RuleTryCall, prefix = "/_fn", endpoint = "rule/try", input = Json, output = WireJson)]
pub async fn try_on(key: DefinitionKey, rule: Rule) -> Result<RuleTried, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.try_rule(&actor, key, rule).await?)
}

/// How the published version of a rule fares.
#[server(name = RuleStandingCall, prefix = "/_fn", endpoint = "rule/standing", input = Json, output = WireJson)]
pub async fn standing(key: DefinitionKey) -> Result<RuleStanding, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.rule_standing(&actor, &key).await?)
}

/// What a rule did, the newest first, behind what `before` names.
#[server(name = RuleRunsCall, prefix = "/_fn", endpoint = "rule/runs", input = Json, output = WireJson)]
pub async fn runs(key: DefinitionKey, before: Option<String>) -> Result<List<RuleRunRow>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    let before = before.and_then(|id| id.parse().ok());
    Ok(desk.rule_runs(&actor, &key, before, None).await?)
}

/// Switches a rule on again that was switched off because it failed again and again.
#[server(name = RuleSwitchOnCall, prefix = "/_fn", endpoint = "rule/switch_on", input = Json, output = WireJson)]
pub async fn switch_on(key: DefinitionKey) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.switch_rule_on(&actor, &key).await?)
}
