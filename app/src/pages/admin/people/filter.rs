//! Which people the list shows.

use leptos::prelude::*;
use model::{
    key::DefinitionKey,
    trace::Barred,
    view::{Directory, PersonCard},
};
use ui::{
    Choice, SearchInput, Select,
    i18n::{Lang, t, tf},
    t, use_lang,
};

use crate::words::said;

/// How someone stands to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Gets work.
    Here,
    /// Gets no new work.
    Away,
    /// Has leave.
    Absent,
    /// Is outside of their shifts.
    OffShift,
    /// Has no password yet.
    Waiting,
    /// Is switched off.
    Off,
}

impl State {
    /// Every state, in the order of the filter.
    pub const ALL: [Self; 6] = [Self::Here, Self::Away, Self::Absent, Self::OffShift, Self::Waiting, Self::Off];

    /// How someone stands.
    #[must_use]
    pub const fn of(card: &PersonCard) -> Self {
        if !card.person.active {
            Self::Off
        } else if !card.has_password {
            Self::Waiting
        } else {
            match card.barred {
                Some(Barred::Absent) => Self::Absent,
                Some(Barred::OffShift) => Self::OffShift,
                Some(_) => Self::Away,
                None => Self::Here,
            }
        }
    }

    /// The key of its name, and its name in the filter.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Here => "admin.state.here",
            Self::Away => "admin.state.away",
            Self::Absent => "admin.state.absent",
            Self::OffShift => "admin.state.off_shift",
            Self::Waiting => "admin.state.waiting",
            Self::Off => "admin.state.off",
        }
    }
}

/// What must hold for those who are shown; nothing by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words in name or mail address.
    pub text: String,
    /// They have this role.
    pub role: Option<DefinitionKey>,
    /// They are in this team.
    pub team: Option<String>,
    /// They stand like this.
    pub state: Option<State>,
}

impl Filter {
    /// Whether someone is shown.
    #[must_use]
    pub fn fits(&self, card: &PersonCard) -> bool {
        let person = &card.person;
        let text = format!("{} {}", person.name, person.email).to_lowercase();
        self.text.to_lowercase().split_whitespace().all(|word| text.contains(word))
            && self.role.as_ref().is_none_or(|role| person.roles.contains(role))
            && self.team.as_ref().is_none_or(|team| person.teams.iter().any(|id| id.to_string() == *team))
            && self.state.is_none_or(|state| state == State::of(card))
    }
}

/// The bar above the list.
#[component]
pub fn FilterBar(filter: RwSignal<Filter>, directory: RwSignal<Directory>, count: Signal<usize>) -> impl IntoView {
    let lang = use_lang();
    let roles = move || directory.with(|directory| roles(lang.get(), directory));
    let teams = move || {
        directory.with(|directory| {
            directory.teams.iter().map(|team| Choice::new(team.id.to_string(), team.name.clone())).collect::<Vec<_>>()
        })
    };
    let states = move || State::ALL.map(|state| Choice::new(state.key(), t(lang.get(), state.key()))).to_vec();
    view! {
        <div class="page-subbar">
            <SearchInput
                small=true
                label=t!("admin.people_search")
                shortcut="/"
                value=Signal::derive(move || filter.with(|filter| filter.text.clone()))
                on_input=Callback::new(move |text| filter.update(|filter| filter.text = text))
            />
            <Select
                small=true
                label=t!("admin.filter_role")
                placeholder=t!("admin.any_role")
                value=Signal::derive(move || filter.with(|filter| text_of(filter.role.as_ref())))
                choices=Signal::derive(roles)
                on_pick=Callback::new(move |key: String| {
                    filter.update(|filter| filter.role = some(key).map(DefinitionKey::new));
                })
            />
            <Select
                small=true
                label=t!("admin.filter_team")
                placeholder=t!("admin.any_team")
                value=Signal::derive(move || filter.with(|filter| filter.team.clone().unwrap_or_default()))
                choices=Signal::derive(teams)
                on_pick=Callback::new(move |id: String| filter.update(|filter| filter.team = some(id)))
            />
            <Select
                small=true
                label=t!("admin.filter_state")
                placeholder=t!("admin.any_state")
                value=Signal::derive(move || {
                    filter.with(|filter| filter.state.map(State::key).unwrap_or_default().to_owned())
                })
                choices=Signal::derive(states)
                on_pick=Callback::new(move |key: String| {
                    let state = State::ALL.into_iter().find(|state| state.key() == key);
                    filter.update(|filter| filter.state = state);
                })
            />
            <span class="meta count-words" role="status">
                {move || tf(lang.get(), "admin.people_count", &[("count", &count.get())])}
            </span>
        </div>
    }
    .into_any()
}

fn roles(lang: Lang, directory: &Directory) -> Vec<Choice> {
    directory.roles.iter().map(|role| Choice::new(role.key.as_str(), said(&role.title, lang))).collect()
}

fn text_of(key: Option<&DefinitionKey>) -> String {
    key.map(ToString::to_string).unwrap_or_default()
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Someone in a list.
    pub fn card(name: &str, roles: &[&str]) -> PersonCard {
        let person = serde_json::json!({
            "id": "019a0000-0000-7000-8000-000000000000", "name": name, "email": format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
            "lang": "en", "roles": roles, "skills": ["english"], "teams": [], "manager": null, "active": true,
            "away": false, "created_at": "2026-03-02T01:00:00Z", "version": 1,
        });
        PersonCard {
            person: serde_json::from_value(person).unwrap(),
            open: 0,
            has_password: true,
            serves: Vec::new(),
            may_change: true,
            barred: None,
        }
    }

    #[test]
    fn people_are_found_by_words_role_and_state() {
        let ann = card("Ann Lee", &["agent"]);
        let fits = |filter: Filter| filter.fits(&ann);
        assert!(fits(Filter::default()));
        assert!(fits(Filter { text: "lee ANN".to_owned(), ..Filter::default() }));
        assert!(fits(Filter { text: "@example".to_owned(), ..Filter::default() }));
        assert!(!fits(Filter { text: "bob".to_owned(), ..Filter::default() }));
        assert!(fits(Filter { role: Some("agent".into()), ..Filter::default() }));
        assert!(!fits(Filter { role: Some("manager".into()), ..Filter::default() }));
        assert!(fits(Filter { state: Some(State::Here), ..Filter::default() }));
        assert!(!fits(Filter { team: Some("x".to_owned()), ..Filter::default() }));
    }

    #[test]
    fn being_switched_off_outweighs_everything_else() {
        let mut ann = card("Ann", &[]);
        ann.barred = Some(Barred::Away);
        assert_eq!(State::of(&ann), State::Away);
        ann.has_password = false;
        assert_eq!(State::of(&ann), State::Waiting);
        ann.person.active = false;
        assert_eq!(State::of(&ann), State::Off);
    }
}
