//! How someone signs in: a one-time link, a password that is set for them, and the account switched off and on.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    Problem,
    id::PersonId,
    view::{PersonCard, PersonChange},
};
use ui::{
    Button, ButtonKind, Choice, Field, FieldGroup, Input, Segment, Toast, Tone,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use crate::{
    clipboard,
    failed::Refused,
    pages::login::ShowPassword,
    words::{error, problem},
};

/// How someone new gets a password: by a link, or by one that is set now.
#[component]
pub fn FirstPassword(
    /// The password that is set; none for a link.
    password: RwSignal<Option<String>>,
    /// What is wrong.
    problems: RwSignal<Vec<Problem>>,
) -> impl IntoView {
    let lang = use_lang();
    let how = Signal::derive(move || if password.with(Option::is_some) { "set" } else { "link" }.to_owned());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        vec![Choice::new("link", t(lang, "admin.how_link")), Choice::new("set", t(lang, "admin.how_set"))]
    });
    let pick = Callback::new(move |how: String| password.set((how == "set").then(String::new)));
    view! {
        <FieldGroup id="person-how" label=t!("admin.how") hint=t!("admin.how_link_why")>
            <Segment name="person-how" label=t!("admin.how") value=how choices=choices on_pick=pick control=true />
        </FieldGroup>
        <Show when=move || password.with(Option::is_some)>
            <NewPassword
                id="person-password"
                label="admin.password"
                value=Signal::derive(move || password.get().unwrap_or_default())
                on_input=Callback::new(move |text| password.set(Some(text)))
                error=wrong(problems)
            />
        </Show>
    }
    .into_any()
}

fn wrong(problems: RwSignal<Vec<Problem>>) -> Signal<Option<String>> {
    let lang = use_lang();
    Signal::derive(move || {
        problems.with(|problems| {
            let found = problems.iter().find(|problem| problem.path == "/password");
            found.map(|found| problem::sentence(lang.get(), found))
        })
    })
}

/// A password to be set, with an eye.
#[component]
pub fn NewPassword(
    /// The id of the field.
    id: &'static str,
    /// The key of its name.
    label: &'static str,
    /// What is typed.
    value: Signal<String>,
    /// Called with the new text.
    on_input: Callback<String>,
    /// What is wrong.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    view! {
        <Field id=id label=t!(label) hint=t!("admin.password_hint") error=error>
            <Input
                value=value
                on_input=on_input
                kind=Signal::derive(move || if is_shown.get() { "text" } else { "password" })
                autocomplete="new-password"
            >
                <ShowPassword is_shown />
            </Input>
        </Field>
    }
    .into_any()
}

/// The part of the drawer below the fields.
#[component]
pub fn Access(card: PersonCard, on_saved: Callback<()>) -> impl IntoView {
    let (id, name, may_change) = (card.person.id, card.person.name.clone(), card.may_change);
    let is_active = card.person.active;
    let parts = (may_change && is_active).then(|| {
        view! {
            <Link id name=name.clone() />
            <SetPassword id name on_saved />
        }
    });
    view! {
        <section class="access">
            <h3>{t!("admin.access")}</h3>
            {parts}
            {may_change.then(|| view! { <Account card on_saved /> })}
        </section>
    }
    .into_any()
}

/// A link that is shown once.
#[component]
fn Link(id: PersonId, name: String) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let link = RwSignal::new(None::<String>);
    let (busy, refusal) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let make = Callback::new(move |()| {
        busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            match api::people::make_link(id).await {
                Ok(made) => {
                    link.try_set(Some(made.url));
                }
                Err(no) => {
                    refusal.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    let copy = Callback::new(move |()| {
        if let Some(link) = link.get_untracked() {
            let lang = lang.get_untracked();
            toasts.show(if clipboard::copy(&link) {
                Toast::good(t(lang, "common.copied"))
            } else {
                Toast::new(Tone::Warn, t(lang, "admin.link_by_hand"))
            });
        }
    });
    let name = StoredValue::new(name);
    view! {
        <p class="support">{t!("admin.link_why")}</p>
        <Refused error=refusal />
        <Show
            when=move || link.with(Option::is_some)
            fallback=move || {
                view! {
                    <p>
                        <Button small=true icon="link" busy=busy on_press=make>
                            {t!("admin.link_make")}
                        </Button>
                    </p>
                }
            }
        >
            <Field id="person-link" label=t!("admin.link_label") hint=t!("admin.link_ready", name = name.get_value())>
                <div class="copy-line">
                    <Input
                        value=Signal::derive(move || link.get().unwrap_or_default())
                        readonly=Signal::stored(true)
                    />
                    <Button icon="copy" on_press=copy>
                        {t!("common.copy")}
                    </Button>
                </div>
            </Field>
        </Show>
    }
    .into_any()
}

/// A password that is set for someone.
#[component]
fn SetPassword(id: PersonId, name: String, on_saved: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let password = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::new());
    let busy = RwSignal::new(false);
    let name = StoredValue::new(name);
    let set = Callback::new(move |()| {
        busy.set(true);
        problems.set(Vec::new());
        let change = PersonChange { password: Some(password.get_untracked()), ..PersonChange::default() };
        spawn_local(async move {
            let lang = lang.try_get_untracked().unwrap_or_default();
            match api::people::change(id, change).await {
                Ok(_) => {
                    password.try_set(String::new());
                    toasts.show(Toast::good(tf(lang, "admin.password_done", &[("name", &name.get_value())])));
                    on_saved.try_run(());
                }
                Err(no) => {
                    problems.try_set(no.problems().to_vec());
                    if no.problems().is_empty() {
                        toasts.show(Toast::bad(error::sentence(lang, &no)));
                    }
                }
            }
            busy.try_set(false);
        });
    });
    view! {
        <NewPassword
            id="person-new-password"
            label="admin.password_new"
            value=password.into()
            on_input=Callback::new(move |text| password.set(text))
            error=wrong(problems)
        />
        <p>
            <Button small=true busy=busy disabled=Signal::derive(move || password.with(String::is_empty)) on_press=set>
                {t!("admin.password_set")}
            </Button>
        </p>
    }
    .into_any()
}

/// Switching the account off, with the impact, and on again.
#[component]
fn Account(card: PersonCard, on_saved: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let (id, name, open, is_active) = (card.person.id, card.person.name, card.open, card.person.active);
    let is_on = RwSignal::new(is_active);
    let busy = RwSignal::new(false);
    let name = StoredValue::new(name);
    let set = Callback::new(move |active: bool| {
        busy.set(true);
        spawn_local(async move {
            let lang = lang.try_get_untracked().unwrap_or_default();
            let change = PersonChange { active: Some(active), ..PersonChange::default() };
            match api::people::change(id, change).await {
                Ok(_) => {
                    is_on.try_set(active);
                    let key = if active { "admin.switched_on" } else { "admin.switched_off" };
                    toasts.show(Toast::good(tf(lang, key, &[("name", &name.get_value())])));
                    on_saved.try_run(());
                }
                Err(no) => toasts.show(Toast::bad(error::sentence(lang, &no))),
            }
            busy.try_set(false);
        });
    });
    view! {
        <Show
            when=move || is_on.get()
            fallback=move || {
                view! {
                    <p>
                        <Button small=true busy=busy on_press=Callback::new(move |()| set.run(true))>
                            {t!("admin.switch_on")}
                        </Button>
                    </p>
                }
            }
        >
            <p class="support">{t!("admin.switch_off_why", count = open)}</p>
            <p>
                <Button
                    small=true
                    kind=ButtonKind::Danger
                    busy=busy
                    on_press=Callback::new(move |()| set.run(false))
                >
                    {t!("admin.switch_off")}
                </Button>
            </p>
        </Show>
    }
    .into_any()
}
