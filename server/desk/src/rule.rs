//! Rules beside their definitions: looks by a schedule, the log, how each fares, and trying one on what is there.

mod answers;
mod log;
mod look;
mod standing;
mod tend;
mod timer;
mod trial;

pub(crate) use tend::Counts;
