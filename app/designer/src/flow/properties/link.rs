//! A link: by which door it leaves, when it is taken, what it is called.

use editor::flow::{Edit, Name, SetLink, doors};
use leptos::prelude::*;
use model::{
    condition::Condition,
    flow::{Door, Link},
    key::LinkKey,
};
use ui::{Choice, IconButton, Segment, Select, i18n::t as say, t};

use super::{
    super::{chooser::way, label, stage::Stage},
    lang::LangText,
    pick::calendars,
};
use crate::{
    condition::ConditionBuilder,
    frame::{PropertiesHead, Property, PropertySection},
};

/// See the module.
#[component]
pub(super) fn LinkProperties(stage: Stage, key: LinkKey) -> impl IntoView {
    let Some(look) = stage.link(&key) else { return ().into_any() };
    let link = look.link;
    let (named, ends, titled) = (link.clone(), link.clone(), link.clone());
    let name = move || {
        let words = named.with(|link| label::link(stage, link));
        if words.is_empty() { say(stage.lang.get(), "flow.link").to_owned() } else { words }
    };
    let meta = move || {
        let (from, to) = ends.with(|link| (link.from.clone(), link.to.clone()));
        format!("{} → {}", stage.name_of(&from), stage.name_of(&to))
    };
    let title = Signal::derive(move || titled.with(|link| link.title.clone()));
    let own = key.clone();
    let put = Callback::new(move |title| stage.make(Edit::SetLink { link: own.clone(), to: SetLink::Title(title) }));
    let is_asked = {
        let link = link.clone();
        Memo::new(move |_| {
            let from = link.with(|link| link.from.clone());
            stage.node(&from).is_some_and(|look| look.face.with(|face| face.does.asks()))
        })
    };
    let (asked, left) = (link.clone(), link);
    let (asked_key, left_key) = (key.clone(), key.clone());
    let when = move || {
        if is_asked.get() {
            view! { <When stage key=asked_key.clone() link=asked.clone() /> }.into_any()
        } else {
            view! { <ByDoor stage key=left_key.clone() link=left.clone() /> }.into_any()
        }
    };
    let path = format!("/links/{key}");
    view! {
        <PropertiesHead icon="connect" title=name meta>
            <IconButton icon="trash" label=t!("flow.menu.remove") on_press=move |()| super::super::menu::remove(stage) />
        </PropertiesHead>
        <div class="list">
            {when}
            <PropertySection title=t!("flow.link_name.title")>
                <Property
                    label=t!("flow.title")
                    path="/title"
                    problem=stage.wrong(format!("{path}/title"))
                    hint=t!("flow.link_name.hint")
                    group=true
                >
                    <LangText value=title on_change=put label=t!("flow.title") />
                </Property>
            </PropertySection>
        </div>
    }
    .into_any()
}

/// When a way that has a condition is taken.
#[component]
fn When(stage: Stage, key: LinkKey, link: ArcRwSignal<Link>) -> impl IntoView {
    let (door, read) = (link.clone(), link.clone());
    let is_default = Memo::new(move |_| door.with(|link| link.leaves == Door::Otherwise));
    let condition = Signal::derive(move || {
        read.with(|link| match &link.leaves {
            Door::When { condition } => condition.clone(),
            _ => Condition::All { of: Vec::new() },
        })
    });
    let set = {
        let key = key.clone();
        Callback::new(move |door: Door| stage.make(Edit::SetLink { link: key.clone(), to: SetLink::Door(door) }))
    };
    let mode = Signal::derive(move || if is_default.get() { "otherwise" } else { "when" }.to_owned());
    let modes = Signal::derive(move || {
        let lang = stage.lang.get();
        ["when", "otherwise"].map(|mode| Choice::new(mode, say(lang, &format!("flow.when.{mode}")))).to_vec()
    });
    let turn = move |mode: String| set.run(if mode == "otherwise" { Door::Otherwise } else { doors::blank() });
    let calendars = calendars(stage.into());
    let order = {
        let key = key.clone();
        let link = link.clone();
        Memo::new(move |_| {
            stage.settled.track();
            let from = link.with(|link| link.from.clone());
            stage.with(|canvas| {
                let links: Vec<_> = canvas.flow().links_from(&from).map(|link| &link.key).collect();
                (links.iter().position(|one| **one == key).unwrap_or_default() + 1, links.len())
            })
        })
    };
    let in_order = move || {
        let (place, count) = order.get();
        ui::i18n::tf(stage.lang.get(), "flow.when.order", &[("place", &place), ("count", &count)])
    };
    let from = link.with_untracked(|link| link.from.clone());
    let back = move |_| stage.select(vec![Name::Node(from.clone())]);
    let problem = stage.wrong(format!("/links/{key}/leaves"));
    let id = format!("when-{key}");
    view! {
        <PropertySection title=t!("flow.when.title") meta=in_order>
            <Property label=t!("flow.when.title") path="/leaves" problem wide=true group=true>
                <Segment name=format!("{id}-mode") label=t!("flow.when.title") value=mode choices=modes on_pick=turn fill=true />
                <Show
                    when=move || !is_default.get()
                    fallback=|| view! { <p class="property-hint">{t!("flow.when.otherwise_hint")}</p> }
                >
                    <ConditionBuilder
                        value=condition
                        on_change=move |condition| set.run(Door::When { condition })
                        subjects=stage.subjects
                        calendars
                        id=id.clone()
                        label=t!("flow.when.title")
                        readonly=stage.outside.readonly
                    />
                </Show>
            </Property>
            <button type="button" class="button quiet small" on:click=back>{t!("flow.when.all")}</button>
        </PropertySection>
    }
    .into_any()
}

/// By which door a link leaves a node that has several.
#[component]
fn ByDoor(stage: Stage, key: LinkKey, link: ArcRwSignal<Link>) -> impl IntoView {
    let (left, now) = (link.clone(), link);
    let all = Memo::new(move |_| {
        stage.settled.track();
        let (from, own) = left.with(|link| (link.from.clone(), link.leaves.clone()));
        stage.with(|canvas| {
            let flow = canvas.flow();
            let mut doors = flow.node(&from).map(|node| doors::free(flow, node)).unwrap_or_default();
            if !doors.iter().any(|door| doors::same(door, &own)) {
                doors.insert(0, own);
            }
            (from, doors)
        })
    });
    let choices = Signal::derive(move || {
        all.with(|(from, doors)| {
            let one = |(index, door): (usize, &Door)| Choice::new(index.to_string(), way(stage, from, door));
            doors.iter().enumerate().map(one).collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || {
        let own = now.with(|link| link.leaves.clone());
        all.with(|(_, doors)| doors.iter().position(|door| *door == own).unwrap_or_default().to_string())
    });
    let own = key.clone();
    let pick = Callback::new(move |index: String| {
        let door =
            index.parse::<usize>().ok().and_then(|index| all.with_untracked(|(_, doors)| doors.get(index).cloned()));
        if let Some(door) = door {
            stage.make(Edit::SetLink { link: own.clone(), to: SetLink::Door(door) });
        }
    });
    let several = move || all.with(|(_, doors)| doors.len() > 1);
    let problem = stage.wrong(format!("/links/{key}/leaves"));
    view! {
        <Show when=several>
            <PropertySection title=t!("flow.by_door")>
                <Property label=t!("flow.by_door") path="/leaves" problem>
                    <Select small=true value choices label=t!("flow.by_door") on_pick=pick />
                </Property>
            </PropertySection>
        </Show>
    }
    .into_any()
}
