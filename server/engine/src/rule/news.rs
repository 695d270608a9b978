//! News: what happened, as far as rules listen to it.

use std::collections::BTreeSet;

use model::{
    id::TaskId,
    record::{Event, Happening, Who},
    rule::Trigger,
};

/// What happened, as far as rules listen to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct News {
    /// The names of the triggers, each with the task that it is about.
    told: Vec<(&'static str, Option<TaskId>)>,
    /// The paths of variables that were changed.
    pub changed: BTreeSet<String>,
}

impl News {
    /// What some events tell, and the values that changed with them.
    pub fn of(events: &[Event], changed: BTreeSet<String>) -> Self {
        let mut told: Vec<(&'static str, Option<TaskId>)> = events.iter().filter_map(trigger).collect();
        for path in &changed {
            let name = match path.as_str() {
                "ticket.status" => "status_set",
                "ticket.priority" => "priority_set",
                "ticket.owner" => "owner_set",
                "ticket.queue" => "queue_set",
                "ticket.title" => "title_set",
                path if path.starts_with("fields.") => "fields_set",
                _ => continue,
            };
            if told.iter().all(|(known, _)| *known != name) {
                told.push((name, None));
            }
        }
        Self { told, changed }
    }

    /// One happening, and the values that changed with it.
    pub fn told(name: &'static str, changed: BTreeSet<String>) -> Self {
        Self { told: vec![(name, None)], changed }
    }

    /// As if everything had happened, and these values had changed.
    pub fn everything(changed: BTreeSet<String>) -> Self {
        Self { told: Trigger::NAMES.iter().map(|name| (*name, None)).collect(), changed }
    }

    /// Whether nobody could listen to it.
    pub const fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// The names of what happened, each once.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.told
            .iter()
            .enumerate()
            .filter(|(place, (name, _))| self.told.iter().take(*place).all(|(before, _)| before != name))
            .map(|(_, (name, _))| *name)
    }

    /// The keys of the fields that changed.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.changed.iter().filter_map(|path| path.strip_prefix("fields."))
    }

    /// Whether a trigger is among it.
    pub fn has(&self, trigger: &Trigger) -> bool {
        let is_told = self.told.iter().any(|(name, _)| *name == trigger.name());
        match trigger {
            Trigger::FieldsSet { fields } if !fields.is_empty() => {
                is_told && fields.iter().any(|field| self.fields().any(|changed| changed == field.as_str()))
            }
            _ => is_told,
        }
    }

    /// The task that something was about.
    pub fn task(&self, name: &str) -> Option<TaskId> {
        self.told.iter().find(|(told, task)| *told == name && task.is_some()).and_then(|(_, task)| *task)
    }
}

/// The trigger of an event; changed values speak for themselves.
fn trigger(event: &Event) -> Option<(&'static str, Option<TaskId>)> {
    Some(match &event.what {
        Happening::Filed { .. } => ("filed", None),
        Happening::Reply { .. } if matches!(event.who, Who::Customer { .. }) => ("customer_reply", None),
        Happening::Reply { .. } => ("reply", None),
        Happening::Note { .. } => ("note", None),
        Happening::StepOpened { task, .. } => ("step_opened", Some(*task)),
        Happening::StepDone { task, .. } => ("step_done", Some(*task)),
        Happening::StepWarned { task, .. } => ("step_warned", Some(*task)),
        Happening::StepLate { task, .. } => ("step_late", Some(*task)),
        Happening::Escalated { .. } => ("escalated", None),
        Happening::ClockBreached { .. } => ("clock_breached", None),
        Happening::Ended { .. } => ("ended", None),
        Happening::Reopened { .. } => ("reopened", None),
        _ => return None,
    })
}
