//! The flow itself: its form, and what to do next where nothing is selected.

use editor::flow::Edit;
use leptos::prelude::*;
use model::key::DefinitionKey;
use ui::{Icon, t};

use super::{super::stage::Stage, pick::PickListed};
use crate::frame::{PropertiesHead, Property, PropertySection};

/// See the module.
#[component]
pub(super) fn FlowProperties(stage: Stage) -> impl IntoView {
    let meta = move || {
        let lang = stage.lang.get();
        let (nodes, links) = (stage.nodes.with(Vec::len), stage.links.with(Vec::len));
        ui::i18n::tf(lang, "flow.many.meta", &[("nodes", &nodes), ("links", &links)])
    };
    view! {
        <PropertiesHead icon="branch" title=t!("flow.whole") meta />
        <div class="list">
            <FormSection stage />
            <PropertySection title=t!("flow.tips.title")>
                <ul class="flow-tips">
                    <li>{t!("flow.tips.add")}</li>
                    <li>{t!("flow.tips.connect")}</li>
                    <li>{t!("flow.tips.split")}</li>
                    <li>{t!("flow.tips.test")}</li>
                </ul>
            </PropertySection>
        </div>
    }
    .into_any()
}

/// The form whose layouts and fields the steps use.
#[component]
pub(super) fn FormSection(stage: Stage) -> impl IntoView {
    view! {
        <PropertySection title=t!("flow.form.title")>
            <FormRow stage />
        </PropertySection>
    }
    .into_any()
}

/// One row that picks the form.
#[component]
pub(super) fn FormRow(stage: Stage) -> impl IntoView {
    let form = Memo::new(move |_| {
        stage.settled.track();
        stage.with(|canvas| canvas.flow().form.clone()).unwrap_or_default()
    });
    let pick = move |key: DefinitionKey| stage.make(Edit::SetForm(Some(key).filter(|key| !key.as_str().is_empty())));
    let href = move || format!("/studio/forms/{}", form.get());
    view! {
        <Property label=t!("flow.form.which") path="/form" problem=stage.wrong("/form".to_owned()) hint=t!("flow.form.hint")>
            <PickListed
                stage
                shelf=|catalogue| &catalogue.forms
                value=form
                on_pick=pick
                label=t!("flow.form.which")
                none=t!("flow.form.none")
            />
        </Property>
        <Show when=move || form.with(|form| !form.as_str().is_empty())>
            <a class="button quiet small" href=href>
                <Icon name="external" />
                {t!("flow.form.open")}
            </a>
        </Show>
    }
    .into_any()
}
