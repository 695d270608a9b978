//! A form that is drawn, filled in to try it: the real form on the left, what comes of it on the right.

use api::ApiError;
use designer::{form::Trial, words::ui_lang};
use leptos::{prelude::*, task::spawn_local};
use model::{
    Fields, Problem,
    form::{Form, Layout},
    view::FormTry,
};
use ui::{Button, ButtonKind, Notice, Speaking, Tone, t, use_lang};

use crate::{
    failed::Refused,
    fill::{Answers, Around, FillForm},
    words::{problem, said},
};

/// See the module. What was typed is put into `answers` when it is left.
#[component]
pub fn TrialOf(tried: Trial, answers: StoredValue<Fields>) -> impl IntoView {
    let Trial { form, layout, lang } = tried;
    let Some(layout) = form.layout(&layout).cloned() else { return ().into_any() };
    let shown = RwSignal::new(ui_lang(lang));
    let (drawn, around) = (layout.clone(), Around::default());
    let typed = answers.get_value();
    let round = RwSignal::new(0_u32);
    let begin = {
        let form = form.clone();
        move |draft| Answers::alone(form.clone(), layout.clone(), around.clone(), draft)
    };
    let first = StoredValue::new(Some(typed));
    let form = StoredValue::new(form);
    let drawn_anew = move || {
        round.track();
        let filled = begin(first.try_update_value(Option::take).flatten());
        on_cleanup(move || {
            let _gone = answers.try_set_value(filled.draft());
        });
        let (paper, layout) = (drawn.clone(), drawn.clone());
        let again = Callback::new(move |()| round.update(|round| *round += 1));
        view! {
            <div class="trial-window" lang=lang.tag()>
                <div class="trial-paper">
                    <Speaking lang=shown>
                        <FillForm answers=filled layout=paper.clone() prefix="trial" />
                    </Speaking>
                </div>
            </div>
            <Outcome filled form layout on_clear=again />
        }
        .into_any()
    };
    drawn_anew.into_any()
}

/// The data, and what the server would say to it.
#[component]
fn Outcome(filled: Answers, form: StoredValue<Form>, layout: Layout, on_clear: Callback<()>) -> impl IntoView {
    let answer = RwSignal::new(None::<FormTry>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let key = StoredValue::new(layout.key);
    let check = move |()| {
        busy.set(true);
        error.set(None);
        let (form, key, given) = (form.get_value(), key.get_value(), filled.given());
        spawn_local(async move {
            match api::form::try_form(form, key, given).await {
                Ok(tried) => {
                    if !tried.is_form_wrong {
                        filled.refuse(&tried.problems);
                    }
                    answer.try_set(Some(tried));
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    };
    let data = move || {
        filled.edits().track();
        let given = match answer.get().filter(|answer| answer.problems.is_empty()) {
            Some(answer) => answer.kept,
            None => filled.given(),
        };
        if given.is_empty() { None } else { serde_json::to_string_pretty(&given).ok() }
    };
    // What was said about other answers is said no longer.
    let seen = StoredValue::new(filled.edits().get_untracked());
    let fresh = move || {
        let now = filled.edits().get();
        if seen.get_value() != now {
            seen.set_value(now);
            answer.update_untracked(|answer| *answer = None);
        }
        answer.get()
    };
    view! {
        <aside class="trial-outcome" aria-label=t!("form.trial.data")>
            <header>
                <Button kind=ButtonKind::Primary small=true icon="check" busy=busy on_press=check>
                    {t!("form.trial.check")}
                </Button>
                <Button small=true kind=ButtonKind::Quiet icon="refresh" on_press=on_clear>
                    {t!("form.trial.clear")}
                </Button>
            </header>
            <Refused error />
            <div role="status">
                {move || fresh().map(|tried| view! { <Said tried form /> })}
            </div>
            <h3>{t!("form.trial.data")}</h3>
            {move || match data() {
                Some(text) => view! { <pre class="code">{text}</pre> }.into_any(),
                None => view! { <p class="support">{t!("form.trial.empty")}</p> }.into_any(),
            }}
        </aside>
    }
    .into_any()
}

/// Taken, or refused and why.
#[component]
fn Said(tried: FormTry, form: StoredValue<Form>) -> impl IntoView {
    let lang = use_lang();
    if tried.problems.is_empty() {
        return view! { <Notice tone=Tone::Good>{t!("form.trial.fine")}</Notice> }.into_any();
    }
    let line = move |about: &Problem| {
        let lang = lang.get_untracked();
        let key = about.path.strip_prefix("/fields/").and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let label = form.with_value(|form| {
            form.field(&key.into()).map(|field| said(&field.label, lang).to_owned()).unwrap_or_default()
        });
        let words = problem::sentence(lang, about);
        let words = if label.is_empty() {
            words
        } else {
            ui::i18n::tf(lang, "fill.problem_line", &[("label", &label), ("problem", &words)])
        };
        view! { <li>{words}</li> }.into_any()
    };
    let lines = tried.problems.iter().map(line).collect_view();
    let head = if tried.is_form_wrong { "form.trial.broken" } else { "form.trial.refused" };
    view! {
        <Notice tone=Tone::Bad>
            <p>{t!(head)}</p>
            <ul>{lines}</ul>
        </Notice>
    }
    .into_any()
}
