//! The steps on the left: what is behind, what is now, what is to come.

use leptos::prelude::*;
use ui::{Icon, Logo, t, use_lang};

use super::typed::Typed;

/// A step of the setup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    #[default]
    Company,
    Admin,
    Place,
    Hours,
    People,
    Start,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 6] = [Self::Company, Self::Admin, Self::Place, Self::Hours, Self::People, Self::Start];

    /// The name in the list.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Company => "gate.setup_company",
            Self::Admin => "gate.setup_admin",
            Self::Place => "gate.setup_place",
            Self::Hours => "setup.hours",
            Self::People => "setup.people",
            Self::Start => "setup.start",
        }
    }

    /// The heading of its page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Company => "setup.company_title",
            Self::Admin => "setup.admin_title",
            Self::Place => "setup.place_title",
            Self::Hours => "setup.hours_title",
            Self::People => "setup.people_title",
            Self::Start => "setup.start_title",
        }
    }

    /// The sentence below it.
    pub const fn lead(self) -> &'static str {
        match self {
            Self::Company => "gate.setup_lead",
            Self::Admin => "setup.admin_lead",
            Self::Place => "setup.place_lead",
            Self::Hours => "setup.hours_lead",
            Self::People => "setup.people_lead",
            Self::Start => "setup.start_lead",
        }
    }

    /// The step at which a part of the setup is asked, by the path of a problem.
    pub fn of(path: &str) -> Self {
        match path.trim_start_matches('/').split('/').next().unwrap_or_default() {
            "company" => Self::Company,
            "admin_name" | "admin_email" | "admin_password" => Self::Admin,
            "lang" | "zone" => Self::Place,
            "week" => Self::Hours,
            "people" => Self::People,
            _ => Self::Start,
        }
    }

    /// The one after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|other| *other > self)
    }

    /// The one before it.
    pub fn before(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|other| *other < self)
    }
}

/// See the module.
#[component]
pub fn Steps(typed: Typed) -> impl IntoView {
    let now = typed.step();
    let items = Step::ALL.map(|step| view! { <Item typed step now /> }.into_any()).collect_view();
    view! {
        <aside class="setup-side">
            <span class="home">
                <Logo />
                "Deskloom"
            </span>
            <ol aria-label=t!("gate.setup_steps")>{items}</ol>
            <p class="meta">{t!("gate.setup_later")}</p>
        </aside>
    }
    .into_any()
}

#[component]
fn Item(typed: Typed, step: Step, now: Signal<Step>) -> impl IntoView {
    let lang = use_lang();
    let class = move || match now.get() {
        at if at == step => "now",
        at if at > step => "done",
        _ => "",
    };
    let fact = move || if now.get() > step { typed.fact(step, lang.get()) } else { String::default() };
    view! {
        <li class=class aria-current=move || (now.get() == step).then_some("step")>
            <span class="mark">
                <Show when=move || { now.get() > step }>
                    <Icon name="check" />
                </Show>
            </span>
            {t!(step.name())}
            <span class="meta">{fact}</span>
        </li>
    }
}
