//! What happened in a test run, one line each, with the reasons.

use leptos::{html, prelude::*};
use model::{
    form::Form,
    record::{Event, Happening},
    trial::{Told, Tried},
};
use ui::{IconButton, Moment, Popover, Shows, i18n::tf, t, use_lang};

use super::TestRun;
use crate::{
    pages::ticket::why::Reason,
    words::{event as words, said},
};

/// See the module.
#[component]
pub(super) fn Log(run: TestRun, tried: Memo<Option<Tried>>, form: Signal<Option<Form>>) -> impl IntoView {
    let events =
        Memo::new(move |_| tried.with(|tried| tried.as_ref().map(|tried| tried.events.clone()).unwrap_or_default()));
    let rows = move || {
        let events = events.get();
        let last = events.last().map_or(0, |told| told.because);
        let mut before = 0;
        events
            .into_iter()
            .enumerate()
            .map(|(line, told)| {
                let begins = told.because != before;
                before = told.because;
                let is_new = told.because == last && last > 0;
                view! { <Row run line told begins is_new form /> }.into_any()
            })
            .collect_view()
    };
    let node = NodeRef::<html::Div>::new();
    // The newest line is the one to read; where a list is scrolled to is the browser's.
    Effect::new(move |_| {
        events.track();
        if let Some(list) = node.get() {
            request_animation_frame(move || list.set_scroll_top(list.scroll_height()));
        }
    });
    view! {
        <div class="trial-log" node_ref=node tabindex="0" role="region" aria-label=t!("trial.log")>
            <table class="table plain">
                <thead>
                    <tr>
                        <th scope="col">{t!("trial.time")}</th>
                        <th scope="col">{t!("trial.node")}</th>
                        <th scope="col">{t!("trial.what")}</th>
                        <th scope="col">{t!("trial.why")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(run: TestRun, line: usize, told: Told, begins: bool, is_new: bool, form: Signal<Option<Form>>) -> impl IntoView {
    let lang = use_lang();
    let Told { because, event } = told;
    let at = event.at;
    let title = place(&event);
    let node = move || title.as_ref().map(|title| said(title, lang.get()).to_owned());
    let traces = event.traces.clone();
    let sentence = move || {
        let lang = lang.get();
        form.with(|form| words::sentence(lang, &event, form.as_ref().unwrap_or(&Form::default())))
    };
    let id = format!("trial-why-{line}");
    let why = (!traces.is_empty()).then(|| {
        let form = form.get_untracked().unwrap_or_default();
        let reasons =
            traces.into_iter().map(|trace| view! { <Reason trace form=form.clone() /> }.into_any()).collect_view();
        view! {
            <button type="button" class="why" popovertarget=id.clone()>{t!("trial.why_button")}</button>
            <Popover id label=t!("trial.why")>{reasons}</Popover>
        }
    });
    let back = begins.then(|| {
        let label = move || tf(lang.get(), "trial.to_before", &[("n", &because)]);
        view! { <IconButton tiny=true icon="undo" label on_press=move |()| run.wind_back(because.saturating_sub(1)) /> }
    });
    view! {
        <tr class:here=is_new class:begins=begins>
            <td><Moment at shows=Shows::Time /></td>
            <td class="subject">{node}</td>
            <td class="said">{sentence}</td>
            <td class="reasons">{why} {back}</td>
        </tr>
    }
    .into_any()
}

/// The node that an event speaks of.
fn place(event: &Event) -> Option<model::Text> {
    match &event.what {
        Happening::StepOpened { title, .. }
        | Happening::StepDone { title, .. }
        | Happening::Delegated { title, .. }
        | Happening::DelegateDone { title, .. }
        | Happening::Recalled { title, .. }
        | Happening::Urged { title, .. }
        | Happening::Jumped { title, .. }
        | Happening::SentBack { title, .. }
        | Happening::TakenBack { title, .. }
        | Happening::AgreedUnasked { title, .. }
        | Happening::ApproverAdded { title, .. }
        | Happening::ApproverRemoved { title, .. }
        | Happening::Decided { title, .. }
        | Happening::StepCancelled { title, .. }
        | Happening::StepWarned { title, .. }
        | Happening::StepLate { title, .. }
        | Happening::Chose { title, .. }
        | Happening::Parted { title, .. }
        | Happening::Answered { title, .. }
        | Happening::RoundsBegan { title, .. }
        | Happening::Waiting { title, .. }
        | Happening::WaitOver { title, .. }
        | Happening::Claimed { title, .. }
        | Happening::Assigned { title, .. }
        | Happening::Offered { title, .. }
        | Happening::OfferDeclined { title, .. }
        | Happening::OfferLapsed { title, .. }
        | Happening::NotAccepted { title, .. }
        | Happening::Transferred { title, .. }
        | Happening::HandedOver { title, .. }
        | Happening::Stuck { title, .. } => Some(title.clone()),
        _ => None,
    }
}
