//! Tasks: the steps of tickets that people do.

pub mod accept;
pub mod add_approver;
pub mod claim;
pub mod complete;
pub mod decline;
pub mod delegate;
pub mod list;
pub mod read;
pub mod recall;
pub mod remove_approver;
pub mod send_back;
pub mod take_back;
pub mod transfer;
pub mod urge;

/// What stands in the path for a task.
const PLACE: &str = "The task's id.";
