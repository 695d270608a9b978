//! Several parts at once: how many, and what can be done with all of them.

use editor::flow::{Edit, Name};
use leptos::prelude::*;
use ui::{Button, ButtonKind, t};

use super::super::{align::chosen, stage::Stage};
use crate::frame::PropertiesHead;

/// See the module.
#[component]
pub(super) fn ManyProperties(stage: Stage) -> impl IntoView {
    let nodes = Memo::new(move |_| {
        stage.selection.with(|selection| selection.iter().filter(|name| name.node().is_some()).count())
    });
    let links = Memo::new(move |_| {
        stage.selection.with(|selection| selection.iter().filter(|name| matches!(name, Name::Link(_))).count())
    });
    let meta = move || {
        let lang = stage.lang.get();
        ui::i18n::tf(lang, "flow.many.meta", &[("nodes", &nodes.get()), ("links", &links.get())])
    };
    let few = Signal::derive(move || nodes.get() < 2);
    view! {
        <PropertiesHead icon="lasso" title=t!("flow.many.title") meta />
        <div class="list">
            <div class="properties-title many-acts">
                <p class="property-hint">{t!("flow.many.hint")}</p>
                <Button small=true icon="tidy" disabled=few on_press=move |()| stage.make(Edit::Tidy { nodes: chosen(stage) })>
                    {t!("flow.many.tidy")}
                </Button>
                <Button small=true icon="copy" on_press=move |()| stage.make(Edit::Duplicate { nodes: chosen(stage) })>
                    {t!("flow.menu.duplicate")}
                </Button>
                <Button kind=ButtonKind::Danger small=true icon="trash" on_press=move |()| super::super::menu::remove(stage)>
                    {t!("flow.menu.remove")}
                </Button>
            </div>
        </div>
    }
    .into_any()
}
