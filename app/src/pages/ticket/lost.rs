//! Somebody else ended the step that one was working on: who, how, and what was typed and not handed in.

use leptos::prelude::*;
use model::Fields;
use ui::{
    Button, ButtonKind, Icon, Later, NotLoaded,
    i18n::{t, tf},
    t, use_lang,
};

use super::case::{Case, Typed};
use crate::{
    fill::{Shown, shown},
    words::said,
};

/// Shows the notice while there is something to say.
#[component]
pub fn Lost(case: Case, lost: RwSignal<Option<Typed>>) -> impl IntoView {
    move || lost.get().map(|typed| view! { <Later part=move || ticket_lost(case, typed.clone(), lost) quiet=true /> })
}

#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn ticket_lost(case: Case, typed: Typed, lost: RwSignal<Option<Typed>>) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Notice case typed lost /> }.into_any())
}

#[component]
fn Notice(case: Case, typed: Typed, lost: RwSignal<Option<Typed>>) -> impl IntoView {
    let lang = use_lang();
    let end = case.end_of(typed.task);
    let title = StoredValue::new(typed.title);
    let words = move || {
        let lang = lang.get();
        let step = title.with_value(|title| said(title, lang).to_owned());
        match end.get() {
            Some((who, outcome)) => {
                let outcome = said(&outcome, lang).to_owned();
                tf(lang, "ticket.lost_by", &[("who", &who), ("step", &step), ("outcome", &outcome)])
            }
            None => tf(lang, "ticket.lost", &[("step", &step)]),
        }
    };
    let close = Callback::new(move |()| lost.set(None));
    let kept = (!typed.fields.is_empty()).then(|| view! { <KeptWords case fields=typed.fields close /> });
    view! {
        <section class="lost notice" data-tone="warn" role="alert">
            <Icon name="alert" />
            <div>
                <p>{words}</p>
                {kept}
                <p class="cluster">
                    <Button kind=ButtonKind::Link on_press=close>
                        {t!("ticket.lost_close")}
                    </Button>
                </p>
            </div>
        </section>
    }
    .into_any()
}

/// What was typed: to be read, and to be kept as a note.
#[component]
fn KeptWords(case: Case, fields: Fields, close: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let kept = StoredValue::new(fields.clone());
    let note = Callback::new(move |()| {
        let lang = lang.get_untracked();
        let form = case.form();
        let lines: Vec<String> = kept.with_value(|fields| {
            let known = form.fields.iter().filter_map(|field| Some((field, fields.get(&field.key)?)));
            known
                .map(|(field, value)| format!("{}: {}", said(&field.label, lang), shown(lang, &field.holds, value)))
                .collect()
        });
        case.write(format!("{}\n{}", t(lang, "ticket.lost_note"), lines.join("\n")), true);
        close.run(());
    });
    view! {
        <p>{t!("ticket.lost_typed")}</p>
        <Shown fields form=case.form() />
        <p class="cluster">
            <Button small=true icon="note" on_press=note>
                {t!("ticket.lost_keep")}
            </Button>
        </p>
    }
}
