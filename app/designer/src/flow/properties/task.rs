//! A task: who works, how long, how it ends, what is filled in, what helps.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::{
    flow::{Does, Task},
    key::{DefinitionKey, LayoutKey},
};
use ui::{Chip, Choice, Select, i18n::tf, t};

use super::{
    Edited, back::BackSection, lang::LangText, limit::LimitSection, outcomes::Outcomes, owner::OwnerRows,
    pick::PickListed,
};
use crate::{
    frame::{Property, PropertySection},
    words::said,
};

/// The task of what a node does.
pub(super) fn task(does: &Does) -> Option<&Task> {
    if let Does::Task(task) = does { Some(task) } else { None }
}

/// See the module.
#[component]
pub(super) fn TaskProperties(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let owner = edited.part(|does| task(does).map(|task| task.owner.clone()));
    let put = Callback::new(move |owner| edited.set(SetNode::Owner(owner)));
    let in_short = move || {
        let lang = stage.lang.get();
        stage.outside.catalogue.with(|catalogue| owner.with(|owner| super::super::label::owner(owner, catalogue, lang)))
    };
    view! {
        <PropertySection title=t!("flow.owner.title") meta=in_short>
            <OwnerRows stage value=owner on_change=put path="/owner" problem=edited.wrong("/owner") />
        </PropertySection>
        <LimitSection edited />
        <Outcomes edited />
        <Fill edited />
        <BackSection edited />
        <Helps edited />
    }
    .into_any()
}

/// What is filled in.
#[component]
pub(super) fn Fill(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let layout = edited.part(|does| does.layout().map(ToString::to_string));
    let choices = Memo::new(move |_| {
        let lang = stage.lang.get();
        let mut known = stage.outside.form.with(|form| {
            let layouts = form.iter().flat_map(|form| &form.layouts);
            layouts
                .map(|layout| {
                    let title = said(&layout.title, lang);
                    Choice::new(layout.key.to_string(), if title.is_empty() { layout.key.as_str() } else { title })
                })
                .collect::<Vec<_>>()
        });
        let chosen = layout.get();
        if !chosen.is_empty() && known.iter().all(|one| one.value != chosen) {
            known.push(Choice::new(chosen.clone(), tf(lang, "flow.missing", &[("key", &chosen)])));
        }
        known
    });
    let in_short = move || {
        let chosen = layout.get();
        choices
            .with(|choices| choices.iter().find(|one| one.value == chosen).map(|one| one.label.clone()))
            .unwrap_or_default()
    };
    let pick = move |key: String| {
        edited.set(SetNode::Layout(Some(LayoutKey::new(key)).filter(|key| !key.as_str().is_empty())));
    };
    let has_form = move || stage.outside.form.with(Option::is_some);
    view! {
        <PropertySection title=t!("flow.fill.title") meta=in_short folded=true>
            <Show
                when=has_form
                fallback=move || view! { <super::flow::FormRow stage /> <p class="property-hint">{t!("flow.fill.no_form")}</p> }
            >
                <Property label=t!("flow.fill.layout") path="/layout" problem=edited.wrong("/layout") hint=t!("flow.fill.hint")>
                    <Select
                        small=true
                        value=layout
                        choices
                        label=t!("flow.fill.layout")
                        placeholder=t!("flow.fill.nothing")
                        on_pick=pick
                    />
                </Property>
            </Show>
        </PropertySection>
    }
    .into_any()
}

/// What helps whoever works: instructions and phrases.
#[component]
fn Helps(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let instructions = edited.part(|does| task(does).map(|task| task.instructions.clone()));
    let phrases = edited.part(|does| task(does).map(|task| task.phrases.clone()));
    let write = Callback::new(move |text| edited.set(SetNode::Instructions(text)));
    let put = Callback::new(move |phrases: Vec<DefinitionKey>| edited.set(SetNode::Phrases(phrases)));
    let in_short = move || {
        let count = phrases.with(Vec::len);
        if count == 0 { String::new() } else { tf(stage.lang.get(), "flow.help_count", &[("n", &count)]) }
    };
    let add = move |key: DefinitionKey| {
        let mut all = phrases.get_untracked();
        if !key.as_str().is_empty() && !all.contains(&key) {
            all.push(key);
            put.run(all);
        }
    };
    let chips = move || {
        let lang = stage.lang.get();
        phrases
            .get()
            .into_iter()
            .map(|key| {
                let label = stage.outside.catalogue.with(|all| super::super::label::listed(&all.phrases, &key, lang));
                let remove = move |()| {
                    let mut all = phrases.get_untracked();
                    all.retain(|one| *one != key);
                    put.run(all);
                };
                view! { <Chip label on_remove=remove /> }.into_any()
            })
            .collect_view()
    };
    view! {
        <PropertySection title=t!("flow.helps.title") meta=in_short folded=true>
            <Property
                label=t!("flow.helps.instructions")
                path="/instructions"
                problem=edited.wrong("/instructions")
                hint=t!("flow.helps.markdown")
                wide=true
                group=true
            >
                <LangText value=instructions on_change=write label=t!("flow.helps.instructions") lines=4 />
            </Property>
            <Property label=t!("flow.helps.phrases") path="/phrases" problem=edited.wrong("/phrases") wide=true group=true>
                <span class="cluster">{chips}</span>
                <PickListed
                    stage
                    shelf=|catalogue| &catalogue.phrases
                    value=Signal::stored(DefinitionKey::default())
                    on_pick=add
                    label=t!("flow.helps.add_phrase")
                    none=t!("flow.helps.add_phrase")
                />
            </Property>
        </PropertySection>
    }
    .into_any()
}
