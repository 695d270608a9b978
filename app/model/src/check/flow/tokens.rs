//! Tokens: every way in which the tokens of a run can walk, as far as a bounded search can see.

use super::Map;
use crate::Problems;

/// Walks.
pub(super) fn check(_map: &Map<'_>, _problems: &mut Problems) {}
