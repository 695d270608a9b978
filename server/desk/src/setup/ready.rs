//! Ready content: what a new workspace can begin with.

use std::collections::BTreeSet;

use model::{
    Body, Definition, Kind,
    calendar::{Calendar, Period},
    flow::{Does, Flow},
    key::DefinitionKey,
    package::Package,
    role::{ADMINISTRATOR, Grant, Reach, Right, Role},
    view::ReadyType,
};

use crate::error::{Error, Result};

/// What a new workspace begins with; all ordinary definitions.
const STARTER: &[u8] = include_bytes!("../../../../packages/starter.json");

/// The package that comes with the product, with the administrator's role in it.
pub(super) fn starter() -> Result<Package> {
    let mut package = crate::read_package(STARTER)
        .map_err(|problems| Error::broken(format!("the starter package does not open: {problems:?}")))?;
    let has_administrator =
        |definition: &Definition| matches!(definition.body, Body::Role(_)) && definition.key.as_str() == ADMINISTRATOR;
    if !package.definitions.iter().any(has_administrator) {
        let grants = Right::ALL.map(|right| Grant { right, scope: Reach::All }).to_vec();
        let title = model::Text::both("管理员", "Administrator");
        let body = Body::Role(Role { format: Role::FORMAT, grants });
        package.definitions.insert(0, Definition { key: DefinitionKey::from(ADMINISTRATOR), title, body });
    }
    Ok(package)
}

/// The ticket types of a package, in its order.
pub(super) fn types(package: &Package) -> Vec<ReadyType> {
    let found = package.definitions.iter().filter_map(|definition| {
        let Body::TicketType(kind) = &definition.body else { return None };
        let fields = package.definitions.iter().find_map(|one| match &one.body {
            Body::Form(form) if one.key == kind.form => Some(form.fields.len()),
            _ => None,
        });
        let steps = package.definitions.iter().find_map(|one| match &one.body {
            Body::Flow(flow) if one.key == kind.flow => Some(steps(flow)),
            _ => None,
        });
        let policy = package.definitions.iter().find_map(|one| match &one.body {
            Body::Policy(policy) if Some(&one.key) == kind.policy.as_ref() => Some(policy),
            _ => None,
        });
        Some(ReadyType {
            key: definition.key.clone(),
            title: definition.title.clone(),
            about: kind.about.clone(),
            steps: steps.unwrap_or(0),
            fields: fields.unwrap_or(0),
            first_response: policy.and_then(|policy| policy.otherwise.first_response).map(|span| span.minutes.0),
        })
    });
    found.collect()
}

fn steps(flow: &Flow) -> usize {
    flow.nodes.iter().filter(|node| matches!(node.does, Does::Task(_) | Does::Approval(_))).count()
}

/// Leaves out the ticket types that are not wanted, with the forms and flows that nothing else points at.
pub(super) fn keep(package: &mut Package, wanted: &[DefinitionKey]) {
    let is_type = |one: &Definition| matches!(one.body, Body::TicketType(_));
    package.definitions.retain(|one| !is_type(one) || wanted.contains(&one.key));
    // A rule stays for the types that stay; one for none of them goes.
    package.definitions.retain_mut(|one| {
        let Body::Rule(rule) = &mut one.body else { return true };
        let was_for_all = rule.ticket_types.is_empty();
        rule.ticket_types.retain(|kind| wanted.contains(kind));
        was_for_all || !rule.ticket_types.is_empty()
    });
    loop {
        let pointed_at: BTreeSet<(Kind, DefinitionKey)> = package
            .definitions
            .iter()
            .flat_map(|one| one.body.references())
            .map(|reference| (reference.kind, reference.key))
            .collect();
        let before = package.definitions.len();
        package.definitions.retain(|one| {
            let can_go = matches!(one.body, Body::Form(_) | Body::Flow(_));
            !can_go || pointed_at.contains(&(one.body.kind(), one.key.clone()))
        });
        if package.definitions.len() == before {
            return;
        }
    }
}

/// Puts the calendars into the company's zone and week.
pub(super) fn localise(package: &mut Package, zone: &str, week: &[Vec<Period>; 7]) {
    for definition in &mut package.definitions {
        if let Body::Calendar(calendar) = &mut definition.body {
            *calendar = Calendar { zone: zone.to_owned(), week: week.clone(), ..calendar.clone() };
        }
    }
}
