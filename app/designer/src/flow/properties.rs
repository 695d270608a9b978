//! The right side: what is selected, and everything that can be said about it.

mod action;
mod acts;
mod approval;
mod back;
mod end;
mod flow;
mod for_each;
mod join;
mod lang;
mod limit;
mod link;
mod many;
mod outcomes;
mod owner;
mod pick;
mod receiver;
mod span;
mod sub_flow;
mod takes;
mod task;
mod wait;
mod ways;

pub(super) use receiver::who;

use editor::flow::{Edit, Name, SetNode};
use leptos::prelude::*;
use model::{
    flow::{Does, OpenStatus},
    key::NodeKey,
};
use ui::{IconButton, Menu, MenuItem, MenuRule, Tone, t};

pub use acts::ActList;

use super::{
    label,
    stage::{Face, Stage},
};
use crate::frame::{PropertiesHead, Property};
use lang::LangText;

/// The key of a status that a flow sets.
#[must_use]
pub(super) fn status_key(status: OpenStatus) -> String {
    format!("record.status.{}", pick::status_name(status))
}

/// The node whose properties are edited.
#[derive(Clone, Copy)]
pub(super) struct Edited {
    pub stage: Stage,
    key: StoredValue<NodeKey>,
    face: RwSignal<Face>,
}

impl Edited {
    /// The node's key.
    pub fn key(self) -> NodeKey {
        self.key.get_value()
    }

    /// Sets a property.
    pub fn set(self, to: SetNode) {
        self.stage.make(Edit::SetNode { node: self.key(), to });
    }

    /// What is wrong at the end of a path, such as `/owner`.
    pub fn wrong(self, path: &str) -> Signal<Option<String>> {
        self.stage.wrong(format!("/nodes/{}{path}", self.key()))
    }

    /// A part of what the node does, followed; its default while the node is another kind.
    pub fn part<T>(self, read: impl Fn(&Does) -> Option<T> + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + Clone + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.face.with(|face| read(&face.does)).unwrap_or_default())
    }
}

#[derive(Clone, PartialEq)]
enum Shown {
    Flow,
    Node(NodeKey, &'static str),
    Link(model::key::LinkKey),
    Many,
}

/// See the module.
#[component]
pub(super) fn Properties(stage: Stage) -> impl IntoView {
    // Drawn anew when something else is selected, or the selected node becomes another kind; not while it is typed.
    let shown = Memo::new(move |_| {
        stage.nodes.track();
        stage.links.track();
        stage.selection.with(|selection| match selection.only() {
            Some(Name::Node(key)) => match stage.node(key) {
                Some(look) => Shown::Node(key.clone(), look.face.with(|face| face.does.name())),
                None => Shown::Flow,
            },
            Some(Name::Link(key)) if stage.link(key).is_some() => Shown::Link(key.clone()),
            _ if selection.len() > 1 => Shown::Many,
            _ => Shown::Flow,
        })
    });
    let sides = move || match shown.get() {
        Shown::Flow => view! { <flow::FlowProperties stage /> }.into_any(),
        Shown::Node(key, kind) => view! { <NodeProperties stage key kind /> }.into_any(),
        Shown::Link(key) => view! { <link::LinkProperties stage key /> }.into_any(),
        Shown::Many => view! { <many::ManyProperties stage /> }.into_any(),
    };
    let keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !ui::keyboard::is_composing(&event) && !event.default_prevented() {
            super::board::focus();
        }
    };
    view! {
        <div class="properties-side" on:keydown=keydown on:focusout=move |_| stage.seal() inert=move || stage.outside.readonly.get()>
            {sides}
        </div>
    }
    .into_any()
}

#[component]
fn NodeProperties(stage: Stage, key: NodeKey, kind: &'static str) -> impl IntoView {
    let Some(look) = stage.node(&key) else { return ().into_any() };
    let edited = Edited { stage, key: StoredValue::new(key.clone()), face: RwSignal::from(look.face.clone()) };
    let lang = stage.lang;
    let (face, named) = (look.face.clone(), look.face.clone());
    let title = move || face.with(|face| label::name(face, lang.get()));
    let icon = look.face.with_untracked(|face| label::icon(&face.does));
    let meta = {
        let key = key.to_string();
        move || format!("{}  {key}", ui::i18n::t(lang.get(), &format!("flow.kind.{kind}")))
    };
    let words = Signal::derive(move || named.with(|face| face.title.clone()));
    let put = Callback::new(move |title| edited.set(SetNode::Title(title)));
    let is_start = kind == "start";
    let body = match kind {
        "task" => view! { <task::TaskProperties edited /> }.into_any(),
        "approval" => view! { <approval::ApprovalProperties edited /> }.into_any(),
        "choice" => view! { <ways::Ways stage key=key.clone() /> }.into_any(),
        "inclusive" => view! { <ways::Ways stage key=key.clone() /> }.into_any(),
        "parallel" => view! { <ways::Ways stage key=key.clone() /> }.into_any(),
        "join" => view! { <join::JoinProperties edited /> }.into_any(),
        "wait" => view! { <wait::WaitProperties edited /> }.into_any(),
        "action" => view! { <action::ActionProperties edited /> }.into_any(),
        "sub_flow" => view! { <sub_flow::SubFlowProperties edited /> }.into_any(),
        "for_each" => view! { <for_each::ForEachProperties edited /> }.into_any(),
        "end" => view! { <end::EndProperties edited /> }.into_any(),
        _ => view! { <p class="property-hint padded">{t!("flow.start_hint")}</p> }.into_any(),
    };
    view! {
        <PropertiesHead icon title meta>
            <IconButton icon="more" label=t!("flow.menu.title") menu="node-acts" />
            <NodeActs stage key kind />
        </PropertiesHead>
        <div class="list">
            <div class="properties-title">
                <Property label=t!("flow.title") path="/title" problem=edited.wrong("/title") group=true>
                    <LangText value=words on_change=put label=t!("flow.title") />
                </Property>
            </div>
            {body}
            {is_start.then(|| view! { <flow::FormSection stage /> })}
        </div>
    }
    .into_any()
}

/// What can be done with a node as a whole.
#[component]
fn NodeActs(stage: Stage, key: NodeKey, kind: &'static str) -> impl IntoView {
    const KINDS: [&str; 10] =
        ["task", "approval", "choice", "inclusive", "parallel", "join", "wait", "action", "sub_flow", "for_each"];
    let others = KINDS
        .into_iter()
        .filter(|other| *other != kind && !matches!(kind, "start" | "end"))
        .filter_map(|other| Some((other, super::stencil::does(other)?)))
        .map(|(other, does)| {
            let (icon, key) = (label::icon(&does), key.clone());
            let replace = move |()| stage.make(Edit::Replace { node: key.clone(), does: does.clone() });
            let name = format!("flow.kind.{other}");
            view! { <MenuItem icon on_pick=replace>{t!(name)}</MenuItem> }.into_any()
        })
        .collect_view();
    let (copied, detached) = (key.clone(), key);
    view! {
        <Menu id="node-acts" label=t!("flow.menu.title")>
            <MenuItem icon="copy" on_pick=move |()| stage.make(Edit::Duplicate { nodes: vec![copied.clone()] })>
                {t!("flow.menu.duplicate")}
            </MenuItem>
            <MenuItem icon="drop" on_pick=move |()| stage.make(Edit::Detach { nodes: vec![detached.clone()] })>
                {t!("flow.menu.detach")}
            </MenuItem>
            <MenuItem icon="trash" tone=Tone::Bad on_pick=move |()| super::menu::remove(stage)>
                {t!("flow.menu.remove")}
            </MenuItem>
            <MenuRule />
            <ui::MenuCaption>{t!("flow.menu.replace")}</ui::MenuCaption>
            {others}
        </Menu>
    }
    .into_any()
}
