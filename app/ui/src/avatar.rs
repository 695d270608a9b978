//! Avatars: initials on a quiet tint, one hue per person, so that people never look like meanings.

use leptos::{prelude::*, text_prop::TextProp};

use crate::Icon;

/// How large an avatar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 20 px, in tables.
    Small,
    /// 24 px.
    #[default]
    Middle,
    /// 32 px, in cards.
    Large,
}

/// Whether someone can take work now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// On duty.
    Here,
    /// On duty, no capacity left.
    Busy,
    /// Not on duty.
    Away,
}

/// A person by initials. Beside the written name it is decoration (`named`), alone it says the name.
#[component]
pub fn Avatar(
    /// What people call them.
    #[prop(into)]
    name: String,
    /// What the hue is made of, so that it stays when the name changes; the name itself if absent.
    #[prop(optional, into)]
    seed: Option<String>,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
    /// Whether they can take work now.
    #[prop(optional, into)]
    presence: Option<Presence>,
    /// The name is written beside it.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let hue = hue(seed.as_deref().unwrap_or(&name));
    let initials = initials(&name);
    let dot = presence.map(|presence| {
        let state = match presence {
            Presence::Here => None,
            Presence::Busy => Some("busy"),
            Presence::Away => Some("away"),
        };
        view! { <i class="presence" data-state=state></i> }
    });
    let (role, hidden) = if named { (None, Some("true")) } else { (Some("img"), None) };
    let label = (!named).then(|| name.clone());
    view! {
        <span
            class=class("avatar", size)
            style=format!("--hue:{hue}")
            role=role
            aria-hidden=hidden
            aria-label=label
            title=(!named).then_some(name)
        >
            {initials}
            {dot}
        </span>
    }
}

/// Several people, closely; beyond the first few only how many more.
#[component]
pub fn AvatarStack(
    /// Name and what the hue is made of.
    #[prop(into)]
    people: Vec<(String, String)>,
    /// How many are shown.
    #[prop(default = 5)]
    most: usize,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
) -> impl IntoView {
    let more = people.len().saturating_sub(most);
    let names = people.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let faces = people
        .into_iter()
        .take(most)
        .map(|(name, seed)| view! { <Avatar name seed size named=true /> }.into_any())
        .collect_view();
    let rest =
        (more > 0).then(|| view! { <span class=class("avatar", size) aria-hidden="true">{format!("+{more}")}</span> });
    view! {
        <span class="avatars" role="img" aria-label=names.clone() title=names>
            {faces}
            {rest}
        </span>
    }
}

/// Nobody: the place of a person, empty.
#[component]
pub fn NoAvatar(
    /// What that means: “unassigned”.
    #[prop(into)]
    label: TextProp,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
) -> impl IntoView {
    let title = label.clone();
    view! {
        <span
            class=class("avatar nobody", size)
            role="img"
            aria-label=move || label.get()
            title=move || title.get()
        >
            <Icon name="user" />
        </span>
    }
}

fn class(base: &str, size: AvatarSize) -> String {
    match size {
        AvatarSize::Small => format!("{base} small"),
        AvatarSize::Middle => base.to_owned(),
        AvatarSize::Large => format!("{base} large"),
    }
}

/// One Chinese letter, or the first letters of the first and last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let Some(first) = words.next().and_then(|word| word.chars().next()) else { return "?".to_owned() };
    if !first.is_ascii() && first.to_lowercase().eq(first.to_uppercase()) {
        return first.to_string();
    }
    let last = words.next_back().and_then(|word| word.chars().next());
    first.to_uppercase().chain(last.into_iter().flat_map(char::to_uppercase)).collect()
}

/// A hue from 0 to 345 in steps that the eye tells apart.
fn hue(seed: &str) -> u32 {
    let sum = seed.bytes().fold(2_166_136_261_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(16_777_619));
    (sum >> 7) % 24 * 15
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_fit_both_kinds_of_names() {
        assert_eq!(initials("李雯"), "李");
        assert_eq!(initials("Maya Anna Lindqvist"), "ML");
        assert_eq!(initials("élise"), "É");
        assert_eq!(initials("  "), "?");
    }

    #[test]
    fn a_person_keeps_the_hue() {
        assert_eq!(hue("a"), hue("a"));
        assert!(hue("0199-77") < 360);
    }
}
