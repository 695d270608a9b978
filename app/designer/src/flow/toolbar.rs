//! The row of tools above the canvas.

use editor::flow::{
    Edit,
    tool::{Act, Mode},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Icon, IconButton, i18n::t as say, t};

use super::{
    align::{Align, chosen},
    stage::Stage,
};
use crate::frame::{HistoryEntry, HistoryTools};

const MODES: [(Mode, &str, &str, &str); 4] = [
    (Mode::Select, "cursor", "flow.mode.select", "V"),
    (Mode::Hand, "hand", "flow.mode.hand", "H"),
    (Mode::Lasso, "lasso", "flow.mode.lasso", "L"),
    (Mode::Connect, "connect", "flow.mode.connect", "C"),
];

/// See the module.
#[component]
pub(super) fn Toolbar(stage: Stage) -> impl IntoView {
    let readonly = stage.outside.readonly;
    let modes = MODES
        .into_iter()
        .map(|(mode, icon, key, shortcut)| {
            let pressed = Signal::derive(move || stage.mode.get() == mode);
            let pick = move |()| {
                stage.act(Act::SetMode(mode));
                super::board::focus();
            };
            view! { <IconButton icon label=t!(key) shortcut pressed on_press=pick /> }.into_any()
        })
        .collect_view();
    let tidy = move |()| {
        let nodes = Some(chosen(stage)).filter(|nodes| nodes.len() > 1).unwrap_or_default();
        stage.make(Edit::Tidy { nodes });
        stage.change(editor::flow::Canvas::fit);
    };
    view! {
        <History stage />
        <span class="rule"></span>
        {modes}
        <span class="rule"></span>
        <Align stage />
        <Button kind=ButtonKind::Quiet small=true icon="tidy" disabled=readonly on_press=tidy>
            {t!("flow.tidy")}
        </Button>
        <span class="push"></span>
        <Button kind=ButtonKind::Quiet small=true icon="play" on_press=move |()| stage.outside.on_test.run(())>
            {t!("flow.test")}
        </Button>
        <span class="rule"></span>
        <IconButton icon="search" label=t!("flow.find") shortcut="Ctrl+F" on_press=move |()| stage.finding.set(true) />
        <IconButton icon="download" label=t!("flow.picture") on_press=move |()| super::picture::save_picture(stage) />
        <span class="rule"></span>
        <Zoom stage />
        <span class="rule"></span>
        <IconButton icon="help" label=t!("flow.help.title") shortcut="?" on_press=move |()| stage.helping.set(true) />
    }
    .into_any()
}

#[component]
fn History(stage: Stage) -> impl IntoView {
    let entries = Memo::new(move |_| {
        stage.settled.track();
        let lang = stage.lang.get();
        stage.with(|canvas| {
            let entries = canvas.editor().history().entries().iter();
            entries
                .map(|entry| {
                    let touched = entry.patch.touched();
                    let parts = touched.len();
                    let meta =
                        if parts > 1 { ui::i18n::tf(lang, "flow.parts", &[("n", &parts)]) } else { String::new() };
                    HistoryEntry { label: say(lang, &format!("editor.word.{}", entry.word)).to_owned(), meta }
                })
                .collect::<Vec<_>>()
        })
    });
    let done = Memo::new(move |_| {
        stage.settled.track();
        stage.with(|canvas| canvas.editor().history().done())
    });
    view! {
        <HistoryTools
            entries
            done
            on_undo=move |()| stage.act(Act::Undo)
            on_redo=move |()| stage.act(Act::Redo)
            on_go=move |to| stage.change(|canvas| canvas.go_to(to))
            readonly=stage.outside.readonly
        />
    }
    .into_any()
}

#[component]
fn Zoom(stage: Stage) -> impl IntoView {
    let percent = move || format!("{:.0}%", stage.view.with(|view| view.scale * 100.0));
    view! {
        <IconButton
            icon="minus"
            label=t!("flow.zoom_out")
            shortcut="-"
            on_press=move |()| stage.act(Act::Zoom(1.0 / editor::view::NOTCH))
        />
        <button
            type="button"
            class="percent"
            title=t!("flow.zoom_reset")
            aria-label=t!("flow.zoom_reset")
            on:click=move |_| stage.act(Act::ZoomReset)
        >
            {percent}
        </button>
        <IconButton
            icon="plus"
            label=t!("flow.zoom_in")
            shortcut="+"
            on_press=move |()| stage.act(Act::Zoom(editor::view::NOTCH))
        />
        <button
            type="button"
            class="icon-button"
            aria-label=t!("flow.fit")
            title=t!("flow.fit")
            aria-keyshortcuts="1"
            on:click=move |_| stage.change(editor::flow::Canvas::fit)
        >
            <Icon name="fit" />
        </button>
    }
    .into_any()
}
