//! Steppers: where something stands on its way. Late and skipped show on the step itself.

use leptos::{prelude::*, text_prop::TextProp};

use crate::Icon;

/// Where one is relative to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// It is behind.
    Done,
    /// It is here.
    Now,
    /// It is here and late.
    NowLate,
    /// It is to come.
    Ahead,
    /// The way went past it.
    Skipped,
}

impl StepState {
    const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::NowLate => "now late",
            Self::Ahead => "",
            Self::Skipped => "skipped",
        }
    }

    const fn is_now(self) -> bool {
        matches!(self, Self::Now | Self::NowLate)
    }
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepMark {
    /// What people read.
    pub label: String,
    /// Where one is relative to it.
    pub state: StepState,
}

/// The way with its steps.
#[component]
pub fn Stepper(
    /// What is on the way.
    #[prop(into)]
    label: TextProp,
    /// The steps.
    #[prop(into)]
    steps: Signal<Vec<StepMark>>,
) -> impl IntoView {
    let marks = move || {
        steps
            .get()
            .into_iter()
            .map(|step| {
                let check = (step.state == StepState::Done).then(|| view! { <Icon name="check" /> });
                view! {
                    <li class=step.state.class() aria-current=step.state.is_now().then_some("step")>
                        <span class="mark">{check}</span>
                        {step.label}
                    </li>
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <ol class="stepper" aria-label=move || label.get()>
            {marks}
        </ol>
    }
}

/// The same on a phone or in a table: segments without words, beside a sentence that says it.
#[component]
pub fn StepsBar(
    /// The states of the steps.
    #[prop(into)]
    steps: Signal<Vec<StepState>>,
) -> impl IntoView {
    let marks = move || steps.get().into_iter().map(|step| view! { <i class=step.class()></i> }).collect_view();
    view! {
        <div class="steps-bar" aria-hidden="true">
            {marks}
        </div>
    }
}
