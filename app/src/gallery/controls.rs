//! What one presses, fills in and switches.

use leptos::prelude::*;
use ui::{
    Button, ButtonGroup, ButtonKind, Check, Chip, Choice, Crumb, CrumbLink, Field, FieldGroup, IconButton, Input,
    LinkButton, RadioGroup, SearchInput, Segment, Select, Switch, Tab, TabLink, TabNav, Tabs, Textarea,
};

use super::line;

fn nothing<T: 'static>() -> Callback<T> {
    Callback::new(|_| ())
}

/// Kinds, sizes, states.
pub fn buttons() -> AnyView {
    view! {
        {line("Kinds", view! {
            <Button kind=ButtonKind::Primary>"Needs a visit"</Button>
            <Button>"Solved by phone"</Button>
            <Button kind=ButtonKind::Quiet>"Cancel"</Button>
            <Button kind=ButtonKind::Danger icon="trash">"Delete"</Button>
            <Button kind=ButtonKind::DangerPrimary>"Delete 3 tickets"</Button>
            <Button kind=ButtonKind::Link>"Save view"</Button>
            <LinkButton href="#button" icon="plus">"A link"</LinkButton>
        })}
        {line("Small, in groups", view! {
            <Button small=true icon="escalate">"Escalate"</Button>
            <Button small=true kind=ButtonKind::Quiet icon="sort">"Due, soonest first"</Button>
            <Button small=true icon_end="down">"Period"</Button>
            <ButtonGroup label="Put off">
                <Button small=true>"+10 min"</Button>
                <Button small=true>"+1 h"</Button>
                <Button small=true>"+1 day"</Button>
            </ButtonGroup>
        })}
        {line("States", view! {
            <Button busy=true>"Saving"</Button>
            <Button kind=ButtonKind::Primary busy=true>"Publishing"</Button>
            <Button disabled=true>"Disabled"</Button>
            <Button kind=ButtonKind::Primary disabled=true>"Disabled"</Button>
        })}
        {line("Icon buttons", view! {
            <IconButton icon="undo" label="Undo" shortcut="Ctrl Z" />
            <IconButton icon="cursor" label="Select" pressed=Signal::stored(true) />
            <IconButton icon="redo" label="Redo" disabled=true />
            <IconButton icon="close" label="Close" tiny=true />
        })}
    }
    .into_any()
}

/// Fields in their states, and the kinds of inputs.
pub fn fields() -> AnyView {
    let faults = || Signal::stored(vec![Choice::new("water", "Water, leak at joint"), Choice::new("heat", "No heat")]);
    view! {
        {line("States", view! {
            <div class="w240"><Field id="g-serial" label="Serial number" hint="Scan it or type it." required=true>
                <Input value="" placeholder="On the name plate" icon="barcode" />
            </Field></div>
            <div class="w240"><Field id="g-wrong" label="Serial number" required=true
                error=Some("Has 6 characters after the dash, not 2. Check the name plate.".to_owned())>
                <Input value="HP220-7F" />
            </Field></div>
            <div class="w240"><Field id="g-read" label="Covered" hint="Read only">
                <Input value="To 14 Mar 2026" readonly=true />
            </Field></div>
            <div class="w240"><Field id="g-off" label="Part" hint="Disabled">
                <Input value="Needs an appliance first" disabled=true />
            </Field></div>
        })}
        {line("Kinds", view! {
            <div class="w240"><Field id="g-select" label="Fault"><Select value="water" choices=faults() /></Field></div>
            <div class="w240"><Field id="g-date" label="Visit on" optional=true>
                <Input value="2025-11-19" kind="date" />
            </Field></div>
            <div class="w240"><Field id="g-unit" label="Pressure"><Input value="6.0" unit="bar" /></Field></div>
            <div class="w240"><Field id="g-text" label="Findings"><Textarea value="Seal has aged." rows=3 /></Field></div>
            <div class="w240"><SearchInput value="" on_input=nothing() label="Search in this view" shortcut="/" /></div>
            <div class="w240"><Input value="Diagnose, line 2" bare=true label="Edited in place" /></div>
        })}
        {line("中文", view! {
            <div class="w240" lang="zh-CN"><Field id="g-zh" label="序列号" required=true
                error=Some("横线后应有6位，现在只有2位。请对照铭牌再填。".to_owned())>
                <Input value="HP220-7F" />
            </Field></div>
            <span lang="zh-CN"><Chip label="热泵" on_remove=nothing() /></span>
        })}
    }
    .into_any()
}

/// Boxes, radios, switches, segments.
pub fn checks() -> AnyView {
    let views = Signal::stored(vec![
        Choice::new("reply", "Public reply").with_icon("reply"),
        Choice::new("note", "Internal note").with_icon("lock"),
    ]);
    let devices = Signal::stored(vec![
        Choice::new("desktop", "Desktop").with_icon("desktop"),
        Choice::new("tablet", "Tablet").with_icon("tablet"),
        Choice::new("phone", "Phone").with_icon("mobile"),
    ]);
    let runs = Signal::stored(vec![Choice::new("no", "No"), Choice::new("runs", "Only while it runs")]);
    view! {
        {line("Check box", view! {
            <Check checked=false>"Off"</Check>
            <Check checked=true>"On"</Check>
            <Check checked=false partly=true>"Some"</Check>
            <Check checked=true disabled=true>"Disabled"</Check>
        })}
        {line("Radio", view! {
            <FieldGroup id="g-radio" label="Does it leak?">
                <RadioGroup name="g-radio-of" value="runs" choices=runs on_pick=nothing() />
            </FieldGroup>
        })}
        {line("Switch", view! {
            <Switch checked=false on_change=nothing()>"Off"</Switch>
            <Switch checked=true on_change=nothing()>"On duty"</Switch>
            <Switch checked=true on_change=nothing() disabled=true>"Locked"</Switch>
        })}
        {line("Segment", view! {
            <Segment name="g-voice" label="To whom" value="reply" choices=views on_pick=nothing() />
            <Segment name="g-device" label="Width" value="tablet" choices=devices on_pick=nothing() icons_only=true />
        })}
    }
    .into_any()
}

/// Tabs over panels, tabs that are addresses, the way here.
pub fn tabs() -> AnyView {
    let mut translations = Tab::new("translations", "Translations").with_count(2);
    translations.tone = Some(ui::Tone::Warn);
    let all = vec![Tab::new("fields", "Fields"), Tab::new("layouts", "Layouts").with_count(4), translations];
    let panel = |key: &'static str| {
        view! { <ui::TabPanel row="g-tabs" key=key chosen="fields">"The fields."</ui::TabPanel> }.into_any()
    };
    view! {
        {line("Tabs", view! {
            <div>
                <Tabs id="g-tabs" label="Parts of the form" tabs=all chosen="fields" on_pick=nothing() />
                {["fields", "layouts", "translations"].map(panel).into_iter().collect_view()}
            </div>
        })}
        {line("Addresses", view! {
            <TabNav label="Parts">
                <TabLink href="#tabs" current=true>"People"</TabLink>
                <TabLink href="#tabs" current=false count=Signal::stored(3)>"Teams"</TabLink>
            </TabNav>
        })}
        {line("Breadcrumb", view! {
            <Crumb here="Repair SOP">
                <CrumbLink href="#tabs">"Studio"</CrumbLink>
                <CrumbLink href="#tabs">"Flows"</CrumbLink>
            </Crumb>
        })}
    }
    .into_any()
}
