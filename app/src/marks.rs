//! The marks that stand for states, priorities and channels: glyph and word.

use leptos::prelude::*;
use model::{
    flow::Priority,
    record::{Channel, Status},
};
use ui::{Icon, Level, Tone, i18n::t, t, use_lang};

use crate::words::{channel_key, priority_key, status_key};

/// Where a ticket stands.
#[component]
pub fn StatusMark(
    /// Where.
    status: Status,
    /// In a pill, for the head of a page.
    #[prop(optional)]
    pill: bool,
) -> impl IntoView {
    let (icon, tone) = look(status);
    view! { <ui::Status icon tone pill>{t!(status_key(status))}</ui::Status> }
}

/// How pressing a ticket is.
#[component]
pub fn PriorityMark(priority: Priority) -> impl IntoView {
    view! { <Level level=priority.as_str()>{t!(priority_key(priority))}</Level> }
}

/// How a ticket came in.
#[component]
pub fn ChannelMark(channel: Channel) -> impl IntoView {
    let lang = use_lang();
    let icon = match channel {
        Channel::Desk => "user",
        Channel::Api => "plug",
        Channel::Portal => "globe",
        Channel::Mail => "mail",
        Channel::Phone => "phone",
    };
    view! { <Icon name=icon label=move || t(lang.get(), channel_key(channel)) /> }
}

/// The glyph of a state.
#[must_use]
pub const fn status_icon(status: Status) -> &'static str {
    look(status).0
}

const fn look(status: Status) -> (&'static str, Tone) {
    match status {
        Status::New => ("st-new", Tone::Accent),
        Status::InProgress => ("st-open", Tone::Info),
        Status::WaitingForCustomer => ("st-wait", Tone::Quiet),
        Status::OnHold => ("pause", Tone::Warn),
        Status::Resolved => ("st-solved", Tone::Good),
        Status::Closed => ("st-closed", Tone::Quiet),
        Status::Cancelled => ("st-cancelled", Tone::Quiet),
    }
}
