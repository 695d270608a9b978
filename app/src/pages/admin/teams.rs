//! Teams: made, renamed, filled and deleted.

mod editor;

use leptos::{prelude::*, task::spawn_local};
use model::{
    id::{PersonId, TeamId},
    role::Right,
    view::{Directory, Named, TeamCard},
};
use ui::{
    AvatarStack, Button, ButtonKind, Empty, Icon, SkeletonLines, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use self::editor::{Editor, Opened};
use super::head::Head;
use crate::{asked::ask, failed::Failed, frame::use_me, words::error};

/// See the module.
#[component]
pub fn TeamsPage() -> impl IntoView {
    let directory = ask(|| (), |()| api::people::directory());
    let retry = Callback::new(move |()| directory.refetch());
    let opened = RwSignal::new(None::<Opened>);
    let may_change = use_me().is_some_and(|me| me.may(Right::ManagePeople));
    let add = may_change.then(|| {
        view! {
            <Button
                kind=ButtonKind::Primary
                small=true
                icon="plus"
                on_press=Callback::new(move |()| opened.set(Some(Opened::default())))
            >
                {t!("admin.team_new")}
            </Button>
        }
    });
    view! {
        <main class="page admin" id="content">
            <Head title="shell.teams">{add}</Head>
            <div class="page-body padded">
                <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                    {move || {
                        directory
                            .get()
                            .map(|answer| match answer {
                                Ok(directory) => view! { <Teams directory opened may_change /> }.into_any(),
                                Err(error) => view! { <Failed error on_retry=retry /> }.into_any(),
                            })
                    }}
                </Transition>
            </div>
        </main>
    }
    .into_any()
}

/// The teams that a directory tells of, with their people.
fn cards(directory: &Directory) -> Vec<TeamCard> {
    let members = |team: TeamId| {
        let people = directory.people.iter().map(|card| &card.person).filter(|person| person.teams.contains(&team));
        people.map(|person| Named { id: person.id, name: person.name.clone() }).collect::<Vec<Named<PersonId>>>()
    };
    let card =
        |team: &Named<TeamId>| TeamCard { id: team.id, name: team.name.clone(), members: members(team.id), version: 0 };
    directory.teams.iter().map(card).collect()
}

#[component]
fn Teams(directory: Directory, opened: RwSignal<Option<Opened>>, may_change: bool) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let directory = RwSignal::new(directory);
    let reload = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(newer) = api::people::directory().await {
                directory.try_set(newer);
            }
        });
    });
    let teams = Memo::new(move |_| directory.with(cards));
    let bring_back = Callback::new(move |team: TeamCard| {
        spawn_local(async move {
            let members = team.members.iter().map(|one| one.id).collect();
            if let Err(no) = api::team::create(team.name, members).await {
                toasts.show(Toast::bad(error::sentence(lang.get_untracked(), &no)));
            }
            reload.try_run(());
        });
    });
    let deleted = Callback::new(move |team: TeamCard| {
        let lang = lang.get_untracked();
        let words = tf(lang, "admin.team_deleted", &[("name", &team.name)]);
        let undo = Callback::new(move |()| bring_back.run(team.clone()));
        toasts.show(Toast::good(words).with_act(t(lang, "common.undo"), undo));
        reload.run(());
    });
    let is_empty = Memo::new(move |_| teams.with(Vec::is_empty));
    view! {
        <Show when=move || !is_empty.get() fallback=NoTeams>
            <ul class="cards">
                <For
                    each=move || teams.get()
                    key=|team| (team.id, team.name.clone(), team.members.clone().into_iter().map(|one| one.id).collect::<Vec<_>>())
                    children=move |team| view! { <Card team opened may_change /> }
                />
            </ul>
        </Show>
        <Editor opened directory on_saved=reload on_deleted=deleted />
    }
    .into_any()
}

#[component]
fn NoTeams() -> impl IntoView {
    view! { <Empty icon="users" title=t!("admin.teams_empty") text=t!("admin.teams_empty_why") /> }.into_any()
}

/// One team; it opens by its name.
#[component]
fn Card(team: TeamCard, opened: RwSignal<Option<Opened>>, may_change: bool) -> impl IntoView {
    let count = team.members.len();
    let people: Vec<_> = team.members.iter().map(|one| (one.name.clone(), one.id.to_string())).collect();
    let (name, name_read) = (team.name.clone(), team.name.clone());
    let label = t!("admin.team_edit", name = name_read);
    let open = move |_| opened.set(Some(Opened::of(&team)));
    let title = if may_change {
        view! {
            <button type="button" class="go" aria-label=label on:click=open>
                {name}
            </button>
        }
        .into_any()
    } else {
        view! { <span>{name}</span> }.into_any()
    };
    view! {
        <li class="card">
            <h2>
                <Icon name="users" />
                {title}
            </h2>
            <p class="meta">{t!("admin.members_count", count = count)}</p>
            {(count > 0).then(|| view! { <AvatarStack people most=8 /> })}
        </li>
    }
    .into_any()
}
