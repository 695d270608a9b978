//! What a level does besides telling.

use leptos::prelude::*;
use model::{
    Kind,
    flow::{Act, Owner, Priority, Receiver},
    key::DefinitionKey,
    ladder::Ladder,
};
use ui::{Choice, FieldGroup, IconButton, Input, Select, i18n::t, t, use_lang};

use super::super::{Sheet, field_id, known::use_known};
use crate::words::both;

/// What can be added here.
const KINDS: [&str; 6] = ["priority", "queue", "assign_queue", "assign_role", "webhook", "mail_customer"];

/// An act of a kind, before its details are chosen.
fn fresh(kind: &str) -> Act {
    match kind {
        "queue" => Act::SetQueue { queue: DefinitionKey::default() },
        "assign_queue" => Act::Assign { to: Owner::Queue { queue: DefinitionKey::default() } },
        "assign_role" => Act::Assign { to: Owner::Role { role: DefinitionKey::default() } },
        "webhook" => Act::Webhook { url: String::new() },
        "mail_customer" => Act::Mail {
            to: Receiver::Customer,
            subject: both("studio.act_mail_subject"),
            body: both("studio.act_mail_body"),
        },
        _ => Act::SetPriority { priority: Priority::High },
    }
}

/// The kind of an act; empty for one that is not drawn here.
const fn kind_of(act: &Act) -> &'static str {
    match act {
        Act::SetPriority { .. } => "priority",
        Act::SetQueue { .. } => "queue",
        Act::Assign { to: Owner::Queue { .. } } => "assign_queue",
        Act::Assign { to: Owner::Role { .. } } => "assign_role",
        Act::Webhook { .. } => "webhook",
        Act::Mail { to: Receiver::Customer, .. } => "mail_customer",
        _ => "",
    }
}

/// See the module.
#[component]
pub fn LevelActs(sheet: Sheet<Ladder>, at: usize) -> impl IntoView {
    let lang = use_lang();
    let readonly = sheet.readonly();
    let path = format!("/levels/{at}/acts");
    let acts = sheet.part(move |ladder| ladder.levels.get(at).map(|level| level.acts.clone()).unwrap_or_default());
    // A row is drawn anew when its kind changes, not while its details are typed.
    let kinds = Memo::new(move |_| acts.with(|acts| acts.iter().map(kind_of).collect::<Vec<_>>()));
    let rows = move || {
        let kinds = kinds.get();
        kinds
            .into_iter()
            .enumerate()
            .map(|(index, kind)| view! { <OneAct sheet at index kind acts /> }.into_any())
            .collect_view()
    };
    let choices = Signal::derive(move || {
        let lang = lang.get();
        KINDS.map(|kind| Choice::new(kind, t(lang, &format!("studio.act_{kind}")))).to_vec()
    });
    let add = Callback::new(move |kind: String| {
        if !kind.is_empty() {
            sheet.set(&format!("/levels/{at}/acts"), |ladder| {
                if let Some(level) = ladder.levels.get_mut(at) {
                    level.acts.push(fresh(&kind));
                }
            });
        }
    });
    let adds = (!readonly).then(|| {
        view! {
            <Select
                value=String::new()
                choices=choices
                on_pick=add
                placeholder=t!("studio.add_act")
                label=t!("studio.add_act")
                small=true
            />
        }
    });
    view! {
        <FieldGroup id=field_id(&path) label=t!("studio.level_acts") hint=t!("studio.level_acts_hint") error=sheet.wrong(path)>
            <div class="level-acts">{rows} {adds}</div>
        </FieldGroup>
    }
    .into_any()
}

#[component]
fn OneAct(sheet: Sheet<Ladder>, at: usize, index: usize, kind: &'static str, acts: Signal<Vec<Act>>) -> impl IntoView {
    let lang = use_lang();
    let readonly = sheet.readonly();
    let put = move |act: Act| {
        sheet.set(&format!("/levels/{at}/acts/{index}"), |ladder| {
            if let Some(own) = ladder.levels.get_mut(at).and_then(|level| level.acts.get_mut(index)) {
                *own = act;
            }
        });
    };
    let remove = Callback::new(move |()| {
        sheet.set(&format!("/levels/{at}/acts"), |ladder| {
            if let Some(level) = ladder.levels.get_mut(at).filter(|level| index < level.acts.len()) {
                level.acts.remove(index);
            }
        });
    });
    let value = Signal::derive(move || {
        acts.with(|acts| match acts.get(index) {
            Some(Act::SetPriority { priority }) => priority.as_str().to_owned(),
            Some(Act::SetQueue { queue } | Act::Assign { to: Owner::Queue { queue } }) => queue.to_string(),
            Some(Act::Assign { to: Owner::Role { role } }) => role.to_string(),
            Some(Act::Webhook { url }) => url.clone(),
            _ => String::new(),
        })
    });
    let choose = Callback::new(move |picked: String| {
        let key = DefinitionKey::new(picked.as_str());
        put(match kind {
            "queue" => Act::SetQueue { queue: key },
            "assign_queue" => Act::Assign { to: Owner::Queue { queue: key } },
            "assign_role" => Act::Assign { to: Owner::Role { role: key } },
            "webhook" => Act::Webhook { url: picked.trim().to_owned() },
            _ => {
                let priority = Priority::ALL.into_iter().find(|priority| priority.as_str() == picked);
                Act::SetPriority { priority: priority.unwrap_or_default() }
            }
        });
    });
    let label = t!(format!("studio.act_{}", if kind.is_empty() { "other" } else { kind }));
    let priorities = Signal::derive(move || {
        let lang = lang.get();
        let named = |priority: Priority| {
            Choice::new(priority.as_str(), t(lang, &format!("record.priority.{}", priority.as_str())))
        };
        Priority::ALL.map(named).to_vec()
    });
    let known = use_known();
    let select = |choices: Signal<Vec<Choice>>| {
        view! {
            <Select value=value choices=choices on_pick=choose placeholder=t!("common.choose") label=label.clone() small=true disabled=readonly />
        }
        .into_any()
    };
    let detail = match kind {
        "priority" => select(priorities),
        "queue" | "assign_queue" => select(known.choices(Kind::Queue)),
        "assign_role" => select(known.choices(Kind::Role)),
        "webhook" => {
            view! { <Input value=value on_change=choose kind="url" label=label.clone() small=true readonly=readonly /> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <p class="cluster level-act">
            <span>{label.clone()}</span>
            {detail}
            {(!readonly).then(|| view! { <IconButton icon="trash" tiny=true label=t!("common.remove") on_press=remove /> })}
        </p>
    }
    .into_any()
}
