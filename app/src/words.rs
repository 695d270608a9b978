//! What the model says as data, put into words.

use leptos::prelude::*;
use model::{
    Text,
    flow::Priority,
    record::{Channel, Status, Target},
};
use ui::i18n::{Lang, t, use_lang};

pub mod error;
pub mod event;
pub mod problem;
pub mod trace;

/// The interface's language as the model names it.
#[must_use]
pub const fn model_lang(lang: Lang) -> model::Lang {
    match lang {
        Lang::En => model::Lang::En,
        Lang::ZhCn => model::Lang::ZhCn,
    }
}

/// The model's language as the interface names it.
#[must_use]
pub const fn ui_lang(lang: model::Lang) -> Lang {
    match lang {
        model::Lang::En => Lang::En,
        model::Lang::ZhCn => Lang::ZhCn,
    }
}

/// A person's words in a language.
#[must_use]
pub fn said(text: &Text, lang: Lang) -> &str {
    text.in_lang(model_lang(lang))
}

/// A person's words that follow the language of the page.
pub fn say(text: Text) -> Signal<String> {
    let lang = use_lang();
    Signal::derive(move || said(&text, lang.get()).to_owned())
}

/// Words of the interface as a text in both languages.
#[must_use]
pub fn both(key: &str) -> Text {
    Text::both(t(Lang::ZhCn, key), t(Lang::En, key))
}

/// The name of a state.
#[must_use]
pub fn status(lang: Lang, status: Status) -> &'static str {
    t(lang, status_key(status))
}

/// The key of a state's name.
#[must_use]
pub const fn status_key(status: Status) -> &'static str {
    match status {
        Status::New => "record.status.new",
        Status::InProgress => "record.status.in_progress",
        Status::WaitingForCustomer => "record.status.waiting_for_customer",
        Status::OnHold => "record.status.on_hold",
        Status::Resolved => "record.status.resolved",
        Status::Closed => "record.status.closed",
        Status::Cancelled => "record.status.cancelled",
    }
}

/// The key of a priority's name.
#[must_use]
pub const fn priority_key(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "record.priority.low",
        Priority::Normal => "record.priority.normal",
        Priority::High => "record.priority.high",
        Priority::Urgent => "record.priority.urgent",
    }
}

/// The key of a channel's name.
#[must_use]
pub const fn channel_key(channel: Channel) -> &'static str {
    match channel {
        Channel::Desk => "record.channel.desk",
        Channel::Api => "record.channel.api",
        Channel::Portal => "record.channel.portal",
        Channel::Mail => "record.channel.mail",
        Channel::Phone => "record.channel.phone",
    }
}

/// The key of a target's name.
#[must_use]
pub const fn target_key(target: Target) -> &'static str {
    match target {
        Target::FirstResponse => "record.target.first_response",
        Target::NextResponse => "record.target.next_response",
        Target::Resolution => "record.target.resolution",
    }
}

/// Names one after the other, as the language strings them.
#[must_use]
pub fn names<'a>(lang: Lang, names: impl Iterator<Item = &'a str>) -> String {
    let between = if lang == Lang::ZhCn { "、" } else { ", " };
    names.collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests;
