//! What the server does: the same list as at an action of a flow.

use designer::{
    condition::Subject,
    flow::{ActList, Host},
};
use leptos::prelude::*;
use model::{flow::Act, form::Form, rule::Rule};
use ui::t;

use super::super::{Sheet, field_id};
use crate::pages::studio::flow::catalogue;

/// See the module.
#[component]
pub(super) fn Acts(sheet: Sheet<Rule>, forms: Signal<Option<Form>>, subjects: Signal<Vec<Subject>>) -> impl IntoView {
    let wrong = Callback::new(move |path: String| sheet.wrong(path));
    let host = Host::new(catalogue(), forms, subjects, wrong);
    let acts =
        Memo::new(move |_| sheet.body.with(|rule| rule.as_ref().map(|rule| rule.acts.clone()).unwrap_or_default()));
    let put = Callback::new(move |acts: Vec<Act>| sheet.set("/acts", |rule| rule.acts = acts));
    let missing = sheet.wrong("/acts");
    let is_empty = Memo::new(move |_| acts.with(Vec::is_empty));
    view! {
        <section class="sheet-part" id=field_id("/acts")>
            <h2>{t!("rule.acts")}</h2>
            <p class="support">{t!("rule.acts_why")}</p>
            <div class="rule-acts" inert=sheet.readonly()>
                <ActList stage=host value=acts on_change=put id="rule-act-list" whole="/acts" path="/acts" />
            </div>
            {move || {
                missing.get().filter(|_| is_empty.get()).map(|words| view! { <p class="field-error" role="alert">{words}</p> })
            }}
        </section>
    }
    .into_any()
}
