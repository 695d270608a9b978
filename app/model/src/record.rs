//! Records: what happens at run time. The store keeps them, the engine decides on them, pages show them.

mod absence;
mod event;
mod people;
mod rule;
mod run;
mod saved_view;
mod stored;
mod ticket;
mod work;

pub use absence::{Absence, Handover, Leave};
pub use event::{Event, Happening, Visibility, Who};
pub use people::{Customer, Follower, HeldNotice, Notice, Person, Team};
pub use rule::{Came, RuleRun, RuleState, RuleTimer};
pub use run::{
    Answer, Fork, Frame, FrameId, Hold, Passed, Round, Rounds, Run, RunState, Standing, Token, TokenId as RunToken,
    Vote,
};
pub use saved_view::{SavedView, Shared};
pub use stored::{Draft, Header, Standing as DefinitionStanding, Version};
pub use ticket::{Channel, Clock, ClockState, Pause, Repeats, Status, Target, Ticket};
pub use work::{Asks, Effect, Incident, Offer, Offers, Purpose, Task, TaskState, Timer, Urge};
