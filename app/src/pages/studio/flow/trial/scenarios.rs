//! Scenarios: the test run is kept with what must come of it, all of them are walked, and they may stand before
//! publishing.

mod keep;
mod past;

use std::fmt::Display;

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    Body,
    flow::Flow,
    form::Form,
    key::{NodeKey, ScenarioKey},
    scenario::{Expectation, Scenario, ScenarioReport, ScenarioResult},
    trial::Tried,
};
use ui::{
    Badge, Button, Check, Dialog, IconButton, Later, NotLoaded, Notice, Tone,
    i18n::{Lang, t, tf},
    t, use_lang,
};

use self::{keep::Keep, past::Past};
use super::{TestRun, stopped};
use crate::{
    failed::Refused,
    words::{names, said, trace},
};

/// The button that opens them.
#[component]
pub(super) fn ScenariosButton(run: TestRun, tried: Memo<Option<Tried>>, form: Signal<Option<Form>>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let close = move |()| is_open.set(false);
    view! {
        <IconButton icon="flask" label=t!("trial.scenarios") on_press=move |()| is_open.set(true) />
        <Dialog id="trial-scenarios" open=is_open on_close=close title=t!("trial.scenarios")>
            <Later part=move || flows_scenarios(run, tried, form, is_open) />
        </Dialog>
    }
    .into_any()
}

#[leptos::wasm_split::wasm_split(flows_scenarios, wasm_split_path = ::leptos::wasm_split, fallible)]
fn flows_scenarios(
    run: TestRun,
    tried: Memo<Option<Tried>>,
    form: Signal<Option<Form>>,
    is_open: RwSignal<bool>,
) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Scenarios run tried form is_open /> }.into_any())
}

#[component]
fn Scenarios(
    run: TestRun,
    tried: Memo<Option<Tried>>,
    form: Signal<Option<Form>>,
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let report = RwSignal::new(None::<ScenarioReport>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let kept = Memo::new(move |_| run.flow().scenarios);
    let is_none = Signal::derive(move || kept.with(Vec::is_empty));
    let walk = Callback::new(move |()| {
        busy.set(true);
        error.set(None);
        let (key, flow) = (run.keeper.key(), untrack(|| run.flow()));
        spawn_local(async move {
            match api::trial::scenarios(key, flow).await {
                Ok(found) => {
                    report.try_set(Some(found));
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    let gated = Signal::derive(move || run.flow().is_gated);
    let gate = Callback::new(move |on| run.redraw(|flow| flow.is_gated = on));
    let rows = move || {
        kept.get().into_iter().map(|one| view! { <Row run one report form is_open /> }.into_any()).collect_view()
    };
    view! {
        <div class="asking migration">
            <p>{t!("trial.scenarios_about")}</p>
            <Refused error />
            <Show
                when=move || !is_none.get()
                fallback=|| view! { <Notice tone=Tone::Info>{t!("trial.no_scenarios")}</Notice> }
            >
                <ul class="migration-groups" aria-label=t!("trial.scenarios")>
                    {rows}
                </ul>
                <Check checked=gated on_change=gate>
                    {t!("trial.gate")}
                </Check>
            </Show>
            {move || report.get().map(|report| view! { <Coverage run report /> })}
            <p class="asking-acts">
                <Button icon="play" busy=busy disabled=is_none on_press=walk>
                    {t!("trial.run_all")}
                </Button>
            </p>
            <Keep run tried form />
            <Past run />
        </div>
    }
    .into_any()
}

/// One scenario, and what came of it last.
#[component]
fn Row(
    run: TestRun,
    one: Scenario,
    report: RwSignal<Option<ScenarioReport>>,
    form: Signal<Option<Form>>,
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let lang = use_lang();
    let Scenario { key, title, trial, expects } = one;
    let (own, gone) = (key.clone(), key.clone());
    let result = Memo::new(move |_| {
        report.with(|report| report.as_ref()?.results.iter().find(|result| result.key == own).cloned())
    });
    let shown = key.to_string();
    let name = move || {
        let title = said(&title, lang.get());
        if title.is_empty() { shown.clone() } else { title.to_owned() }
    };
    let count = expects.len();
    let walk = move |()| {
        run.load(trial.clone());
        is_open.set(false);
    };
    let remove = move |()| forget(run, &gone);
    view! {
        <li>
            <header>
                <b>{name}</b>
                <span class="meta">{move || tf(lang.get(), "trial.expects", &[("count", &count)])}</span>
                {move || result.get().map(|result| view! { <Verdict met=result.is_met() /> })}
                <span class="spacer"></span>
                <IconButton icon="play" label=t!("trial.walk_scenario") on_press=walk />
                <IconButton icon="trash" label=t!("trial.forget_scenario") on_press=remove />
            </header>
            {move || result.get().map(|result| view! { <Unmet run result form /> })}
        </li>
    }
}

#[component]
fn Verdict(met: bool) -> impl IntoView {
    let (tone, key) = if met { (Tone::Good, "trial.met") } else { (Tone::Bad, "trial.unmet") };
    view! { <Badge tone>{t!(key)}</Badge> }
}

/// What was expected and did not come.
#[component]
fn Unmet(run: TestRun, result: ScenarioResult, form: Signal<Option<Form>>) -> impl IntoView {
    let lang = use_lang();
    let stop = result.stopped.map(|stop| {
        let number = stop.at + 1;
        let words = move || {
            let lang = lang.get();
            let facts: [(&str, &dyn Display); 2] = [("number", &number), ("why", &stopped(lang, &stop.why))];
            tf(lang, "trial.stopped_at", &facts)
        };
        view! { <p class="support">{words}</p> }
    });
    let lines = result
        .unmet
        .into_iter()
        .map(|one| {
            let words = move || {
                let lang = lang.get();
                tf(lang, "trial.not_so", &[("what", &expected(lang, &one, &run.flow(), form.get().as_ref()))])
            };
            view! { <p class="support">{words}</p> }.into_any()
        })
        .collect_view();
    view! { {stop} {lines} }
}

/// How much of the flow the scenarios have come to.
#[component]
fn Coverage(run: TestRun, report: ScenarioReport) -> impl IntoView {
    let lang = use_lang();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let nodes = report.nodes.saturating_sub(count(report.missed_nodes.len()));
    let links = report.links.saturating_sub(count(report.missed_links.len()));
    let (of_nodes, of_links) = (report.nodes, report.links);
    let sum = move || {
        let facts: [(&str, &dyn Display); 4] =
            [("nodes", &nodes), ("of_nodes", &of_nodes), ("links", &links), ("of_links", &of_links)];
        tf(lang.get(), "trial.coverage", &facts)
    };
    let missed = report.missed_nodes;
    let tone = if report.missed_links.is_empty() && missed.is_empty() { Tone::Good } else { Tone::Info };
    let rest = (!missed.is_empty()).then(|| {
        let words = move || {
            let lang = lang.get();
            let flow = run.flow();
            let all: Vec<String> = missed.iter().map(|node| node_name(lang, &flow, node)).collect();
            tf(lang, "trial.missed", &[("nodes", &names(lang, all.iter().map(String::as_str)))])
        };
        view! { <p>{words}</p> }
    });
    view! {
        <Notice tone>
            <p>{sum}</p>
            {rest}
        </Notice>
    }
}

fn forget(run: TestRun, key: &ScenarioKey) {
    run.redraw(|flow| flow.scenarios.retain(|one| one.key != *key));
}

/// What people call a node.
fn node_name(lang: Lang, flow: &Flow, node: &NodeKey) -> String {
    let title = flow.node(node).map(|node| said(&node.title, lang)).unwrap_or_default();
    if title.is_empty() { node.to_string() } else { title.to_owned() }
}

/// What is expected, in words.
fn expected(lang: Lang, what: &Expectation, flow: &Flow, form: Option<&Form>) -> String {
    let at = |key: &str, node: &NodeKey| tf(lang, key, &[("node", &node_name(lang, flow, node))]);
    match what {
        Expectation::Over => t(lang, "trial.expect.over").to_owned(),
        Expectation::Status { status } => {
            tf(lang, "trial.expect.status", &[("status", &t(lang, crate::words::status_key(*status)))])
        }
        Expectation::Stands { node } => at("trial.expect.stands", node),
        Expectation::Passes { node } => at("trial.expect.passes", node),
        Expectation::Avoids { node } => at("trial.expect.avoids", node),
        Expectation::Holds { condition } => {
            let none = Form::default();
            let mut about = Vec::new();
            condition.walk(&mut |part| {
                let names =
                    part.variables().into_iter().map(|one| trace::variable(lang, &one.0, form.unwrap_or(&none)));
                about.extend(names);
            });
            about.dedup();
            tf(lang, "trial.expect.holds", &[("about", &names(lang, about.iter().map(String::as_str)))])
        }
        Expectation::Mails { times } => tf(lang, "trial.expect.mails", &[("count", times)]),
        Expectation::Calls { times } => tf(lang, "trial.expect.calls", &[("count", times)]),
        Expectation::NoIncident => t(lang, "trial.expect.no_incident").to_owned(),
    }
}

impl TestRun {
    /// The flow as it is drawn.
    fn flow(self) -> Flow {
        super::super::drawn(self.keeper)
    }

    /// Changes what is kept with the flow; the drawing itself stays.
    fn redraw(self, change: impl FnOnce(&mut Flow)) {
        self.keeper.edit(|content| {
            if let Body::Flow(flow) = &mut content.body {
                change(flow);
            }
        });
    }

    /// Walks a kept test run.
    fn load(self, trial: model::trial::Trial) {
        self.trial.set(trial);
        self.ask();
    }
}
