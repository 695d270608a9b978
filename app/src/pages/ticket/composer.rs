//! The composer: its colour says who will read it. What is written is kept until it is sent.

use std::time::Duration;

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use ui::{
    Button, ButtonKind, Choice, Segment, Textarea, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::{
    case::Case,
    now::{DraftMark, DraftState},
};
use crate::{failed::Refused, mounted::use_mounted, once::Once};

/// How long the draft waits after a key.
const PAUSE: Duration = Duration::from_millis(800);

/// What is being written.
#[derive(Clone, Copy)]
struct Writing {
    case: Case,
    text: RwSignal<String>,
    is_public: RwSignal<bool>,
    edits: RwSignal<u32>,
    draft: RwSignal<DraftState>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Writing {
    fn new(case: Case) -> Self {
        let writing = Self {
            case,
            text: RwSignal::default(),
            is_public: RwSignal::new(true),
            edits: RwSignal::new(0),
            draft: RwSignal::default(),
            waiting: StoredValue::new(None),
        };
        writing.restore();
        on_cleanup(move || writing.leave());
        writing
    }

    /// Brings back what was not sent, unless something is being written already.
    fn restore(self) {
        let id = self.case.id();
        // The server is outside.
        Effect::new(move |_| {
            spawn_local(async move {
                if let Ok(Some((text, is_public))) = api::ticket::draft(id).await
                    && self.edits.try_get_untracked() == Some(0)
                {
                    self.text.try_set(text);
                    self.is_public.try_set(is_public);
                }
            });
        });
    }

    fn stop_waiting(self) -> bool {
        let handle = self.waiting.try_update_value(Option::take).flatten();
        if let Some(handle) = &handle {
            handle.clear();
        }
        handle.is_some()
    }

    /// Keeps what is written a moment later.
    fn keep(self) {
        self.stop_waiting();
        self.edits.update(|edits| *edits = edits.wrapping_add(1));
        self.draft.set(DraftState::Saving);
        let go = move || {
            self.waiting.try_set_value(None);
            let Some(text) = self.text.try_get_untracked() else { return };
            let is_public = self.is_public.try_get_untracked().unwrap_or(true);
            let edits = self.edits.try_get_untracked();
            spawn_local(async move {
                let answer = api::ticket::save_draft(self.case.id(), text, is_public).await;
                if self.edits.try_get_untracked() == edits {
                    self.draft.try_set(if answer.is_ok() { DraftState::Saved } else { DraftState::Failed });
                }
            });
        };
        self.waiting.set_value(set_timeout_with_handle(go, PAUSE).ok());
    }

    /// Leaving the page must not lose the last words.
    fn leave(self) {
        if self.stop_waiting()
            && let (Some(text), Some(is_public)) = (self.text.try_get_untracked(), self.is_public.try_get_untracked())
        {
            let id = self.case.id();
            spawn_local(async move {
                let _ = api::ticket::save_draft(id, text, is_public).await;
            });
        }
    }
}

/// See the module.
#[component]
pub fn Composer(case: Case) -> impl IntoView {
    let may_work = case.part(|page| page.may_work);
    view! {
        <Show when=move || may_work.get()>
            <Words case />
        </Show>
    }
}

#[component]
fn Words(case: Case) -> impl IntoView {
    let (lang, toasts, is_alive) = (use_lang(), use_toasts(), use_mounted());
    let writing = Writing::new(case);
    let (text, is_public) = (writing.text, writing.is_public);
    let once = Once::default();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let is_blank = Signal::derive(move || !is_alive.get() || text.with(|text| text.trim().is_empty()));
    let send = Callback::new(move |()| {
        if busy.get_untracked() || text.with_untracked(|text| text.trim().is_empty()) {
            return;
        }
        let (said, to_customer) = (text.get_untracked(), is_public.get_untracked());
        let key = once.key(&(case.id(), &said, to_customer));
        writing.stop_waiting();
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match api::ticket::reply(case.id(), said, to_customer, key).await {
                Ok(()) => {
                    once.done();
                    text.try_set(String::new());
                    writing.draft.try_set(DraftState::None);
                    let words = if to_customer { "ticket.sent_public" } else { "ticket.sent_internal" };
                    toasts.show(Toast::good(t(lang.try_get_untracked().unwrap_or_default(), words)));
                    case.reload();
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    let hint = move || {
        t(lang.get(), if is_public.get() { "ticket.compose_hint_public" } else { "ticket.compose_hint_internal" })
    };
    let label = move || {
        t(lang.get(), if is_public.get() { "ticket.compose_words_public" } else { "ticket.compose_words_internal" })
    };
    let act = move || t(lang.get(), if is_public.get() { "ticket.send" } else { "ticket.send_note" });
    view! {
        <form
            class="composer"
            data-kind=move || if is_public.get() { "public" } else { "internal" }
            aria-label=t!("ticket.composer")
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <Bar writing />
            <Textarea
                value=text
                on_input=Callback::new(move |typed| {
                    text.set(typed);
                    writing.keep();
                })
                on_send=send
                rows=2
                placeholder=hint
                label=label
            />
            <Refused error />
            <div class="composer-foot">
                <DraftMark draft=writing.draft />
                <Button submit=true kind=ButtonKind::Primary small=true busy=busy disabled=is_blank>
                    {act}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// To whom the words go.
#[component]
fn Bar(writing: Writing) -> impl IntoView {
    let lang = use_lang();
    let customer = writing.case.part(|page| page.customer.as_ref().map(|customer| customer.name.clone()));
    let is_public = writing.is_public;
    let value = Signal::derive(move || if is_public.get() { "public" } else { "internal" }.to_owned());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        vec![
            Choice::new("public", t(lang, "ticket.compose_public")).with_icon("globe"),
            Choice::new("internal", t(lang, "ticket.compose_internal")).with_icon("lock"),
        ]
    });
    let to = move || {
        let lang = lang.get();
        match (is_public.get(), customer.get()) {
            (false, _) => t(lang, "ticket.compose_inside").to_owned(),
            (true, Some(name)) => tf(lang, "ticket.compose_to", &[("name", &name)]),
            (true, None) => t(lang, "ticket.compose_to_nobody").to_owned(),
        }
    };
    let pick = Callback::new(move |kind: String| {
        is_public.set(kind == "public");
        if writing.text.with_untracked(|text| !text.is_empty()) {
            writing.keep();
        }
    });
    view! {
        <div class="composer-bar">
            <Segment name="composer" label=t!("ticket.composer") value=value choices=choices on_pick=pick />
            <span class="to cut">{to}</span>
        </div>
    }
}
