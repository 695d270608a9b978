//! The options of a choice field: label in the language of the form, key, order, retirement.

use editor::form::SetField;
use leptos::{ev::KeyboardEvent, prelude::*};
use model::{form::Choice, key::OptionKey};
use ui::{Button, ButtonKind, IconButton, Input, Menu, MenuItem, t};

use super::field::Picked;
use crate::frame::PropertySection;

/// The options, with what adds more of them.
#[component]
pub(super) fn OptionRows(picked: Picked) -> impl IntoView {
    let pad = picked.side.pad;
    let options = Memo::new(move |_| picked.field.with(|field| field.holds.options().unwrap_or_default().to_vec()));
    let keys = move || options.with(|options| options.iter().map(|one| one.key.clone()).collect::<Vec<_>>());
    let count = move || options.with(Vec::len).to_string();
    let add = move |()| {
        let key = picked.key();
        pad.writing.set(Some(crate::form::pad::Writing::NewOption(key)));
    };
    view! {
        <PropertySection title=t!("form.section.options") meta=count>
            <div class="property-box" data-path="/options">
                <For
                    each=keys
                    key=OptionKey::clone
                    children=move |key| view! { <OptionRow picked options key /> }.into_any()
                />
                <Button small=true kind=ButtonKind::Quiet icon="plus" disabled=pad.readonly on_press=add>
                    {t!("form.add_option")}
                </Button>
            </div>
        </PropertySection>
    }
    .into_any()
}

#[component]
fn OptionRow(picked: Picked, options: Memo<Vec<Choice>>, key: OptionKey) -> impl IntoView {
    let pad = picked.side.pad;
    let own = StoredValue::new(key.clone());
    let choice = Memo::new(move |_| {
        options.with(|options| own.with_value(|key| options.iter().find(|one| one.key == *key).cloned()))
    });
    let label = Signal::derive(move || {
        let lang = pad.lang.get();
        choice.with(|choice| {
            choice.as_ref().map(|choice| choice.label.written(lang).unwrap_or_default().to_owned()).unwrap_or_default()
        })
    });
    let is_retired = Signal::derive(move || choice.with(|choice| choice.as_ref().is_some_and(|choice| choice.retired)));
    let write =
        Callback::new(move |words: String| own.with_value(|option| pad.write_option(&picked.key(), option, &words)));
    let done = Callback::new(move |_: String| own.with_value(|option| pad.option_written(&picked.key(), option)));
    let place =
        move || options.with_untracked(|options| own.with_value(|key| options.iter().position(|one| one.key == *key)));
    let shift = move |by_one_up: bool| {
        let Some(at) = place() else { return };
        let to = if by_one_up { at.checked_sub(1) } else { Some(at + 1) };
        if let Some(to) = to.filter(|to| *to < options.with_untracked(Vec::len)) {
            picked.set(SetField::MoveOption { option: own.get_value(), to });
        }
    };
    let retire = move |()| {
        if let Some(mut one) = choice.get_untracked() {
            one.retired = !one.retired;
            picked.set(SetField::Option(one));
        }
    };
    let keydown = move |event: KeyboardEvent| {
        if event.alt_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") {
            event.prevent_default();
            shift(event.key() == "ArrowUp");
        }
    };
    let menu = format!("option-menu-{key}");
    view! {
        <div class="option-row" class:retired=move || is_retired.get() data-path=format!("/options/{key}") on:keydown=keydown>
            <Input
                small=true
                value=label
                on_input=write
                on_change=done
                label=t!("form.option")
                readonly=pad.readonly
            />
            <code class="mono cut">{key.to_string()}</code>
            <IconButton tiny=true icon="more" label=t!("form.option_acts") menu=menu.clone() disabled=pad.readonly />
            <Menu id=menu label=t!("form.option_acts")>
                <MenuItem icon="arrow-up" shortcut="Alt+↑" on_pick=move |()| shift(true)>
                    {t!("form.up")}
                </MenuItem>
                <MenuItem icon="arrow-down" shortcut="Alt+↓" on_pick=move |()| shift(false)>
                    {t!("form.down")}
                </MenuItem>
                <MenuItem icon="eye-off" checked=is_retired on_pick=retire>
                    {t!("form.retire")}
                </MenuItem>
                <MenuItem icon="trash" tone=ui::Tone::Bad on_pick=move |()| picked.set(SetField::RemoveOption(own.get_value()))>
                    {t!("common.remove")}
                </MenuItem>
            </Menu>
        </div>
    }
    .into_any()
}
