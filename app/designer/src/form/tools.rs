//! The row of tools: history, layout, device, language, search, shortcuts.

use editor::form::{Edit, Sheet};
use leptos::prelude::*;
use model::{Lang, form::Purpose};
use ui::{Choice, IconButton, Menu, MenuItem, MenuRule, Segment, i18n::t, t, use_lang};

use super::{
    Device, history,
    pad::{Pad, Tab},
};
use crate::{frame::HistoryTools, words::both};

/// See the module.
#[component]
pub fn Tools(pad: Pad, device: RwSignal<Device>) -> impl IntoView {
    let lang = use_lang();
    let entries = Signal::derive(move || history::entries(pad, lang.get()));
    let done = Signal::derive(move || pad.history(|_, done| done));
    let value = Signal::derive(move || device.get().as_str().to_owned());
    let devices = Signal::derive(move || {
        let lang = lang.get();
        Device::ALL.map(|one| Choice::new(one.as_str(), t(lang, one.key())).with_icon(one.icon())).to_vec()
    });
    let pick_device = move |name: String| {
        if let Some(found) = Device::ALL.into_iter().find(|one| one.as_str() == name) {
            device.set(found);
        }
    };
    let written = Signal::derive(move || pad.lang.get().tag().to_owned());
    let languages = Signal::stored(vec![Choice::new(Lang::ZhCn.tag(), "中文"), Choice::new(Lang::En.tag(), "English")]);
    let pick_language = move |tag: String| {
        if let Ok(lang) = tag.parse() {
            pad.lang.set(lang);
        }
    };
    view! {
        <HistoryTools
            entries
            done
            on_undo=move |()| pad.act(Sheet::undo)
            on_redo=move |()| pad.act(Sheet::redo)
            on_go=move |done| pad.act(|sheet| sheet.go_to(done))
            readonly=pad.readonly
        />
        <span class="rule"></span>
        <LayoutMenu pad />
        <span class="rule"></span>
        <Segment name="form-device" label=t!("form.device") value choices=devices on_pick=pick_device icons_only=true />
        <span class="rule"></span>
        <Segment name="form-language" label=t!("form.language") value=written choices=languages on_pick=pick_language />
        <span class="push"></span>
        <IconButton icon="search" label=t!("form.find") shortcut="Ctrl+F" on_press=move |()| {
            pad.tab.set(Tab::Draw);
            pad.find();
        } />
        <IconButton icon="help" label=t!("form.shortcuts") shortcut="?" on_press=move |()| pad.help.set(true) />
    }
    .into_any()
}

/// Which layout is looked at; a new one can be made.
#[component]
fn LayoutMenu(pad: Pad) -> impl IntoView {
    let lang = use_lang();
    let layouts = Memo::new(move |_| {
        let lang = pad.lang.get();
        pad.with(|form| {
            let named = |layout: &model::form::Layout| (layout.key.clone(), layout.title.in_lang(lang).to_owned());
            form.layouts.iter().map(named).collect::<Vec<_>>()
        })
    });
    let here = Memo::new(move |_| pad.layout.with(|layout| layout.as_ref().map(|layout| layout.key.clone())));
    let name = move || {
        let title =
            pad.layout.with(|layout| layout.as_ref().map(|layout| layout.title.in_lang(pad.lang.get()).to_owned()));
        title.filter(|title| !title.is_empty()).unwrap_or_else(|| t(lang.get(), "form.no_layout").to_owned())
    };
    let items = move || {
        layouts
            .get()
            .into_iter()
            .map(|(key, title)| {
                let own = key.clone();
                let is_here = Signal::derive(move || here.get().as_ref() == Some(&own));
                view! {
                    <MenuItem icon="section" checked=is_here on_pick=move |()| pad.look_at(key.clone())>
                        {title}
                    </MenuItem>
                }
                .into_any()
            })
            .collect_view()
    };
    let add = move |purpose: Purpose, title: &'static str| {
        move |()| {
            pad.make(&Edit::AddLayout { title: both(title), purpose });
        }
    };
    view! {
        <button type="button" class="button quiet small" popovertarget="form-layouts" title=t!("form.layout")>
            <ui::Icon name="section" />
            {name}
            <ui::Icon name="down" />
        </button>
        <Menu id="form-layouts" label=t!("form.layout")>
            {items}
            <MenuRule />
            <MenuItem icon="plus" disabled=pad.readonly on_pick=add(Purpose::Intake, "form.layout.intake")>
                {t!("form.layout_add.intake")}
            </MenuItem>
            <MenuItem icon="plus" disabled=pad.readonly on_pick=add(Purpose::Step, "form.layout.step")>
                {t!("form.layout_add.step")}
            </MenuItem>
            <MenuItem icon="plus" disabled=pad.readonly on_pick=add(Purpose::Portal, "form.layout.portal")>
                {t!("form.layout_add.portal")}
            </MenuItem>
            <MenuRule />
            <MenuItem icon="grid" on_pick=move |()| pad.tab.set(Tab::Layouts)>
                {t!("form.layouts_all")}
            </MenuItem>
        </Menu>
    }
    .into_any()
}
