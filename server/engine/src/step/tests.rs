//! Scripts over the step: a flow in a few words, what happens to it, and the account that must come out.
//!
//! A flow is one node per line, `key kind words : door -> node, door -> node`; its first node is where `start` leads.
//! Doors: nothing (next), an outcome in words, `else`, `when path = value`, `script text`, `late`, `timeout`, `error`.
//! Lines after `flow NAME` belong to a flow that others can call.
//!
//! Lines that begin with `rule` are rules; see [`script::rules`].
//!
//! What happens is one line per stimulus, `minute who verb …`; minute 0 is Monday, 2026-01-05, 09:00 UTC.

#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes its updates with hashes")]
#![expect(clippy::needless_pass_by_value, reason = "an expectation is read best where it is handed over")]

pub(crate) mod account;
mod any_flow;
mod approvals;
mod approvers;
mod backs;
mod carry;
mod clocks;
mod delegates;
mod faults;
mod fields;
mod flows_within;
mod follows;
mod holds;
mod jumps;
mod ladders;
mod limits;
mod manual;
mod migrations;
mod offers;
pub(crate) mod office;
mod owners;
mod patterns;
mod people;
mod promises;
mod reckonings;
mod reopen;
mod rests;
mod rules;
pub(crate) mod script;
mod urges;
mod walks;
pub(crate) mod world;

use expect_test::Expect;

use self::office::Office;

/// Runs a script and compares its account.
fn check(flow: &str, happens: &str, expected: Expect) {
    let mut office = Office::new(flow);
    office.play(happens);
    expected.assert_eq(&office.told());
}
