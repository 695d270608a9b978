//! What to start with: ready ticket types, and an empty desk or one with example data.

use leptos::prelude::*;
use model::view::ReadyType;
use ui::{Icon, SkeletonLines, i18n::tf, t, use_lang};

use super::typed::Typed;
use crate::{failed::Failed, words::say};

/// See the module.
#[component]
pub fn StartPart(typed: Typed, key_text: String) -> impl IntoView {
    let ready = LocalResource::new(move || {
        let key = key_text.clone();
        async move {
            let ready = api::account::ready(key).await;
            typed.offer(
                ready.as_ref().map(|types| types.iter().map(|one| one.key.clone()).collect()).unwrap_or_default(),
            );
            ready
        }
    });
    let retry = Callback::new(move |()| ready.refetch());
    let wrong = typed.wrong("types");
    let packages = move || match ready.get() {
        None => view! { <SkeletonLines lines=8 /> }.into_any(),
        Some(Err(error)) => view! { <Failed error on_retry=retry /> }.into_any(),
        Some(Ok(types)) => {
            types.into_iter().map(|one| view! { <Package typed one /> }.into_any()).collect_view().into_any()
        }
    };
    let demo = typed.read(|draft| draft.demo);
    let choose = move |fill: bool| move |_| typed.change(|draft| draft.demo = fill);
    view! {
        <div class="packages">{packages}</div>
        <p class="error" aria-live="polite">{move || wrong.get()}</p>
        <section class="setup-options">
            <h2>{t!("setup.start_with")}</h2>
            <div class="choice-row">
                <label>
                    <input type="radio" name="data" prop:checked=move || !demo.get() on:change=choose(false) />
                    {t!("setup.empty")}
                    <span class="meta">{t!("setup.empty_why")}</span>
                </label>
                <label>
                    <input type="radio" name="data" prop:checked=move || demo.get() on:change=choose(true) />
                    {t!("setup.demo")}
                    <span class="meta">{t!("setup.demo_why")}</span>
                </label>
            </div>
        </section>
    }
}

#[component]
fn Package(typed: Typed, one: ReadyType) -> impl IntoView {
    let lang = use_lang();
    let ReadyType { key, title, about, steps, fields, first_response } = one;
    let icon = match key.as_str() {
        "technical" => "wrench",
        "consultation" => "help",
        "complaint" => "alert",
        "order" => "box",
        "suggestion" => "heart",
        _ => "ticket",
    };
    let key = StoredValue::new(key.to_string());
    let is_on = typed.read(move |draft| key.with_value(|key| !draft.without.contains(key)));
    let turn = move |event| {
        let on = event_target_checked(&event);
        typed.change(|draft| {
            key.with_value(|key| draft.without.retain(|one| one != key));
            if !on {
                draft.without.push(key.get_value());
            }
        });
    };
    let (title, about) = (say(title), say(about));
    let promise = first_response.map(|minutes| {
        move || {
            // Half hours are said as such: 7.5 hours, not 450 minutes.
            if minutes >= 60 && minutes % 30 == 0 {
                let hours = format!("{}{}", minutes / 60, if minutes % 60 == 0 { "" } else { ".5" });
                tf(lang.get(), "setup.first_hours", &[("hours", &hours)])
            } else {
                tf(lang.get(), "setup.first_minutes", &[("minutes", &minutes)])
            }
        }
    });
    view! {
        <label class="package">
            <input type="checkbox" prop:checked=move || is_on.get() on:change=turn />
            <Icon name=icon large=true />
            <div>
                <b>{move || title.get()}</b>
                <p class="support">{move || about.get()}</p>
            </div>
            <span class="holds">
                <span>
                    <Icon name="branch" />
                    {t!("setup.steps", count = steps)}
                </span>
                <span>
                    <Icon name="section" />
                    {t!("setup.fields", count = fields)}
                </span>
                {promise.map(|promise| view! { <span><Icon name="clock" />{promise}</span> })}
            </span>
        </label>
    }
}
