//! A role: each right in words, and how far it reaches.

use leptos::prelude::*;
use model::role::{Grant, Reach, Right, Role};
use ui::{Choice, Segment, i18n::t, t, use_lang};

use super::{Sheet, field_id};

/// The rights under their captions, and whether their reach can be chosen.
const GROUPS: [(&str, &[Right]); 4] = [
    (
        "studio.rights_tickets",
        &[Right::ReadTickets, Right::CreateTickets, Right::WorkTickets, Right::MoveTickets, Right::EndTickets],
    ),
    ("studio.rights_definitions", &[Right::ReadDefinitions, Right::DesignDefinitions, Right::PublishDefinitions]),
    ("studio.rights_people", &[Right::ReadPeople, Right::ManagePeople]),
    ("studio.rights_system", &[Right::Administer]),
];

pub fn draw(sheet: Sheet<Role>) -> AnyView {
    let groups = GROUPS.map(|(caption, rights)| {
        let rows = rights.iter().map(|right| view! { <RightRow sheet right=*right /> }.into_any()).collect_view();
        view! {
            <h3>{t!(caption)}</h3>
            <div class="rights">{rows}</div>
        }
        .into_any()
    });
    view! {
        <section class="sheet-part" id=field_id("/grants")>
            <h2>{t!("studio.rights")}</h2>
            <p class="support">{t!("studio.rights_why")}</p>
            {groups.into_iter().collect_view()}
        </section>
    }
    .into_any()
}

#[component]
fn RightRow(sheet: Sheet<Role>, right: Right) -> impl IntoView {
    let lang = use_lang();
    let name = name_of(right);
    let value = sheet.part(move |role| {
        let granted = role.grants.iter().find(|grant| grant.right == right);
        granted.map_or("none", |grant| reach_name(grant.scope)).to_owned()
    });
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let mut choices = vec![Choice::new("none", t(lang, "studio.right_none"))];
        if right.has_reach() {
            let reaches = [Reach::Own, Reach::Team, Reach::All].map(reach_name);
            choices.extend(reaches.map(|name| Choice::new(name, t(lang, &format!("reach.{name}")))));
        } else {
            choices.push(Choice::new("all", t(lang, "studio.right_given")));
        }
        choices
    });
    // A right that someone limited by other means shows as given.
    let shown = Signal::derive(move || {
        value.with(|value| if !right.has_reach() && value != "none" { "all".to_owned() } else { value.clone() })
    });
    let pick = Callback::new(move |picked: String| {
        sheet.set(&format!("/grants/{name}"), |role| grant(role, right, reach_of(&picked)));
    });
    let label = move || t(lang.get(), &format!("right.{name}"));
    view! {
        <div class="right-row">
            <div>
                <b>{label}</b>
                <p class="meta">{t!(format!("studio.right_{name}"))}</p>
            </div>
            <Segment
                name=format!("right-{name}")
                label=label
                value=shown
                choices=choices
                on_pick=pick
                disabled=sheet.readonly()
            />
        </div>
    }
}

/// Gives a right with a reach, or takes it.
fn grant(role: &mut Role, right: Right, scope: Option<Reach>) {
    match (scope, role.grants.iter_mut().find(|grant| grant.right == right)) {
        (Some(scope), Some(known)) => known.scope = scope,
        (Some(scope), None) => {
            role.grants.push(Grant { right, scope });
            role.grants.sort_by_key(|grant| grant.right);
        }
        (None, _) => role.grants.retain(|grant| grant.right != right),
    }
}

const fn reach_name(reach: Reach) -> &'static str {
    match reach {
        Reach::Own => "own",
        Reach::Team => "team",
        Reach::All => "all",
    }
}

fn reach_of(name: &str) -> Option<Reach> {
    [Reach::Own, Reach::Team, Reach::All].into_iter().find(|reach| reach_name(*reach) == name)
}

fn name_of(right: Right) -> &'static str {
    crate::words::error::right_key(right).strip_prefix("right.").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_stands_on_the_page_once() {
        let mut shown: Vec<Right> = GROUPS.iter().flat_map(|(_, rights)| rights.iter().copied()).collect();
        shown.sort();
        assert_eq!(shown, Right::ALL);
    }

    #[test]
    fn a_right_is_given_changed_and_taken() {
        let mut role = Role::default();
        grant(&mut role, Right::WorkTickets, Some(Reach::Team));
        grant(&mut role, Right::ReadTickets, Some(Reach::All));
        grant(&mut role, Right::WorkTickets, Some(Reach::Own));
        let told: Vec<_> = role.grants.iter().map(|grant| (grant.right, grant.scope)).collect();
        assert_eq!(told, [(Right::ReadTickets, Reach::All), (Right::WorkTickets, Reach::Own)]);
        grant(&mut role, Right::ReadTickets, None);
        assert_eq!(role.grants.len(), 1);
    }
}
