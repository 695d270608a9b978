//! One team in a drawer: its name, who is in it, and its end.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    Problem,
    id::{PersonId, TeamId},
    view::{Directory, TeamCard, TeamChange},
};
use ui::{
    Button, ButtonKind, Dialog, Field, FieldGroup, Input, Later, NotLoaded, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use crate::{
    failed::Refused,
    pages::admin::checklist::{Checklist, Item},
    words::problem,
};

/// The team in the drawer; a new one has no id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    id: Option<TeamId>,
    name: String,
    members: Vec<String>,
}

impl Opened {
    /// A team that is there.
    pub fn of(team: &TeamCard) -> Self {
        let members = team.members.iter().map(|one| one.id.to_string()).collect();
        Self { id: Some(team.id), name: team.name.clone(), members }
    }
}

/// See the module.
#[component]
pub fn Editor(
    /// Which team.
    opened: RwSignal<Option<Opened>>,
    /// Everyone.
    directory: RwSignal<Directory>,
    /// Something was stored.
    on_saved: Callback<()>,
    /// A team was deleted; it is handed over as it was.
    on_deleted: Callback<TeamCard>,
) -> impl IntoView {
    let lang = use_lang();
    let title = move || {
        let name = opened.with(|opened| opened.as_ref().map(|team| team.name.clone()).unwrap_or_default());
        if name.is_empty() {
            t(lang.get(), "admin.team_new").to_owned()
        } else {
            tf(lang.get(), "admin.team_edit", &[("name", &name)])
        }
    };
    view! {
        <Dialog
            id="team"
            drawer=true
            open=Signal::derive(move || opened.with(Option::is_some))
            on_close=Callback::new(move |()| opened.set(None))
            title=title
        >
            {move || {
                opened
                    .get_untracked()
                    .map(|team| {
                        let drawer = Drawer { opened, directory, on_saved, on_deleted };
                        view! { <Later part=move || admin_team(team.clone(), drawer) /> }
                    })
            }}
        </Dialog>
    }
    .into_any()
}

/// What the fields need of the drawer around them.
#[derive(Clone, Copy)]
struct Drawer {
    opened: RwSignal<Option<Opened>>,
    directory: RwSignal<Directory>,
    on_saved: Callback<()>,
    on_deleted: Callback<TeamCard>,
}

#[leptos::wasm_split::wasm_split(admin_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn admin_team(team: Opened, drawer: Drawer) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Fields team drawer /> }.into_any())
}

#[component]
fn Fields(team: Opened, drawer: Drawer) -> impl IntoView {
    let Drawer { opened, directory, on_saved, on_deleted } = drawer;
    let (lang, toasts) = (use_lang(), use_toasts());
    let id = team.id;
    let (name, members) = (RwSignal::new(team.name.clone()), RwSignal::new(team.members.clone()));
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let items = Signal::derive(move || {
        directory.with(|directory| {
            let items = directory.people.iter().map(|card| Item {
                is_fixed: !card.may_change,
                ..Item::new(card.person.id.to_string(), card.person.name.clone())
            });
            items.collect::<Vec<_>>()
        })
    });
    let save = move || {
        busy.set(true);
        error.set(None);
        let name = name.get_untracked();
        let members: Vec<PersonId> = members.get_untracked().iter().filter_map(|id| id.parse().ok()).collect();
        spawn_local(async move {
            let answer = match id {
                Some(id) => {
                    let change = TeamChange { name: Some(name), members: Some(members) };
                    api::team::change(id, change).await
                }
                None => api::team::create(name, members).await,
            };
            busy.try_set(false);
            match answer {
                Ok(team) => {
                    let lang = lang.try_get_untracked().unwrap_or_default();
                    toasts.show(Toast::good(tf(lang, "admin.team_saved", &[("name", &team.name)])));
                    on_saved.try_run(());
                    opened.try_set(None);
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
        });
    };
    let wrong = Signal::derive(move || {
        error
            .with(|error| error.as_ref().and_then(|no| named(no.problems()).cloned()))
            .map(|problem| problem::sentence(lang.get(), &problem))
    });
    let end = id.map(|id| view! { <End id team opened on_deleted /> });
    view! {
        <form
            class="person-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <Refused error />
            <Field id="team-name" label=t!("admin.team_name") error=wrong required=true>
                <Input value=name on_input=Callback::new(move |text| name.set(text)) autofocus=true />
            </Field>
            <FieldGroup id="team-members" label=t!("admin.team_members") hint=t!("admin.teams_hint")>
                <Checklist items=items chosen=members />
            </FieldGroup>
            <div class="form-foot">
                <Button submit=true kind=ButtonKind::Primary busy=busy>
                    {t!("common.save")}
                </Button>
            </div>
        </form>
        {end}
    }
    .into_any()
}

fn named(problems: &[Problem]) -> Option<&Problem> {
    problems.iter().find(|problem| problem.path == "/name")
}

/// Deleting, with what it means.
#[component]
fn End(id: TeamId, team: Opened, opened: RwSignal<Option<Opened>>, on_deleted: Callback<TeamCard>) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let delete = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            busy.try_set(false);
            match api::team::delete(id).await {
                Ok(before) => {
                    opened.try_set(None);
                    on_deleted.try_run(before);
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
        });
    });
    let count = team.members.len();
    let name = StoredValue::new(team.name);
    view! {
        <section class="access">
            <Show
                when=move || is_asked.get()
                fallback=move || {
                    view! {
                        <p>
                            <Button
                                small=true
                                kind=ButtonKind::Danger
                                icon="trash"
                                on_press=Callback::new(move |()| is_asked.set(true))
                            >
                                {t!("admin.team_delete")}
                            </Button>
                        </p>
                    }
                }
            >
                <h3>{t!("admin.team_delete_title", name = name.get_value())}</h3>
                <p class="support">{t!("admin.team_delete_why", count = count)}</p>
                <Refused error />
                <p class="cluster">
                    <Button small=true on_press=Callback::new(move |()| is_asked.set(false))>
                        {t!("common.cancel")}
                    </Button>
                    <Button small=true kind=ButtonKind::DangerPrimary busy=busy on_press=delete>
                        {t!("admin.team_delete")}
                    </Button>
                </p>
            </Show>
        </section>
    }
    .into_any()
}
