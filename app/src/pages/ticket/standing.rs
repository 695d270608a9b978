//! Where the ticket stands in its SOP, and the clocks that run.

use leptos::prelude::*;
use model::view::{ProgressStep, StepState as At};
use ui::{
    StepMark, StepState, Stepper, StepsBar,
    i18n::{t, tf},
    t, use_lang,
};

use super::{case::Case, clocks::Clocks};
use crate::words::said;

/// See the module.
#[component]
pub fn Standing(case: Case) -> impl IntoView {
    let lang = use_lang();
    let progress = case.part(|page| page.progress.clone());
    let steps = Signal::derive(move || {
        let lang = lang.get();
        let mark =
            |step: &ProgressStep| StepMark { label: said(&step.title, lang).to_owned(), state: state(step.state) };
        progress.with(|progress| progress.iter().map(mark).collect::<Vec<_>>())
    });
    let states =
        Signal::derive(move || progress.with(|progress| progress.iter().map(|step| state(step.state)).collect()));
    view! {
        <div class="standing">
            <div class="standing-steps">
                <Stepper label=t!("ticket.progress") steps=steps />
            </div>
            <div class="standing-short">
                <StepsBar steps=states />
                <Where progress />
            </div>
            <Clocks case />
        </div>
    }
    .into_any()
}

/// A state of the model, as the components draw it.
pub const fn state(at: At) -> StepState {
    match at {
        At::Done => StepState::Done,
        At::Now => StepState::Now,
        At::Ahead => StepState::Ahead,
    }
}

/// The same in words, for narrow places.
#[component]
fn Where(progress: Memo<Vec<ProgressStep>>) -> impl IntoView {
    let lang = use_lang();
    let at = Memo::new(move |_| progress.with(|steps| steps.iter().position(|step| step.state == At::Now)));
    let title = move |index: usize| {
        let lang = lang.get();
        progress.with(|steps| steps.get(index).map(|step| said(&step.title, lang).to_owned()))
    };
    let here = move || {
        let at = at.get()?;
        let of = progress.with(Vec::len);
        Some(tf(lang.get(), "ticket.progress_step", &[("n", &(at + 1)), ("of", &of)]))
    };
    let name = move || at.get().and_then(title);
    let then = move || {
        let next = title(at.get()? + 1)?;
        Some(tf(lang.get(), "ticket.progress_then", &[("title", &next)]))
    };
    let over = move || at.get().is_none().then(|| t(lang.get(), "ticket.now_none"));
    view! {
        <p class="where">
            <span>{here}<b>{name}</b>{over}</span>
            <span>{then}</span>
        </p>
    }
}
