//! An approval: who is asked, when it is agreed, how long it may take, what is filled in.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::flow::{Approval, Does, Needs, Receiver};
use ui::{Button, ButtonKind, IconButton, Switch, i18n::tf, t};

use super::{
    Edited,
    back::BackSection,
    lang::LangText,
    limit::LimitSection,
    pick::PickName,
    receiver::{PEOPLE, ReceiverRows},
    task::Fill,
};
use crate::frame::{Property, PropertySection};

const NEEDS: [&str; 4] = ["all", "any", "share", "in_turn"];
/// The most that are asked by one step.
const MOST: usize = 20;

fn approval(does: &Does) -> Option<&Approval> {
    if let Does::Approval(approval) = does { Some(approval) } else { None }
}

const fn name_of(needs: Needs) -> &'static str {
    match needs {
        Needs::All => "all",
        Needs::Any => "any",
        Needs::Share { .. } => "share",
        Needs::InTurn => "in_turn",
    }
}

/// See the module.
#[component]
pub(super) fn ApprovalProperties(edited: Edited) -> impl IntoView {
    view! {
        <Approvers edited />
        <Rule edited />
        <LimitSection edited />
        <Fill edited />
        <BackSection edited />
        <Help edited />
    }
    .into_any()
}

/// Changes a part of the approval.
fn change(edited: Edited, whole: Memo<Approval>, change: impl FnOnce(&mut Approval)) {
    let mut approval = whole.get_untracked();
    change(&mut approval);
    edited.set(SetNode::Approval(approval));
}

/// Who is asked, in this order.
#[component]
fn Approvers(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let whole: Memo<Approval> = edited.part(|does| approval(does).cloned());
    let count = Memo::new(move |_| whole.with(|approval| approval.approvers.len()));
    let in_short = move || tf(stage.lang.get(), "flow.approval.count", &[("n", &count.get())]);
    let rows = move || {
        let row = move |index: usize| {
            let value = Signal::derive(move || {
                whole.with(|approval| approval.approvers.get(index).cloned().unwrap_or(Receiver::Owner))
            });
            let put = move |receiver: Receiver| {
                change(edited, whole, |approval| {
                    if let Some(place) = approval.approvers.get_mut(index) {
                        *place = receiver;
                    }
                });
            };
            let remove = move |()| {
                change(edited, whole, |approval| {
                    if index < approval.approvers.len() {
                        approval.approvers.remove(index);
                    }
                });
            };
            view! {
                <div class="approver" data-path=format!("/approvers/{index}")>
                    <ReceiverRows stage value on_change=put names=PEOPLE label="flow.approval.who" />
                    <Show when=move || count.get() != 1>
                        <IconButton tiny=true icon="close" label=t!("flow.approval.remove") on_press=remove />
                    </Show>
                </div>
            }
            .into_any()
        };
        (0..count.get()).map(row).collect_view()
    };
    let wrong = edited.wrong("/approvers");
    let add = move |()| {
        change(edited, whole, |approval| approval.approvers.push(Receiver::Person { email: String::new() }));
    };
    view! {
        <PropertySection title=t!("flow.approval.title") meta=in_short>
            {rows}
            <Show when=move || wrong.with(Option::is_some)>
                <p class="field-error">{move || wrong.get()}</p>
            </Show>
            <Show when=move || count.get() < MOST>
                <Button kind=ButtonKind::Quiet small=true icon="plus" on_press=add>
                    {t!("flow.approval.add")}
                </Button>
            </Show>
        </PropertySection>
    }
    .into_any()
}

/// When it is agreed.
#[component]
fn Rule(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let whole: Memo<Approval> = edited.part(|does| approval(does).cloned());
    let name = Signal::derive(move || whole.with(|approval| name_of(approval.needs).to_owned()));
    let in_short = move || ui::i18n::t(stage.lang.get(), &format!("flow.approval.{}", name.get())).to_owned();
    let pick = move |name: String| {
        change(edited, whole, |approval| {
            approval.needs = match name.as_str() {
                "any" => Needs::Any,
                "share" => Needs::Share { percent: 50 },
                "in_turn" => Needs::InTurn,
                _ => Needs::All,
            };
        });
    };
    let percent = Memo::new(move |_| {
        whole.with(
            |approval| if let Needs::Share { percent } = approval.needs { percent.to_string() } else { String::new() },
        )
    });
    let type_in = move |typed: String| {
        let percent = typed.parse().unwrap_or(50_u8).clamp(1, 100);
        change(edited, whole, |approval| approval.needs = Needs::Share { percent });
    };
    let may_abstain = Signal::derive(move || whole.with(|approval| approval.may_abstain));
    let skips = Signal::derive(move || whole.with(|approval| approval.skips_agreed));
    view! {
        <PropertySection title=t!("flow.approval.needs") meta=in_short>
            <Property label=t!("flow.approval.when") path="/needs" problem=edited.wrong("/needs")>
                <PickName stage value=name names=&NEEDS words="flow.approval" label=t!("flow.approval.when") on_pick=pick />
            </Property>
            <Show when=move || !percent.with(String::is_empty)>
                <Property label=t!("flow.approval.percent") path="/needs/percent" problem=edited.wrong("/needs/percent")>
                    <input
                        class="input small"
                        type="number"
                        min="1"
                        max="100"
                        value=percent.get_untracked()
                        prop:value=move || percent.get()
                        on:input=move |event| type_in(event_target_value(&event))
                    />
                </Property>
            </Show>
            <Switch
                checked=may_abstain
                on_change=move |on| change(edited, whole, |approval| approval.may_abstain = on)
            >
                {t!("flow.approval.may_abstain")}
            </Switch>
            <Switch checked=skips on_change=move |on| change(edited, whole, |approval| approval.skips_agreed = on)>
                {t!("flow.approval.skips_agreed")}
            </Switch>
            <p class="property-hint">{t!("flow.approval.skips_hint")}</p>
        </PropertySection>
    }
    .into_any()
}

/// What helps whoever decides.
#[component]
fn Help(edited: Edited) -> impl IntoView {
    let instructions = edited.part(|does| approval(does).map(|approval| approval.instructions.clone()));
    let write = Callback::new(move |text| edited.set(SetNode::Instructions(text)));
    view! {
        <PropertySection title=t!("flow.helps.title") folded=true>
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
        </PropertySection>
    }
    .into_any()
}
