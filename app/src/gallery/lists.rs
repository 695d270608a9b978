//! Tables, rows, what stands in their place, steps and time.

use chrono::TimeDelta;
use leptos::prelude::*;
use ui::{
    Avatar, AvatarSize, Button, ButtonKind, Clock, ClockState, DayMark, Empty, Entry, Fact, Facts, Order, Progress,
    RowLink, Rows, Skeleton, SkeletonRows, SortHead, StepMark, StepState, Stepper, StepsBar, SystemEntry, Table,
    Timeline, Tone, Voice, use_now,
};

use super::line;

fn nothing<T: 'static>() -> Callback<T> {
    Callback::new(|_| ())
}

/// A table with its keys, rows, facts.
pub fn rows() -> AnyView {
    let row = |number: &'static str, title: &'static str, who: &'static str, is_chosen: bool| {
        view! {
            <tr aria-selected=is_chosen.then_some("true")>
                <td class="meta">{number}</td>
                <td class="subject"><a href="#rows">{title}</a></td>
                <td><Avatar name=who size=AvatarSize::Small /></td>
                <td><Clock state=ClockState::Warn used=82_u32>"38 min left"</Clock></td>
            </tr>
        }
        .into_any()
    };
    view! {
        {line("Table", view! {
            <Table label="Tickets">
                <thead>
                    <tr>
                        <th scope="col">"#"</th>
                        <th scope="col">"Subject"</th>
                        <th scope="col">"Owner"</th>
                        <SortHead order=Some(Order::Ascending) on_sort=nothing()>"Due"</SortHead>
                    </tr>
                </thead>
                <tbody>
                    {row("#1029", "Dishwasher inlet valve stays open", "Omar Haddad", false)}
                    {row("#1042", "Heat pump leaks after repair", "Maya Lindqvist", true)}
                    <SkeletonRows rows=2 columns=4 />
                </tbody>
            </Table>
        })}
        {line("Row", view! {
            <div class="w480">
                <Rows label="Earlier tickets">
                    <RowLink href="#rows" icon="st-solved" lead="#0987" title="Pump noise, pump replaced" meta="13 days" />
                    <RowLink href="#rows" icon="st-open" lead="#1042" title="Heat pump leaks after repair" meta="now" current=true />
                </Rows>
            </div>
        })}
        {line("Facts", view! {
            <div class="w480">
                <Facts>
                    <Fact name="Phone">"+49 30 ••• 6021"</Fact>
                    <Fact name="Appliance"><a href="#rows">"HP-220 heat pump"</a></Fact>
                </Facts>
            </div>
        })}
    }
    .into_any()
}

/// Nothing there, not there yet, on its way.
pub fn states() -> AnyView {
    view! {
        {line("Empty", view! {
            <Empty icon="filter" title="No tickets match" text="Two filters leave nothing. Remove one, or look at all.">
                <Button small=true>"Clear filters"</Button>
                <Button small=true kind=ButtonKind::Primary icon="plus">"New ticket"</Button>
            </Empty>
        })}
        {line("Skeleton", view! {
            <div class="stack w480"><Skeleton width=40 /><Skeleton width=92 /><Skeleton width=78 /></div>
        })}
        {line("Progress", view! {
            <div class="stack w312">
                <span class="meta">"Moving 412 tickets to v13, 268 done, safe to leave"</span>
                <Progress at=65_u32 label="Moving 412 tickets" />
                <Progress at=100_u32 label="Moved" tone=Tone::Good />
            </div>
        })}
    }
    .into_any()
}

/// Where one is on the way.
pub fn steppers() -> AnyView {
    let step = |label: &str, state| StepMark { label: label.to_owned(), state };
    let on_the_way = vec![
        step("Received", StepState::Done),
        step("Diagnose", StepState::Now),
        step("Parts", StepState::Ahead),
        step("Visit", StepState::Ahead),
    ];
    let late = vec![
        step("Received", StepState::Done),
        step("Parts", StepState::Skipped),
        step("Visit", StepState::NowLate),
        step("Confirm", StepState::Ahead),
    ];
    let bar = vec![StepState::Done, StepState::Now, StepState::Ahead, StepState::Ahead];
    view! {
        {line("On the way", view! { <Stepper label="Progress" steps=on_the_way /> })}
        {line("Late, skipped", view! { <Stepper label="Progress of another" steps=late /> })}
        {line("Phone", view! { <div class="w312"><StepsBar steps=bar /></div> })}
    }
    .into_any()
}

/// Voices, and what happens by itself.
pub fn timeline() -> AnyView {
    let at = use_now().get_untracked() - TimeDelta::minutes(48);
    let why = || view! { <p class="trace">"Heat pumps L2, on duty, the fewest open tasks."</p> }.into_any();
    line(
        "Kinds",
        view! {
            <div class="narrow">
                <Timeline label="What happened">
                    <DayMark>"Today"</DayMark>
                    <Entry voice=Voice::Outside name="Anna Kowalska" at=at>
                        <p>"The pump was replaced last week, and the joint below drips again."</p>
                    </Entry>
                    <SystemEntry icon="user" at=at why=why>"Assigned to " <b>"Maya Lindqvist"</b></SystemEntry>
                    <Entry voice=Voice::Public name="Maya Lindqvist" at=at kind="Public reply">
                        <p>"Please turn the red valve at the back until it is level."</p>
                    </Entry>
                    <Entry voice=Voice::Internal name="Priya Nair" at=at kind="Internal only">
                        <p>"Batch 2406 again, third leak this month."</p>
                    </Entry>
                    <SystemEntry icon="clock" tone=Tone::Warn at=at>"Half of the time for Diagnose is used"</SystemEntry>
                </Timeline>
            </div>
        },
    )
}
