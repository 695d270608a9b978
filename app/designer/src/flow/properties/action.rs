//! An action: what the server does, and whether it waits for an answer.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::flow::{Act, Awaits, Does};
use ui::{Switch, t};

use super::{Edited, acts::ActList, for_each::Number, takes::TakeRows};
use crate::frame::{Property, PropertySection};

/// See the module.
#[component]
pub(super) fn ActionProperties(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let acts = edited.part(|does| if let Does::Action(action) = does { Some(action.acts.clone()) } else { None });
    let whole = format!("/nodes/{}/acts", edited.key());
    let problem = stage.wrong(whole.clone());
    let put = move |acts| edited.set(SetNode::Acts(acts));
    let awaits: Memo<Option<Awaits>> =
        edited.part(|does| if let Does::Action(action) = does { Some(action.awaits.clone()) } else { None });
    // What waits for an answer can be told not to, even when the call is gone.
    let can_wait = Memo::new(move |_| {
        acts.with(|acts| acts.iter().any(|act| matches!(act, Act::Webhook { .. }))) || awaits.with(Option::is_some)
    });
    view! {
        <PropertySection title=t!("flow.act.title") meta=move || acts.with(Vec::len).to_string()>
            <Property label=t!("flow.act.hint") path="/acts" problem wide=true group=true>
                <ActList stage value=acts on_change=put id="node-act-list" whole path="/acts" />
            </Property>
        </PropertySection>
        <Show when=move || can_wait.get()>
            <Waiting edited awaits />
        </Show>
    }
    .into_any()
}

/// Whether the answer of the call is waited for, how often it is tried, what is kept of it.
#[component]
fn Waiting(edited: Edited, awaits: Memo<Option<Awaits>>) -> impl IntoView {
    let stage = edited.stage;
    let has = Signal::derive(move || awaits.with(Option::is_some));
    let whole = move || awaits.get_untracked().unwrap_or_default();
    let put = move |awaits: Awaits| edited.set(SetNode::Awaits(Some(awaits)));
    let turn = move |on: bool| edited.set(SetNode::Awaits(on.then(Awaits::default)));
    let shown = move |read: fn(&Awaits) -> u32| {
        Memo::new(move |_| awaits.with(|awaits| awaits.as_ref().map_or_else(String::new, |one| read(one).to_string())))
    };
    let (retries, pause, factor) = (shown(|one| one.retries), shown(|one| one.pause), shown(|one| one.factor));
    let typed = move |text: String, write: fn(&mut Awaits, u32)| {
        if let Ok(number) = text.parse() {
            let mut changed = whole();
            write(&mut changed, number);
            put(changed);
        }
    };
    let takes =
        Signal::derive(move || awaits.with(|one| one.as_ref().map(|one| one.takes.clone()).unwrap_or_default()));
    let path = format!("/nodes/{}/awaits", edited.key());
    let wrong = edited.wrong("/awaits");
    view! {
        <PropertySection title=t!("flow.awaits.title")>
            <div data-path="/awaits">
                <Switch checked=has on_change=turn>{t!("flow.awaits.has")}</Switch>
            </div>
            <p class="property-hint">{t!("flow.awaits.hint")}</p>
            <Show when=move || wrong.with(Option::is_some)>
                <p class="field-error">{move || wrong.get()}</p>
            </Show>
            <Show when=move || has.get()>
                <Property label=t!("flow.awaits.retries") path="/awaits/retries" problem=edited.wrong("/awaits/retries")>
                    <Number
                        value=retries
                        least=0
                        most=Awaits::MOST_RETRIES
                        on_type=move |text| typed(text, |one, number| one.retries = number)
                    />
                </Property>
                <Property label=t!("flow.awaits.pause") path="/awaits/pause" problem=edited.wrong("/awaits/pause")>
                    <Number
                        value=pause
                        most=Awaits::LONGEST_PAUSE
                        on_type=move |text| typed(text, |one, number| one.pause = number)
                    />
                </Property>
                <Property
                    label=t!("flow.awaits.factor")
                    path="/awaits/factor"
                    problem=edited.wrong("/awaits/factor")
                    hint=t!("flow.awaits.factor_hint")
                >
                    <Number
                        value=factor
                        most=Awaits::MOST_FACTOR
                        on_type=move |text| typed(text, |one, number| one.factor = number)
                    />
                </Property>
                <p class="property-hint" data-path="/awaits/takes">{t!("flow.awaits.takes")}</p>
                <TakeRows
                    stage
                    value=takes
                    on_change=move |takes| put(Awaits { takes, ..whole() })
                    whole=format!("{path}/takes")
                />
            </Show>
        </PropertySection>
    }
    .into_any()
}
