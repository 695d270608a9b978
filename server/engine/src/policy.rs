//! SLA policies, compiled: which targets a ticket gets, and why.

use std::{collections::BTreeSet, sync::Arc};

use model::{
    Code, Problem, Problems,
    condition::Condition,
    key::DefinitionKey,
    policy::{Policy, Targets},
    trace::PolicyTrace,
};

use crate::{
    condition::{Calendars, Compiled},
    expression::{Fault, Scope},
    step::{
        Matched,
        walk::{Trouble, Walk},
    },
};

/// A policy whose conditions are compiled. Cheap to clone.
#[derive(Clone, Debug)]
pub struct CompiledPolicy {
    policy: Arc<Policy>,
    /// One per rule, in their order.
    conditions: Arc<[Compiled]>,
}

impl CompiledPolicy {
    /// Compiles a policy.
    ///
    /// # Errors
    /// Every condition that does not compile, at `/rules/<index>/when`.
    pub fn compile(policy: &Policy) -> Result<Self, Problems> {
        let mut conditions = Vec::new();
        let mut problems = Problems::new();
        for (index, rule) in policy.rules.iter().enumerate() {
            match Compiled::compile(&rule.when) {
                Ok(condition) => conditions.push(condition),
                Err(fault) => problems.push(bad_expression(&fault, format!("/rules/{index}/when"))),
            }
        }
        if problems.is_empty() {
            Ok(Self { policy: Arc::new(policy.clone()), conditions: conditions.into() })
        } else {
            Err(problems)
        }
    }

    /// The policy it was compiled from.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The targets of the first rule that holds, else the policy's own.
    ///
    /// # Errors
    /// A condition fails.
    pub fn targets(
        &self,
        key: &DefinitionKey,
        scope: &Scope,
        calendars: &dyn Calendars,
    ) -> Result<(Targets, PolicyTrace), Fault> {
        let mut trace = PolicyTrace { policy: key.clone(), asked: Vec::new(), rule: None };
        for (rule, condition) in self.policy.rules.iter().zip(&*self.conditions) {
            let held = condition.holds(scope, calendars)?;
            trace.asked.push((rule.title.clone(), held));
            if held {
                trace.rule = Some(rule.title.clone());
                return Ok((rule.targets, trace));
            }
        }
        Ok((self.policy.otherwise, trace))
    }
}

impl CompiledPolicy {
    /// Whether any of these paths is one that its conditions look at. A script looks at whatever it names.
    #[must_use]
    pub fn asks_about(&self, changed: &BTreeSet<String>) -> bool {
        self.policy.rules.iter().any(|rule| asks(&rule.when, changed.iter()))
    }
}

/// Whether any of these paths is one that a condition looks at. A script looks at whatever it names.
pub(crate) fn asks<'a>(condition: &Condition, mut changed: impl Iterator<Item = &'a String> + Clone) -> bool {
    let mut asks = false;
    condition.walk(&mut |part| {
        asks |= match part {
            Condition::Script { text } => {
                changed.clone().any(|path| text.contains(path.rsplit('.').next().unwrap_or(path)))
            }
            other => changed.any(|path| other.variables().iter().any(|variable| looks_at(&variable.0, path))),
        };
    });
    asks
}

/// Whether a variable is what was changed, or a part of it.
fn looks_at(variable: &str, changed: &str) -> bool {
    variable.strip_prefix(changed).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The policy of the ticket's type.
pub(crate) fn of(walk: &Walk<'_>) -> Option<(DefinitionKey, Arc<CompiledPolicy>)> {
    let kind = walk.library.ticket_type(walk.case.ticket.type_version)?;
    let key = kind.policy.clone()?;
    walk.library.policy(&key).map(|policy| (key, policy))
}

/// What the policy of the ticket's type promises as the ticket is now.
pub(crate) fn matched(walk: &Walk<'_>) -> Result<Option<Matched>, Trouble> {
    let Some((key, policy)) = of(walk) else { return Ok(None) };
    let (targets, trace) = policy
        .targets(&key, &walk.scope(), walk.library)
        .map_err(|fault| Trouble::new(format!("the policy {key} could not be matched: {fault}")))?;
    let policy = policy.policy();
    Ok(Some(Matched {
        targets,
        trace,
        calendar: policy.calendar.clone(),
        ladder: policy.ladder.clone(),
        pauses: policy.pauses.clone(),
    }))
}

/// The problem of a definition whose expression or condition does not compile.
pub(crate) fn bad_expression(fault: &Fault, path: impl Into<String>) -> Problem {
    let problem = Problem::error(Code::BadExpression, path).with("text", &fault.text);
    match fault.position {
        Some((line, column)) => problem.with("position", format!("{line}:{column}")),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use model::{Lang, span::Minutes};
    use serde_json::{Value, json};

    use super::*;
    use crate::condition::NoCalendars;

    fn policy(script: &Value) -> Policy {
        serde_json::from_value(json!({
            "format": 1, "calendar": "office", "rules": script, "otherwise": {"resolution": {"minutes": 2_880}}
        }))
        .unwrap()
    }

    fn rules() -> Value {
        let when = |how: &str, value: &str| json!({"is": "compare", "left": "ticket.priority", "how": how, "right": {"value": value}});
        json!([
            {"title": {"en": "Urgent"}, "when": when("equal", "urgent"), "targets": {"resolution": {"minutes": 60}}},
            {"title": {"en": "Large"}, "when": {"is": "script", "text": "fields.amount > 1000"},
             "targets": {"resolution": {"minutes": 240}}},
            {"title": {"en": "Any but low"}, "when": when("not_equal", "low"), "targets": {}}
        ])
    }

    fn check(facts: Value) -> String {
        let policy = CompiledPolicy::compile(&policy(&rules())).unwrap();
        let scope = Scope::new(facts, DateTime::UNIX_EPOCH);
        let (targets, trace) = policy.targets(&"sla".into(), &scope, &NoCalendars).unwrap();
        let asked: Vec<String> =
            trace.asked.iter().map(|(title, held)| format!("{}={held}", title.in_lang(Lang::En))).collect();
        let minutes = targets.resolution.map_or(Minutes(0), |span| span.minutes);
        format!(
            "{} {} by {}",
            minutes.0,
            asked.join(" "),
            trace.rule.map_or(String::new(), |t| t.in_lang(Lang::En).into())
        )
    }

    #[test]
    fn the_first_rule_that_holds_gives_the_targets_and_the_trace_says_which_were_asked() {
        assert_eq!(check(json!({"ticket": {"priority": "urgent"}})), "60 Urgent=true by Urgent");
        assert_eq!(
            check(json!({"ticket": {"priority": "low"}, "fields": {"amount": 5_000}})),
            "240 Urgent=false Large=true by Large"
        );
        assert_eq!(
            check(json!({"ticket": {"priority": "normal"}})),
            "0 Urgent=false Large=false Any but low=true by Any but low"
        );
        assert_eq!(
            check(json!({"ticket": {"priority": "low"}})),
            "2880 Urgent=false Large=false Any but low=false by "
        );
    }

    #[test]
    fn a_rule_that_does_not_compile_is_named() {
        let wrong =
            policy(&json!([{"title": {"en": "x"}, "when": {"is": "script", "text": "sleep(1)"}, "targets": {}}]));
        let problems = CompiledPolicy::compile(&wrong).unwrap_err();
        assert_eq!((problems[0].path.as_str(), problems[0].code), ("/rules/0/when", Code::BadExpression));
        assert_eq!(problems[0].facts["text"], "there is no function sleep");
    }
}
