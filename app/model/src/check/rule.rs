//! Rules: what sets them off, what they ask, what they do.

use super::{condition, flow::acts, short};
use crate::{
    Code, Problem, Problems,
    flow::{Act, Flow},
    form::Form,
    rule::{Every, Rule, Trigger, When},
};

/// The longest time from one look of a schedule to the next: a year, in minutes.
const RAREST: i64 = 366 * 24 * 60;

/// What is wrong with a rule; `form` is the form of the tickets it is for, where there is one and it is at hand.
#[must_use]
pub fn rule(rule: &Rule, form: Option<&Form>) -> Problems {
    let mut problems = Problems::new();
    for (index, kind) in rule.ticket_types.iter().enumerate() {
        let path = format!("/ticket_types/{index}");
        if kind.as_str().is_empty() {
            problems.push(Problem::error(Code::Required, path));
        } else if rule.ticket_types.iter().take(index).any(|before| before == kind) {
            problems.push(Problem::warning(Code::DuplicateKey, path).with("key", kind));
        }
    }
    when(&rule.when, form, &mut problems);
    condition(&rule.condition, "/condition", form, &mut problems);
    if rule.acts.is_empty() {
        problems.push(Problem::error(Code::Required, "/acts"));
    }
    // What the acts of a flow may say, those of a rule may say too; but a rule has no steps of its own.
    acts(&rule.acts, "/acts", &Flow::default(), form, &mut problems);
    if let When::Events { any } = &rule.when
        && !any.is_empty()
        && any.iter().all(|trigger| *trigger == Trigger::Ended)
    {
        for (index, act) in rule.acts.iter().enumerate() {
            if matches!(act, Act::SetStatus { .. }) {
                problems.push(Problem::error(Code::RuleOnEnded, format!("/acts/{index}")));
            }
        }
    }
    problems
}

fn when(when: &When, form: Option<&Form>, problems: &mut Problems) {
    match when {
        When::Events { any } => {
            if any.is_empty() {
                problems.push(Problem::error(Code::Required, "/when/any"));
            }
            for (index, trigger) in any.iter().enumerate() {
                let path = format!("/when/any/{index}");
                if any.iter().take(index).any(|before| before.name() == trigger.name()) {
                    problems.push(Problem::warning(Code::DuplicateKey, path.clone()).with("key", trigger.name()));
                }
                let Trigger::FieldsSet { fields } = trigger else { continue };
                for (place, field) in fields.iter().enumerate() {
                    let path = format!("{path}/fields/{place}");
                    if field.as_str().is_empty() {
                        problems.push(Problem::error(Code::Required, path));
                    } else if form.is_some_and(|form| form.field(field).is_none()) {
                        problems.push(Problem::error(Code::MissingField, path).with("key", short(field.as_str())));
                    }
                }
            }
        }
        When::Schedule(schedule) => {
            match &schedule.every {
                Every::Minutes(minutes) => super::within(minutes.0, 1, RAREST, "/when/every", problems),
                Every::Cron(line) => {
                    if line.trim().is_empty() {
                        problems.push(Problem::error(Code::Required, "/when/every"));
                    } else if line.split_whitespace().count() != 5 {
                        problems.push(Problem::error(Code::BadCron, "/when/every").with("given", short(line)));
                    }
                }
            }
            if schedule.within.as_ref().is_some_and(|calendar| calendar.as_str().is_empty()) {
                problems.push(Problem::error(Code::Required, "/when/within"));
            }
        }
    }
}
