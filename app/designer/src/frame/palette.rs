//! The palette: what can be put in, in groups, with a search. Click or Enter puts it in a fitting place; dragging
//! brings it where one wants it.

use leptos::{
    ev::{KeyboardEvent, PointerEvent},
    html,
    prelude::*,
    text_prop::TextProp,
};
use ui::{Icon, SearchInput, keyboard::is_composing, t};

/// One thing that can be put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stencil {
    /// Its stable name.
    pub key: String,
    /// Its icon.
    pub icon: &'static str,
    /// What people call it.
    pub label: String,
    /// Other words people look for; also the tooltip.
    pub hint: String,
    /// Why it cannot be put in now; nothing if it can.
    pub barred: Option<String>,
}

/// Stencils that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteGroup {
    /// Its stable name.
    pub key: String,
    /// What they have in common.
    pub label: String,
    /// The stencils.
    pub stencils: Vec<Stencil>,
}

/// The list of stencils.
#[component]
pub fn PaletteList(
    /// The groups.
    #[prop(into)]
    groups: Signal<Vec<PaletteGroup>>,
    /// What is searched for.
    #[prop(into)]
    label: TextProp,
    /// Puts one in, by click or Enter.
    #[prop(into)]
    on_pick: Callback<String>,
    /// A drag of one begins.
    #[prop(into)]
    on_take: Callback<(String, PointerEvent)>,
    /// Nothing can be changed now.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// The search field, for those who move the focus.
    #[prop(optional)]
    field: NodeRef<html::Input>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let words = query.with(|query| query.trim().to_lowercase());
        groups.with(|groups| sought(groups, &words))
    });
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter"
            && !is_composing(&event)
            && let Some(first) =
                found.with_untracked(|found| found.first().and_then(|group| group.stencils.first().cloned()))
            && query.with_untracked(|query| !query.trim().is_empty())
        {
            event.prevent_default();
            query.set(String::new());
            on_pick.run(first.key);
        }
    };
    let lists = move || {
        found
            .get()
            .into_iter()
            .map(|group| view! { <GroupList group on_pick on_take readonly /> }.into_any())
            .collect_view()
    };
    view! {
        <div class="top" on:keydown=enter>
            <SearchInput small=true value=query on_input=move |words| query.set(words) label node=field />
        </div>
        <div class="list">
            {lists}
            <Show when=move || found.with(Vec::is_empty)>
                <p class="palette-none">{t!("designer.nothing_found")}</p>
            </Show>
        </div>
    }
    .into_any()
}

/// How far a stencil is from words in small letters: 0 when its name begins with them, 1 when its name holds them, 2 when
/// only its other words do; none when nothing does.
#[must_use]
pub fn distance(stencil: &Stencil, words: &str) -> Option<u8> {
    let name = stencil.label.to_lowercase();
    let others = [&stencil.hint, &stencil.key];
    match name.find(words) {
        Some(0) => Some(0),
        Some(_) => Some(1),
        None => others.iter().any(|text| text.to_lowercase().contains(words)).then_some(2),
    }
}

/// The groups with what fits the words, the nearest first: Enter takes the first one.
fn sought(groups: &[PaletteGroup], words: &str) -> Vec<PaletteGroup> {
    if words.is_empty() {
        return groups.iter().filter(|group| !group.stencils.is_empty()).cloned().collect();
    }
    let near = |stencil: &Stencil| distance(stencil, words);
    let mut found: Vec<PaletteGroup> = groups
        .iter()
        .map(|group| {
            let mut stencils: Vec<Stencil> =
                group.stencils.iter().filter(|stencil| near(stencil).is_some()).cloned().collect();
            stencils.sort_by_key(near);
            PaletteGroup { stencils, ..group.clone() }
        })
        .filter(|group| !group.stencils.is_empty())
        .collect();
    found.sort_by_key(|group| group.stencils.iter().filter_map(near).min());
    found
}

#[component]
fn GroupList(
    group: PaletteGroup,
    on_pick: Callback<String>,
    on_take: Callback<(String, PointerEvent)>,
    readonly: Signal<bool>,
) -> impl IntoView {
    let rows = group
        .stencils
        .into_iter()
        .map(|stencil| view! { <StencilRow stencil on_pick on_take readonly /> }.into_any())
        .collect_view();
    view! {
        <details class="palette-group" open>
            <summary>
                {group.label}
                <Icon name="down" />
            </summary>
            {rows}
        </details>
    }
    .into_any()
}

#[component]
fn StencilRow(
    stencil: Stencil,
    on_pick: Callback<String>,
    on_take: Callback<(String, PointerEvent)>,
    readonly: Signal<bool>,
) -> impl IntoView {
    let Stencil { key, icon, label, hint, barred } = stencil;
    let is_barred = barred.is_some();
    let (own, taken) = (key.clone(), key.clone());
    view! {
        <button
            type="button"
            class="palette-item"
            data-stencil=key
            title=barred.unwrap_or(hint)
            aria-disabled=move || (is_barred || readonly.get()).then_some("true")
            on:click=move |_| {
                if !is_barred && !readonly.get_untracked() {
                    on_pick.run(own.clone());
                }
            }
            on:pointerdown=move |event| {
                if !is_barred && !readonly.get_untracked() && event.button() == 0 {
                    on_take.run((taken.clone(), event));
                }
            }
        >
            <Icon name=icon />
            <span class="cut">{label}</span>
            <span class="grip" aria-hidden="true"><Icon name="grip" /></span>
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_looks_at_names_and_other_words() {
        let stencil = |key: &str, label: &str, hint: &str| Stencil {
            key: key.to_owned(),
            icon: "user",
            label: label.to_owned(),
            hint: hint.to_owned(),
            barred: None,
        };
        let group = |key: &str, stencils| PaletteGroup { key: key.to_owned(), label: key.to_owned(), stencils };
        let groups =
            [group("a", vec![stencil("task", "任务", "有人来办"), stencil("wait", "等待", "")]), group("b", vec![])];
        let mails = [
            group("a", vec![stencil("mail", "Send mail", "to the end"), stencil("end", "End", "")]),
            group("b", vec![stencil("ending", "Ending", "")]),
        ];
        let nearest = sought(&mails, "end");
        assert_eq!(nearest.first().map(|group| group.stencils.len()), Some(2));
        assert_eq!(nearest.first().and_then(|group| group.stencils.first()).map(|one| one.key.as_str()), Some("end"));
        let keys = |words: &str| {
            let found = sought(&groups, words);
            found.iter().flat_map(|group| &group.stencils).map(|stencil| stencil.key.clone()).collect::<Vec<_>>()
        };
        assert_eq!(keys(""), ["task", "wait"]);
        assert_eq!(keys("有人"), ["task"]);
        assert_eq!(keys("wait"), ["wait"]);
        assert_eq!(keys("待"), ["wait"]);
        assert!(keys("nothing").is_empty());
    }
}
