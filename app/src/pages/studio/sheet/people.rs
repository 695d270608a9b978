//! Whom a ladder tells: people by what they are, roles, queues, single persons, the customer.

use leptos::prelude::*;
use model::{
    Kind,
    flow::Receiver,
    key::{DefinitionKey, FieldKey},
};
use ui::{
    Choice,
    i18n::{t, tf},
    use_lang,
};

use super::known::Known;

/// A receiver as the value of a choice.
#[must_use]
pub fn value_of(receiver: &Receiver) -> String {
    match receiver {
        Receiver::Owner => "owner".to_owned(),
        Receiver::OwnerManager => "owner_manager".to_owned(),
        Receiver::Filer => "filer".to_owned(),
        Receiver::FilerManager => "filer_manager".to_owned(),
        Receiver::Followers => "followers".to_owned(),
        Receiver::Customer => "customer".to_owned(),
        // Where there is no flow, the check says so; they cannot be picked.
        Receiver::SameAs { node } => format!("same_as:{node}"),
        Receiver::ManagerOf { node } => format!("manager_of:{node}"),
        Receiver::Expression { text } => format!("expression:{text}"),
        Receiver::Role { role } => format!("role:{role}"),
        Receiver::Queue { queue } => format!("queue:{queue}"),
        Receiver::Person { email } => format!("person:{email}"),
        Receiver::TeamRole { role } => format!("team_role:{role}"),
        Receiver::OnDuty { queue } => format!("on_duty:{queue}"),
        Receiver::Field { field } => format!("field:{field}"),
    }
}

/// The receiver of a choice's value.
#[must_use]
pub fn receiver_of(value: &str) -> Option<Receiver> {
    Some(match value.split_once(':') {
        None if value == "owner" => Receiver::Owner,
        None if value == "owner_manager" => Receiver::OwnerManager,
        None if value == "filer" => Receiver::Filer,
        None if value == "filer_manager" => Receiver::FilerManager,
        None if value == "followers" => Receiver::Followers,
        None if value == "customer" => Receiver::Customer,
        Some(("role", key)) => Receiver::Role { role: DefinitionKey::from(key) },
        Some(("queue", key)) => Receiver::Queue { queue: DefinitionKey::from(key) },
        Some(("team_role", key)) => Receiver::TeamRole { role: DefinitionKey::from(key) },
        Some(("on_duty", key)) => Receiver::OnDuty { queue: DefinitionKey::from(key) },
        Some(("field", key)) => Receiver::Field { field: FieldKey::from(key) },
        Some(("person", email)) => Receiver::Person { email: email.to_owned() },
        _ => return None,
    })
}

/// Everyone who can be told.
pub fn receivers(known: Known) -> Signal<Vec<Choice>> {
    let lang = use_lang();
    let (roles, queues, people) = (known.choices(Kind::Role), known.choices(Kind::Queue), known.people());
    Signal::derive(move || {
        let lang = lang.get();
        let fixed = ["owner", "owner_manager", "filer", "filer_manager", "followers", "customer"];
        let mut all: Vec<Choice> =
            fixed.map(|name| Choice::new(name, t(lang, &format!("studio.receiver_{name}")))).to_vec();
        let shelves = [
            ("role", roles.get()),
            ("team_role", roles.get()),
            ("queue", queues.get()),
            ("on_duty", queues.get()),
            ("person", people.get()),
        ];
        for (name, found) in shelves {
            let named = |choice: Choice| {
                let label = tf(lang, &format!("studio.receiver_{name}"), &[("name", &choice.label)]);
                Choice::new(format!("{name}:{}", choice.value), label)
            };
            all.extend(found.into_iter().map(named));
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_receiver_survives_being_picked() {
        let named =
            ["role:agent", "team_role:lead", "queue:line-2", "on_duty:line-2", "person:a@example.com", "field:who"];
        for value in
            ["owner", "owner_manager", "filer", "filer_manager", "followers", "customer"].into_iter().chain(named)
        {
            assert_eq!(receiver_of(value).map(|receiver| value_of(&receiver)).as_deref(), Some(value));
        }
        assert_eq!(receiver_of("robot:r2"), None);
    }
}
