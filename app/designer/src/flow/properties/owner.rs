//! Who works: a rule, and whatever it needs to know.

use leptos::prelude::*;
use model::{
    flow::Owner,
    key::{DefinitionKey, NodeKey},
};
use ui::{Choice, Select, t};

use super::{
    super::host::Host,
    pick::{PickListed, PickName, PickPerson},
};
use crate::frame::Property;

const RULES: [&str; 8] = ["ticket_queue", "queue", "claim", "role", "person", "same_as", "ticket_owner", "expression"];

const fn rule(owner: &Owner) -> &'static str {
    match owner {
        Owner::TicketQueue => "ticket_queue",
        Owner::Queue { .. } => "queue",
        Owner::Claim { .. } => "claim",
        Owner::Role { .. } => "role",
        Owner::Person { .. } => "person",
        Owner::SameAs { .. } => "same_as",
        Owner::TicketOwner => "ticket_owner",
        Owner::Expression { .. } => "expression",
    }
}

/// The owner of a rule; a queue that was picked stays picked.
fn owner_of(rule: &str, before: &Owner) -> Owner {
    let queue = match before {
        Owner::Queue { queue } | Owner::Claim { queue } => queue.clone(),
        _ => DefinitionKey::default(),
    };
    match rule {
        "queue" => Owner::Queue { queue },
        "claim" => Owner::Claim { queue },
        "role" => Owner::Role { role: DefinitionKey::default() },
        "person" => Owner::Person { email: String::new() },
        "same_as" => Owner::SameAs { node: NodeKey::default() },
        "ticket_owner" => Owner::TicketOwner,
        "expression" => Owner::Expression { text: String::new() },
        _ => Owner::TicketQueue,
    }
}

/// See the module. `path` and `problem` are those of the whole.
#[component]
pub(in crate::flow) fn OwnerRows(
    #[prop(into)] stage: Host,
    /// The rule.
    #[prop(into)]
    value: Signal<Owner>,
    /// Takes another one.
    #[prop(into)]
    on_change: Callback<Owner>,
    /// Where its problems point.
    #[prop(into)]
    path: String,
    /// What is wrong with it.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let name = Memo::new(move |_| value.with(rule).to_owned());
    let pick = move |rule: String| on_change.run(value.with_untracked(|before| owner_of(&rule, before)));
    let hint = move || {
        let lang = stage.lang.get();
        ui::i18n::t(lang, &format!("flow.owner_hint.{}", name.get()))
    };
    view! {
        <Property label=t!("flow.owner.how") path problem hint>
            <PickName stage value=name names=&RULES words="flow.owner" label=t!("flow.owner.how") on_pick=pick />
        </Property>
        {move || detail(stage, &name.get(), value, on_change)}
    }
    .into_any()
}

fn detail(stage: Host, rule: &str, value: Signal<Owner>, on_change: Callback<Owner>) -> AnyView {
    match rule {
        "queue" | "claim" => {
            let queue = Signal::derive(move || {
                value.with(|owner| match owner {
                    Owner::Queue { queue } | Owner::Claim { queue } => queue.clone(),
                    _ => DefinitionKey::default(),
                })
            });
            let claims = rule == "claim";
            let pick = move |queue| on_change.run(if claims { Owner::Claim { queue } } else { Owner::Queue { queue } });
            view! {
                <Property label=t!("flow.queue")>
                    <PickListed
                        stage
                        shelf=|catalogue| &catalogue.queues
                        value=queue
                        on_pick=pick
                        label=t!("flow.queue")
                        none=t!("flow.choose")
                    />
                </Property>
            }
            .into_any()
        }
        "role" => {
            let role = Signal::derive(move || {
                value.with(
                    |owner| if let Owner::Role { role } = owner { role.clone() } else { DefinitionKey::default() },
                )
            });
            let pick = move |role| on_change.run(Owner::Role { role });
            view! {
                <Property label=t!("flow.role")>
                    <PickListed
                        stage
                        shelf=|catalogue| &catalogue.roles
                        value=role
                        on_pick=pick
                        label=t!("flow.role")
                        none=t!("flow.choose")
                    />
                </Property>
            }
            .into_any()
        }
        "person" => {
            let email = Signal::derive(move || {
                value.with(|owner| if let Owner::Person { email } = owner { email.clone() } else { String::new() })
            });
            let pick = move |email| on_change.run(Owner::Person { email });
            view! { <Property label=t!("flow.person")><PickPerson stage value=email on_pick=pick /></Property> }
                .into_any()
        }
        "same_as" => {
            let node = Signal::derive(move || {
                value.with(|owner| if let Owner::SameAs { node } = owner { node.clone() } else { NodeKey::default() })
            });
            let pick = move |node| on_change.run(Owner::SameAs { node });
            view! { <Property label=t!("flow.step")><PickStep stage value=node on_pick=pick /></Property> }.into_any()
        }
        "expression" => {
            let text = Signal::derive(move || {
                value.with(|owner| if let Owner::Expression { text } = owner { text.clone() } else { String::new() })
            });
            view! {
                <Property label=t!("flow.expression") wide=true hint=t!("flow.owner.expression_hint")>
                    <Formula value=text on_change=move |text| on_change.run(Owner::Expression { text }) />
                </Property>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

/// An expression, in one line or more.
#[component]
pub(in crate::flow) fn Formula(
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Takes another one.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <textarea
            class="input mono"
            rows="2"
            spellcheck="false"
            aria-label=t!("flow.expression")
            prop:value=move || value.get()
            on:input=move |event| on_change.run(event_target_value(&event))
        >
            {value.get_untracked()}
        </textarea>
    }
    .into_any()
}

/// A step that a person does.
#[component]
pub(in crate::flow) fn PickStep(
    stage: Host,
    /// Its key.
    #[prop(into)]
    value: Signal<NodeKey>,
    /// Takes another one.
    #[prop(into)]
    on_pick: Callback<NodeKey>,
) -> impl IntoView {
    let node = Signal::derive(move || value.with(ToString::to_string));
    let choices = Memo::new(move |_| {
        let tasks = stage.tasks.get().into_iter();
        tasks.map(|(key, name)| Choice::new(key.to_string(), name)).collect::<Vec<_>>()
    });
    let pick = move |key: String| on_pick.run(NodeKey::new(key));
    view! {
        <Select small=true value=node choices label=t!("flow.step") placeholder=t!("flow.choose") on_pick=pick />
    }
    .into_any()
}
