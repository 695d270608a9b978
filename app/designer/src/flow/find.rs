//! Finding a node or a link by its name, its words or its key.

use editor::flow::Name;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use ui::{
    Icon,
    keyboard::{Step, is_composing},
    t,
};

use super::{label, stage::Stage};

/// The most that is listed.
const MOST: usize = 40;

/// See the module.
#[component]
pub(super) fn Find(stage: Stage) -> impl IntoView {
    move || stage.finding.get().then(|| view! { <Open stage /> })
}

#[derive(Clone, PartialEq)]
struct Hit {
    name: Name,
    icon: &'static str,
    title: String,
    meta: String,
}

#[component]
fn Open(stage: Stage) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    let hits = Memo::new(move |_| query.with(|query| sought(stage, &query.trim().to_lowercase())));
    // The focus is the browser's.
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // A field that cannot take the focus can still be clicked.
            let _ = field.focus();
        }
    });
    let close = move || {
        stage.finding.set(false);
        super::board::focus();
    };
    let go = move |name: Name| {
        close();
        stage.select(vec![name]);
    };
    let keydown = move |event: KeyboardEvent| {
        event.stop_propagation();
        if is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                close();
            }
            "Enter" => {
                event.prevent_default();
                if let Some(name) = hits.with_untracked(|hits| hits.get(at.get_untracked()).map(|hit| hit.name.clone()))
                {
                    go(name);
                }
            }
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                let count = hits.with_untracked(Vec::len);
                if let Some(next) = Step::of(&event).and_then(|step| step.from(Some(at.get_untracked()), count)) {
                    at.set(next);
                }
            }
            _ => {}
        }
    };
    let rows = move || {
        hits.get()
            .into_iter()
            .enumerate()
            .map(|(line, hit)| {
                let name = hit.name;
                view! {
                    <div
                        class="chooser-row"
                        role="option"
                        id=format!("found-{line}")
                        aria-selected=move || if at.get() == line { "true" } else { "false" }
                        on:click=move |_| go(name.clone())
                    >
                        <Icon name=hit.icon />
                        <span class="cut">{hit.title}</span>
                        <span class="meta cut">{hit.meta}</span>
                    </div>
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <div class="chooser-ground" on:pointerdown=move |event| { event.stop_propagation(); close(); }></div>
        <div class="chooser find" role="dialog" aria-label=t!("flow.find") on:keydown=keydown>
            <label class="input small search">
                <Icon name="search" />
                <input
                    node_ref=field
                    type="search"
                    role="combobox"
                    autocomplete="off"
                    aria-expanded="true"
                    aria-controls="found-list"
                    aria-activedescendant=move || format!("found-{}", at.get())
                    aria-label=t!("flow.find")
                    placeholder=t!("flow.find_hint")
                    on:input=move |event| {
                        at.set(0);
                        query.set(event_target_value(&event));
                    }
                />
            </label>
            <div class="chooser-list" id="found-list" role="listbox" aria-label=t!("flow.find")>
                {rows}
            </div>
            <Show when=move || hits.with(Vec::is_empty)>
                <p class="palette-none">{t!("designer.nothing_found")}</p>
            </Show>
        </div>
    }
    .into_any()
}

fn sought(stage: Stage, words: &str) -> Vec<Hit> {
    let lang = stage.lang.get();
    let nodes = stage.nodes.get().into_iter().filter_map(|key| {
        let look = stage.node(&key)?;
        let face = look.face.get();
        let meta = stage.outside.catalogue.with(|catalogue| label::below(&face, catalogue, lang));
        Some(Hit { title: label::name(&face, lang), icon: label::icon(&face.does), meta, name: Name::Node(key) })
    });
    let links = stage.links.get().into_iter().filter_map(|key| {
        let link = stage.link(&key)?.link.get();
        let title = label::link(stage, &link);
        let meta = label::link_in_words(stage, &link);
        (!title.is_empty()).then_some(Hit { title, icon: "connect", meta, name: Name::Link(key) })
    });
    let fits = |hit: &Hit| {
        let key = match &hit.name {
            Name::Node(key) => key.as_str(),
            Name::Link(key) => key.as_str(),
            Name::Flow => "",
        };
        words.is_empty()
            || [hit.title.as_str(), hit.meta.as_str(), key].iter().any(|text| text.to_lowercase().contains(words))
    };
    nodes.chain(links).filter(fits).take(MOST).collect()
}
