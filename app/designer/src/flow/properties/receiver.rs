//! Who is told.

use leptos::prelude::*;
use model::{
    flow::Receiver,
    key::{DefinitionKey, FieldKey},
};
use ui::{Input, t};

use super::{
    super::host::Host,
    pick::{PickListed, PickName, PickPerson},
};
use crate::frame::Property;

const WHO: [&str; 9] =
    ["owner", "owner_manager", "team_role", "role", "on_duty", "queue", "field", "person", "customer"];
/// Customers read no notices inside the product.
const INSIDE: [&str; 8] = ["owner", "owner_manager", "team_role", "role", "on_duty", "queue", "field", "person"];

const fn who(receiver: &Receiver) -> &'static str {
    match receiver {
        Receiver::Owner => "owner",
        Receiver::OwnerManager => "owner_manager",
        Receiver::Role { .. } => "role",
        Receiver::Queue { .. } => "queue",
        Receiver::Person { .. } => "person",
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
    /// Whether the customer can be told.
    mails: bool,
    /// What they are for; being told, if absent.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    let label = label.unwrap_or("flow.receiver.to");
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
    let names: &'static [&'static str] = if mails { &WHO } else { &INSIDE };
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
