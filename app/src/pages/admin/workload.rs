//! How work is spread: what everyone had to do, what they have now, and whether enough people have each skill.

use leptos::prelude::*;
use model::{
    key::DefinitionKey,
    view::{PersonWorkload, SkillDemand, Titled, WorkloadQuery, WorkloadReport},
};
use ui::{
    Avatar, Choice, Empty, Segment, Select, SkeletonRows, Table,
    i18n::{t, tf},
    t, use_lang,
};

use super::head::Head;
use crate::{
    asked::ask,
    failed::Failed,
    words::{said, trace},
};

/// How many days can be looked back.
const DAYS: [u32; 3] = [7, 30, 90];

/// See the module.
#[component]
pub fn WorkloadPage() -> impl IntoView {
    let lang = use_lang();
    let query = RwSignal::new(WorkloadQuery { days: Some(WorkloadQuery::USUAL_DAYS), queue: None });
    let answer = ask(move || query.get(), api::people::workload);
    let retry = Callback::new(move |()| answer.refetch());
    let queues = RwSignal::new(Vec::<Titled>::new());
    Effect::new(move |_| {
        if let Some(Ok(known)) = answer.get() {
            queues.set(known.queues);
        }
    });
    let days = Signal::derive(move || {
        DAYS.map(|days| Choice::new(days.to_string(), tf(lang.get(), "admin.workload_days", &[("days", &days)])))
            .to_vec()
    });
    let choices = Signal::derive(move || {
        let lang = lang.get();
        queues.with(|queues| queues.iter().map(|one| Choice::new(one.key.as_str(), said(&one.title, lang))).collect())
    });
    view! {
        <main class="page admin" id="content">
            <Head title="admin.workload" />
            <div class="page-subbar">
                <Segment
                    name="workload-days"
                    label=t!("admin.workload_since")
                    value=Signal::derive(move || query.with(|query| query.days.unwrap_or_default().to_string()))
                    choices=days
                    on_pick=Callback::new(move |days: String| query.update(|query| query.days = days.parse().ok()))
                />
                <Select
                    small=true
                    label=t!("admin.workload_queue")
                    placeholder=t!("admin.workload_every_queue")
                    value=Signal::derive(move || {
                        query.with(|query| query.queue.as_ref().map(ToString::to_string).unwrap_or_default())
                    })
                    choices=choices
                    on_pick=Callback::new(move |key: String| {
                        query.update(|query| query.queue = Some(key).filter(|key| !key.is_empty()).map(DefinitionKey::new));
                    })
                />
            </div>
            <div class="page-body">
                <Transition fallback=Waiting>
                    {move || {
                        answer
                            .get()
                            .map(|answer| match answer {
                                Ok(workload) => view! { <Spread workload /> }.into_any(),
                                Err(error) => view! { <Failed error on_retry=retry /> }.into_any(),
                            })
                    }}
                </Transition>
            </div>
        </main>
    }
    .into_any()
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <Table label=t!("admin.workload") busy=Signal::stored(true)>
            <tbody>
                <SkeletonRows rows=8 columns=5 />
            </tbody>
        </Table>
    }
    .into_any()
}

#[component]
fn Spread(workload: WorkloadReport) -> impl IntoView {
    let WorkloadReport { people, unowned, skills, .. } = workload;
    if people.is_empty() {
        return view! { <Empty icon="users" title=t!("admin.workload_nobody") /> }.into_any();
    }
    let most = people.iter().map(|one| one.weight).max().unwrap_or(0).max(1);
    let rows = people.into_iter().map(|one| view! { <Person one most /> }.into_any()).collect_view();
    let skills = (!skills.is_empty()).then(|| {
        let rows = skills.into_iter().map(|one| view! { <Skill one /> }.into_any()).collect_view();
        view! {
            <h2 class="workload-part">{t!("admin.workload_skills")}</h2>
            <Table label=t!("admin.workload_skills")>
                <thead>
                    <tr>
                        <th scope="col">{t!("admin.workload_skill")}</th>
                        <th scope="col" class="end">{t!("admin.workload_asked")}</th>
                        <th scope="col" class="end">{t!("admin.workload_have")}</th>
                        <th scope="col">{t!("admin.column_state")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        }
    });
    let unowned =
        (unowned > 0).then(|| view! { <p class="lead support">{t!("admin.workload_unowned", count = unowned)}</p> });
    view! {
        {unowned}
        <Table label=t!("admin.workload")>
            <thead>
                <tr>
                    <th scope="col">{t!("admin.column_name")}</th>
                    <th scope="col" class="end">{t!("admin.workload_steps")}</th>
                    <th scope="col" class="end">{t!("admin.workload_done")}</th>
                    <th scope="col">{t!("admin.workload_weight")}</th>
                    <th scope="col" class="end">{t!("admin.workload_load")}</th>
                    <th scope="col">{t!("admin.column_state")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
        {skills}
    }
    .into_any()
}

#[component]
fn Person(one: PersonWorkload, most: i64) -> impl IntoView {
    let lang = use_lang();
    let load = one.capacity.map_or_else(|| one.load.to_string(), |most| format!("{} / {most}", one.load));
    let share = one.weight.saturating_mul(100).checked_div(most).unwrap_or(0);
    let id = one.person.id.to_string();
    let state = move || t(lang.get(), one.barred.map_or("admin.state.here", trace::barred_key));
    view! {
        <tr>
            <td class="col-name">
                <div class="person">
                    <Avatar name=one.person.name.clone() seed=id.clone() named=true />
                    <a class="subject" href=format!("/admin/people?person={id}")>
                        {one.person.name}
                    </a>
                </div>
            </td>
            <td class="end num">{one.steps}</td>
            <td class="end num">{one.done}</td>
            <td>
                <span class="share" style=format!("--at:{share}")>
                    <i></i>
                    <span class="num">{one.weight}</span>
                </span>
            </td>
            <td class="end num">{load}</td>
            <td class="support">{state}</td>
        </tr>
    }
}

#[component]
fn Skill(one: SkillDemand) -> impl IntoView {
    let lang = use_lang();
    let SkillDemand { skill, steps, people, able, ending } = one;
    let state = move || {
        let lang = lang.get();
        if steps > 0 && able == 0 {
            t(lang, "admin.workload_gap").to_owned()
        } else if ending > 0 {
            tf(lang, "admin.workload_ending", &[("count", &ending)])
        } else if able < people {
            tf(lang, "admin.workload_able", &[("count", &able)])
        } else {
            String::new()
        }
    };
    view! {
        <tr>
            <td>{move || said(&skill.title, lang.get()).to_owned()}</td>
            <td class="end num">{steps}</td>
            <td class="end num">{people}</td>
            <td class="support">{state}</td>
        </tr>
    }
}
