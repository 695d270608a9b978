//! Trying the queue: who would be given a piece of work now, and why not the others.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    queue::Queue,
    trace::{Candidate, OwnerTrace},
};
use ui::{Button, i18n::t, t, use_lang};

use super::super::Sheet;
use crate::{failed::Refused, words::trace};

/// See the module.
#[component]
pub fn Try(sheet: Sheet<Queue>) -> impl IntoView {
    let found = RwSignal::new(None::<OwnerTrace>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let key = sheet.keeper.key();
    let ask = Callback::new(move |()| {
        let Some(queue) = sheet.body.get_untracked() else { return };
        let key = key.clone();
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match api::definition::try_queue(key, queue).await {
                Ok(tried) => {
                    found.try_set(Some(tried));
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    view! {
        <section class="sheet-part">
            <h2>{t!("studio.try_queue")}</h2>
            <p class="support">{t!("studio.try_queue_why")}</p>
            <p>
                <Button icon="play" busy=busy on_press=ask>
                    {t!("studio.try_queue_do")}
                </Button>
            </p>
            <Refused error />
            {move || found.get().map(|tried| view! { <Answer tried /> })}
        </section>
    }
    .into_any()
}

#[component]
fn Answer(tried: OwnerTrace) -> impl IntoView {
    let picked = tried.picked;
    let nobody = picked.is_none();
    let rows = tried
        .candidates
        .into_iter()
        .map(|one| {
            let is_picked = picked == Some(one.person);
            view! { <One one is_picked /> }.into_any()
        })
        .collect_view();
    view! {
        <div class="try-answer" role="status">
            {nobody.then(|| view! { <p>{t!("trace.owner.nobody")}</p> })}
            <table class="candidates">
                <thead>
                    <tr>
                        <th scope="col">{t!("trace.candidates")}</th>
                        <th scope="col" class="end">{t!("trace.load")}</th>
                        <th scope="col">{t!("trace.verdict")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn One(one: Candidate, is_picked: bool) -> impl IntoView {
    let lang = use_lang();
    let verdict = trace::verdict_key(&one, is_picked);
    let load = one.capacity.map_or_else(|| one.load.to_string(), |most| format!("{} / {most}", one.load));
    view! {
        <tr class:chosen=is_picked>
            <td>{one.name}</td>
            <td class="end">{load}</td>
            <td>{move || t(lang.get(), verdict)}</td>
        </tr>
    }
}
