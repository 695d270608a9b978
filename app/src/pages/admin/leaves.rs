//! When somebody will not be there: from, until, who stands in, and what becomes of open work.

use leptos::prelude::*;
use model::{
    Problem,
    id::PersonId,
    record::{Handover, Leave},
    view::Named,
};
use ui::{Button, ButtonKind, Choice, Field, Input, Select, i18n::t, t, use_lang};

use crate::words::problem;

/// The leave that is planned, each line with a number of its own that stays when others go.
#[derive(Clone, Copy)]
pub struct Plan {
    lines: RwSignal<Vec<(u32, RwSignal<Leave>)>>,
    next: RwSignal<u32>,
}

impl Plan {
    /// As it is stored.
    pub fn of(leaves: impl IntoIterator<Item = Leave>) -> Self {
        let plan = Self { lines: RwSignal::default(), next: RwSignal::new(0) };
        plan.fill(leaves);
        plan
    }

    /// Puts what is stored in the place of what is there.
    pub fn fill(self, leaves: impl IntoIterator<Item = Leave>) {
        self.lines.set(Vec::new());
        for leave in leaves {
            self.add(leave);
        }
    }

    /// As it is typed. Follows every line.
    pub fn get(self) -> Vec<Leave> {
        self.lines.with(|lines| lines.iter().map(|(_, leave)| leave.get()).collect())
    }

    fn add(self, leave: Leave) {
        let number = self.next.get_untracked();
        self.next.set(number + 1);
        self.lines.update(|lines| lines.push((number, RwSignal::new(leave))));
    }
}

/// The lines, and the way to another one.
#[component]
pub fn Leaves(
    plan: Plan,
    /// Who could stand in.
    #[prop(into)]
    people: Signal<Vec<Named<PersonId>>>,
    /// What is wrong, by paths below `/absences`.
    #[prop(into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let add = Callback::new(move |()| plan.add(Leave::default()));
    let lines = move || plan.lines.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <div class="leaves">
            <For
                each=lines
                key=|(place, (number, _))| (*number, *place)
                children=move |(place, (number, leave))| view! { <Line plan place number leave people problems /> }
            />
            <p>
                <Button small=true icon="plus" on_press=add>
                    {t!("admin.leave_add")}
                </Button>
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Line(
    plan: Plan,
    place: usize,
    number: u32,
    leave: RwSignal<Leave>,
    people: Signal<Vec<Named<PersonId>>>,
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let lang = use_lang();
    let wrong = move |part: &'static str| {
        Signal::derive(move || {
            let (lang, path) = (lang.get(), format!("/absences/{place}/{part}"));
            problems.with(|problems| {
                problems.iter().find(|problem| problem.path == path).map(|found| problem::sentence(lang, found))
            })
        })
    };
    let choices = Signal::derive(move || {
        people.with(|people| people.iter().map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect())
    });
    let remove = Callback::new(move |()| plan.lines.update(|lines| lines.retain(|(one, _)| *one != number)));
    let ways = Signal::derive(move || {
        Handover::ALL
            .map(|way| Choice::new(way.as_str(), t(lang.get(), &format!("admin.handover_{}", way.as_str()))))
            .to_vec()
    });
    let way = |name: String| Handover::ALL.into_iter().find(|way| way.as_str() == name).unwrap_or_default();
    view! {
        <fieldset class="leave">
            <legend class="unseen">{t!("admin.leave_one")}</legend>
            <div class="two-columns">
                <Field id=format!("leave-first-{number}") label=t!("admin.leave_first") error=wrong("first") required=true>
                    <When leave get=|leave| &leave.first set=|leave, text| leave.first = text />
                </Field>
                <Field id=format!("leave-last-{number}") label=t!("admin.leave_last") error=wrong("last") required=true>
                    <When leave get=|leave| &leave.last set=|leave, text| leave.last = text />
                </Field>
                <Field id=format!("leave-stand-in-{number}") label=t!("admin.leave_stand_in") error=wrong("stand_in")>
                    <Select
                        value=Signal::derive(move || {
                            leave.with(|leave| leave.stand_in.map(|person| person.to_string()).unwrap_or_default())
                        })
                        choices=choices
                        placeholder=t!("admin.leave_nobody")
                        on_pick=Callback::new(move |id: String| leave.update(|leave| leave.stand_in = id.parse().ok()))
                    />
                </Field>
                <Field id=format!("leave-work-{number}") label=t!("admin.leave_work")>
                    <Select
                        value=Signal::derive(move || leave.with(|leave| leave.work.as_str().to_owned()))
                        choices=ways
                        on_pick=Callback::new(move |name| leave.update(|leave| leave.work = way(name)))
                    />
                </Field>
                <Field id=format!("leave-waiting-{number}") label=t!("admin.leave_waiting")>
                    <Select
                        value=Signal::derive(move || leave.with(|leave| leave.waiting.as_str().to_owned()))
                        choices=ways
                        on_pick=Callback::new(move |name| leave.update(|leave| leave.waiting = way(name)))
                    />
                </Field>
                <p class="leave-remove">
                    <Button small=true kind=ButtonKind::Quiet icon="trash" on_press=remove>
                        {t!("admin.leave_remove")}
                    </Button>
                </p>
            </div>
        </fieldset>
    }
    .into_any()
}

/// A day; a moment, where one is stored.
#[component]
fn When(leave: RwSignal<Leave>, get: fn(&Leave) -> &String, set: fn(&mut Leave, String)) -> impl IntoView {
    let value = Signal::derive(move || leave.with(|leave| get(leave).clone()));
    let kind = if leave.with_untracked(|leave| get(leave).contains('T')) { "datetime-local" } else { "date" };
    view! {
        <Input value=value on_input=Callback::new(move |text| leave.update(|leave| set(leave, text))) kind=kind />
    }
}

#[cfg(test)]
mod tests {
    use leptos::reactive::owner::Owner;

    use super::*;

    #[test]
    fn lines_come_and_go_and_the_others_keep_what_was_typed() {
        Owner::new().with(|| {
            let on = |first: &str| Leave { first: first.to_owned(), ..Leave::default() };
            let plan = Plan::of([on("2026-12-24"), on("2027-02-05")]);
            plan.add(Leave::default());
            let (number, _) = plan.lines.get_untracked()[0];
            plan.lines.get_untracked()[2].1.update(|leave| leave.first = "2027-05-01".to_owned());
            plan.lines.update(|lines| lines.retain(|(one, _)| *one != number));
            assert_eq!(plan.get(), [on("2027-02-05"), on("2027-05-01")]);
        });
    }
}
