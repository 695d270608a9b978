//! Who is told.

use leptos::prelude::*;
use model::{
    flow::Receiver,
    key::{DefinitionKey, FieldKey, NodeKey},
};
use ui::{Input, t};

use super::{
    super::host::Host,
    owner::{Formula, PickStep},
    pick::{PickListed, PickName, PickPerson},
};
use crate::frame::Property;

/// Who can be mailed.
pub(in crate::flow) const ANYONE: &[&str] = &[
    "owner",
    "owner_manager",
    "filer",
    "filer_manager",
    "same_as",
    "manager_of",
    "team_role",
    "role",
    "on_duty",
    "queue",
    "field",
    "person",
    "expression",
    "followers",
    "customer",
];
/// Who reads notices inside the product: customers do not.
pub(in crate::flow) const INSIDE: &[&str] = &[
    "owner",
    "owner_manager",
    "filer",
    "filer_manager",
    "same_as",
    "manager_of",
    "team_role",
    "role",
    "on_duty",
    "queue",
    "field",
    "person",
    "expression",
    "followers",
];
/// Who can be asked, or made to follow.
pub(in crate::flow) const PEOPLE: &[&str] = &[
    "owner",
    "owner_manager",
    "filer",
    "filer_manager",
    "same_as",
    "manager_of",
    "team_role",
    "role",
    "on_duty",
    "queue",
    "field",
    "person",
    "expression",
];

/// The name of a receiver, as in the document.
pub(in crate::flow) const fn who(receiver: &Receiver) -> &'static str {
    match receiver {
        Receiver::Owner => "owner",
        Receiver::OwnerManager => "owner_manager",
        Receiver::Role { .. } => "role",
        Receiver::Queue { .. } => "queue",
        Receiver::Person { .. } => "person",
        Receiver::Filer => "filer",
        Receiver::FilerManager => "filer_manager",
        Receiver::SameAs { .. } => "same_as",
        Receiver::ManagerOf { .. } => "manager_of",
        Receiver::Expression { .. } => "expression",
        Receiver::Followers => "followers",
        Receiver::Customer => "customer",
        Receiver::TeamRole { .. } => "team_role",
        Receiver::OnDuty { .. } => "on_duty",
        Receiver::Field { .. } => "field",
    }
}

fn receiver_of(name: &str) -> Receiver {
    match name {
        "owner_manager" => Receiver::OwnerManager,
        "role" => Receiver::Role { role: DefinitionKey::default() },
        "queue" => Receiver::Queue { queue: DefinitionKey::default() },
        "person" => Receiver::Person { email: String::new() },
        "filer" => Receiver::Filer,
        "filer_manager" => Receiver::FilerManager,
        "same_as" => Receiver::SameAs { node: NodeKey::default() },
        "manager_of" => Receiver::ManagerOf { node: NodeKey::default() },
        "expression" => Receiver::Expression { text: String::new() },
        "followers" => Receiver::Followers,
        "customer" => Receiver::Customer,
        "team_role" => Receiver::TeamRole { role: DefinitionKey::default() },
        "on_duty" => Receiver::OnDuty { queue: DefinitionKey::default() },
        "field" => Receiver::Field { field: FieldKey::default() },
        _ => Receiver::Owner,
    }
}

/// See the module.
#[component]
pub(in crate::flow) fn ReceiverRows(
    #[prop(into)] stage: Host,
    /// Who.
    #[prop(into)]
    value: Signal<Receiver>,
    /// Takes another one.
    #[prop(into)]
    on_change: Callback<Receiver>,
    /// Who can be chosen, by name.
    names: &'static [&'static str],
    /// What they are for; being told, if absent.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    let label = label.unwrap_or("flow.receiver.to");
    // Without a flow there are no steps that someone did.
    let is_there = |name: &&str| stage.in_flow || !matches!(*name, "same_as" | "manager_of");
    let names: Vec<&'static str> = names.iter().copied().filter(is_there).collect();
    let name = Memo::new(move |_| value.with(who).to_owned());
    let pick = move |name: String| on_change.run(receiver_of(&name));
    let key = Signal::derive(move || {
        value.with(|receiver| match receiver {
            Receiver::Role { role } | Receiver::TeamRole { role } => role.clone(),
            Receiver::Queue { queue } | Receiver::OnDuty { queue } => queue.clone(),
            _ => DefinitionKey::default(),
        })
    });
    let email = Signal::derive(move || {
        value.with(|receiver| if let Receiver::Person { email } = receiver { email.clone() } else { String::new() })
    });
    let field = Signal::derive(move || {
        value.with(|receiver| if let Receiver::Field { field } = receiver { field.to_string() } else { String::new() })
    });
    let detail = move || match name.get().as_str() {
        kind @ ("role" | "team_role") => {
            let in_team = kind == "team_role";
            view! {
            <PickListed
                stage
                shelf=|catalogue| &catalogue.roles
                value=key
                on_pick=move |role| {
                    on_change.run(if in_team { Receiver::TeamRole { role } } else { Receiver::Role { role } });
                }
                label=t!("flow.role")
                none=t!("flow.choose")
            />
            }
            .into_any()
        }
        kind @ ("queue" | "on_duty") => {
            let on_duty = kind == "on_duty";
            view! {
            <PickListed
                stage
                shelf=|catalogue| &catalogue.queues
                value=key
                on_pick=move |queue| {
                    on_change.run(if on_duty { Receiver::OnDuty { queue } } else { Receiver::Queue { queue } });
                }
                label=t!("flow.queue")
                none=t!("flow.choose")
            />
            }
            .into_any()
        }
        "field" => {
            let write = Callback::new(move |field: String| {
                on_change.run(Receiver::Field { field: FieldKey::new(field.trim()) });
            });
            view! { <Input value=field on_change=write small=true label=t!("flow.receiver.field") /> }.into_any()
        }
        "person" => {
            view! { <PickPerson stage value=email on_pick=move |email| on_change.run(Receiver::Person { email }) /> }
                .into_any()
        }
        name @ ("same_as" | "manager_of") => {
            let of_manager = name == "manager_of";
            let node = Signal::derive(move || {
                value.with(|receiver| match receiver {
                    Receiver::SameAs { node } | Receiver::ManagerOf { node } => node.clone(),
                    _ => NodeKey::default(),
                })
            });
            let pick = move |node| {
                on_change.run(if of_manager { Receiver::ManagerOf { node } } else { Receiver::SameAs { node } });
            };
            view! { <PickStep stage value=node on_pick=pick /> }.into_any()
        }
        "expression" => {
            let text = Signal::derive(move || {
                value.with(|receiver| match receiver {
                    Receiver::Expression { text } => text.clone(),
                    _ => String::new(),
                })
            });
            view! {
                <Formula value=text on_change=move |text| on_change.run(Receiver::Expression { text }) />
                <p class="property-hint">{t!("flow.receiver.expression_hint")}</p>
            }
            .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <Property label=t!(label) group=true>
            <span class="stack-small">
                <PickName stage value=name names words="flow.receiver" label=t!(label) on_pick=pick />
                {detail}
            </span>
        </Property>
    }
    .into_any()
}
