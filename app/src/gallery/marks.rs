//! Short facts: chips, states, clocks, people.

use chrono::TimeDelta;
use leptos::prelude::*;
use ui::{
    AddFilter, Avatar, AvatarSize, AvatarStack, Badge, Chip, Clock, ClockState, Count, Due, FilterChip, Level,
    NoAvatar, Presence, Status, ToggleChip, Tone, use_now,
};

use super::line;

fn nothing<T: 'static>() -> Callback<T> {
    Callback::new(|_| ())
}

/// Values, filters, counts.
pub fn chips() -> AnyView {
    view! {
        {line("Chip", view! {
            <Chip label="Heat pumps" />
            <Chip label="Leaks at the joint" icon="drop" />
            <Chip label="Cooling" on_remove=nothing() />
            <ToggleChip pressed=true on_change=nothing()>"75 %"</ToggleChip>
            <Chip label="Missing: queue “North”" tone=Tone::Bad />
        })}
        {line("Filter", view! {
            <FilterChip name="Team" relation="is one of" value="Line 1, Line 2" on_remove=nothing() />
            <FilterChip name="Period" value="Last 14 days" />
            <AddFilter />
        })}
        {line("Badge, count", view! {
            <Badge>"Draft on v8"</Badge>
            <Badge tone=Tone::Warn>"Changed, not saved"</Badge>
            <Badge outline=true>"Gold"</Badge>
            <Count of=14_usize />
            <Count of=2_usize tone=Tone::Bad />
            <kbd>"Ctrl K"</kbd>
        })}
    }
    .into_any()
}

/// Where things stand, how they press, how long is left.
pub fn states() -> AnyView {
    let states = [
        ("st-new", Tone::Accent, "New"),
        ("st-open", Tone::Info, "In progress"),
        ("st-wait", Tone::Quiet, "Waiting"),
        ("st-solved", Tone::Good, "Solved"),
        ("st-closed", Tone::Quiet, "Closed"),
        ("st-cancelled", Tone::Quiet, "Cancelled"),
    ];
    let mark = |pill: bool| {
        states.map(move |(icon, tone, words)| view! { <Status icon tone pill>{words}</Status> }.into_any())
    };
    let levels = ["urgent", "high", "normal", "low"].map(|level| view! { <Level level>{level}</Level> }.into_any());
    let now = use_now().get_untracked();
    let due = |minutes: i64| {
        let (due, from) = (now + TimeDelta::minutes(minutes), now - TimeDelta::hours(2));
        view! { <Due due from /> }.into_any()
    };
    view! {
        {line("Status", mark(false).into_iter().collect_view())}
        {line("In a pill", mark(true).into_iter().collect_view())}
        {line("Priority", levels.into_iter().collect_view())}
        {line("Due", [180, 20, -23].map(due).into_iter().collect_view())}
        {line("Clock", view! {
            <Clock state=ClockState::Ok used=30_u32 alone=true>"3 h left"</Clock>
            <Clock state=ClockState::Warn used=82_u32 alone=true>"38 min left"</Clock>
            <Clock state=ClockState::Late alone=true>"23 min late"</Clock>
            <Clock state=ClockState::Paused alone=true>"Paused, customer"</Clock>
            <Clock state=ClockState::Met alone=true>"19 min"</Clock>
        })}
    }
    .into_any()
}

/// One, nobody, several.
pub fn people() -> AnyView {
    let pair = |name: &str| (name.to_owned(), name.to_owned());
    let several =
        ["Maya Lindqvist", "Omar Haddad", "Priya Nair", "林嘉怡", "Emil Roth", "Ana Costa"].map(pair).to_vec();
    view! {
        {line("Avatar", view! {
            <Avatar name="Maya Lindqvist" size=AvatarSize::Small />
            <Avatar name="Omar Haddad" />
            <Avatar name="Priya Nair" size=AvatarSize::Large />
            <span lang="zh-CN"><Avatar name="林嘉怡" /></span>
            <NoAvatar label="Unassigned" />
        })}
        {line("Presence", view! {
            <Avatar name="Priya Nair" presence=Presence::Here />
            "On duty"
            <Avatar name="Omar Haddad" presence=Presence::Busy />
            "Full"
            <Avatar name="Emil Roth" presence=Presence::Away />
            "Away"
        })}
        {line("Several", view! { <AvatarStack people=several most=4 /> })}
    }
    .into_any()
}
