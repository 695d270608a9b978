//! The right side: the properties of what is selected, with a search over them.

use editor::form::{Edit, Name, Path, SetLayout};
use leptos::{prelude::*, text_prop::TextProp};
use model::{Lang, Text, form::Purpose, key::LayoutKey};
use ui::{Choice, Input, SearchInput, Select, i18n::t, t, use_lang};

use super::pad::{Pad, words_of_item};
use crate::frame::{PropertiesHead, Property, PropertySection};

mod columns;
mod default;
mod facts;
mod field;
mod need;
mod options;

use field::FieldProperties;

/// What every property needs.
#[derive(Clone, Copy)]
pub(super) struct Side {
    pub pad: Pad,
    /// What is searched for, in lower case.
    pub query: RwSignal<String>,
    /// What is wrong, by the end of the path: the problems of the selected part.
    pub problems: Signal<Vec<(String, String)>>,
}

impl Side {
    /// What is wrong with a property, in words.
    fn wrong(self, path: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.problems.with(|problems| {
                problems
                    .iter()
                    .find(|(at, _)| at.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
                    .map(|(_, words)| words.clone())
            })
        })
    }
}

/// The properties of what is selected.
#[component]
pub fn Properties(pad: Pad, problems: Signal<Vec<(String, String)>>) -> impl IntoView {
    let side = Side { pad, query: RwSignal::new(String::new()), problems };
    let picked = Memo::new(move |_| {
        let fields = pad.picked();
        let other =
            pad.selection.with(|selection| selection.only().filter(|name| !matches!(name, Name::Field(_))).cloned());
        (fields, other)
    });
    move || {
        let (fields, other) = picked.get();
        match (fields.as_slice(), other) {
            ([], Some(Name::Item(layout, path))) => view! { <ItemProperties side layout path /> }.into_any(),
            ([], _) => view! { <LayoutProperties side /> }.into_any(),
            _ => view! { <FieldProperties side fields /> }.into_any(),
        }
    }
}

/// The search over the properties.
#[component]
pub(super) fn Search(side: Side) -> impl IntoView {
    let query = side.query;
    view! {
        <SearchInput
            small=true
            value=query
            label=t!("form.find_property")
            on_input=move |words: String| query.set(words.trim().to_lowercase())
        />
    }
}

/// One property, shown while it fits the search.
#[component]
pub(super) fn Row(
    side: Side,
    /// The key of its name.
    label: &'static str,
    /// The end of the path of its problems.
    path: &'static str,
    /// The key of how it is meant.
    #[prop(optional)]
    hint: &'static str,
    /// What stands behind its name, such as a language.
    #[prop(optional)]
    tail: &'static str,
    #[prop(optional)] wide: bool,
    #[prop(optional)] group: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let lang = use_lang();
    let fits = Memo::new(move |_| {
        let lang = lang.get();
        let about = if hint.is_empty() { "" } else { t(lang, hint) };
        side.query
            .with(|query| query.is_empty() || format!("{} {about}", t(lang, label)).to_lowercase().contains(query))
    });
    let name = move || format!("{}{tail}", t(lang.get(), label));
    let hint: Option<TextProp> = (!hint.is_empty()).then(|| TextProp::from(move || t(lang.get(), hint)));
    let children = StoredValue::new(children);
    let (name, hint) = (StoredValue::new(TextProp::from(name)), StoredValue::new(hint));
    view! {
        <Show when=move || fits.get()>
            <RowInner name=name.get_value() hint=hint.get_value() path problem=side.wrong(path) wide group children />
        </Show>
    }
    .into_any()
}

#[component]
fn RowInner(
    name: TextProp,
    hint: Option<TextProp>,
    path: &'static str,
    problem: Signal<Option<String>>,
    wide: bool,
    group: bool,
    children: StoredValue<ChildrenFn>,
) -> impl IntoView {
    let inner = children.with_value(|children| children());
    match hint {
        Some(hint) => view! { <Property label=name path problem hint wide group>{inner}</Property> }.into_any(),
        None => view! { <Property label=name path problem wide group>{inner}</Property> }.into_any(),
    }
}

/// A text in one language, written key by key.
#[component]
pub(super) fn Words(
    side: Side,
    label: &'static str,
    path: &'static str,
    of: Lang,
    text: Signal<Text>,
    on_write: Callback<Text>,
    #[prop(optional, into)] on_done: Option<Callback<()>>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let value = Signal::derive(move || text.with(|text| text.written(of).unwrap_or_default().to_owned()));
    let tail = match of {
        Lang::En => " (EN)",
        Lang::ZhCn => "（中）",
    };
    let write = Callback::new(move |words: String| {
        let mut changed = text.get_untracked();
        changed.write(of, words);
        on_write.run(changed);
    });
    let done = Callback::new(move |_: String| {
        if let Some(act) = on_done {
            act.run(());
        }
    });
    view! {
        <Row side label path tail hint>
            <Input small=true value on_input=write on_change=done readonly=side.pad.readonly />
        </Row>
    }
    .into_any()
}

/// The title of a section, or the words of a note.
#[component]
fn ItemProperties(side: Side, layout: LayoutKey, path: Path) -> impl IntoView {
    let pad = side.pad;
    let lang = use_lang();
    let is_section = pad.look(|sheet| {
        let found = sheet.form().layout(&layout);
        found.is_some_and(|layout| {
            matches!(editor::form::shape::item(layout, &path), Some(model::form::Item::Section { .. }))
        })
    });
    let of = StoredValue::new((layout, path));
    let text =
        Memo::new(move |_| pad.with(|form| of.with_value(|(layout, path)| words_of_item(form.layout(layout)?, path))));
    let text = Signal::derive(move || text.get().unwrap_or_default());
    let write = Callback::new(move |text: Text| {
        of.with_value(|(layout, item)| {
            pad.make(&Edit::SetText { layout: layout.clone(), item: item.clone(), text });
        });
    });
    let kind = if is_section { "form.kind.section" } else { "form.kind.note" };
    let title = move || text.with(|text| text.in_lang(pad.lang.get()).to_owned());
    let words = Lang::ALL
        .map(|of| view! { <Words side label="form.property.words" path="" of text on_write=write /> })
        .collect_view();
    view! {
        <PropertiesHead icon=if is_section { "section" } else { "note" } title meta=move || t(lang.get(), kind) />
        <div class="list">
            <PropertySection title=t!("form.section.general")>{words}</PropertySection>
        </div>
    }
    .into_any()
}

/// The layout that is looked at, while nothing in it is selected.
#[component]
fn LayoutProperties(side: Side) -> impl IntoView {
    let pad = side.pad;
    let lang = use_lang();
    let layout = Memo::new(move |_| {
        pad.layout
            .with(|layout| layout.as_ref().map(|layout| (layout.key.clone(), layout.title.clone(), layout.purpose)))
    });
    let is_there = Memo::new(move |_| layout.with(Option::is_some));
    let text = Signal::derive(move || {
        layout.with(|layout| layout.as_ref().map(|(_, title, _)| title.clone()).unwrap_or_default())
    });
    let set = move |to: SetLayout| {
        if let Some((layout, ..)) = layout.get_untracked() {
            pad.make(&Edit::SetLayout { layout, to });
        }
    };
    let write = Callback::new(move |title: Text| set(SetLayout::Title(title)));
    let purpose = Signal::derive(move || {
        layout.with(|layout| layout.as_ref().map(|(.., purpose)| purpose_name(*purpose).to_owned()).unwrap_or_default())
    });
    let purposes = Signal::derive(move || purposes(lang.get()));
    let pick = Callback::new(move |name: String| {
        if let Some(purpose) = purpose_of(&name) {
            set(SetLayout::Purpose(purpose));
        }
    });
    let title = move || text.with(|text| text.in_lang(pad.lang.get()).to_owned());
    let names = Lang::ALL
        .map(|of| view! { <Words side label="form.property.label" path="/title" of text=pad.name on_write=pad.on_name /> })
        .collect_view();
    let words = move || {
        Lang::ALL
            .map(|of| view! { <Words side label="form.property.label" path="/layout_title" of text on_write=write /> })
            .collect_view()
    };
    view! {
        <PropertiesHead icon="section" title meta=t!("form.layout") />
        <div class="list">
            <PropertySection title=t!("kind.form")>{names}</PropertySection>
            <Show when=move || is_there.get()>
                <PropertySection title=t!("form.section.layout")>
                    {words()}
                    <Row side label="form.property.purpose" path="/purpose">
                        <Select small=true value=purpose choices=purposes on_pick=pick disabled=pad.readonly />
                    </Row>
                </PropertySection>
            </Show>
            <p class="properties-hint">{t!("form.nothing_selected")}</p>
        </div>
    }
    .into_any()
}

/// The purposes of a layout as choices.
pub(super) fn purposes(lang: ui::Lang) -> Vec<Choice> {
    [Purpose::Intake, Purpose::Portal, Purpose::Step]
        .map(|purpose| {
            let name = purpose_name(purpose);
            Choice::new(name, t(lang, &format!("form.purpose.{name}")))
        })
        .to_vec()
}

/// The name of a purpose.
pub(super) const fn purpose_name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Intake => "intake",
        Purpose::Portal => "portal",
        Purpose::Step => "step",
    }
}

/// The purpose of a name.
pub(super) fn purpose_of(name: &str) -> Option<Purpose> {
    [Purpose::Intake, Purpose::Portal, Purpose::Step].into_iter().find(|purpose| purpose_name(*purpose) == name)
}
