//! Ways back from a step: whether its people may send it back, and whether the ones before may take it back.

use editor::flow::SetNode;
use leptos::prelude::*;
use ui::{Switch, i18n::t, t};

use super::Edited;
use crate::frame::PropertySection;

/// See the module.
#[component]
pub(super) fn BackSection(edited: Edited) -> impl IntoView {
    let lang = edited.stage.lang;
    let sends = edited.part(|does| Some(does.sends_back()));
    let gives = edited.part(|does| Some(does.gives_back()));
    let in_short = move || {
        let lang = lang.get();
        let named = [(sends.get(), "flow.back.sends_short"), (gives.get(), "flow.back.gives_short")];
        named.into_iter().filter(|(on, _)| *on).map(|(_, key)| t(lang, key)).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <PropertySection title=t!("flow.back.title") meta=in_short folded=true>
            <Switch checked=sends on_change=move |on| edited.set(SetNode::SendsBack(on))>
                {t!("flow.back.sends")}
            </Switch>
            <p class="property-hint">{t!("flow.back.sends_hint")}</p>
            <Switch checked=gives on_change=move |on| edited.set(SetNode::GivesBack(on))>
                {t!("flow.back.gives")}
            </Switch>
            <p class="property-hint">{t!("flow.back.gives_hint")}</p>
        </PropertySection>
    }
    .into_any()
}
