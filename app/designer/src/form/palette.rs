//! The left side: what can be put in, and the outline of what is there.

use editor::form::{Name, shape};
use leptos::{ev::PointerEvent, prelude::*};
use model::form::Item;
use ui::{Choice, Icon, SearchInput, Segment, i18n::t, t, use_lang};

use super::{
    drag::Drag,
    kind::{self, KINDS, Kind, STRUCTURE},
    pad::Pad,
    reveal::mark,
};
use crate::frame::{PaletteGroup, PaletteList, Stencil};

/// Palette or outline.
#[component]
pub fn Side(pad: Pad, drag: Drag) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || if pad.outline.get() { "outline" } else { "add" }.to_owned());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        vec![Choice::new("add", t(lang, "form.side.add")), Choice::new("outline", t(lang, "form.side.outline"))]
    });
    let pick = move |name: String| pad.outline.set(name == "outline");
    view! {
        <div class="side-switch">
            <Segment name="form-side" label=t!("form.side") value choices on_pick=pick fill=true />
        </div>
        <Show when=move || pad.outline.get() fallback=move || view! { <Palette pad drag /> }>
            <Outline pad />
        </Show>
    }
    .into_any()
}

#[component]
fn Palette(pad: Pad, drag: Drag) -> impl IntoView {
    let lang = use_lang();
    let groups = Memo::new(move |_| {
        let lang = lang.get();
        let stencil = |kind: &Kind| Stencil {
            key: kind.name.to_owned(),
            icon: kind.icon,
            label: t(lang, kind.label).to_owned(),
            hint: t(lang, kind.hint).to_owned(),
            barred: None,
        };
        let mut groups: Vec<PaletteGroup> = Vec::new();
        for kind in KINDS.iter().chain(&STRUCTURE) {
            match groups.last_mut().filter(|group| group.key == kind.group) {
                Some(group) => group.stencils.push(stencil(kind)),
                None => groups.push(PaletteGroup {
                    key: kind.group.to_owned(),
                    label: t(lang, kind.group).to_owned(),
                    stencils: vec![stencil(kind)],
                }),
            }
        }
        let spare = spare(pad);
        if !spare.is_empty() {
            groups.push(PaletteGroup {
                key: "spare".to_owned(),
                label: t(lang, "form.group.spare").to_owned(),
                stencils: spare,
            });
        }
        groups
    });
    let pick = move |name: String| pad.add(&name, None);
    let take = move |(name, event): (String, PointerEvent)| drag.take(name, &event);
    view! {
        <PaletteList groups label=t!("form.find_kind") on_pick=pick on_take=take readonly=pad.readonly />
    }
    .into_any()
}

/// The fields of the form that this layout does not show.
fn spare(pad: Pad) -> Vec<Stencil> {
    let lang = pad.lang.get();
    pad.with(|form| {
        pad.layout.with(|layout| {
            let Some(layout) = layout else { return Vec::new() };
            let shown: Vec<_> = layout.cells().into_iter().map(|cell| &cell.field).collect();
            let hidden = form.fields.iter().filter(|field| !shown.contains(&&field.key));
            hidden
                .map(|field| Stencil {
                    key: format!("field:{}", field.key),
                    icon: kind::of_name(field.holds.name()).icon,
                    label: field.label.in_lang(lang).to_owned(),
                    hint: field.key.to_string(),
                    barred: None,
                })
                .collect()
        })
    })
}

/// One line of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    mark: String,
    depth: usize,
    icon: &'static str,
    words: String,
    key: String,
    is_needed: bool,
}

/// Everything in the layout, top to bottom; what is searched for is looked up in the whole form.
#[component]
fn Outline(pad: Pad) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let lines = Memo::new(move |_| {
        let sought = query.with(|query| query.trim().to_lowercase());
        let all = lines(pad);
        let fits = |(_, line): &(Name, Line)| {
            sought.is_empty() || line.words.to_lowercase().contains(&sought) || line.key.contains(&sought)
        };
        all.into_iter().filter(fits).collect::<Vec<_>>()
    });
    let row = move |(name, line): (Name, Line)| {
        let own = name.clone();
        let is_picked = move || pad.selection.with(|selection| selection.contains(&own));
        let pick = move |_| {
            pad.select(name.clone(), false);
            pad.reveal();
        };
        view! {
            <button
                type="button"
                class="outline-row"
                style=format!("--depth: {}", line.depth)
                aria-current=move || is_picked().then_some("true")
                on:click=pick
            >
                <Icon name=line.icon />
                <span class="cut">{line.words}</span>
                {line.is_needed.then(|| view! { <span class="required" aria-hidden="true">"*"</span> })}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="top">
            <SearchInput
                small=true
                value=query
                label=t!("form.find")
                shortcut="Ctrl+F"
                on_input=move |words| query.set(words)
            />
        </div>
        <div class="list outline">
            <For each=move || lines.get() key=Clone::clone children=row />
            <Show when=move || lines.with(Vec::is_empty)>
                <p class="palette-none">{t!("designer.nothing_found")}</p>
            </Show>
        </div>
    }
    .into_any()
}

fn lines(pad: Pad) -> Vec<(Name, Line)> {
    let lang = pad.lang.get();
    pad.with(|form| {
        pad.layout.with(|layout| {
            let Some(layout) = layout else { return Vec::new() };
            let mut found = Vec::new();
            for (path, item) in shape::walk(layout) {
                let depth = path.0.len().saturating_sub(1);
                let mut push = |name: Name, icon, words: &str, key: &str, is_needed| {
                    let line = Line {
                        mark: mark(&name),
                        depth,
                        icon,
                        words: words.to_owned(),
                        key: key.to_owned(),
                        is_needed,
                    };
                    found.push((name, line));
                };
                match item {
                    Item::Section { title, .. } => {
                        push(Name::Item(layout.key.clone(), path), "section", title.in_lang(lang), "", false);
                    }
                    Item::Note { text } => {
                        push(Name::Item(layout.key.clone(), path), "note", text.in_lang(lang), "", false);
                    }
                    Item::Row { cells } => {
                        for cell in cells {
                            let Some(field) = form.field(&cell.field) else { continue };
                            let icon = kind::of_name(field.holds.name()).icon;
                            let is_needed = cell.required || field.required != model::form::Need::Never;
                            let name = Name::Field(field.key.clone());
                            push(name, icon, field.label.in_lang(lang), field.key.as_str(), is_needed);
                        }
                    }
                }
            }
            found
        })
    })
}
