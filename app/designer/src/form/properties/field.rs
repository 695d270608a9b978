//! The properties of fields. Several fields show what they have in common; a change goes to all of them.

use editor::form::{Edit, Name, SetCell, SetField, shape};
use leptos::prelude::*;
use model::{Lang, Text, form::Field, key::FieldKey};
use ui::{Button, ButtonKind, Choice, Input, Select, Switch, i18n::t, t, use_lang};

use super::{
    Row, Search, Side, Words,
    columns::Columns,
    default::DefaultRow,
    facts::Facts,
    need::{NeedRow, VisibleRow},
    options::OptionRows,
};
use crate::{
    form::{
        kind,
        pad::{Pad, other},
    },
    frame::{PropertiesHead, PropertySection},
};

/// The selected fields: the first is the one whose values are shown.
#[derive(Clone, Copy)]
pub(super) struct Picked {
    pub side: Side,
    keys: StoredValue<Vec<FieldKey>>,
    /// The main field.
    pub field: Memo<Field>,
}

impl Picked {
    /// Changes a property of all of them.
    pub fn set(self, to: SetField) {
        self.side.pad.set_fields(self.keys.get_value(), to);
    }

    /// The key of the main one.
    pub fn key(self) -> FieldKey {
        self.field.with_untracked(|field| field.key.clone())
    }
}

/// See the module.
#[component]
pub(super) fn FieldProperties(side: Side, fields: Vec<FieldKey>) -> impl IntoView {
    let pad = side.pad;
    let Some(main) = fields.first().and_then(|key| pad.field(key)) else { return ().into_any() };
    let many = fields.len();
    let picked = Picked { side, keys: StoredValue::new(fields), field: Memo::new(move |_| main.get()) };
    let shape = Memo::new(move |_| picked.field.with(|field| field.holds.name()));
    let own = move || {
        let name = shape.get();
        (many == 1).then(|| {
            view! {
                <PropertySection title=t!("form.section.general")>
                    <General picked />
                </PropertySection>
                {match name {
                    "select" | "radio" | "multi_select" => view! { <OptionRows picked /> }.into_any(),
                    "table" => view! { <Columns picked /> }.into_any(),
                    _ => view! { <Facts picked name /> }.into_any(),
                }}
            }
            .into_any()
        })
    };
    view! {
        <Head picked many />
        <div class="list">
            {own}
            <PropertySection title=t!("form.section.rules")>
                <NeedRow
                    picked
                    label="form.property.required"
                    path="/required"
                    read=|field: &Field| field.required.clone()
                    write=SetField::Required
                />
                <VisibleRow picked />
                <NeedRow
                    picked
                    label="form.property.read_only"
                    path="/read_only"
                    read=|field: &Field| field.read_only.clone()
                    write=SetField::ReadOnly
                />
            </PropertySection>
            <PropertySection title=t!("form.section.here")>
                <Here picked />
            </PropertySection>
            {move || (many == 1).then(|| view! { <Value picked name=shape.get() /> })}
            <PropertySection title=t!("form.section.use")>
                <Use picked />
            </PropertySection>
        </div>
    }
    .into_any()
}

#[component]
fn Head(picked: Picked, many: usize) -> impl IntoView {
    let pad = picked.side.pad;
    let icon = kind::of_name(picked.field.with_untracked(|field| field.holds.name())).icon;
    let several = t!("form.several", count = many);
    let title = move || {
        if many > 1 { several() } else { picked.field.with(|field| field.label.in_lang(pad.lang.get()).to_owned()) }
    };
    let meta = move || if many > 1 { String::new() } else { picked.field.with(|field| field.key.to_string()) };
    view! {
        <PropertiesHead icon title meta>
            <Search side=picked.side />
        </PropertiesHead>
    }
    .into_any()
}

#[component]
fn General(picked: Picked) -> impl IntoView {
    let (side, pad) = (picked.side, picked.side.pad);
    let text = |read: fn(&Field) -> &Text| Signal::derive(move || picked.field.with(|field| read(field).clone()));
    let set = |to: fn(Text) -> SetField| Callback::new(move |text: Text| picked.set(to(text)));
    let name = Name::Field(picked.key());
    // The language the form is shown in comes first; problems lead there.
    let titles = move || {
        [pad.lang.get(), other(pad.lang.get())]
            .map(|of| {
                let path = if of == pad.lang.get_untracked() { "/label" } else { "/label_other" };
                let (written, done) = (name.clone(), name.clone());
                let value = Signal::derive(move || {
                    picked.field.with(|field| field.label.written(of).unwrap_or_default().to_owned())
                });
                let write = Callback::new(move |words: String| write_in(pad, &written, of, &words));
                let done = Callback::new(move |_: String| pad.written(&done));
                let tail = if of == Lang::En { " (EN)" } else { "（中）" };
                view! {
                    <Row side label="form.property.label" path tail>
                        <Input small=true value on_input=write on_change=done readonly=pad.readonly />
                    </Row>
                }
            })
            .collect_view()
    };
    let each = |label: &'static str, path: &'static str, read: fn(&Field) -> &Text, to: fn(Text) -> SetField| {
        let (text, on_write) = (text(read), set(to));
        move || view! { <Words side label path of=pad.lang.get() text on_write /> }
    };
    let help = each("form.property.help", "/help", |field| &field.help, SetField::Help);
    let placeholder =
        each("form.property.placeholder", "/placeholder", |field| &field.placeholder, SetField::Placeholder);
    let key = Signal::derive(move || picked.field.with(|field| field.key.to_string()));
    let rekey = Callback::new(move |typed: String| {
        let to = FieldKey::new(typed.trim());
        if to != picked.key() {
            pad.rekey(&picked.key(), &to);
        }
    });
    view! {
        {titles}
        {help}
        {placeholder}
        <Row side label="form.property.key" path="" hint="form.property.key_hint">
            <Input small=true value=key on_change=rekey readonly=pad.readonly />
        </Row>
    }
    .into_any()
}

/// Writes a title in a language that need not be the one the form is shown in.
fn write_in(pad: Pad, name: &Name, of: Lang, words: &str) {
    let shown = pad.lang.get_untracked();
    if shown == of {
        return pad.write(name, words);
    }
    let Name::Field(key) = name else { return };
    if let Some(mut label) = pad.look(|sheet| Some(sheet.form().field(key)?.label.clone())) {
        label.write(of, words);
        pad.set_fields(vec![key.clone()], SetField::Label(label));
    }
}

/// How the fields behave in the layout that is looked at.
#[component]
fn Here(picked: Picked) -> impl IntoView {
    let (side, pad) = (picked.side, picked.side.pad);
    let lang = use_lang();
    let cell = Memo::new(move |_| {
        pad.layout.with(|layout| picked.field.with(|field| shape::cell(layout.as_ref()?, &field.key).cloned()))
    });
    let is_shown = Memo::new(move |_| cell.with(Option::is_some));
    let layout = move || pad.layout.with_untracked(|layout| layout.as_ref().map(|layout| layout.key.clone()));
    let set = move |to: SetCell| {
        if let Some(layout) = layout() {
            pad.make(&Edit::SetCell { layout, fields: picked.keys.get_value(), to });
        }
    };
    let required = Signal::derive(move || cell.with(|cell| cell.as_ref().is_some_and(|cell| cell.required)));
    let read_only = Signal::derive(move || cell.with(|cell| cell.as_ref().is_some_and(|cell| cell.read_only)));
    let width =
        Signal::derive(move || cell.with(|cell| cell.as_ref().map(|cell| cell.width.to_string()).unwrap_or_default()));
    let widths = Signal::derive(move || {
        let lang = lang.get();
        let named = |width: u8| match width {
            12 => t(lang, "form.width.full"),
            8 => t(lang, "form.width.two_thirds"),
            6 => t(lang, "form.width.half"),
            4 => t(lang, "form.width.third"),
            3 => t(lang, "form.width.quarter"),
            _ => "",
        };
        (1..=12)
            .rev()
            .map(|width: u8| Choice::new(width.to_string(), format!("{width}/12 {}", named(width)).trim()))
            .collect()
    });
    let resize = Callback::new(move |width: String| {
        if let (Some(layout), Ok(width)) = (layout(), width.parse()) {
            pad.begin(editor::Word::Resize);
            for field in picked.keys.get_value() {
                pad.make(&Edit::Resize { layout: layout.clone(), field, width });
            }
            pad.end();
        }
    });
    let show = move |()| {
        if let Some(layout) = layout() {
            let at = editor::form::Place::end();
            pad.make(&Edit::Show { fields: picked.keys.get_value(), layout, at });
        }
    };
    view! {
        <Show
            when=move || is_shown.get()
            fallback=move || view! {
                <p class="properties-hint">{t!("form.not_here")}</p>
                <Button small=true kind=ButtonKind::Plain icon="plus" disabled=pad.readonly on_press=show>
                    {t!("form.show_here")}
                </Button>
            }
        >
            <Row side label="form.property.width" path="/width">
                <Select small=true value=width choices=widths on_pick=resize disabled=pad.readonly />
            </Row>
            <Row side label="form.property.required_here" path="/cell_required">
                <Switch checked=required on_change=move |on| set(SetCell::Required(on)) disabled=pad.readonly />
            </Row>
            <Row side label="form.property.read_only_here" path="/cell_read_only">
                <Switch checked=read_only on_change=move |on| set(SetCell::ReadOnly(on)) disabled=pad.readonly />
            </Row>
        </Show>
    }
    .into_any()
}

/// Where its value comes from.
#[component]
fn Value(picked: Picked, name: &'static str) -> impl IntoView {
    let side = picked.side;
    let computed = Signal::derive(move || picked.field.with(|field| field.computed.clone().unwrap_or_default()));
    let write = Callback::new(move |text: String| {
        picked.set(SetField::Computed((!text.trim().is_empty()).then_some(text)));
    });
    view! {
        <PropertySection title=t!("form.section.value")>
            <DefaultRow picked name />
            <Row side label="form.property.computed" path="/computed" hint="form.property.computed_hint" wide=true>
                <ui::Textarea
                    rows=2
                    value=computed
                    on_input=write
                    placeholder=t!("form.property.computed_example")
                    readonly=side.pad.readonly
                />
            </Row>
        </PropertySection>
    }
    .into_any()
}

#[component]
fn Use(picked: Picked) -> impl IntoView {
    let (side, readonly) = (picked.side, picked.side.pad.readonly);
    let searchable = Signal::derive(move || picked.field.with(|field| field.searchable));
    let sortable = Signal::derive(move || picked.field.with(|field| field.sortable));
    view! {
        <Row side label="form.property.searchable" path="/searchable">
            <Switch checked=searchable on_change=move |on| picked.set(SetField::Searchable(on)) disabled=readonly />
        </Row>
        <Row side label="form.property.sortable" path="/sortable">
            <Switch checked=sortable on_change=move |on| picked.set(SetField::Sortable(on)) disabled=readonly />
        </Row>
    }
    .into_any()
}
