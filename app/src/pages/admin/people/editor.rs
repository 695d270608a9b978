//! One person in a drawer beside the list: changed in place, or added.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::view::{Directory, PersonChange};
use ui::{
    Button, ButtonKind, Dialog, Later, NotLoaded, Notice, Toast, Tone,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::{
    Opened,
    access::{Access, FirstPassword},
    parts::{Absences, Belongs, Who, Work},
    typed::Typed,
};
use crate::{failed::Refused, once::Once};

/// The drawer. What was typed and not saved is not thrown away by Escape: it asks first.
#[component]
pub fn Editor(
    /// Who.
    opened: Memo<Option<Opened>>,
    /// What can be said about a person.
    directory: RwSignal<Directory>,
    /// Called when it wants to close.
    on_close: Callback<()>,
    /// Something was stored.
    on_saved: Callback<()>,
    /// Opens someone else: whoever was just added.
    open: Callback<Option<String>>,
) -> impl IntoView {
    let lang = use_lang();
    // Whether there is something to lose, and whether it was asked about.
    let (is_dirty, is_asked) = (RwSignal::new(false), RwSignal::new(false));
    let is_open = Signal::derive(move || opened.with(Option::is_some));
    let title = move || match opened.get() {
        Some(Opened::Someone(card)) => card.person.name.clone(),
        _ => t(lang.get(), "admin.person_new").to_owned(),
    };
    let leave = Callback::new(move |()| {
        is_dirty.set(false);
        is_asked.set(false);
        on_close.run(());
    });
    let close = Callback::new(move |()| if is_dirty.get_untracked() { is_asked.set(true) } else { leave.run(()) });
    // One drawer per person: the fields are made anew only for somebody else.
    let who = Memo::new(move |_| {
        opened.with(|opened| match opened {
            Some(Opened::Someone(card)) => card.person.id.to_string(),
            _ => String::new(),
        })
    });
    view! {
        <Dialog id="person" drawer=true open=is_open on_close=close title=title>
            {move || {
                let _somebody_else = who.get();
                opened
                    .get_untracked()
                    .map(|opened| {
                        let drawer = Drawer { directory, is_dirty, is_asked, leave, on_saved, open };
                        view! { <Later part=move || admin_person(opened.clone(), drawer) /> }
                    })
            }}
        </Dialog>
    }
    .into_any()
}

/// What the fields need of the drawer around them.
#[derive(Clone, Copy)]
struct Drawer {
    directory: RwSignal<Directory>,
    is_dirty: RwSignal<bool>,
    is_asked: RwSignal<bool>,
    leave: Callback<()>,
    on_saved: Callback<()>,
    open: Callback<Option<String>>,
}

#[leptos::wasm_split::wasm_split(admin_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn admin_person(opened: Opened, drawer: Drawer) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Fields opened drawer /> }.into_any())
}

#[component]
fn Fields(opened: Opened, drawer: Drawer) -> impl IntoView {
    let Drawer { directory, is_dirty, is_asked, leave, on_saved, open } = drawer;
    let (lang, toasts) = (use_lang(), use_toasts());
    let card = match opened {
        Opened::New => None,
        Opened::Someone(card) => Some(*card),
    };
    let person = RwSignal::new(card.as_ref().map(|card| card.person.clone()));
    let is_new = card.is_none();
    let own = card.as_ref().map(|card| card.person.id);
    let may_change = card.as_ref().is_none_or(|card| card.may_change);
    let typed = Typed::of(person.get_untracked().as_ref());
    let first = RwSignal::new(None::<String>);
    let (busy, error, once) = (RwSignal::new(false), RwSignal::new(None::<ApiError>), Once::default());
    let change = Memo::new(move |_| person.with(|person| typed.change(person.as_ref())));
    let untouched = StoredValue::new(change.get_untracked());
    let has_changed = Memo::new(move |_| {
        change.with(
            |change| if is_new { untouched.with_value(|u| u != change) } else { *change != PersonChange::default() },
        )
    });
    // The outside here is the drawer, which asks before it closes.
    Effect::new(move |_| is_dirty.set(has_changed.get()));
    let refuse = move |no: ApiError| {
        typed.problems.try_set(no.problems().to_vec());
        error.try_set(Some(no));
    };
    let save = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        typed.problems.set(Vec::new());
        let is_by_link = first.with_untracked(Option::is_none);
        let (before, new) = (person.get_untracked(), untrack(|| typed.new_person(first.get_untracked())));
        let change = change.get_untracked();
        spawn_local(async move {
            let answer = if let Some(before) = before {
                api::people::change(before.id, change).await
            } else {
                let key = once.key(&new);
                api::people::create(new, key).await
            };
            busy.try_set(false);
            match answer {
                Ok(stored) => {
                    once.done();
                    let key = if is_new { "admin.person_added" } else { "admin.person_saved" };
                    let words = tf(lang.try_get_untracked().unwrap_or_default(), key, &[("name", &stored.name)]);
                    toasts.show(Toast::good(words));
                    on_saved.try_run(());
                    is_dirty.try_set(false);
                    if is_new && is_by_link {
                        // The link is made beside the person, who is opened for it.
                        open.try_run(Some(stored.id.to_string()));
                    } else {
                        leave.try_run(());
                    }
                }
                Err(no) => refuse(no),
            }
        });
    };
    let access = card.map(|card| view! { <Access card on_saved /> });
    let locked = (!may_change).then(|| view! { <Notice tone=Tone::Info><p>{t!("admin.read_only")}</p></Notice> });
    view! {
        <form
            class="person-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            {locked}
            <Refused error />
            <fieldset class="form-parts" disabled=!may_change>
                <Who typed />
                {is_new.then(|| view! { <FirstPassword password=first problems=typed.problems /> })}
                <Belongs typed directory />
                <Work typed directory />
                {own.map(|own| view! { <Absences typed directory own /> })}
            </fieldset>
            <div class="form-foot">
                <Show when=move || is_asked.get()>
                    <Unsaved is_asked leave />
                </Show>
                <Button submit=true kind=ButtonKind::Primary busy=busy disabled=Signal::derive(move || !may_change || !has_changed.get())>
                    {t!(if is_new { "admin.person_new" } else { "common.save" })}
                </Button>
            </div>
        </form>
        {access}
    }
    .into_any()
}

/// Asks what becomes of what was typed.
#[component]
fn Unsaved(is_asked: RwSignal<bool>, leave: Callback<()>) -> impl IntoView {
    view! {
        <div class="unsaved" role="alert">
            <span>{t!("admin.unsaved")}</span>
            <Button small=true on_press=Callback::new(move |()| is_asked.set(false))>
                {t!("admin.keep_editing")}
            </Button>
            <Button small=true kind=ButtonKind::Danger on_press=leave>
                {t!("admin.discard")}
            </Button>
        </div>
    }
}
