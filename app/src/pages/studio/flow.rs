//! The flow designer: a kept draft, what it may point at, and test runs of it.

mod catalogue;
mod trial;

use designer::{
    flow::FlowDesigner,
    frame::{DesignerBar, PanelTab},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;
use model::{Body, Kind, Problem, flow::Flow, form::Form, key::DefinitionKey};
use ui::{Later, NotLoaded, i18n::t, use_lang};

pub(super) use self::catalogue::catalogue;
use self::trial::TestRun;
use super::{
    address,
    keeper::{Keeper, KeeperBar, Opened},
};
use crate::titled::Title;
use crate::words::{problem, say};

/// See the module.
#[component]
pub fn FlowPage() -> impl IntoView {
    let params = use_params_map();
    let key = Memo::new(move |_| params.with(|params| params.get("key").unwrap_or_default()));
    // Another address is another definition: the designer is drawn anew.
    move || view! { <Opened kind=Kind::Flow key=key.get().as_str().into() view=designer /> }
}

/// The flow that is kept.
fn drawn(keeper: Keeper) -> Flow {
    keeper.content().with(|content| match &content.body {
        Body::Flow(flow) => flow.clone(),
        _ => Flow::default(),
    })
}

fn designer(keeper: Keeper) -> AnyView {
    let lang = use_lang();
    let title = Signal::derive(move || say(keeper.title().get()).get());
    // The canvas has the room until something is wrong with what was finished once.
    let is_new = keeper.row().with_untracked(|row| row.number == 0);
    let has_problems = !is_new && keeper.problems().with_untracked(|problems| problems.iter().any(Problem::is_error));
    let panel = RwSignal::new(if has_problems { "problems" } else { "" }.to_owned());
    let form = form_of(keeper);
    let run = TestRun::new(keeper, panel);
    let change = Callback::new(move |flow: Flow| {
        keeper.edit(|content| {
            // What is kept beside the drawing is not drawn.
            let (scenarios, is_gated) = match &content.body {
                Body::Flow(held) => (held.scenarios.clone(), held.is_gated),
                _ => Default::default(),
            };
            content.body = Body::Flow(Flow { scenarios, is_gated, ..flow });
        });
        run.follow();
    });
    let test = Callback::new(move |()| {
        panel.set(TestRun::TAB.to_owned());
        run.begin();
    });
    let tab = PanelTab {
        key: TestRun::TAB,
        label: Signal::derive(move || t(lang.get(), "trial.title").to_owned()),
        count: Signal::stored(None),
        body: ViewFn::from(move || {
            run.begin();
            view! { <Later part=move || flows_trial(run, form) /> }
        }),
    };
    let (back, back_label) = address::back(Kind::Flow);
    let to_problems = Callback::new(move |()| panel.set("problems".to_owned()));
    view! {
        <Title text=title />
        <FlowDesigner
            flow=untrack(|| drawn(keeper))
            on_change=change
            problems=keeper.problems()
            sentence=problem::sentence
            catalogue=catalogue()
            form
            marks=run.marks()
            readonly=!keeper.may_design()
            bar=Box::new(move || {
                view! {
                    <DesignerBar back=back back_label=move || back_label.get() title>
                        <KeeperBar keeper on_problems=to_problems />
                    </DesignerBar>
                }
                    .into_any()
            })
            panels=vec![tab]
            panel
            on_save=move |()| keeper.flush()
            on_test=test
            on_break=Callback::new(move |node| run.turn_break(node))
        />
    }
    .into_any()
}

/// The panel of test runs, fetched when it is opened.
#[leptos::wasm_split::wasm_split(flows_trial, wasm_split_path = ::leptos::wasm_split, fallible)]
fn flows_trial(run: TestRun, form: Signal<Option<Form>>) -> Result<AnyView, NotLoaded> {
    ui::i18n::learn(ui::i18n::EVENTS);
    Ok(view! { <trial::Panel run form /> }.into_any())
}

/// The form that the flow names, as its own author left it, loaded whenever another one is named.
fn form_of(keeper: Keeper) -> Signal<Option<Form>> {
    let form = RwSignal::new(None);
    let key = Memo::new(move |_| {
        keeper.content().with(|content| if let Body::Flow(flow) = &content.body { flow.form.clone() } else { None })
    });
    // Touches the server.
    Effect::new(move |_| {
        let Some(wanted) = key.get() else { return form.set(None) };
        spawn_local(async move {
            let found = load(wanted.clone()).await;
            // The page may be gone, or another form named by now.
            if key.try_get_untracked().flatten().as_ref() == Some(&wanted) {
                form.try_set(found);
            }
        });
    });
    form.into()
}

async fn load(key: DefinitionKey) -> Option<Form> {
    let page = api::definition::open(Kind::Form, key).await.ok()?;
    match page.content.body {
        Body::Form(form) => Some(form),
        _ => None,
    }
}
