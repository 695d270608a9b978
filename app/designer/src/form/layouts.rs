//! All layouts side by side: which there are, what each is for, and which fields each has.

use editor::form::{Edit, Piece, Place, SetLayout, shape};
use leptos::prelude::*;
use model::{
    Text,
    form::Purpose,
    key::{FieldKey, LayoutKey},
};
use ui::{Button, ButtonKind, Check, IconButton, Input, Menu, MenuItem, Select, Tone, i18n::tf, t, use_lang};

use super::{
    kind,
    pad::{Pad, Tab},
    properties::{purpose_name, purpose_of, purposes},
};
use crate::words::{both, said};

/// A table: one row for each field, one column for each layout.
#[component]
pub fn Layouts(pad: Pad) -> impl IntoView {
    let layouts =
        Memo::new(move |_| pad.with(|form| form.layouts.iter().map(|one| one.key.clone()).collect::<Vec<_>>()));
    let fields = Memo::new(move |_| pad.with(|form| form.fields.iter().map(|one| one.key.clone()).collect::<Vec<_>>()));
    let heads = move || layouts.get().into_iter().map(|key| view! { <Head pad key /> }.into_any()).collect_view();
    let add = move |()| {
        pad.make(&Edit::AddLayout { title: both("form.layout.step"), purpose: Purpose::Step });
    };
    view! {
        <div class="form-tab">
            <header>
                <div>
                    <h2>{t!("form.tab.layouts")}</h2>
                    <p class="support">{t!("form.layouts_about")}</p>
                </div>
                <Button icon="plus" disabled=pad.readonly on_press=add>
                    {t!("form.add_layout")}
                </Button>
            </header>
            <div class="form-matrix" tabindex="0" role="group" aria-label=t!("form.tab.layouts")>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("form.field")}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || fields.get()
                            key=FieldKey::clone
                            children=move |key| view! { <FieldRow pad key layouts /> }.into_any()
                        />
                    </tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Head(pad: Pad, key: LayoutKey) -> impl IntoView {
    let lang = use_lang();
    let own = StoredValue::new(key.clone());
    let layout = Memo::new(move |_| {
        pad.with(|form| own.with_value(|key| form.layout(key).map(|layout| (layout.title.clone(), layout.purpose))))
    });
    let title = Signal::derive(move || {
        let lang = pad.lang.get();
        layout.with(|layout| layout.as_ref().map(|(title, _)| title.in_lang(lang).to_owned()).unwrap_or_default())
    });
    let purpose = Signal::derive(move || {
        layout.with(|layout| layout.as_ref().map(|(_, purpose)| purpose_name(*purpose).to_owned()).unwrap_or_default())
    });
    let rename = Callback::new(move |words: String| {
        let mut title: Text =
            layout.with_untracked(|layout| layout.as_ref().map(|(title, _)| title.clone()).unwrap_or_default());
        title.write(pad.lang.get_untracked(), words);
        pad.make(&Edit::SetLayout { layout: own.get_value(), to: SetLayout::Title(title) });
    });
    let pick = Callback::new(move |name: String| {
        if let Some(purpose) = purpose_of(&name) {
            pad.make(&Edit::SetLayout { layout: own.get_value(), to: SetLayout::Purpose(purpose) });
        }
    });
    let open = move |()| {
        pad.look_at(own.get_value());
        pad.tab.set(Tab::Draw);
    };
    let copy = move |()| {
        let title = layout.with_untracked(|layout| layout.as_ref().map(|(title, _)| title.clone()).unwrap_or_default());
        pad.make(&Edit::DuplicateLayout { layout: own.get_value(), title });
    };
    let menu = format!("layout-menu-{key}");
    view! {
        <th scope="col">
            <div class="layout-head">
                <Input small=true value=title on_input=rename label=t!("form.layout_title") readonly=pad.readonly />
                <IconButton tiny=true icon="more" label=t!("form.layout_acts") menu=menu.clone() />
                <Menu id=menu label=t!("form.layout_acts")>
                    <MenuItem icon="pencil" on_pick=open>
                        {t!("form.layout_draw")}
                    </MenuItem>
                    <MenuItem icon="copy" disabled=pad.readonly on_pick=copy>
                        {t!("form.duplicate")}
                    </MenuItem>
                    <MenuItem
                        icon="trash"
                        tone=Tone::Bad
                        disabled=pad.readonly
                        on_pick=move |()| {
                            pad.make(&Edit::RemoveLayout(own.get_value()));
                        }
                    >
                        {t!("form.layout_remove")}
                    </MenuItem>
                </Menu>
                <Select
                    small=true
                    value=purpose
                    choices=Signal::derive(move || purposes(lang.get()))
                    on_pick=pick
                    label=t!("form.property.purpose")
                    disabled=pad.readonly
                />
                <Button small=true kind=ButtonKind::Quiet on_press=open>
                    {t!("form.layout_draw")}
                </Button>
            </div>
        </th>
    }
    .into_any()
}

#[component]
fn FieldRow(pad: Pad, key: FieldKey, layouts: Memo<Vec<LayoutKey>>) -> impl IntoView {
    let Some(field) = pad.field(&key) else { return ().into_any() };
    let icon = kind::of_name(field.with_untracked(|field| field.holds.name())).icon;
    let label = move || field.with(|field| field.label.in_lang(pad.lang.get()).to_owned());
    let own = StoredValue::new(key);
    let cells = move || {
        layouts
            .get()
            .into_iter()
            .map(|layout| view! { <Cell pad field=own.get_value() layout /> }.into_any())
            .collect_view()
    };
    view! {
        <tr>
            <th scope="row">
                <span class="cluster">
                    <ui::Icon name=icon />
                    {label}
                </span>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

/// Whether a layout shows a field.
#[component]
fn Cell(pad: Pad, field: FieldKey, layout: LayoutKey) -> impl IntoView {
    let lang = use_lang();
    let own = StoredValue::new((layout, field));
    let is_in = Memo::new(move |_| {
        pad.with(|form| {
            own.with_value(|(layout, field)| form.layout(layout).is_some_and(|one| shape::find(one, field).is_some()))
        })
    });
    let label = move || {
        let lang = lang.get();
        pad.with(|form| {
            own.with_value(|(layout, field)| {
                let layout = form.layout(layout).map(|one| said(&one.title, lang).to_owned()).unwrap_or_default();
                let field = form.field(field).map(|one| said(&one.label, lang).to_owned()).unwrap_or_default();
                tf(lang, "form.shows", &[("layout", &layout), ("field", &field)])
            })
        })
    };
    let turn = move |on: bool| {
        let (layout, field) = own.get_value();
        if on {
            pad.make(&Edit::Show { fields: vec![field], layout, at: Place::end() });
        } else {
            pad.make(&Edit::Hide { layout, pieces: vec![Piece::Field(field)] });
        }
    };
    view! {
        <td>
            <Check checked=is_in on_change=turn label disabled=pad.readonly />
        </td>
    }
    .into_any()
}
