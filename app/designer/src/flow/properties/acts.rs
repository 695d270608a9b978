//! What the server does: a list of acts, one below the other, in the order in which they are done.

use leptos::prelude::*;
use model::{
    Value,
    flow::{Act, Owner, Receiver, Source},
    key::{DefinitionKey, FieldKey, VariableKey},
};
use ui::{Button, ButtonKind, Choice, Icon, IconButton, Menu, MenuItem, Segment, Select, i18n::t as say, t};

use super::{
    super::{host::Host, label, stencil},
    lang::LangText,
    owner::{Formula, OwnerRows},
    pick::{PRIORITIES, PickField, PickListed, PickName, STATUSES, priority_of, status_name, status_of},
    receiver::{ANYONE, INSIDE, PEOPLE, ReceiverRows},
    takes::NameInput,
};
use crate::{condition::Asked, frame::Property, words::said};

/// A list of acts.
#[derive(Clone, Copy)]
struct List {
    stage: Host,
    acts: Signal<Vec<Act>>,
    on_change: Callback<Vec<Act>>,
    /// The whole path of the list, such as `/nodes/n/acts`, and the end of it, such as `/acts`.
    path: StoredValue<(String, String)>,
}

impl List {
    fn act(self, index: usize) -> Option<Act> {
        self.acts.with(|acts| acts.get(index).cloned())
    }

    fn edit(self, change: impl FnOnce(&mut Vec<Act>)) {
        let mut acts = self.acts.get_untracked();
        change(&mut acts);
        self.on_change.run(acts);
    }

    fn put(self, index: usize, act: Act) {
        self.edit(|acts| {
            if let Some(place) = acts.get_mut(index) {
                *place = act;
            }
        });
    }

    fn swap(self, index: usize, other: usize) {
        self.edit(|acts| {
            if index < acts.len() && other < acts.len() {
                acts.swap(index, other);
            }
        });
    }

    fn wrong(self, index: usize, part: &str) -> Signal<Option<String>> {
        self.stage.wrong(self.path.with_value(|(whole, _)| format!("{whole}/{index}{part}")))
    }

    fn end(self, index: usize, part: &str) -> String {
        self.path.with_value(|(_, end)| format!("{end}/{index}{part}"))
    }
}

/// See the module.
#[component]
pub fn ActList(
    /// What is around it.
    #[prop(into)]
    stage: Host,
    /// The acts.
    #[prop(into)]
    value: Signal<Vec<Act>>,
    /// Takes the changed acts.
    #[prop(into)]
    on_change: Callback<Vec<Act>>,
    /// Unique on the page; the id of its menu.
    #[prop(into)]
    id: String,
    /// The path of the list in the flow.
    #[prop(into)]
    whole: String,
    /// The end of that path, as the properties know it.
    #[prop(into)]
    path: String,
) -> impl IntoView {
    let list = List { stage, acts: value, on_change, path: StoredValue::new((whole, path)) };
    // Drawn anew when acts come, go or become another kind; not while one is typed.
    let kinds = Memo::new(move |_| value.with(|acts| acts.iter().map(label::act_name).enumerate().collect::<Vec<_>>()));
    let adds = stencil::ACTS
        .into_iter()
        .filter_map(|name| Some((name, stencil::act(name)?)))
        .map(|(name, act)| {
            let icon = label::act_icon(&act);
            let words = format!("flow.act.{name}");
            let add = move |()| list.edit(|acts| acts.push(act.clone()));
            view! { <MenuItem icon on_pick=add>{t!(words)}</MenuItem> }.into_any()
        })
        .collect_view();
    view! {
        <ol class="acts-list">
            <For each=move || kinds.get() key=Clone::clone let((index, name))>
                <ActBox list index name />
            </For>
        </ol>
        <Button kind=ButtonKind::Quiet small=true icon="plus" menu=id.clone()>
            {t!("flow.act.add")}
        </Button>
        <Menu id label=t!("flow.act.add")>
            {adds}
        </Menu>
    }
    .into_any()
}

#[component]
fn ActBox(list: List, index: usize, name: &'static str) -> impl IntoView {
    let count = Memo::new(move |_| list.acts.with(Vec::len));
    let words = format!("flow.act.{name}");
    let icon = list.act(index).as_ref().map_or("bolt", label::act_icon);
    let is_first = Signal::derive(move || index == 0);
    let is_last = Signal::derive(move || index + 1 >= count.get());
    view! {
        <li class="act-box">
            <header>
                <Icon name=icon />
                <b class="cut">{t!(words)}</b>
                <IconButton
                    tiny=true
                    icon="arrow-up"
                    label=t!("flow.up")
                    disabled=is_first
                    on_press=move |()| list.swap(index, index.saturating_sub(1))
                />
                <IconButton
                    tiny=true
                    icon="arrow-down"
                    label=t!("flow.down")
                    disabled=is_last
                    on_press=move |()| list.swap(index, index + 1)
                />
                <IconButton
                    tiny=true
                    icon="close"
                    label=t!("common.remove")
                    on_press=move |()| {
                        list.edit(|acts| {
                            if index < acts.len() {
                                acts.remove(index);
                            }
                        });
                    }
                />
            </header>
            <div class="act-body">{body(list, index, name)}</div>
        </li>
    }
    .into_any()
}

fn body(list: List, index: usize, name: &'static str) -> AnyView {
    match name {
        "set_field" => view! { <SetField list index /> }.into_any(),
        "set_variable" => {
            let name = Memo::new(move |_| match list.act(index) {
                Some(Act::SetVariable { name, .. }) => name,
                _ => VariableKey::default(),
            });
            let text = Signal::derive(move || match list.act(index) {
                Some(Act::SetVariable { to, .. }) => to,
                _ => String::new(),
            });
            let rename = move |name| list.put(index, Act::SetVariable { name, to: text.get_untracked() });
            let write = move |to| list.put(index, Act::SetVariable { name: name.get_untracked(), to });
            view! {
                <Property label=t!("flow.variable") path=list.end(index, "/name") problem=list.wrong(index, "/name")>
                    <NameInput value=name on_change=rename />
                </Property>
                <Property
                    label=t!("flow.source.to")
                    path=list.end(index, "/to")
                    problem=list.wrong(index, "/to")
                    hint=t!("flow.variable_hint")
                    wide=true
                >
                    <Formula value=text on_change=write />
                </Property>
            }
            .into_any()
        }
        "set_priority" => {
            let value = Signal::derive(move || match list.act(index) {
                Some(Act::SetPriority { priority }) => priority.as_str().to_owned(),
                _ => String::new(),
            });
            let pick = move |name: String| list.put(index, Act::SetPriority { priority: priority_of(&name) });
            view! {
                <PickName stage=list.stage value names=&PRIORITIES words="record.priority" label=t!("flow.priority") on_pick=pick />
            }
            .into_any()
        }
        "set_status" => {
            let value = Signal::derive(move || match list.act(index) {
                Some(Act::SetStatus { status }) => status_name(status).to_owned(),
                _ => String::new(),
            });
            let pick = move |name: String| list.put(index, Act::SetStatus { status: status_of(&name) });
            view! {
                <PickName stage=list.stage value names=&STATUSES words="record.status" label=t!("flow.status") on_pick=pick />
            }
            .into_any()
        }
        "set_queue" => {
            let value = Signal::derive(move || match list.act(index) {
                Some(Act::SetQueue { queue }) => queue,
                _ => DefinitionKey::default(),
            });
            view! {
                <Property label=t!("flow.queue") path=list.end(index, "/queue") problem=list.wrong(index, "")>
                    <PickListed
                        stage=list.stage
                        shelf=|catalogue| &catalogue.queues
                        value
                        on_pick=move |queue| list.put(index, Act::SetQueue { queue })
                        label=t!("flow.queue")
                        none=t!("flow.choose")
                    />
                </Property>
            }
            .into_any()
        }
        "assign" => {
            let value = Signal::derive(move || match list.act(index) {
                Some(Act::Assign { to }) => to,
                _ => Owner::default(),
            });
            view! {
                <OwnerRows
                    stage=list.stage
                    value
                    on_change=move |to| list.put(index, Act::Assign { to })
                    path=list.end(index, "")
                    problem=list.wrong(index, "")
                />
            }
            .into_any()
        }
        "cc" => {
            let value = Signal::derive(move || match list.act(index) {
                Some(Act::Cc { to }) => to,
                _ => Receiver::OwnerManager,
            });
            let put = move |to| list.put(index, Act::Cc { to });
            view! {
                <div data-path=list.end(index, "/to")>
                    <ReceiverRows stage=list.stage value on_change=put names=PEOPLE label="flow.receiver.follow" />
                </div>
            }
            .into_any()
        }
        "webhook" => {
            let value = Memo::new(move |_| match list.act(index) {
                Some(Act::Webhook { url }) => url,
                _ => String::new(),
            });
            view! {
                <Property label=t!("flow.address") path=list.end(index, "/url") problem=list.wrong(index, "/url") hint=t!("flow.webhook_hint")>
                    <input
                        class="input small"
                        type="url"
                        value=value.get_untracked()
                        prop:value=move || value.get()
                        on:input=move |event| list.put(index, Act::Webhook { url: event_target_value(&event) })
                    />
                </Property>
            }
            .into_any()
        }
        _ => view! { <Message list index mails=name == "mail" /> }.into_any(),
    }
}

/// A notice or a mail: to whom, and the words.
#[component]
fn Message(list: List, index: usize, mails: bool) -> impl IntoView {
    let to = Signal::derive(move || match list.act(index) {
        Some(Act::Notify { to, .. } | Act::Mail { to, .. } | Act::Cc { to }) => to,
        _ => Receiver::Owner,
    });
    let text = Signal::derive(move || match list.act(index) {
        Some(Act::Notify { text, .. }) => text,
        Some(Act::Mail { body, .. }) => body,
        _ => model::Text::default(),
    });
    let subject = Signal::derive(move || match list.act(index) {
        Some(Act::Mail { subject, .. }) => subject,
        _ => model::Text::default(),
    });
    let put_to = move |to: Receiver| {
        if let Some(act) = untrack(|| list.act(index)) {
            list.put(
                index,
                match act {
                    Act::Mail { subject, body, .. } => Act::Mail { to, subject, body },
                    Act::Notify { text, .. } => Act::Notify { to, text },
                    other => other,
                },
            );
        }
    };
    let put_text = move |text: model::Text| {
        if let Some(act) = untrack(|| list.act(index)) {
            list.put(
                index,
                match act {
                    Act::Mail { to, subject, .. } => Act::Mail { to, subject, body: text },
                    Act::Notify { to, .. } => Act::Notify { to, text },
                    other => other,
                },
            );
        }
    };
    let put_subject = move |subject: model::Text| {
        if let Some(Act::Mail { to, body, .. }) = untrack(|| list.act(index)) {
            list.put(index, Act::Mail { to, subject, body });
        }
    };
    let part = if mails { "/body" } else { "/text" };
    let names = if mails { ANYONE } else { INSIDE };
    view! {
        <div data-path=list.end(index, "/to")>
            <ReceiverRows stage=list.stage value=to on_change=put_to names />
        </div>
        {mails
            .then(|| {
                view! {
                    <Property
                        label=t!("flow.subject")
                        path=list.end(index, "/subject")
                        problem=list.wrong(index, "/subject")
                        wide=true
                        group=true
                    >
                        <LangText value=subject on_change=put_subject label=t!("flow.subject") />
                    </Property>
                }
            })}
        <Property
            label=t!("flow.text")
            path=list.end(index, part)
            problem=list.wrong(index, part)
            wide=true
            group=true
            hint=t!("flow.variables_hint")
        >
            <LangText value=text on_change=put_text label=t!("flow.text") lines=2 />
        </Property>
    }
    .into_any()
}

/// A field, and where its value comes from.
#[component]
fn SetField(list: List, index: usize) -> impl IntoView {
    let stage = list.stage;
    let field = Memo::new(move |_| match list.act(index) {
        Some(Act::SetField { field, .. }) => field,
        _ => FieldKey::default(),
    });
    let source = Memo::new(move |_| match list.act(index) {
        Some(Act::SetField { to, .. }) => to,
        _ => Source::Value(Value::Null),
    });
    let put = move |to: Source| list.put(index, Act::SetField { field: field.get_untracked(), to });
    let pick = move |field: FieldKey| list.put(index, Act::SetField { field, to: Source::Value(Value::Null) });
    let mode = Memo::new(move |_| {
        source.with(|source| if matches!(source, Source::Expression(_)) { "expression" } else { "value" }.to_owned())
    });
    let modes = Signal::derive(move || {
        let lang = stage.lang.get();
        ["value", "expression"].map(|mode| Choice::new(mode, say(lang, &format!("flow.source.{mode}")))).to_vec()
    });
    let put_mode = move |mode: String| {
        put(if mode == "expression" { Source::Expression(String::new()) } else { Source::Value(Value::Null) });
    };
    let text = Signal::derive(move || {
        source.with(|source| if let Source::Expression(text) = source { text.clone() } else { String::new() })
    });
    let asked = Memo::new(move |_| {
        let path = format!("fields.{}", field.get());
        stage.subjects.with(|subjects| {
            let found = subjects.iter().find(|subject| subject.variable.0 == path);
            found.map_or(Asked::Text, |subject| subject.asked.clone())
        })
    });
    let control = move || {
        if mode.get() == "expression" {
            view! { <Formula value=text on_change=move |text| put(Source::Expression(text)) /> }.into_any()
        } else {
            let put = Callback::new(move |value| put(Source::Value(value)));
            view! { <FixedValue stage asked=asked.get() source put /> }.into_any()
        }
    };
    let name = list.path.with_value(|(whole, _)| format!("{}-{index}", whole.replace('/', "-")));
    view! {
        <Property label=t!("flow.field") path=list.end(index, "/field") problem=list.wrong(index, "/field")>
            <PickField stage value=field on_pick=pick />
        </Property>
        <Property label=t!("flow.source.to") path=list.end(index, "/to") problem=list.wrong(index, "/to") group=true>
            <span class="stack-small">
                <Segment name label=t!("flow.source.to") value=mode choices=modes on_pick=put_mode />
                {control}
            </span>
        </Property>
    }
    .into_any()
}

/// A value that fits the field.
#[component]
fn FixedValue(stage: Host, asked: Asked, source: Memo<Source>, put: Callback<Value>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        source.with(|source| match source {
            Source::Value(Value::String(text)) => text.clone(),
            Source::Value(Value::Null) | Source::Expression(_) => String::new(),
            Source::Value(Value::Array(all)) => {
                all.first().and_then(Value::as_str).map(str::to_owned).unwrap_or_default()
            }
            Source::Value(other) => other.to_string(),
        })
    });
    let lang = stage.lang;
    match asked {
        Asked::One(options) | Asked::Many(options) => {
            let choices = Signal::derive(move || {
                let lang = lang.get();
                options.iter().map(|one| Choice::new(one.key.to_string(), said(&one.label, lang))).collect::<Vec<_>>()
            });
            let pick = move |key: String| put.run(if key.is_empty() { Value::Null } else { Value::String(key) });
            view! { <Select small=true value=shown choices label=t!("flow.value") placeholder=t!("flow.empty_value") on_pick=pick /> }
                .into_any()
        }
        Asked::YesNo => {
            let choices = Signal::derive(move || {
                let lang = lang.get();
                vec![Choice::new("true", say(lang, "common.yes")), Choice::new("false", say(lang, "common.no"))]
            });
            let pick = move |value: String| {
                put.run(value.parse::<bool>().map_or(Value::Null, Value::Bool));
            };
            view! { <Select small=true value=shown choices label=t!("flow.value") placeholder=t!("flow.empty_value") on_pick=pick /> }
                .into_any()
        }
        asked => {
            let (kind, is_number) = match asked {
                Asked::Number(_) => ("number", true),
                Asked::Date => ("date", false),
                Asked::Time => ("time", false),
                _ => ("text", false),
            };
            let type_in = move |typed: String| {
                let number = is_number.then(|| serde_json::from_str::<serde_json::Number>(typed.trim()).ok()).flatten();
                put.run(match number {
                    Some(number) => Value::Number(number),
                    None if typed.is_empty() => Value::Null,
                    None => Value::String(typed),
                });
            };
            view! {
                <input
                    class="input small"
                    type=kind
                    step="any"
                    aria-label=t!("flow.value")
                    value=shown.get_untracked()
                    prop:value=move || shown.get()
                    on:input=move |event| type_in(event_target_value(&event))
                />
            }
            .into_any()
        }
    }
}
