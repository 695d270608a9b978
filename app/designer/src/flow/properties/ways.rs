//! The ways out of a choice or a split, in the order in which they are asked.

use editor::flow::{
    Edit, Name, SetLink,
    tool::{Act, Ask},
};
use leptos::prelude::*;
use model::{
    flow::{Does, Door},
    key::{LinkKey, NodeKey},
};
use ui::{Button, ButtonKind, Icon, IconButton, t};

use super::super::{label, stage::Stage};
use crate::frame::PropertySection;

/// See the module.
#[component]
pub(super) fn Ways(stage: Stage, key: NodeKey) -> impl IntoView {
    let node = key.clone();
    let links = Memo::new(move |_| {
        stage.settled.track();
        stage.links.track();
        stage.with(|canvas| canvas.flow().links_from(&node).map(|link| link.key.clone()).collect::<Vec<_>>())
    });
    let does = stage.node(&key).map(|look| look.face.with_untracked(|face| face.does.clone()));
    let asks = does.as_ref().is_some_and(Does::asks);
    let rows = move |link: LinkKey| view! { <Way stage link links asks /> }.into_any();
    let add = move |()| stage.act(Act::Ask(Ask::Append(key.clone(), None)));
    let hint = match does {
        Some(Does::Inclusive) => "flow.ways.inclusive_hint",
        _ if asks => "flow.ways.hint",
        _ => "flow.ways.parallel_hint",
    };
    view! {
        <PropertySection title=t!("flow.ways.title") meta=move || links.with(Vec::len).to_string()>
            <p class="property-hint" data-path="/ways">{t!(hint)}</p>
            <ol class="ways">
                <For each=move || links.get() key=Clone::clone children=rows />
            </ol>
            <Button kind=ButtonKind::Quiet small=true icon="plus" on_press=add>
                {t!("flow.ways.add")}
            </Button>
        </PropertySection>
    }
    .into_any()
}

#[component]
fn Way(stage: Stage, link: LinkKey, links: Memo<Vec<LinkKey>>, asks: bool) -> impl IntoView {
    let Some(look) = stage.link(&link) else { return ().into_any() };
    let (said, led, door) = (look.link.clone(), look.link.clone(), look.link);
    let words = move || {
        let words = said.with(|link| label::link(stage, link));
        if words.is_empty() { ui::i18n::t(stage.lang.get(), "flow.door.next").to_owned() } else { words }
    };
    let to = move || led.with(|link| stage.name_of(&link.to));
    let is_default = Memo::new(move |_| door.with(|link| link.leaves == Door::Otherwise));
    let own = link.clone();
    let place = Memo::new(move |_| links.with(|links| links.iter().position(|one| *one == own).unwrap_or_default()));
    let (up, down, opened, chosen) = (link.clone(), link.clone(), link.clone(), link);
    let is_first = Signal::derive(move || place.get() == 0);
    let is_last = Signal::derive(move || place.get() + 1 >= links.with(Vec::len));
    let order = asks.then(|| {
        view! {
            <IconButton
                tiny=true
                icon="arrow-up"
                label=t!("flow.up")
                disabled=is_first
                on_press=move |()| stage.make(Edit::Reorder { link: up.clone(), to: place.get_untracked().saturating_sub(1) })
            />
            <IconButton
                tiny=true
                icon="arrow-down"
                label=t!("flow.down")
                disabled=is_last
                on_press=move |()| stage.make(Edit::Reorder { link: down.clone(), to: place.get_untracked() + 1 })
            />
        }
    });
    let default = asks.then(|| {
        view! {
            <IconButton
                tiny=true
                icon="star"
                label=t!("flow.ways.make_default")
                pressed=Signal::from(is_default)
                on_press=move |()| stage.make(Edit::SetLink { link: chosen.clone(), to: SetLink::Door(Door::Otherwise) })
            />
        }
    });
    view! {
        <li class="way">
            <button type="button" class="way-go" on:click=move |_| stage.select(vec![Name::Link(opened.clone())])>
                <b class="cut">{words}</b>
                <span class="to cut"><Icon name="arrow-right" />{to}</span>
            </button>
            <span class="outcome-acts">{default} {order}</span>
        </li>
    }
    .into_any()
}
