//! Timelines: one column of time. People speak in blocks, the system in single lines on the same thread.

use chrono::{DateTime, Utc};
use leptos::{prelude::*, text_prop::TextProp};

use crate::{
    Avatar, Icon, Tone, t,
    time::{Moment, Shows},
};

/// The column; inside stand [`Entry`]s, [`SystemEntry`]s and [`DayMark`]s.
#[component]
pub fn Timeline(
    /// What it tells of.
    #[prop(into)]
    label: TextProp,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="timeline" role="feed" aria-label=move || label.get()>
            {children()}
        </div>
    }
}

/// Who may read what someone said; it decides the look of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The customer speaks: outlined.
    Outside,
    /// To the customer: the accent's surface.
    Public,
    /// Among colleagues: the surface of notes, dashed, a lock.
    Internal,
}

/// Something a person said.
#[component]
pub fn Entry(
    /// Who may read it.
    voice: Voice,
    /// Who said it.
    #[prop(into)]
    name: String,
    /// What their hue is made of; the name if absent.
    #[prop(optional, into)]
    seed: Option<String>,
    /// When.
    at: DateTime<Utc>,
    /// What kind of words they are: “public reply”.
    #[prop(optional, into)]
    kind: Option<TextProp>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let class = match voice {
        Voice::Outside => "entry",
        Voice::Public => "entry public",
        Voice::Internal => "entry internal",
    };
    let kind = kind.map(|words| {
        if voice == Voice::Internal {
            view! {
                <span class="kind">
                    <Icon name="lock" />
                    {move || words.get()}
                </span>
            }
            .into_any()
        } else {
            view! { <span>{move || words.get()}</span> }.into_any()
        }
    });
    view! {
        <article class=class>
            <Avatar name=name.clone() seed=seed.unwrap_or_else(|| name.clone()) named=true />
            <div class="block">
                <header class="head">
                    <b>{name}</b>
                    {kind}
                    <Moment at shows=Shows::Time />
                </header>
                <div class="body">{children()}</div>
            </div>
        </article>
    }
}

/// Something that happened by itself, or an act without words. With `why` its reason can be opened.
#[component]
pub fn SystemEntry(
    /// What kind of thing happened.
    icon: &'static str,
    /// What it means.
    #[prop(optional, into)]
    tone: Option<Tone>,
    /// When.
    at: DateTime<Utc>,
    /// The reason, made when it is opened.
    #[prop(optional, into)]
    why: Option<ViewFn>,
    /// What else belongs to it, below the line.
    #[prop(optional, into)]
    below: Option<ViewFn>,
    /// What happened, in one line.
    children: Children,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let ask = why.is_some().then(|| {
        view! {
            <button
                type="button"
                class="why"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {t!("common.why")}
            </button>
        }
    });
    let reason = why.map(|why| move || is_open.get().then(|| why.run()));
    view! {
        <article class="entry system">
            <span class="mark" data-tone=tone.map(Tone::as_str)>
                <Icon name=icon />
            </span>
            <div>
                <p class="line">
                    <span>{children()}</span>
                    {ask}
                    <Moment at shows=Shows::Time />
                </p>
                {below.map(|below| below.run())}
                {reason}
            </div>
        </article>
    }
}

/// The line above the entries of a day.
#[component]
pub fn DayMark(children: Children) -> impl IntoView {
    view! { <p class="day-mark">{children()}</p> }
}
