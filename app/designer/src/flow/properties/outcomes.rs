//! How a task can end, and where each outcome leads.

use editor::flow::{
    Name, SetNode,
    tool::{Act, Ask},
};
use leptos::prelude::*;
use model::{
    Text,
    flow::{Door, Outcome, Tone},
    key::OutcomeKey,
};
use ui::{Button, ButtonKind, Icon, IconButton, t};

use super::{Edited, lang::LangText, pick::PickName, task::task};
use crate::{
    frame::{Property, PropertySection},
    words::both,
};

const TONES: [&str; 3] = ["primary", "plain", "danger"];

const fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Primary => "primary",
        Tone::Plain => "plain",
        Tone::Danger => "danger",
    }
}

fn tone_of(name: &str) -> Tone {
    match name {
        "plain" => Tone::Plain,
        "danger" => Tone::Danger,
        _ => Tone::Primary,
    }
}

/// See the module.
#[component]
pub(super) fn Outcomes(edited: Edited) -> impl IntoView {
    let outcomes = edited.part(|does| task(does).map(|task| task.outcomes.clone()));
    let keys = Memo::new(move |_| outcomes.with(|all| all.iter().map(|one| one.key.clone()).collect::<Vec<_>>()));
    let add = move |()| edited.set(SetNode::AddOutcome(both("flow.outcome.new")));
    let rows = { move |key: OutcomeKey| view! { <Row edited key outcomes keys /> }.into_any() };
    view! {
        <PropertySection title=t!("flow.outcome.title") meta=move || outcomes.with(Vec::len).to_string()>
            <Property label=t!("flow.outcome.hint") path="/outcomes" problem=edited.wrong("/outcomes") wide=true group=true>
                <div class="outcomes">
                    <For each=move || keys.get() key=Clone::clone children=rows />
                </div>
            </Property>
            <Button kind=ButtonKind::Quiet small=true icon="plus" on_press=add>
                {t!("flow.outcome.add")}
            </Button>
        </PropertySection>
    }
    .into_any()
}

#[component]
fn Row(edited: Edited, key: OutcomeKey, outcomes: Memo<Vec<Outcome>>, keys: Memo<Vec<OutcomeKey>>) -> impl IntoView {
    let stage = edited.stage;
    let own = key.clone();
    let outcome = Memo::new(move |_| outcomes.with(|all| all.iter().find(|one| one.key == own).cloned()));
    let title =
        Signal::derive(move || outcome.with(|one| one.as_ref().map(|one| one.title.clone()).unwrap_or_default()));
    let tone = Signal::derive(move || {
        outcome.with(|one| one.as_ref().map_or("primary", |one| tone_name(one.tone))).to_owned()
    });
    let put = move |change: &dyn Fn(&mut Outcome)| {
        if let Some(mut outcome) = outcome.get_untracked() {
            change(&mut outcome);
            edited.set(SetNode::Outcome(outcome));
        }
    };
    let rename = move |title: Text| put(&|outcome| outcome.title = title.clone());
    let colour = move |name: String| put(&|outcome| outcome.tone = tone_of(&name));
    let place = {
        let key = key.clone();
        Memo::new(move |_| keys.with(|keys| keys.iter().position(|one| *one == key).unwrap_or_default()))
    };
    let go = {
        let key = key.clone();
        move |to: usize| {
            edited.set(SetNode::MoveOutcome { outcome: key.clone(), to });
        }
    };
    let (up, down) = (go.clone(), go);
    let (removed, led) = (key.clone(), key.clone());
    let remove = move |()| edited.set(SetNode::RemoveOutcome(removed.clone()));
    let is_first = Signal::derive(move || place.get() == 0);
    let is_last = Signal::derive(move || place.get() + 1 >= keys.with(Vec::len));
    view! {
        <div class="outcome-box" data-path=format!("/outcomes/{key}")>
            <div class="outcome-head">
                <LangText value=title on_change=rename label=t!("flow.outcome.name") />
                <span class="outcome-acts">
                    <IconButton
                        tiny=true
                        icon="arrow-up"
                        label=t!("flow.up")
                        disabled=is_first
                        on_press=move |()| up(place.get_untracked().saturating_sub(1))
                    />
                    <IconButton
                        tiny=true
                        icon="arrow-down"
                        label=t!("flow.down")
                        disabled=is_last
                        on_press=move |()| down(place.get_untracked() + 1)
                    />
                    <IconButton tiny=true icon="close" label=t!("common.remove") on_press=remove />
                </span>
            </div>
            <div class="outcome-foot">
                <PickName stage value=tone names=&TONES words="flow.outcome.tone" label=t!("flow.outcome.tone") on_pick=colour />
                <LeadsTo edited key=led />
            </div>
        </div>
    }
    .into_any()
}

/// Where an outcome leads; a press goes there, or asks what to put there.
#[component]
fn LeadsTo(edited: Edited, key: OutcomeKey) -> impl IntoView {
    let stage = edited.stage;
    let from = edited.key();
    let door = Door::Outcome { outcome: key };
    let link = Memo::new(move |_| {
        stage.settled.track();
        stage.with(|canvas| {
            let found = canvas.flow().links_from(&from).find(|link| link.leaves == door);
            found.map(|link| (link.key.clone(), link.to.clone()))
        })
    });
    let node = edited.key();
    move || {
        if let Some((link, to)) = link.get() {
            let go = move |_| stage.select(vec![Name::Link(link.clone())]);
            view! {
                <button type="button" class="button quiet small leads" on:click=go>
                    <Icon name="arrow-right" />
                    <span class="cut">{move || stage.name_of(&to)}</span>
                </button>
            }
            .into_any()
        } else {
            let node = node.clone();
            let ask = move |_| stage.act(Act::Ask(Ask::Append(node.clone(), None)));
            view! {
                <button type="button" class="button quiet small leads nowhere" on:click=ask>
                    <Icon name="plus" />
                    <span class="cut">{t!("flow.outcome.nowhere")}</span>
                </button>
            }
            .into_any()
        }
    }
}
