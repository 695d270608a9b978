//! Every text of the form in both languages, the missing ones first to be seen.

use editor::form::{Edit, SetField, SetLayout, shape};
use leptos::prelude::*;
use model::{
    Lang, Text,
    form::{Form, Item},
    key::{FieldKey, LayoutKey, OptionKey},
};
use ui::{Check, Input, i18n::t, t, use_lang};

use super::pad::{Pad, words_of_item};
use crate::words::ui_lang;

/// A text of the form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Of {
    Label(FieldKey),
    Help(FieldKey),
    Placeholder(FieldKey),
    Option(FieldKey, OptionKey),
    Layout(LayoutKey),
    Item(LayoutKey, Vec<usize>),
}

impl Of {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Label(_) => "form.property.label",
            Self::Help(_) => "form.property.help",
            Self::Placeholder(_) => "form.property.placeholder",
            Self::Option(..) => "form.option",
            Self::Layout(_) => "form.layout",
            Self::Item(..) => "form.property.words",
        }
    }

    fn read(&self, form: &Form) -> Option<Text> {
        Some(match self {
            Self::Label(key) => form.field(key)?.label.clone(),
            Self::Help(key) => form.field(key)?.help.clone(),
            Self::Placeholder(key) => form.field(key)?.placeholder.clone(),
            Self::Option(key, option) => {
                form.field(key)?.holds.options()?.iter().find(|one| one.key == *option)?.label.clone()
            }
            Self::Layout(key) => form.layout(key)?.title.clone(),
            Self::Item(key, path) => words_of_item(form.layout(key)?, &editor::form::Path(path.clone()))?,
        })
    }

    fn write(&self, form: &Form, text: Text) -> Option<Edit> {
        let field = |key: &FieldKey, to| Some(Edit::SetField { fields: vec![key.clone()], to });
        match self {
            Self::Label(key) => field(key, SetField::Label(text)),
            Self::Help(key) => field(key, SetField::Help(text)),
            Self::Placeholder(key) => field(key, SetField::Placeholder(text)),
            Self::Option(key, option) => {
                let mut choice = form.field(key)?.holds.options()?.iter().find(|one| one.key == *option)?.clone();
                choice.label = text;
                field(key, SetField::Option(choice))
            }
            Self::Layout(key) => Some(Edit::SetLayout { layout: key.clone(), to: SetLayout::Title(text) }),
            Self::Item(key, path) => {
                Some(Edit::SetText { layout: key.clone(), item: editor::form::Path(path.clone()), text })
            }
        }
    }
}

fn texts(form: &Form) -> Vec<Of> {
    let mut found = Vec::new();
    for field in &form.fields {
        let key = &field.key;
        found.push(Of::Label(key.clone()));
        if !field.help.is_empty() {
            found.push(Of::Help(key.clone()));
        }
        if !field.placeholder.is_empty() {
            found.push(Of::Placeholder(key.clone()));
        }
        let options = field.holds.options().unwrap_or_default();
        found.extend(options.iter().map(|option| Of::Option(key.clone(), option.key.clone())));
    }
    for layout in &form.layouts {
        found.push(Of::Layout(layout.key.clone()));
        for (path, item) in shape::walk(layout) {
            if !matches!(item, Item::Row { .. }) {
                found.push(Of::Item(layout.key.clone(), path.0));
            }
        }
    }
    found
}

fn is_missing(form: &Form, of: &Of) -> bool {
    of.read(form).is_some_and(|text| Lang::ALL.iter().any(|lang| text.written(*lang).is_none()))
}

/// How many texts lack a language.
pub(super) fn missing(form: &Form) -> usize {
    texts(form).iter().filter(|of| is_missing(form, of)).count()
}

/// See the module.
#[component]
pub fn Translations(pad: Pad) -> impl IntoView {
    let only_missing = RwSignal::new(false);
    // A text stays in the list while it is written, also when it is no longer missing.
    let list = Memo::new(move |_| {
        let only = only_missing.get();
        pad.revision.track();
        pad.look(|sheet| {
            let form = sheet.form();
            texts(form).into_iter().filter(|of| !only || is_missing(form, of)).collect::<Vec<_>>()
        })
    });
    let row = move |of: Of| {
        let own = StoredValue::new(of);
        let cells = Lang::ALL.map(|lang| view! { <Cell pad own lang /> }.into_any()).collect_view();
        let kind = own.with_value(Of::kind);
        view! {
            <tr>
                <td class="meta">{t!(kind)}</td>
                {cells}
            </tr>
        }
        .into_any()
    };
    view! {
        <div class="form-tab">
            <header>
                <div>
                    <h2>{t!("form.tab.translations")}</h2>
                    <p class="support">{t!("form.translations_about")}</p>
                </div>
                <Check checked=only_missing on_change=move |on| only_missing.set(on)>
                    {t!("form.only_missing")}
                </Check>
            </header>
            <div class="form-matrix">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("form.text")}</th>
                            <th scope="col">"中文"</th>
                            <th scope="col">"English"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || list.get() key=Clone::clone children=row />
                    </tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Cell(pad: Pad, own: StoredValue<Of>, lang: Lang) -> impl IntoView {
    let spoken = use_lang();
    let value = Memo::new(move |_| {
        pad.with(|form| own.with_value(|of| of.read(form)))
            .and_then(|text| text.written(lang).map(str::to_owned))
            .unwrap_or_default()
    });
    let write = Callback::new(move |words: String| {
        let edit = pad.look(|sheet| {
            own.with_value(|of| {
                let mut text = of.read(sheet.form())?;
                text.write(lang, words);
                of.write(sheet.form(), text)
            })
        });
        if let Some(edit) = edit {
            pad.make(&edit);
        }
    });
    let done = Callback::new(move |_: String| pad.seal());
    let label = move || format!("{} {}", own.with_value(|of| t(spoken.get(), of.kind())), ui_lang(lang).name());
    view! {
        <td class:missing=move || value.with(String::is_empty) lang=lang.tag()>
            <Input small=true bare=true value on_input=write on_change=done label readonly=pad.readonly />
        </td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_without_its_twin_is_counted() {
        let form: Form = serde_json::from_value(json!({"format": 1, "fields": [
            {"key": "kind", "label": {"en": "Kind", "zh-CN": "类型"}, "type": "select", "options": [
                {"key": "a", "label": {"en": "A"}}]}],
            "layouts": [{"key": "intake", "title": {"zh-CN": "录入"}, "items": [{"item": "note", "text": {"en": "x", "zh-CN": "y"}}]}]}))
        .unwrap();
        assert_eq!(missing(&form), 2);
        let option = Of::Option("kind".into(), "a".into());
        let mut changed = editor::Editor::open(form.clone());
        changed.make(&option.write(&form, Text::both("甲", "A")).unwrap()).unwrap();
        assert_eq!(missing(changed.document()), 1);
    }
}
