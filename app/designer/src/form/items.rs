//! The items of a section: rows, sections, notes. Each is drawn once and follows the layout by itself, so that moving
//! one does not draw the others anew.

use editor::form::{Name, Path, shape};
use leptos::{ev::PointerEvent, prelude::*};
use model::{
    form::{Item, Layout},
    key::FieldKey,
};
use ui::{Icon, IconButton, t};

use super::{
    canvas::rename,
    cell::CellView,
    drag::Drag,
    pad::{Pad, words_of_item},
    reveal::mark,
    title::Title,
};

/// What an item is known by while the layout changes around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Own {
    /// A row, by its fields.
    Row(Vec<FieldKey>),
    /// The so-and-so-many-th section among its neighbours.
    Section(usize),
    /// The so-and-so-many-th note among its neighbours.
    Note(usize),
}

fn owns(items: &[Item]) -> Vec<Own> {
    let (mut sections, mut notes) = (0, 0);
    items
        .iter()
        .map(|item| match item {
            Item::Row { cells } => Own::Row(cells.iter().map(|cell| cell.field.clone()).collect()),
            Item::Section { .. } => {
                sections += 1;
                Own::Section(sections - 1)
            }
            Item::Note { .. } => {
                notes += 1;
                Own::Note(notes - 1)
            }
        })
        .collect()
}

/// Where an item of a section is now.
fn place(layout: &Layout, section: &Path, own: &Own) -> Option<Path> {
    let index = owns(shape::items(layout, section)?).iter().position(|one| one == own)?;
    Some(section.item(index))
}

/// The items of a section of the layout that is looked at.
#[component]
pub fn Items(pad: Pad, drag: Drag, section: Signal<Option<Path>>) -> impl IntoView {
    let list = Memo::new(move |_| {
        pad.layout.with(|layout| {
            section.with(|section| {
                layout
                    .as_ref()
                    .zip(section.as_ref())
                    .and_then(|(layout, section)| Some((layout.key.clone(), owns(shape::items(layout, section)?))))
            })
        })
    });
    let rows = move || {
        list.get()
            .map(|(layout, owns)| owns.into_iter().map(|own| (layout.clone(), own)).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    let row: fn(Pad, Drag, Signal<Option<Path>>, Own) -> AnyView = |pad, drag, section, own| match own {
        Own::Row(fields) => view! { <Row pad drag fields /> }.into_any(),
        own => {
            let is_section = matches!(own, Own::Section(_));
            let path = Memo::new(move |_| {
                pad.layout.with(|layout| section.with(|section| place(layout.as_ref()?, section.as_ref()?, &own)))
            });
            if is_section {
                view! { <Section pad drag path /> }.into_any()
            } else {
                view! { <Note pad drag path /> }.into_any()
            }
        }
    };
    view! {
        <For
            each=rows
            key=|one: &(model::key::LayoutKey, Own)| one.clone()
            children=move |(_, own)| row(pad, drag, section, own)
        />
    }
    .into_any()
}

#[component]
fn Row(pad: Pad, drag: Drag, fields: Vec<FieldKey>) -> impl IntoView {
    let cells = fields.into_iter().map(|key| view! { <CellView pad drag key /> }.into_any()).collect_view();
    view! { <div class="grid12">{cells}</div> }.into_any()
}

/// What a section and a note have in common: they can be picked, dragged, renamed and taken away.
#[derive(Clone, Copy)]
struct Piece {
    pad: Pad,
    drag: Drag,
    name: Memo<Option<Name>>,
    is_picked: Memo<bool>,
    words: Signal<String>,
}

impl Piece {
    fn of(pad: Pad, drag: Drag, path: Memo<Option<Path>>) -> Self {
        let name = Memo::new(move |_| {
            let layout = pad.layout.with(|layout| layout.as_ref().map(|layout| layout.key.clone()))?;
            Some(Name::Item(layout, path.get()?))
        });
        let is_picked = Memo::new(move |_| {
            name.with(|name| name.as_ref().is_some_and(|name| pad.selection.with(|picked| picked.contains(name))))
        });
        let words = Memo::new(move |_| {
            let lang = pad.lang.get();
            pad.layout.with(|layout| {
                let text = words_of_item(layout.as_ref()?, &path.get()?)?;
                Some(text.in_lang(lang).to_owned())
            })
        });
        Self { pad, drag, name, is_picked, words: Signal::derive(move || words.get().unwrap_or_default()) }
    }

    fn mark(self) -> String {
        self.name.with(|name| name.as_ref().map(mark).unwrap_or_default())
    }

    fn press(self, event: PointerEvent) {
        if let Some(name) = self.name.get_untracked() {
            self.drag.press(event, name);
        }
    }

    fn title(self, placeholder: &'static str) -> impl IntoView {
        move || {
            let (pad, words) = (self.pad, self.words);
            self.name.get().map(|of| view! { <Title pad of words placeholder /> })
        }
    }

    fn tools(self) -> impl IntoView {
        let Self { pad, name, is_picked, .. } = self;
        let write = move |()| {
            if let Some(name) = name.get_untracked() {
                rename(pad, name);
            }
        };
        view! {
            <Show when=move || is_picked.get() && !pad.readonly.get()>
                <div class="adorner" on:pointerdown=|event| event.stop_propagation()>
                    <IconButton icon="pencil" label=t!("common.rename") shortcut="F2" on_press=write />
                    <IconButton icon="trash" label=t!("form.take_out") shortcut="Delete" on_press=move |()| pad.hide() />
                </div>
                <span class="drag-grip"><Icon name="grip" /></span>
            </Show>
        }
    }
}

#[component]
fn Section(pad: Pad, drag: Drag, path: Memo<Option<Path>>) -> impl IntoView {
    let piece = Piece::of(pad, drag, path);
    let section = Signal::derive(move || path.get());
    let is_bare = Memo::new(move |_| {
        pad.layout.with(|layout| {
            path.with(|path| {
                layout
                    .as_ref()
                    .zip(path.as_ref())
                    .is_some_and(|(layout, path)| shape::items(layout, path).is_some_and(<[Item]>::is_empty))
            })
        })
    });
    view! {
        <section
            class="sheet-section piece"
            class:selected=move || piece.is_picked.get()
            data-part=move || piece.mark()
            role="group"
            aria-label=move || piece.words.get()
            aria-current=move || piece.is_picked.get().then_some("true")
            tabindex="-1"
            on:pointerdown=move |event| piece.press(event)
        >
            <h2>{piece.title("form.untitled_section")}</h2>
            {piece.tools()}
            <div class="section-items">
                <Items pad drag section />
                <Show when=move || is_bare.get()>
                    <p class="section-empty">{t!("form.section_empty")}</p>
                </Show>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Note(pad: Pad, drag: Drag, path: Memo<Option<Path>>) -> impl IntoView {
    let piece = Piece::of(pad, drag, path);
    view! {
        <div
            class="sheet-note piece"
            class:selected=move || piece.is_picked.get()
            data-part=move || piece.mark()
            role="group"
            aria-label=move || piece.words.get()
            aria-current=move || piece.is_picked.get().then_some("true")
            tabindex="-1"
            on:pointerdown=move |event| piece.press(event)
        >
            {piece.title("form.untitled_note")}
            {piece.tools()}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_section_is_known_by_its_turn_and_found_again_after_a_row_went_before_it() {
        let layout = |items: serde_json::Value| -> Layout {
            serde_json::from_value(json!({"key": "intake", "title": {}, "items": items})).unwrap()
        };
        let row = json!({"item": "row", "cells": [{"field": "a"}]});
        let section = json!({"item": "section", "title": {}, "items": []});
        let before = layout(json!([section, row]));
        let after = layout(json!([row, section]));
        let top = Path::default();
        assert_eq!(place(&before, &top, &Own::Section(0)), Some(Path(vec![0])));
        assert_eq!(place(&after, &top, &Own::Section(0)), Some(Path(vec![1])));
        assert_eq!(place(&after, &top, &Own::Row(vec!["b".into()])), None);
    }
}
