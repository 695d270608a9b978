//! The way back: what a sheet said before each change.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::{ev::KeyboardEvent, prelude::*};
use model::Definition;
use ui::keyboard::is_composing;

use crate::pages::studio::keeper::Keeper;

/// Typing on within this time is the same step.
const TOGETHER: TimeDelta = TimeDelta::milliseconds(1_200);
/// The most steps one can go back.
const MOST: usize = 200;

/// The steps back and forth. Copies are the same history.
#[derive(Clone, Copy)]
pub struct Past {
    done: RwSignal<Vec<Definition>>,
    undone: RwSignal<Vec<Definition>>,
    last: StoredValue<Option<(String, DateTime<Utc>)>>,
}

impl Past {
    pub fn new() -> Self {
        Self { done: RwSignal::default(), undone: RwSignal::default(), last: StoredValue::new(None) }
    }

    /// Remembers what is said now, before it is changed at a spot.
    pub fn remember(self, keeper: Keeper, spot: &str) {
        let now = DateTime::from_timestamp_millis(millis()).unwrap_or_default();
        let goes_on = self
            .last
            .with_value(|last| last.as_ref().is_some_and(|(before, at)| before == spot && now - *at < TOGETHER));
        self.last.set_value(Some((spot.to_owned(), now)));
        if goes_on {
            return;
        }
        let before = keeper.content().get_untracked();
        self.done.update(|done| {
            let over = (done.len() + 1).saturating_sub(MOST);
            done.drain(..over);
            done.push(before);
        });
        self.undone.set(Vec::new());
    }

    /// Whether there is a step back.
    pub fn can_undo(self) -> Signal<bool> {
        let done = self.done;
        Signal::derive(move || done.with(|done| !done.is_empty()))
    }

    /// Whether there is a step forth.
    pub fn can_redo(self) -> Signal<bool> {
        let undone = self.undone;
        Signal::derive(move || undone.with(|undone| !undone.is_empty()))
    }

    /// Takes the last step back.
    pub fn undo(self, keeper: Keeper) {
        step(keeper, self.done, self.undone);
        self.last.set_value(None);
    }

    /// Takes it forth again.
    pub fn redo(self, keeper: Keeper) {
        step(keeper, self.undone, self.done);
        self.last.set_value(None);
    }

    /// Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y, in fields too: a field alone would only undo its own letters.
    pub fn on_key(self, keeper: Keeper, event: &KeyboardEvent) {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || is_composing(event) {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => self.undo(keeper),
            ("z", true) | ("y", false) => self.redo(keeper),
            _ => return,
        }
        event.prevent_default();
    }
}

/// Takes the last of one pile, and puts what is there now on the other.
fn step(keeper: Keeper, from: RwSignal<Vec<Definition>>, to: RwSignal<Vec<Definition>>) {
    let Some(content) = from.try_update(Vec::pop).flatten() else { return };
    let now = keeper.content().get_untracked();
    to.update(|to| to.push(now));
    keeper.change(content);
}

/// The browser's clock, which serves to measure pauses only.
#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^53")]
fn millis() -> i64 {
    js_sys::Date::now() as i64
}
