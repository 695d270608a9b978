//! What the published rule did, how it fares, and switching it on again.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    record::Came,
    rule::Rule,
    view::{List, RuleRunRow, RuleStanding},
};
use ui::{
    Button, ButtonKind, Empty, Moment, Notice, Shows, Tone,
    i18n::{Lang, t, tf},
    t, use_lang,
};

use super::super::Sheet;
use crate::{failed::Refused, loaded::loaded};

/// See the module.
#[component]
pub(super) fn Log(sheet: Sheet<Rule>) -> impl IntoView {
    let again = RwSignal::new(0_u32);
    let key = StoredValue::new(sheet.keeper.key());
    let standing = loaded(move || {
        again.track();
        api::rule::standing(key.get_value())
    });
    let rows = RwSignal::new(Vec::<RuleRunRow>::new());
    let next = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<ApiError>);
    let take = move |part: Result<List<RuleRunRow>, ApiError>| match part {
        Ok(part) => {
            rows.try_update(|rows| rows.extend(part.rows));
            next.try_set(part.next);
        }
        Err(no) => {
            error.try_set(Some(no));
        }
    };
    // Touches the server; runs in the browser alone.
    Effect::new(move |_| {
        again.track();
        rows.set(Vec::new());
        spawn_local(async move { take(api::rule::runs(key.get_value(), None).await) });
    });
    let more = Callback::new(move |()| {
        let before = next.get_untracked();
        spawn_local(async move { take(api::rule::runs(key.get_value(), before).await) });
    });
    let list = move || {
        let rows = rows.get();
        if rows.is_empty() {
            return view! { <Empty icon="history" title=t!("rule.log_empty") /> }.into_any();
        }
        let rows = rows.into_iter().map(|row| view! { <Row row /> }.into_any()).collect_view();
        view! { <ul class="rule-log">{rows}</ul> }.into_any()
    };
    view! {
        <section class="sheet-part">
            <h2>{t!("rule.log")}</h2>
            {move || standing.get().and_then(Result::ok).map(|standing| view! { <Standing sheet standing again /> })}
            <Refused error />
            {list}
            <Show when=move || next.with(Option::is_some)>
                <p>
                    <Button kind=ButtonKind::Quiet small=true on_press=more>
                        {t!("common.more")}
                    </Button>
                </p>
            </Show>
        </section>
    }
    .into_any()
}

/// What was counted, when it looks next, and whether it was switched off.
#[component]
fn Standing(sheet: Sheet<Rule>, standing: RuleStanding, again: RwSignal<u32>) -> impl IntoView {
    let lang = use_lang();
    let RuleStanding { state, switched_off, next } = standing;
    let key = StoredValue::new(sheet.keeper.key());
    let error = RwSignal::new(None::<ApiError>);
    let switch_on = Callback::new(move |()| {
        spawn_local(async move {
            match api::rule::switch_on(key.get_value()).await {
                Ok(()) => {
                    again.try_update(|again| *again = again.wrapping_add(1));
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
        });
    });
    let because = state.off_because.clone();
    let off = switched_off.then(|| {
        view! {
            <Notice tone=Tone::Bad>
                <p>{t!("rule.switched_off")}</p>
                <p class="meta">{because}</p>
                {sheet
                    .keeper
                    .may_design()
                    .then(|| {
                        view! {
                            <Button small=true on_press=switch_on>
                                {t!("rule.switch_on")}
                            </Button>
                        }
                    })}
            </Notice>
        }
        .into_any()
    });
    let counted = move || {
        let facts: [(&str, &dyn std::fmt::Display); 3] =
            [("acted", &state.acted), ("unmatched", &state.unmatched), ("failed", &state.failed)];
        tf(lang.get(), "rule.counted", &facts)
    };
    let soon = next.map(|at| {
        view! {
            <p class="meta">
                {t!("rule.looks_next")} " " <Moment at shows=Shows::DayTime />
            </p>
        }
        .into_any()
    });
    view! {
        {off}
        <Refused error />
        <p class="meta">{counted}</p>
        {soon}
    }
    .into_any()
}

#[component]
fn Row(row: RuleRunRow) -> impl IntoView {
    let lang = use_lang();
    let RuleRunRow { run, ticket } = row;
    let came = run.came.clone();
    let tone = if run.came == Came::Acted { "good" } else { "bad" };
    let names = run.did.clone();
    let words = move || match &came {
        Came::Acted => did(&names, lang.get()),
        Came::Failed { text } => tf(lang.get(), "rule.came_failed", &[("text", text)]),
        Came::Circled { text } => tf(lang.get(), "rule.came_circled", &[("text", text)]),
    };
    let because = move || t(lang.get(), &format!("rule.trigger.{}", run.because)).to_owned();
    let seen = (!run.seen.is_empty()).then(|| {
        let facts: Vec<String> = run.seen.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        view! { <code class="meta">{facts.join("; ")}</code> }
    });
    let chain = (!run.chain.is_empty()).then(|| {
        let keys: Vec<String> = run.chain.iter().map(ToString::to_string).collect();
        view! { <span class="meta">{keys.join(" → ")}</span> }
    });
    let place = match ticket {
        Some(ticket) => {
            let words = format!("#{} {}", ticket.number, ticket.title);
            view! { <a href=format!("/desk/tickets/{}", ticket.number)>{words}</a> }.into_any()
        }
        None => view! { <span class="meta">{t!("rule.hidden_ticket")}</span> }.into_any(),
    };
    let took = tf(lang.get_untracked(), "rule.took", &[("ms", &format!("{:.1}", thousandths(run.micros)))]);
    view! {
        <li data-tone=tone>
            <span class="num">
                <Moment at=run.at shows=Shows::DayTime />
            </span>
            {place}
            <span>{words}</span>
            <span class="meta">{because} " · " {format!("v{}", run.version)} " · " {took}</span>
            {chain}
            {seen}
        </li>
    }
    .into_any()
}

/// What a rule did, by the names of what happened.
pub(super) fn did(names: &[String], lang: Lang) -> String {
    if names.is_empty() {
        return t(lang, "rule.did_nothing").to_owned();
    }
    let mut said: Vec<&str> = Vec::new();
    for name in names {
        let words = t(lang, &format!("rule.did.{name}"));
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join(t(lang, "condition.say_comma"))
}

/// Millionths as thousandths.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "shown with one digit")]
fn thousandths(micros: i64) -> f64 {
    micros as f64 / 1_000.0
}
