//! The composer: its colour says who will read it. What is written is kept until it is sent.

mod writing;

use api::ApiError;
use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use model::{
    id::PersonId,
    view::{Named, PhraseView, TicketPage},
};
use ui::{
    Button, ButtonKind, Choice, IconButton, Later, Notice, Segment, Textarea, Toast, Tone,
    i18n::{t, tf},
    keyboard::is_composing,
    t, use_lang, use_toasts,
};

use self::writing::Writing;
use super::{
    case::Case,
    now::DraftMark,
    picker::{self, Kind, Offer, Picking, ticket_offers},
    question::Question,
};
use crate::{failed::Refused, mounted::use_mounted, once::Once};

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
    let node = NodeRef::<html::Textarea>::new();
    let writing = Writing::new(case, node);
    let picks = Picks::new(case, writing);
    let take = Callback::new(move |index| picks.take(index));
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
        picks.close();
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match api::ticket::reply(case.id(), said.clone(), to_customer, key).await {
                Ok(()) => {
                    once.done();
                    writing.sent(&said);
                    let words = match (to_customer, case.peek(is_out_of_reach)) {
                        (false, _) => "ticket.sent_internal",
                        (true, false) => "ticket.sent_public",
                        (true, true) => "ticket.sent_nowhere",
                    };
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
            on:keydown=move |event| picks.key(&event)
            on:focusout=move |_| picks.left()
        >
            <Later part=move || ticket_offers(picks.offers, picks.at, take) quiet=true />
            <Bar writing />
            <OutOfReach writing />
            <Textarea
                value=text
                on_input=Callback::new(move |typed| {
                    text.set(typed);
                    writing.keep();
                    picks.look();
                })
                on_send=send
                rows=2
                placeholder=hint
                label=label
                node=node
            />
            <Refused error />
            <div class="composer-foot">
                <IconButton
                    icon="phrase"
                    label=t!("ticket.phrases")
                    shortcut="/"
                    on_press=Callback::new(move |()| picks.open(Kind::Phrase))
                />
                <Show when=move || !is_public.get()>
                    <IconButton
                        icon="at"
                        label=t!("ticket.mention")
                        shortcut="@"
                        on_press=Callback::new(move |()| picks.open(Kind::Colleague))
                    />
                </Show>
                <DraftMark draft=writing.draft />
                <Button submit=true kind=ButtonKind::Primary small=true busy=busy disabled=is_blank>
                    {act}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// Phrases and colleagues that are picked while one writes.
#[derive(Clone, Copy)]
struct Picks {
    case: Case,
    writing: Writing,
    picking: RwSignal<Option<Picking>>,
    at: RwSignal<usize>,
    phrases: RwSignal<Option<Vec<PhraseView>>>,
    people: RwSignal<Option<Vec<Named<PersonId>>>>,
    offers: Signal<Option<Vec<Offer>>>,
}

impl Picks {
    fn new(case: Case, writing: Writing) -> Self {
        let lang = use_lang();
        let picking = RwSignal::new(None::<Picking>);
        let (phrases, people) = (RwSignal::new(None::<Vec<PhraseView>>), RwSignal::new(None::<Vec<Named<PersonId>>>));
        let offers = Signal::derive(move || {
            let lang = lang.get();
            picking.with(|picking| {
                let picking = picking.as_ref()?;
                match picking.kind {
                    Kind::Phrase => phrases.with(|all| Some(picker::phrases(all.as_ref()?, &picking.query, lang))),
                    Kind::Colleague => people.with(|all| Some(picker::colleagues(all.as_ref()?, &picking.query))),
                }
            })
        });
        let at = RwSignal::new(0);
        // The element is outside: it says which offer Enter takes.
        Effect::new(move |_| {
            let is_open = offers.with(Option::is_some);
            let active = picker::offer_id(at.get());
            if let Some(element) = writing.node.get() {
                // Plain attributes can always be set.
                let _ = if is_open {
                    element.set_attribute("aria-activedescendant", &active)
                } else {
                    element.remove_attribute("aria-activedescendant")
                };
            }
        });
        Self { case, writing, picking, at, phrases, people, offers }
    }

    /// Looks whether the text before the caret begins a pick.
    fn look(self) {
        let caret = self.writing.caret();
        let is_internal = !self.writing.is_public.get_untracked();
        let begun = self.writing.text.with_untracked(|text| picker::begun(text, caret, is_internal));
        if let Some(begun) = &begun {
            self.load(begun.kind);
        }
        if self.picking.get_untracked() != begun {
            self.at.set(0);
            self.picking.set(begun);
        }
    }

    /// Opens the list at the caret, without a sign.
    fn open(self, kind: Kind) {
        let caret = self.writing.caret();
        self.load(kind);
        self.at.set(0);
        self.picking.set(Some(Picking { kind, from: caret, to: caret, query: String::new() }));
        self.writing.focus(caret);
    }

    fn close(self) {
        self.picking.set(None);
    }

    /// The focus went elsewhere.
    fn left(self) {
        request_animation_frame(move || {
            if !self.writing.has_focus() {
                self.picking.try_set(None);
            }
        });
    }

    /// Reads what is offered, anew at each pick: phrases hold what the ticket says now.
    fn load(self, kind: Kind) {
        if self.picking.with_untracked(|picking| picking.as_ref().is_some_and(|picking| picking.kind == kind)) {
            return;
        }
        let id = self.case.id();
        spawn_local(async move {
            match kind {
                Kind::Phrase => {
                    if let Ok(all) = api::ticket::phrases(id).await {
                        self.phrases.try_set(Some(all));
                    }
                }
                Kind::Colleague => {
                    if let Ok(all) = api::ticket::mentionable(id).await {
                        self.people.try_set(Some(all));
                    }
                }
            }
        });
    }

    fn take(self, index: usize) {
        let offer = self.offers.with_untracked(|offers| offers.as_ref().and_then(|offers| offers.get(index).cloned()));
        let (Some(offer), Some(picking)) = (offer, self.picking.get_untracked()) else { return };
        self.picking.set(None);
        self.writing.put(picking.from, picking.to, &offer.text);
    }

    /// Arrows move, Enter and Tab take, Escape closes. Otherwise keys belong to the text.
    fn key(self, event: &KeyboardEvent) {
        let count = self.offers.with_untracked(|offers| offers.as_ref().map(Vec::len));
        let (Some(count), false) = (count, is_composing(event)) else { return };
        let at = self.at.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => self.at.set((at + 1) % count),
            "ArrowUp" if count > 0 => self.at.set((at + count - 1) % count),
            "Enter" | "Tab" if count > 0 && !event.ctrl_key() && !event.meta_key() => self.take(at),
            "Escape" => self.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
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

/// Whether there is a customer whom no mail reaches.
fn is_out_of_reach(page: &TicketPage) -> bool {
    page.customer.as_ref().is_some_and(|customer| customer.email.is_none())
}

/// Says before anything is written that nobody will get it, and how to mend that.
#[component]
fn OutOfReach(writing: Writing) -> impl IntoView {
    let lang = use_lang();
    let case = writing.case;
    let name = case.part(|page| page.customer.as_ref().filter(|_| is_out_of_reach(page)).map(|one| one.name.clone()));
    let words = move || {
        let name = name.get().unwrap_or_default();
        tf(lang.get(), "ticket.compose_no_address", &[("name", &name)])
    };
    let acts = move || {
        view! {
            <Button small=true on_press=move |()| case.ask(Question::Customer)>
                {t!("ticket.compose_add_address")}
            </Button>
        }
    };
    view! {
        <Show when=move || writing.is_public.get() && name.with(Option::is_some)>
            <Notice tone=Tone::Warn strip=true acts=acts>
                {words}
            </Notice>
        </Show>
    }
}
