//! The people who sign in: finding them, and everything that is said about one.

mod access;
mod editor;
mod filter;
mod parts;
mod row;
mod typed;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use model::{
    role::Right,
    view::{Directory, PersonCard},
};
use ui::{Button, ButtonKind, Empty, SkeletonRows, Table, t, use_lang};

use self::{
    editor::Editor,
    filter::{Filter, FilterBar},
    row::{Head as TableHead, Row},
};
use super::head::Head;
use crate::{asked::ask, failed::Failed, frame::use_me};

/// Who is opened: nobody yet, someone by id, or someone to be added.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// Someone new.
    New,
    /// Someone who is there.
    Someone(Box<PersonCard>),
}

/// See the module.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let directory = ask(|| (), |()| api::people::directory());
    let retry = Callback::new(move |()| directory.refetch());
    let query = use_query_map();
    let navigate = use_navigate();
    // Who is opened stands in the address, so that a link leads here and Back closes.
    let who = Memo::new(move |_| query.with(|query| query.get_str("person").map(str::to_owned)));
    let open = Callback::new(move |who: Option<String>| {
        let to = who.map_or_else(|| "/admin/people".to_owned(), |who| format!("/admin/people?person={who}"));
        navigate(&to, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    let may_add = use_me().is_some_and(|me| me.may(Right::ManagePeople));
    let add = may_add.then(|| {
        view! {
            <Button
                kind=ButtonKind::Primary
                small=true
                icon="plus"
                on_press=Callback::new(move |()| open.run(Some("new".to_owned())))
            >
                {t!("admin.person_new")}
            </Button>
        }
    });
    view! {
        <main class="page admin" id="content">
            <Head title="shell.people">{add}</Head>
            <Transition fallback=Waiting>
                {move || {
                    directory
                        .get()
                        .map(|answer| match answer {
                            Ok(directory) => view! { <People directory who open /> }.into_any(),
                            Err(error) => {
                                view! { <div class="page-body padded"><Failed error on_retry=retry /></div> }.into_any()
                            }
                        })
                }}
            </Transition>
        </main>
    }
    .into_any()
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div class="page-body">
            <Table label=t!("shell.people") busy=Signal::stored(true)>
                <TableHead />
                <tbody>
                    <SkeletonRows rows=8 columns=6 />
                </tbody>
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn People(directory: Directory, who: Memo<Option<String>>, open: Callback<Option<String>>) -> impl IntoView {
    let lang = use_lang();
    let directory = RwSignal::new(directory);
    let filter = RwSignal::new(Filter::default());
    let reload = Callback::new(move |()| {
        spawn_local(async move {
            // What could not be read again stays as it was.
            if let Ok(newer) = api::people::directory().await {
                directory.try_set(newer);
            }
        });
    });
    let shown = Memo::new(move |_| {
        let filter = filter.get();
        directory
            .with(|directory| directory.people.iter().filter(|card| filter.fits(card)).cloned().collect::<Vec<_>>())
    });
    let opened = Memo::new(move |_| {
        let who = who.get()?;
        if who == "new" {
            return Some(Opened::New);
        }
        directory.with(|directory| {
            let card = directory.people.iter().find(|card| card.person.id.to_string() == who);
            card.map(|card| Opened::Someone(Box::new(card.clone())))
        })
    });
    let close = Callback::new(move |()| open.run(None));
    let is_empty = Memo::new(move |_| shown.with(Vec::is_empty));
    view! {
        <FilterBar filter directory count=Signal::derive(move || shown.with(Vec::len)) />
        <div class="page-body">
            <Show when=move || !is_empty.get() fallback=move || view! { <Nobody filter /> }>
                <Table label=t!("shell.people")>
                    <TableHead />
                    <tbody>
                        <For
                            each=move || shown.get()
                            key=move |card| (card.person.id, card.person.version, card.open, card.has_password, lang.get())
                            children=move |card| view! { <Row card directory open /> }
                        />
                    </tbody>
                </Table>
            </Show>
        </div>
        <Editor opened directory on_close=close on_saved=reload open />
    }
    .into_any()
}

#[component]
fn Nobody(filter: RwSignal<Filter>) -> impl IntoView {
    let clear = Callback::new(move |()| filter.set(Filter::default()));
    view! {
        <Empty icon="users" title=t!("admin.people_none") text=t!("admin.people_none_why")>
            <Button on_press=clear>{t!("common.filters_clear")}</Button>
        </Empty>
    }
    .into_any()
}
