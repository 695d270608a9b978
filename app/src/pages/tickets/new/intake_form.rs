//! The intake form of a ticket type, with a draft that stays on the device.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use model::{
    Fields, Problem,
    flow::Priority,
    form::Choice,
    view::{Filing, Intake},
};
use serde::{Deserialize, Serialize};
use ui::{
    Button, ButtonKind, Choice as Entry, Field, Notice, Select, Toast, Tone,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};
use wire::Decode;

use super::{
    OtherType,
    asker::{AskerPart, Asking},
};
use crate::{
    failed::Refused,
    fill::{Answers, Around, FillForm, ProblemList},
    focus,
    kept::{forget, keep, kept},
    mounted::use_mounted,
    once::Once,
    shadow::Shadow,
    words::{priority_key, problem, say},
};

/// What is kept of a form that was not filed.
#[derive(Default, Serialize, Deserialize, Decode)]
#[serde(default)]
struct Draft {
    fields: Fields,
    asking: Asking,
    priority: Option<Priority>,
}

/// Everything the form holds.
#[derive(Clone, Copy)]
struct Filling {
    answers: Answers,
    asking: RwSignal<Asking>,
    priority: RwSignal<Option<Priority>>,
    /// What is wrong with the customer.
    wrong: RwSignal<Vec<Problem>>,
    is_restored: RwSignal<bool>,
    name: StoredValue<String>,
}

impl Filling {
    fn new(intake: &Intake) -> Self {
        let answers =
            Answers::new(intake.key.clone(), intake.form.clone(), intake.layout.clone(), Around::default(), None);
        let filling = Self {
            answers,
            asking: RwSignal::default(),
            priority: RwSignal::default(),
            wrong: RwSignal::default(),
            is_restored: RwSignal::new(false),
            name: StoredValue::new(Shadow::of("intake", &intake.key).name()),
        };
        filling.restore();
        filling.keep();
        filling
    }

    /// Brings back what was not filed, once the browser has taken the page over.
    fn restore(self) {
        // The browser's storage is outside.
        Effect::new(move |_| {
            let Some(draft) = kept::<Draft>(&self.name.get_value()) else { return };
            let is_blank = draft.fields.is_empty() && draft.asking == Asking::Nobody;
            self.answers.restore(draft.fields);
            self.asking.set(draft.asking);
            self.priority.set(draft.priority);
            self.is_restored.set(!is_blank);
        });
    }

    /// Keeps each change at once: whoever leaves in the middle of a word finds it again.
    fn keep(self) {
        // The browser's storage is outside.
        Effect::new(move |was: Option<u32>| {
            let edits = self.answers.edits().get();
            let (asking, priority) = (self.asking.get(), self.priority.get());
            if was.is_some() {
                keep(&self.name.get_value(), &Draft { fields: self.answers.draft(), asking, priority });
            }
            edits
        });
    }

    /// What is wrong with a part of the customer, in words.
    fn wrong_with(self) -> Callback<&'static str, Option<String>> {
        let lang = use_lang();
        Callback::new(move |part: &'static str| {
            let path = format!("/customer{part}");
            let lang = lang.get();
            self.wrong.with(|wrong| {
                wrong.iter().find(|problem| problem.path == path).map(|found| problem::sentence(lang, found))
            })
        })
    }

    fn refuse(self, problems: &[Problem]) {
        let (asker, fields): (Vec<_>, Vec<_>) =
            problems.iter().cloned().partition(|problem| problem.path.starts_with("/customer"));
        self.wrong.set(asker);
        self.answers.refuse(&fields);
    }
}

/// See the module.
#[component]
pub fn IntakeForm(intake: Intake) -> impl IntoView {
    let (lang, toasts, navigate, is_alive) = (use_lang(), use_toasts(), use_navigate(), use_mounted());
    let filling = Filling::new(&intake);
    let once = Once::default();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let key = StoredValue::new(intake.key.clone());
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        error.set(None);
        filling.wrong.set(Vec::new());
        let Some(fields) = filling.answers.check() else {
            focus::soon("intake-problems".to_owned());
            return;
        };
        let matter = Filing {
            ticket_type: key.get_value(),
            fields,
            customer: filling.asking.get_untracked().asker(),
            priority: filling.priority.get_untracked(),
        };
        let key = once.key(&matter);
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            match api::ticket::file(matter, key).await {
                Ok(row) => {
                    once.done();
                    if let Some(name) = filling.name.try_get_value() {
                        forget(&name);
                    }
                    let lang = lang.try_get_untracked().unwrap_or_default();
                    toasts.show(Toast::good(tf(lang, "tickets.new_filed", &[("number", &row.number)])));
                    navigate(&format!("/desk/tickets/{}", row.number), NavigateOptions::default());
                }
                Err(no) => {
                    busy.try_set(false);
                    filling.refuse(no.problems());
                    error.try_set(Some(no));
                    focus::soon("intake-problems".to_owned());
                }
            }
        });
    };
    let asks_priority = asks_priority(&intake);
    let title = say(intake.title);
    let about = say(intake.about);
    view! {
        <form
            class="narrow intake"
            aria-label=move || title.get()
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <header class="intake-head">
                <OtherType />
                <div>
                    <h2>{move || title.get()}</h2>
                    <p class="support">{move || about.get()}</p>
                </div>
            </header>
            <Restored filling />
            <div class="intake-problems">
                <Refused error />
                <ProblemList answers=filling.answers prefix="intake" />
            </div>
            <AskerPart asking=filling.asking wrong=filling.wrong_with() />
            <FillForm answers=filling.answers layout=intake.layout prefix="intake" />
            {(!asks_priority).then(|| view! { <PriorityPart priority=filling.priority /> })}
            <footer class="intake-foot">
                <span class="meta">{t!("tickets.new_draft_kept")}</span>
                <Button submit=true kind=ButtonKind::Primary busy=busy disabled=Signal::derive(move || !is_alive.get())>
                    {t!("tickets.new_file")}
                </Button>
            </footer>
        </form>
    }
    .into_any()
}

/// Whether the form itself asks how pressing it is: by a choice between priorities.
fn asks_priority(intake: &Intake) -> bool {
    let is_priority = |option: &Choice| Priority::ALL.iter().any(|priority| priority.as_str() == option.key.as_str());
    intake
        .layout
        .cells()
        .iter()
        .filter_map(|cell| intake.form.field(&cell.field))
        .any(|field| field.holds.options().is_some_and(|options| options.len() > 1 && options.iter().all(is_priority)))
}

/// Says that an old draft is back, and offers to drop it.
#[component]
fn Restored(filling: Filling) -> impl IntoView {
    let drop_it = Callback::new(move |()| {
        forget(&filling.name.get_value());
        // A whole new form is the simplest way to an empty one.
        let _ = window().location().reload();
    });
    view! {
        <Show when=move || filling.is_restored.get()>
            <Notice tone=Tone::Info>
                <p>{t!("tickets.new_draft_restored")}</p>
                <Button kind=ButtonKind::Link on_press=drop_it>
                    {t!("tickets.new_draft_drop")}
                </Button>
            </Notice>
        </Show>
    }
}

/// The priority, unless the form says it.
#[component]
fn PriorityPart(priority: RwSignal<Option<Priority>>) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || priority.get().map(|p| p.as_str().to_owned()).unwrap_or_default());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        Priority::ALL.into_iter().rev().map(|p| Entry::new(p.as_str(), t(lang, priority_key(p)))).collect::<Vec<_>>()
    });
    let pick = Callback::new(move |name: String| {
        priority.set(Priority::ALL.into_iter().find(|priority| priority.as_str() == name));
    });
    view! {
        <div class="intake-priority">
            <Field id="intake-own-priority" label=t!("tickets.new_priority")>
                <Select value choices on_pick=pick placeholder=t!("tickets.new_priority_auto") />
            </Field>
        </div>
    }
}
