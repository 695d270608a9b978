//! A ladder: who is told and what happens when so much of the time is used, level by level.

mod acts;
mod forecast;
mod manners;
mod repeat;

use leptos::prelude::*;
use model::{
    Text,
    flow::Receiver,
    ladder::{Ladder, Level},
};
use ui::{Button, Check, Field, IconButton, Input, i18n::tf, t, use_lang};

use self::{acts::LevelActs, forecast::Storm, manners::Manners, repeat::Repeats};
use super::{
    Sheet, field_id,
    known::use_known,
    people::{receiver_of, receivers, value_of},
    pick::PickMany,
};
use crate::pages::studio::bilingual::Bilingual;

pub fn draw(sheet: Sheet<Ladder>) -> AnyView {
    let count = sheet.part(|ladder| ladder.levels.len());
    let readonly = sheet.readonly();
    let add = Callback::new(move |()| {
        sheet.set("/levels", |ladder| {
            let last = ladder.levels.last().map_or(50, |level| level.at_percent);
            let next = [75, 100, 150, 200].into_iter().find(|percent| *percent > last || ladder.levels.is_empty());
            let at_percent = next.unwrap_or(last);
            ladder.levels.push(Level { at_percent, tell: vec![Receiver::Owner], ..Level::default() });
        });
    });
    let levels = move || (0..count.get()).map(|at| view! { <OneLevel sheet at /> }.into_any()).collect_view();
    let button = (!readonly).then(|| {
        view! {
            <p>
                <Button icon="plus" on_press=add>
                    {t!("studio.add_level")}
                </Button>
            </p>
        }
    });
    view! {
        <section class="sheet-part" id=field_id("/levels")>
            <h2>{t!("studio.levels")}</h2>
            <p class="support">{t!("studio.levels_why")}</p>
            {levels}
            {button}
        </section>
        <Manners sheet />
        <Storm sheet />
    }
    .into_any()
}

#[component]
fn OneLevel(sheet: Sheet<Ladder>, at: usize) -> impl IntoView {
    let lang = use_lang();
    let readonly = sheet.readonly();
    let path = format!("/levels/{at}");
    let change = move |spot: &str, change: &dyn Fn(&mut Level)| {
        sheet.set(&format!("/levels/{at}{spot}"), |ladder| {
            if let Some(level) = ladder.levels.get_mut(at) {
                change(level);
            }
        });
    };
    let percent =
        sheet.part(move |ladder| ladder.levels.get(at).map(|level| level.at_percent.to_string()).unwrap_or_default());
    let tell = sheet.part(move |ladder| {
        ladder.levels.get(at).map(|level| level.tell.iter().map(value_of).collect::<Vec<_>>()).unwrap_or_default()
    });
    let text = sheet.part(move |ladder| ladder.levels.get(at).map(|level| level.text.clone()).unwrap_or_default());
    let mails = sheet.part(move |ladder| ladder.levels.get(at).is_some_and(|level| level.mails));
    let write = Callback::new(move |typed: String| {
        let percent = typed.trim().parse::<u16>().unwrap_or(0);
        change("/at_percent", &|level| level.at_percent = percent);
    });
    let picked = Callback::new(move |picked: Vec<String>| {
        change("/tell", &|level| level.tell = picked.iter().filter_map(|value| receiver_of(value)).collect());
    });
    let said = Callback::new(move |text: Text| change("/text", &|level| level.text = text.clone()));
    let remove = Callback::new(move |()| {
        sheet.set("/levels", |ladder| {
            if at < ladder.levels.len() {
                ladder.levels.remove(at);
            }
        });
    });
    let title = move || tf(lang.get(), "studio.level", &[("percent", &percent.get())]);
    view! {
        <fieldset class="sheet-card" id=field_id(&path)>
            <legend>{title}</legend>
            {(!readonly)
                .then(|| {
                    view! {
                        <span class="sheet-card-acts">
                            <IconButton icon="trash" label=t!("common.remove") on_press=remove />
                        </span>
                    }
                })}
            <Field
                id=field_id(&format!("{path}/at_percent"))
                label=t!("studio.level_at")
                hint=t!("studio.level_at_hint")
                error=sheet.wrong(format!("{path}/at_percent"))
                required=true
            >
                <Input value=percent on_input=write kind="number" inputmode="numeric" unit="%" readonly=readonly />
            </Field>
            <PickMany
                id=field_id(&format!("{path}/tell"))
                label=t!("studio.level_tell")
                values=tell
                choices=receivers(use_known())
                on_change=picked
                add=t!("studio.add_receiver")
                error=sheet.wrong(format!("{path}/tell"))
                readonly=readonly
            />
            <Bilingual
                id=field_id(&format!("{path}/text"))
                label=t!("studio.level_text")
                hint=t!("studio.level_text_hint")
                text=text
                on_change=said
                error=sheet.wrong(format!("{path}/text"))
                long=true
                readonly=readonly
            />
            <Check
                checked=mails
                on_change=Callback::new(move |on: bool| change("/mails", &|level| level.mails = on))
                disabled=readonly
            >
                {t!("studio.level_mails")}
            </Check>
            <Repeats sheet at />
            <LevelActs sheet at />
        </fieldset>
    }
    .into_any()
}
