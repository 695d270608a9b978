//! Trying the rule, as drawn, on the tickets that are there. Nothing is changed.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    rule::Rule,
    view::{RuleMatch, RuleTried},
};
use ui::{Button, i18n::tf, t, use_lang};

use super::{super::Sheet, log::did};
use crate::failed::Refused;

/// See the module.
#[component]
pub(super) fn Try(sheet: Sheet<Rule>) -> impl IntoView {
    let found = RwSignal::new(None::<RuleTried>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let key = sheet.keeper.key();
    let ask = Callback::new(move |()| {
        let Some(rule) = sheet.body.get_untracked() else { return };
        let key = key.clone();
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match api::rule::try_on(key, rule).await {
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
    sheet.keeper.may_design().then(|| {
        view! {
            <section class="sheet-part">
                <h2>{t!("rule.try")}</h2>
                <p class="support">{t!("rule.try_why")}</p>
                <p>
                    <Button icon="play" busy=busy on_press=ask>
                        {t!("rule.try_do")}
                    </Button>
                </p>
                <Refused error />
                {move || found.get().map(|tried| view! { <Answer tried /> })}
            </section>
        }
        .into_any()
    })
}

#[component]
fn Answer(tried: RuleTried) -> impl IntoView {
    let lang = use_lang();
    let (count, looked, more) = (tried.matched.len(), tried.looked, tried.more);
    let said = move || {
        let key = if more { "rule.tried_more" } else { "rule.tried" };
        tf(lang.get(), key, &[("n", &count), ("looked", &looked)])
    };
    let rows = tried.matched.into_iter().map(|found| view! { <Row found /> }.into_any()).collect_view();
    view! {
        <div class="try-answer" role="status">
            <p>{said}</p>
            <ul class="rule-log">{rows}</ul>
        </div>
    }
    .into_any()
}

#[component]
fn Row(found: RuleMatch) -> impl IntoView {
    let lang = use_lang();
    let RuleMatch { ticket, did: names, fails } = found;
    let words = move || match &fails {
        Some(text) => tf(lang.get(), "rule.would_fail", &[("text", text)]),
        None => did(&names, lang.get()),
    };
    view! {
        <li>
            <a href=format!("/desk/tickets/{}", ticket.number)>{format!("#{} {}", ticket.number, ticket.title)}</a>
            <span class="meta">{words}</span>
        </li>
    }
    .into_any()
}
