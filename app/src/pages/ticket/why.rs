//! Reasons: why this owner, this due time, this way, these targets.

use leptos::prelude::*;
use model::{
    Text,
    form::Form,
    key::LinkKey,
    span::Minutes,
    trace::{Asked, Candidate, ChoiceTrace, DueTrace, OwnerTrace, PolicyTrace, RuleTrace, Segment, Trace},
};
use ui::{
    Later, Moment, NotLoaded,
    i18n::{t, tf},
    t, use_lang,
};

use crate::words::{said, say, trace as words};

/// The reasons, fetched when they are shown.
#[component]
pub fn Reasons(traces: Vec<Trace>, form: Form) -> impl IntoView {
    view! { <Later part=move || ticket_why(traces.clone(), form.clone()) /> }
}

#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn ticket_why(traces: Vec<Trace>, form: Form) -> Result<AnyView, NotLoaded> {
    Ok(traces
        .into_iter()
        .map(|trace| view! { <Reason trace form=form.clone() /> }.into_any())
        .collect_view()
        .into_any())
}

/// One reason.
#[component]
pub fn Reason(trace: Trace, form: Form) -> impl IntoView {
    let body = match trace {
        Trace::Owner(trace) => view! { <OwnerReason trace /> }.into_any(),
        Trace::Due(trace) => view! { <DueReason trace /> }.into_any(),
        Trace::Choice(trace) => view! { <ChoiceReason trace form /> }.into_any(),
        Trace::Policy(trace) => view! { <PolicyReason trace /> }.into_any(),
        Trace::Rule(trace) => view! { <RuleReason trace /> }.into_any(),
    };
    view! { <div class="trace">{body}</div> }.into_any()
}

/// The rule, and everyone who was looked at.
#[component]
fn OwnerReason(trace: OwnerTrace) -> impl IntoView {
    let lang = use_lang();
    let picked = trace.picked;
    let rows = trace
        .candidates
        .iter()
        .map(|candidate| {
            let is_picked = picked == Some(candidate.person);
            view! { <CandidateRow candidate=candidate.clone() is_picked /> }.into_any()
        })
        .collect_view();
    let table = (!trace.candidates.is_empty()).then(|| {
        view! {
            <table class="candidates">
                <thead>
                    <tr>
                        <th scope="col">{t!("trace.candidates")}</th>
                        <th scope="col" class="end">{t!("trace.open_tasks")}</th>
                        <th scope="col">{t!("trace.verdict")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    let nobody = picked.is_none().then(|| view! { <p>{t!("trace.owner.nobody")}</p> });
    view! {
        <p>{move || words::rule(lang.get(), &trace)}</p>
        {table}
        {nobody}
    }
}

#[component]
fn CandidateRow(candidate: Candidate, is_picked: bool) -> impl IntoView {
    let lang = use_lang();
    let verdict = words::verdict_key(&candidate, is_picked);
    view! {
        <tr class:chosen=is_picked>
            <td>{candidate.name}</td>
            <td class="end">{candidate.open}</td>
            <td>{move || t(lang.get(), verdict)}</td>
        </tr>
    }
}

/// What was asked for, and the stretches of time that were counted.
#[component]
fn DueReason(trace: DueTrace) -> impl IntoView {
    let lang = use_lang();
    let rows = trace
        .segments
        .iter()
        .zip(words::counted(&trace))
        .map(|(segment, counted)| view! { <SegmentRow segment=segment.clone() counted /> }.into_any())
        .collect_view();
    let folded = trace.folded;
    let (from, due, zone) = (trace.from, trace.due, trace.zone.clone());
    view! {
        <p>
            <b>{move || words::asked(lang.get(), &trace)}</b>
        </p>
        <table class="candidates">
            <thead>
                <tr>
                    <th scope="col">{t!("trace.due.from")}</th>
                    <th scope="col">{t!("trace.due.until")}</th>
                    <th scope="col" class="end">{t!("trace.due.counts")}</th>
                    <th scope="col"></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {(folded > 0).then(|| view! { <p>{t!("trace.due.folded", count = folded)}</p> })}
        <p class="trace-sum">
            <Moment at=from />
            " → "
            <b><Moment at=due /></b>
            <span class="meta">{zone}</span>
        </p>
    }
}

#[component]
fn SegmentRow(segment: Segment, counted: Option<Minutes>) -> impl IntoView {
    let lang = use_lang();
    let counts = counted.is_some();
    let what = segment.is;
    let counted = move || counted.map_or_else(|| "–".to_owned(), |minutes| words::span(lang.get(), minutes));
    view! {
        <tr class:chosen=counts>
            <td><Moment at=segment.from /></td>
            <td><Moment at=segment.to /></td>
            <td class="end">{counted}</td>
            <td>{move || words::stretch(lang.get(), &what)}</td>
        </tr>
    }
}

/// The conditions that were asked, in order, and the ways that were taken.
#[component]
fn ChoiceReason(trace: ChoiceTrace, form: Form) -> impl IntoView {
    let taken: Vec<_> = std::iter::once(&trace.taken).chain(&trace.also).cloned().collect();
    let titles = taken.into_iter().map(|link| {
        let title = trace.asked.iter().find(|asked| asked.link == link).map(|asked| asked.title.clone());
        (link, title)
    });
    let titles: Vec<_> = titles.collect();
    let lang = use_lang();
    let otherwise = trace.otherwise;
    let end = move || {
        if otherwise {
            return t(lang.get(), "trace.choice.otherwise").to_owned();
        }
        let lang = lang.get();
        let way = |(link, title): &(LinkKey, Option<Text>)| match title {
            Some(title) => said(title, lang).to_owned(),
            None => link.to_string(),
        };
        let ways: Vec<String> = titles.iter().map(way).collect();
        let key = if ways.len() == 1 { "trace.choice.taken" } else { "trace.choice.all_taken" };
        tf(lang, key, &[("way", &crate::words::names(lang, ways.iter().map(String::as_str)))])
    };
    let asked =
        trace.asked.into_iter().map(|asked| view! { <AskedRow asked form=form.clone() /> }.into_any()).collect_view();
    view! {
        <ol class="trace-asked">{asked}</ol>
        <p>{end}</p>
    }
}

/// One condition: whether it held, and what its variables were.
#[component]
fn AskedRow(asked: Asked, form: Form) -> impl IntoView {
    let lang = use_lang();
    let title = say(asked.title);
    let answer = if asked.held { "trace.choice.held" } else { "trace.choice.failed" };
    let seen = asked.seen;
    let has_seen = !seen.is_empty();
    let values = move || {
        let lang = lang.get();
        let parts: Vec<String> = seen
            .iter()
            .map(|(path, value)| {
                format!("{} = {}", words::variable(lang, path, &form), words::value(lang, path, value, &form))
            })
            .collect();
        crate::words::names(lang, parts.iter().map(String::as_str))
    };
    view! {
        <li class:chosen=asked.held>
            <b>{move || title.get()}</b>
            " "
            {t!(answer)}
            {has_seen.then(|| view! { <span class="meta">" "{values}</span> })}
        </li>
    }
}

/// The policy's rules that were asked, and the one that held.
#[component]
fn PolicyReason(trace: PolicyTrace) -> impl IntoView {
    let lang = use_lang();
    let rule = trace.rule;
    let end = move || match &rule {
        Some(rule) => tf(lang.get(), "trace.policy.rule", &[("rule", &said(rule, lang.get()))]),
        None => t(lang.get(), "trace.policy.otherwise").to_owned(),
    };
    let asked = trace
        .asked
        .into_iter()
        .map(|(title, held)| {
            let title = say(title);
            let answer = if held { "trace.choice.held" } else { "trace.choice.failed" };
            view! { <li class:chosen=held><b>{move || title.get()}</b>" "{t!(answer)}</li> }.into_any()
        })
        .collect_view();
    let policy = trace.policy.to_string();
    view! {
        <p>{t!("trace.policy.title", policy = policy)}</p>
        <ol class="trace-asked">{asked}</ol>
        <p>{end}</p>
    }
}

/// The rule, what set it off, what it saw and which rules led to it.
#[component]
fn RuleReason(trace: RuleTrace) -> impl IntoView {
    let lang = use_lang();
    let RuleTrace { rule, title, version, because, seen, chain } = trace;
    let head = move || {
        let lang = lang.get();
        let title = if title.is_empty() { rule.as_str() } else { said(&title, lang) };
        tf(lang, "trace.rule.title", &[("title", &title), ("version", &version)])
    };
    let by = move || {
        let lang = lang.get();
        if because == "schedule" {
            return t(lang, "trace.rule.by.schedule").to_owned();
        }
        tf(lang, "trace.rule.by.event", &[("event", &t(lang, &format!("trace.rule.on.{because}")))])
    };
    let path = chain.iter().map(ToString::to_string).collect::<Vec<_>>().join(" → ");
    let led = (!path.is_empty()).then(|| view! { <p>{t!("trace.rule.chain", path = path)}</p> });
    let facts = seen
        .into_iter()
        .map(|(name, value)| view! { <li><code>{format!("{name} = {value}")}</code></li> }.into_any())
        .collect::<Vec<_>>();
    let saw = (!facts.is_empty()).then(|| {
        view! {
            <p>{t!("trace.rule.seen")}</p>
            <ul>{facts}</ul>
        }
    });
    view! {
        <p>{head} " " {by}</p>
        {led}
        {saw}
    }
}
