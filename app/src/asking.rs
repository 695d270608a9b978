//! A form that asks before something is done: it sends once, says why that was refused, and closes when it is done.

use std::pin::Pin;

use api::ApiError;
use leptos::{prelude::*, task::spawn_local, text_prop::TextProp};
use ui::{Button, ButtonKind, Field, Lang, Textarea, Toast, Toasts, t, use_lang, use_toasts};

use crate::{failed::Refused, words::problem};

/// What the server answers: the sentence that says it was done, if one is to be said.
pub type Answer = Pin<Box<dyn Future<Output = Result<Option<String>, ApiError>>>>;

/// A form while it is open. Copies share it.
#[derive(Clone, Copy)]
pub struct Asking {
    busy: RwSignal<bool>,
    refusal: RwSignal<Option<ApiError>>,
    /// The paths of problems that a field of the form shows.
    shown: StoredValue<Vec<&'static str>>,
    close: Callback<()>,
    lang: RwSignal<Lang>,
    toasts: Toasts,
}

impl Asking {
    /// A form that closes so.
    #[must_use]
    pub fn new(close: Callback<()>) -> Self {
        Self {
            busy: RwSignal::new(false),
            refusal: RwSignal::new(None),
            shown: StoredValue::default(),
            close,
            lang: use_lang(),
            toasts: use_toasts(),
        }
    }

    /// Closes the form without doing anything.
    pub fn close(self) {
        self.close.try_run(());
    }

    /// The language that is spoken when an answer arrives.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.lang.try_get_untracked().unwrap_or_default()
    }

    /// Sends, unless it is under way already. When it is done the form says so and closes; else it says why not, and
    /// everything that was typed stays.
    pub fn send(self, answer: Answer) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refusal.set(None);
        spawn_local(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            match answer {
                Ok(said) => {
                    if let Some(said) = said {
                        self.toasts.show(Toast::good(said));
                    }
                    self.close();
                }
                Err(no) => {
                    self.refusal.try_set(Some(no));
                }
            }
        });
    }

    /// What is wrong with one field; the field says it, instead of the form.
    #[must_use]
    pub fn wrong(self, path: &'static str) -> Signal<Option<String>> {
        self.shown.update_value(|shown| shown.push(path));
        Signal::derive(move || {
            let lang = self.lang.get();
            self.refusal.with(|no| {
                let about = no.as_ref()?.problems().iter().find(|problem| problem.path == path)?;
                Some(problem::sentence(lang, about))
            })
        })
    }

    /// What no field says.
    fn other(self) -> Signal<Option<ApiError>> {
        Signal::derive(move || {
            self.refusal.get().filter(|no| {
                let shown = self.shown.get_value();
                let problems = no.problems();
                problems.is_empty() || problems.iter().any(|problem| !shown.contains(&problem.path.as_str()))
            })
        })
    }
}

/// The form: what is wrong, what is asked, and the buttons.
#[component]
pub fn AskForm(
    /// Its state.
    asking: Asking,
    /// What the button says that sends it.
    #[prop(into)]
    act: TextProp,
    /// Whether that button stands for something that cannot be undone.
    #[prop(optional)]
    danger: bool,
    /// Whether it can be sent.
    #[prop(into)]
    ready: Signal<bool>,
    /// Sends it; not called while it is not ready.
    on_send: Callback<()>,
    children: Children,
) -> impl IntoView {
    let kind = if danger { ButtonKind::DangerPrimary } else { ButtonKind::Primary };
    view! {
        <form
            class="asking"
            on:submit=move |event| {
                event.prevent_default();
                if ready.get_untracked() {
                    on_send.run(());
                }
            }
        >
            <Refused error=asking.other() />
            {children()}
            <p class="asking-acts">
                <Button on_press=asking.close>{t!("common.cancel")}</Button>
                <Button submit=true kind=kind busy=asking.busy disabled=Signal::derive(move || !ready.get())>
                    {move || act.get()}
                </Button>
            </p>
        </form>
    }
    .into_any()
}

/// Why: a few lines in one's own words, which Ctrl+Enter sends too.
#[component]
pub fn Reason(
    #[prop(into)] id: String,
    /// The words.
    value: RwSignal<String>,
    /// What the words are for.
    #[prop(into)]
    hint: TextProp,
    /// What is wrong with them.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// Whether they must be given.
    #[prop(into)]
    required: Signal<bool>,
    /// Sends the form.
    on_send: Callback<()>,
) -> impl IntoView {
    let error = error.unwrap_or_default();
    view! {
        <Field id=id label=t!("ticket.transfer_reason") hint=hint error=error required=required optional=true>
            <Textarea value=value on_input=Callback::new(move |text| value.set(text)) on_send=on_send rows=3 />
        </Field>
    }
}
