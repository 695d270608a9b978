//! Yes or no, unanswered until someone answers.

use leptos::prelude::*;
use model::Value;
use ui::{
    Choice, Segment,
    i18n::{t, use_lang},
};

use super::Control;

/// Two answers side by side; the question stands over them.
#[component]
pub fn YesNoControl(control: Control) -> impl IntoView {
    let lang = use_lang();
    let (value, set, label) = (control.value, control.set, control.label);
    let answer = Signal::derive(move || match value.get() {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        _ => String::new(),
    });
    let choices = Signal::derive(move || {
        let lang = lang.get();
        vec![Choice::new("yes", t(lang, "fill.yes")), Choice::new("no", t(lang, "fill.no"))]
    });
    view! {
        <Segment
            name=control.id.clone()
            label=move || label.get()
            value=answer
            choices=choices
            on_pick=Callback::new(move |answer: String| set.run(Value::Bool(answer == "yes")))
            fill=true
            control=true
            disabled=control.read_only
        />
    }
}
