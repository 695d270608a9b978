//! Keeping the test run: what it is called, and what must come of it, offered as it came out.

use leptos::prelude::*;
use model::{
    Text,
    form::Form,
    key::{ScenarioKey, from_text, unique},
    record::{self, FrameId},
    scenario::{Expectation, MOST, Scenario},
    trial::Tried,
};
use ui::{Button, ButtonKind, Check, Field, Input, t, use_lang};

use super::{super::TestRun, expected};
use crate::words::model_lang;

/// See the module.
#[component]
pub(super) fn Keep(run: TestRun, tried: Memo<Option<Tried>>, form: Signal<Option<Form>>) -> impl IntoView {
    let lang = use_lang();
    let title = RwSignal::new(String::new());
    let offered = Memo::new(move |_| tried.with(|tried| tried.as_ref().map(offers).unwrap_or_default()));
    // What was chosen otherwise than one mostly means.
    let picked = RwSignal::new(Vec::<(Expectation, bool)>::new());
    let is_chosen = move |one: &Expectation, usual: bool| {
        picked.with(|picked| picked.iter().find(|(other, _)| other == one).map_or(usual, |(_, on)| *on))
    };
    let is_full = Memo::new(move |_| run.flow().scenarios.len() >= MOST);
    let is_nameless = Signal::derive(move || title.with(|title| title.trim().is_empty()) || is_full.get());
    let keep = move || {
        if is_nameless.get_untracked() {
            return;
        }
        let name = Text::one(model_lang(lang.get_untracked()), title.get_untracked().trim());
        let expects = untrack(|| {
            let all = offered.get().into_iter().filter(|(one, usual)| is_chosen(one, *usual));
            all.map(|(one, _)| one).collect()
        });
        let trial = run.trial.get_untracked();
        run.redraw(|flow| {
            let is_taken = |key: &str| flow.scenarios.iter().any(|one| one.key.as_str() == key);
            let key = ScenarioKey::new(unique(&from_text(&name, "scenario"), is_taken));
            flow.scenarios.push(Scenario { key, title: name, trial, expects });
        });
        title.set(String::new());
    };
    let rows = move || {
        let row = |(one, usual): (Expectation, bool)| {
            let (asked, turned) = (one.clone(), one.clone());
            let words = move || expected(lang.get(), &one, &run.flow(), form.get().as_ref());
            let checked = Signal::derive(move || is_chosen(&asked, usual));
            let pick = Callback::new(move |on: bool| {
                picked.update(|picked| {
                    picked.retain(|(other, _)| *other != turned);
                    picked.push((turned.clone(), on));
                });
            });
            view! { <Check checked on_change=pick>{words}</Check> }.into_any()
        };
        offered.get().into_iter().map(row).collect_view()
    };
    view! {
        <form
            class="publish"
            on:submit=move |event| {
                event.prevent_default();
                keep();
            }
        >
            <h3>{t!("trial.keep")}</h3>
            <p class="support">{t!("trial.keep_about")}</p>
            <Field id="scenario-title" label=t!("trial.scenario_title")>
                <Input value=title on_input=Callback::new(move |text| title.set(text)) />
            </Field>
            <div class="trial-offers" role="group" aria-label=t!("trial.must")>
                {rows}
            </div>
            <p class="asking-acts">
                <Button submit=true kind=ButtonKind::Primary disabled=is_nameless>
                    {t!("trial.keep_do")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}

/// What can be expected, as it came out, those first that one mostly means.
fn offers(tried: &Tried) -> Vec<(Expectation, bool)> {
    let sent = |is_it: fn(&record::Effect) -> bool| {
        u32::try_from(tried.effects.iter().filter(|one| is_it(&one.effect)).count()).unwrap_or(u32::MAX)
    };
    let mut all = Vec::new();
    if tried.is_over {
        all.push((Expectation::Over, true));
    }
    all.push((Expectation::Status { status: tried.ticket.status }, true));
    let own = tried.tokens.iter().filter(|stand| stand.frame == FrameId(0));
    all.extend(own.map(|stand| (Expectation::Stands { node: stand.node.clone() }, true)));
    if tried.incidents.is_empty() {
        all.push((Expectation::NoIncident, true));
    }
    all.push((Expectation::Mails { times: sent(|effect| matches!(effect, record::Effect::Mail { .. })) }, false));
    all.push((Expectation::Calls { times: sent(|effect| matches!(effect, record::Effect::Webhook { .. })) }, false));
    all.extend(tried.walked.iter().map(|node| (Expectation::Passes { node: node.clone() }, false)));
    all
}
