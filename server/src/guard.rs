//! What stands at every door: names and limits of requests, protection of browsers, and the words of refusals.

pub mod answer;
pub mod headers;
pub mod origin;
pub mod size;
pub mod wait;
