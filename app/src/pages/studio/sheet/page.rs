//! The page around a sheet: the way here, undo, the state of the draft, the title, the problems.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{Kind, key::DefinitionKey, ladder::Ladder, policy::Policy, rule::Rule};
use ui::{Crumb, CrumbLink, IconButton, Later, NotLoaded, t, use_lang};

use super::{
    Sheet, Sheeted, calendar, field_id, known::provide_known, ladder, past::Past, phrase, policy, queue, role, rule,
    skill, ticket_type, titled, wrong,
};
use crate::{
    focus,
    pages::{
        missing::MissingPage,
        studio::{
            address,
            bilingual::Bilingual,
            keeper::{Keeper, KeeperBar, Opened},
            problems::ProblemRows,
        },
    },
    titled::Title,
};

/// See the module.
#[component]
pub fn SheetPage() -> impl IntoView {
    let params = use_params_map();
    let asked = Memo::new(move |_| {
        params.with(|params| {
            let kind = params.get("kind").and_then(|name| address::kind_of(&name));
            kind.zip(params.get("key").map(DefinitionKey::new))
        })
    });
    provide_known();
    move || {
        let Some((kind, key)) = asked.get() else { return view! { <MissingPage /> }.into_any() };
        let draw: fn(Keeper) -> AnyView = match kind {
            Kind::TicketType => |keeper| drawn(keeper, ticket_type::draw),
            Kind::Calendar => |keeper| drawn(keeper, calendar::draw),
            Kind::Policy => {
                |keeper| drawn(keeper, |sheet| view! { <Later part=move || sheets_policy(sheet) /> }.into_any())
            }
            Kind::Ladder => {
                |keeper| drawn(keeper, |sheet| view! { <Later part=move || sheets_ladder(sheet) /> }.into_any())
            }
            Kind::Queue => |keeper| drawn(keeper, queue::draw),
            Kind::Skill => |keeper| drawn(keeper, skill::draw),
            Kind::Role => |keeper| drawn(keeper, role::draw),
            Kind::Phrase => |keeper| drawn(keeper, phrase::draw),
            Kind::Rule => {
                |keeper| drawn(keeper, |sheet| view! { <Later part=move || sheets_rule(sheet) /> }.into_any())
            }
            // These have addresses of their own.
            Kind::Form | Kind::Flow => return view! { <MissingPage /> }.into_any(),
        };
        view! {
            <main class="page" id="content">
                <Opened kind key view=draw />
            </main>
        }
        .into_any()
    }
}

/// Policies; what conditions need comes with them.
#[leptos::wasm_split::wasm_split(sheets_policy, wasm_split_path = ::leptos::wasm_split, fallible)]
fn sheets_policy(sheet: Sheet<Policy>) -> Result<AnyView, NotLoaded> {
    Ok(policy::draw(sheet))
}

/// Ladders; what acts need comes with them.
#[leptos::wasm_split::wasm_split(sheets_ladder, wasm_split_path = ::leptos::wasm_split, fallible)]
fn sheets_ladder(sheet: Sheet<Ladder>) -> Result<AnyView, NotLoaded> {
    ui::i18n::learn(ui::i18n::FLOWS);
    Ok(ladder::draw(sheet))
}

/// Rules; what acts and conditions need comes with them.
#[leptos::wasm_split::wasm_split(sheets_rule, wasm_split_path = ::leptos::wasm_split, fallible)]
fn sheets_rule(sheet: Sheet<Rule>) -> Result<AnyView, NotLoaded> {
    ui::i18n::learn(ui::i18n::FLOWS);
    Ok(rule::draw(sheet))
}

fn drawn<T: Sheeted>(keeper: Keeper, draw: fn(Sheet<T>) -> AnyView) -> AnyView {
    let past = Past::new();
    frame(keeper, past, draw(Sheet::new(keeper, past)))
}

fn frame(keeper: Keeper, past: Past, body: AnyView) -> AnyView {
    let lang = use_lang();
    let kind = keeper.kind();
    let title = keeper.title();
    let name = Signal::derive(move || titled(lang.get(), &title.get(), kind));
    view! {
        <Title text=name />
        <header class="page-bar sheet-bar">
            <Crumb here=name>
                <CrumbLink href="/studio".to_owned()>{t!("shell.studio")}</CrumbLink>
                <CrumbLink href=address::list(kind)>{t!(format!("kind.{kind}_many"))}</CrumbLink>
            </Crumb>
            <div class="acts">
                <Steps keeper past />
                <KeeperBar keeper on_problems=Callback::new(|()| focus::first_in("sheet-problems")) />
            </div>
        </header>
        <div class="page-body" on:keydown=move |event| past.on_key(keeper, &event)>
            <div class="definition">
                <Names keeper past />
                {body}
                <Problems keeper />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Steps(keeper: Keeper, past: Past) -> impl IntoView {
    keeper.may_design().then(|| {
        let (can_undo, can_redo) = (past.can_undo(), past.can_redo());
        view! {
            <IconButton
                icon="undo"
                label=t!("common.undo")
                shortcut="Control+Z"
                disabled=Signal::derive(move || !can_undo.get())
                on_press=move |()| past.undo(keeper)
            />
            <IconButton
                icon="redo"
                label=t!("common.redo")
                shortcut="Control+Shift+Z"
                disabled=Signal::derive(move || !can_redo.get())
                on_press=move |()| past.redo(keeper)
            />
        }
    })
}

/// What people call it, and what it is.
#[component]
fn Names(keeper: Keeper, past: Past) -> impl IntoView {
    let title = keeper.title();
    let write = Callback::new(move |text| {
        past.remember(keeper, "/title");
        keeper.edit(|content| content.title = text);
    });
    view! {
        <section class="sheet-part">
            <p class="sheet-about">{t!(format!("studio.about_{}", keeper.kind()))}</p>
            <Bilingual
                id=field_id("/title")
                label=t!("studio.title")
                text=title
                on_change=write
                error=wrong(keeper, "/title".into())
                required=true
                readonly=!keeper.may_design()
            />
        </section>
    }
}

/// Everything that is wrong; a click leads to the field.
#[component]
fn Problems(keeper: Keeper) -> impl IntoView {
    let problems = keeper.pressing();
    view! {
        <Show when=move || problems.with(|problems| !problems.is_empty())>
            <section class="sheet-part sheet-problems" id="sheet-problems" aria-label=t!("studio.problems")>
                <h2>{t!("studio.problems")}</h2>
                <ProblemRows problems content=keeper.content() on_pick=Callback::new(lead) />
            </section>
        </Show>
    }
}

/// Leads to the field of a path, or to the nearest one above it.
fn lead(path: String) {
    let mut path = path.as_str();
    while !path.is_empty() {
        let id = field_id(path);
        if document().get_element_by_id(&id).is_some() {
            return focus::first_in(&id);
        }
        path = path.rsplit_once('/').map(|(above, _)| above).unwrap_or_default();
    }
}
