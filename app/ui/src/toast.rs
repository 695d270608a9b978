//! Toasts: what happened, and the way back. A toast waits while a pointer or the focus is on the stack.

use std::time::Duration;

use leptos::prelude::*;

use crate::{Button, ButtonKind, Icon, IconButton, Tone, t};

/// How long a toast stays; longer when there is something to undo.
const STAYS: Duration = Duration::from_secs(6);
const STAYS_WITH_ACT: Duration = Duration::from_secs(12);
/// How many are shown at once; the oldest gives way.
const MOST: usize = 4;

/// One message.
#[derive(Clone, Debug)]
pub struct Toast {
    /// What it means.
    pub tone: Tone,
    /// What happened.
    pub words: String,
    /// What can be done about it: words and act.
    pub act: Option<(String, Callback<()>)>,
}

impl Toast {
    /// A message.
    pub fn new(tone: Tone, words: impl Into<String>) -> Self {
        Self { tone, words: words.into(), act: None }
    }

    /// Something went well.
    pub fn good(words: impl Into<String>) -> Self {
        Self::new(Tone::Good, words)
    }

    /// Something did not happen.
    pub fn bad(words: impl Into<String>) -> Self {
        Self::new(Tone::Bad, words)
    }

    /// The same with an act, such as undo.
    #[must_use]
    pub fn with_act(mut self, words: impl Into<String>, act: Callback<()>) -> Self {
        self.act = Some((words.into(), act));
        self
    }
}

/// The stack of messages, out of the context.
#[derive(Clone, Copy, Debug)]
pub struct Toasts {
    shown: RwSignal<Vec<(u64, Toast)>>,
    next: StoredValue<u64>,
    is_held: RwSignal<bool>,
}

impl Toasts {
    /// Shows a message and lets it go after a while.
    pub fn show(self, toast: Toast) {
        let id = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let Some(id) = id else { return };
        let stays = if toast.act.is_some() { STAYS_WITH_ACT } else { STAYS };
        // The page may be gone by now.
        let _gone = self.shown.try_update(|shown| {
            let over = (shown.len() + 1).saturating_sub(MOST);
            shown.drain(..over);
            shown.push((id, toast));
        });
        self.leave_after(id, stays);
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u64) {
        let _gone = self.shown.try_update(|shown| shown.retain(|(own, _)| *own != id));
    }

    fn leave_after(self, id: u64, stays: Duration) {
        let leave = move || match self.is_held.try_get_untracked() {
            Some(true) => self.leave_after(id, Duration::from_secs(2)),
            Some(false) => self.dismiss(id),
            None => {}
        };
        set_timeout(leave, stays);
    }
}

/// Gives everything below a stack of messages; [`ToastStack`] shows it.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { shown: RwSignal::default(), next: StoredValue::new(0), is_held: RwSignal::new(false) };
    provide_context(toasts);
    toasts
}

/// The stack of messages; one that nobody sees where none is provided.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| Toasts {
        shown: RwSignal::default(),
        next: StoredValue::new(0),
        is_held: RwSignal::new(false),
    })
}

/// Where the messages are shown. It is there from the start, so that they are announced.
#[component]
pub fn ToastStack() -> impl IntoView {
    let toasts = use_toasts();
    let hold = move |is_held: bool| {
        let _gone = toasts.is_held.try_set(is_held);
    };
    view! {
        <div
            class="toasts"
            role="region"
            aria-label=t!("common.notifications")
            aria-live="polite"
            on:pointerenter=move |_| hold(true)
            on:pointerleave=move |_| hold(false)
            on:focusin=move |_| hold(true)
            on:focusout=move |_| hold(false)
        >
            <For each=move || toasts.shown.get() key=|(id, _)| *id let((id, toast))>
                <ToastBox id toast toasts />
            </For>
        </div>
    }
}

#[component]
fn ToastBox(id: u64, toast: Toast, toasts: Toasts) -> impl IntoView {
    let icon = match toast.tone {
        Tone::Good => "done",
        Tone::Warn => "alert",
        Tone::Bad => "error",
        _ => "info",
    };
    let act = toast.act.map(|(words, act)| {
        let press = move |()| {
            toasts.dismiss(id);
            // What would be done may have left with its page.
            act.try_run(());
        };
        view! {
            <Button kind=ButtonKind::Quiet small=true on_press=press>
                {words}
            </Button>
        }
    });
    view! {
        <div
            class="toast"
            data-tone=toast.tone.as_str()
            role=if toast.tone == Tone::Bad { "alert" } else { "status" }
        >
            <Icon name=icon />
            <p>{toast.words}</p>
            {act}
            <IconButton icon="close" label=t!("common.dismiss") on_press=move |()| toasts.dismiss(id) />
        </div>
    }
    .into_any()
}
