//! The form designer.

mod trial;

use designer::{
    form::{FormDesigner, Trial},
    frame::use_narrow,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{Body, Fields, Kind, Problem, Text, form::Form};
use ui::{Lang, Later, NotLoaded};

use self::trial::TrialOf;
use super::{
    address,
    keeper::{Keeper, KeeperBar, Opened},
};
use crate::titled::Title;
use crate::words::{problem, say};

/// See the module.
#[component]
pub fn FormPage() -> impl IntoView {
    let params = use_params_map();
    let key = Memo::new(move |_| params.with(|params| params.get("key").unwrap_or_default()));
    // Another address is another definition: the designer is drawn anew.
    move || view! { <Opened kind=Kind::Form key=key.get().as_str().into() view=designer /> }
}

fn designer(keeper: Keeper) -> AnyView {
    let title = Signal::derive(move || say(keeper.title().get()).get());
    let form = keeper
        .content()
        .with(|content| if let Body::Form(form) = &content.body { form.clone() } else { Form::default() });
    let narrow = use_narrow();
    let readonly = Signal::derive(move || narrow.get() || !keeper.may_design());
    let on_change = move |form: Form| keeper.edit(move |content| content.body = Body::Form(form));
    let on_title = move |title: Text| keeper.edit(move |content| content.title = title);
    let sentence = |(lang, about): (Lang, Problem)| problem::sentence(lang, &about);
    // What was tried stays while the form is drawn on.
    let answers = StoredValue::new(Fields::new());
    let trial = move |tried: Trial| view! { <Later part=move || forms_trial(tried.clone(), answers) /> }.into_any();
    let panel = RwSignal::new(String::new());
    let (back, back_label) = address::back(Kind::Form);
    view! {
        <Title text=title />
        <FormDesigner
            form
            title=keeper.title()
            back=back
            back_label=move || back_label.get()
            problems=keeper.problems()
            sentence
            readonly
            on_title
            on_change
            on_save=move |()| keeper.flush()
            trial
            panel
        >
            <KeeperBar keeper on_problems=Callback::new(move |()| panel.set("problems".to_owned())) />
        </FormDesigner>
    }
    .into_any()
}

/// The form as it is filled in, fetched when its tab is opened.
#[leptos::wasm_split::wasm_split(forms_trial, wasm_split_path = ::leptos::wasm_split, fallible)]
fn forms_trial(tried: Trial, answers: StoredValue<Fields>) -> Result<AnyView, NotLoaded> {
    Ok(view! { <TrialOf tried answers /> }.into_any())
}
