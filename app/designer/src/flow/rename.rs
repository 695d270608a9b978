//! Editing a title in its place.

use editor::flow::{Edit, Name, SetLink, SetNode};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use model::{Text, flow::Point};
use ui::{i18n::Lang, keyboard::is_composing, t};

use super::{stage::Stage, stencil};
use crate::words::{model_lang, said};

/// The field over the node or link whose title is edited.
#[component]
pub(super) fn Rename(stage: Stage) -> impl IntoView {
    move || {
        let name = stage.renamed.get()?;
        Some(view! { <Field stage name /> })
    }
}

#[component]
fn Field(stage: Stage, name: Name) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let Some((title, place)) = found(stage, &name) else { return ().into_any() };
    let lang = stage.lang.get_untracked();
    let given = said(&title, lang).to_owned();
    // The focus is the browser's.
    Effect::new(move |_| {
        if let Some(field) = node.get() {
            // A field that cannot take the focus can still be clicked.
            let _ = field.focus();
            field.select();
        }
    });
    let finish = move |keeps: bool| {
        // Leaving the field after Enter or Escape must not finish it twice.
        if stage.renamed.get_untracked().as_ref() != Some(&name) {
            return;
        }
        let typed = node.get_untracked().map(|field| field.value()).unwrap_or_default();
        stage.renamed.set(None);
        if keeps && typed.trim() != said(&title, lang) {
            let title = renamed(&title, typed.trim(), lang);
            stage.make(match name.clone() {
                Name::Node(node) => Edit::SetNode { node, to: SetNode::Title(title) },
                Name::Link(link) => Edit::SetLink { link, to: SetLink::Title(title) },
                Name::Flow => return,
            });
            stage.seal();
        }
    };
    let leave = finish.clone();
    let keydown = move |event: KeyboardEvent| {
        event.stop_propagation();
        if is_composing(&event) {
            return;
        }
        let keeps = match event.key().as_str() {
            "Enter" => true,
            "Escape" => false,
            _ => return,
        };
        event.prevent_default();
        finish(keeps);
        super::board::focus();
    };
    let style = move || {
        let view = stage.view.get();
        let at = view.to_screen(place);
        format!("left: {:.0}px; top: {:.0}px", at.x, at.y)
    };
    view! {
        <input
            node_ref=node
            class="input small flow-rename"
            style=style
            aria-label=t!("flow.title")
            maxlength="200"
            value=given
            on:keydown=keydown
            on:blur=move |_| leave(true)
        />
    }
    .into_any()
}

/// The title of a part and the middle of where it is drawn.
fn found(stage: Stage, name: &Name) -> Option<(Text, Point)> {
    match name {
        Name::Node(key) => {
            let look = stage.node(key)?;
            let rect = look.rect.get_untracked();
            let middle = rect.centre();
            let at = if rect.width < 60.0 { Point { x: middle.x, y: rect.bottom() + 12.0 } } else { middle };
            Some((look.face.with_untracked(|face| face.title.clone()), at))
        }
        Name::Link(key) => {
            let look = stage.link(key)?;
            let at = look.route.with_untracked(|route| route.as_ref().and_then(editor::flow::route::Route::label))?;
            Some((look.link.with_untracked(|link| link.title.clone()), at))
        }
        Name::Flow => None,
    }
}

/// A title with other words in one language. Words that only a new node is called give way in the other one too, so
/// that no half-named node remains.
pub(super) fn renamed(title: &Text, words: &str, lang: Lang) -> Text {
    let mut title = title.clone();
    let other = lang.other();
    if title.written(model_lang(other)).is_some_and(|words| stencil::is_given(words, other)) {
        title.write(model_lang(other), "");
    }
    title.write(model_lang(lang), words);
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renaming_a_new_node_leaves_no_given_name_behind() {
        let fresh = stencil::title("task");
        let named = renamed(&fresh, "分诊", Lang::ZhCn);
        assert_eq!(named.in_lang(model::Lang::En), "分诊");
        let both = Text::both("分诊", "Triage");
        assert_eq!(renamed(&both, "初诊", Lang::ZhCn), Text::both("初诊", "Triage"));
    }
}
