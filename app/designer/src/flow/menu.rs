//! The menu of what is under the pointer, and the first three nodes of an empty flow.

use editor::flow::{Canvas, Edit, Name, tool::Act};
use leptos::{html, prelude::*};
use model::{
    flow::{Does, Point},
    key::NodeKey,
};
use ui::{Icon, Tone, t};

use super::{chooser::Wanted, stage::Stage, stencil};

/// See the module.
#[component]
pub(super) fn PartMenu(stage: Stage) -> impl IntoView {
    move || stage.menu.get().map(|(name, at)| view! { <Open stage name at /> })
}

type Choice = (&'static str, &'static str, &'static str, Callback<()>);

#[component]
fn Open(stage: Stage, name: Option<Name>, at: Point) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let close = move || stage.menu.set(None);
    // The focus is the browser's.
    Effect::new(move |_| {
        let first = node.get().and_then(|menu| menu.query_selector("button").ok().flatten());
        if let Some(first) = first.and_then(|first| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(first).ok())
        {
            // A button that cannot take the focus can still be clicked.
            let _ = first.focus();
        }
    });
    let choices = match name {
        Some(Name::Node(key)) => of_node(stage, key),
        Some(Name::Link(_)) => of_link(stage),
        Some(Name::Flow) | None => of_canvas(stage, at),
    };
    let rows = choices
        .into_iter()
        .map(|(icon, key, shortcut, act)| {
            let pick = move |_| {
                close();
                super::board::focus();
                act.run(());
            };
            let tone = (key == "flow.menu.remove").then_some(Tone::Bad.as_str());
            view! {
                <button type="button" role="menuitem" tabindex="-1" data-tone=tone on:click=pick>
                    <Icon name=icon />
                    {t!(key)}
                    {(!shortcut.is_empty()).then(|| view! { <kbd aria-hidden="true">{shortcut}</kbd> })}
                </button>
            }
            .into_any()
        })
        .collect_view();
    let keydown = move |event: leptos::ev::KeyboardEvent| {
        event.stop_propagation();
        if matches!(event.key().as_str(), "Escape" | "Tab") {
            event.prevent_default();
            close();
            super::board::focus();
        } else if let (Some(step), Some(menu)) = (ui::keyboard::Step::of(&event), node.get_untracked()) {
            event.prevent_default();
            walk(&menu, step);
        }
    };
    let area = stage.with(|canvas| canvas.area);
    let style = format!(
        "left: {:.0}px; top: {:.0}px",
        at.x.min(area.width - 220.0).max(4.0),
        at.y.min(area.height - 260.0).max(4.0)
    );
    view! {
        <div class="chooser-ground" on:pointerdown=move |event| { event.stop_propagation(); close(); }></div>
        <div class="menu flow-menu" node_ref=node style=style role="menu" aria-label=t!("flow.menu.title") on:keydown=keydown>
            {rows}
        </div>
    }
    .into_any()
}

fn walk(menu: &web_sys::Element, step: ui::keyboard::Step) {
    use wasm_bindgen::JsCast;
    let Ok(found) = menu.query_selector_all("button") else { return };
    let items: Vec<web_sys::HtmlElement> =
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let at = items.iter().position(|item| active.as_ref().is_some_and(|active| item.is_same_node(Some(active))));
    if let Some(next) = step.from(at, items.len()).and_then(|next| items.get(next)) {
        // An item that cannot take the focus is skipped by the next step.
        let _ = next.focus();
    }
}

fn of_node(stage: Stage, key: NodeKey) -> Vec<Choice> {
    let has_break = stage.outside.marks.with_untracked(|marks| marks.breaks.contains(&key));
    let turned = key.clone();
    let stops: Choice = (
        "pause",
        if has_break { "flow.menu.unbreak" } else { "flow.menu.break" },
        "",
        Callback::new(move |()| stage.outside.on_break.run(turned.clone())),
    );
    if stage.outside.readonly.get_untracked() {
        return vec![stops];
    }
    let is_end =
        stage.node(&key).is_some_and(|look| look.face.with_untracked(|face| matches!(face.does, Does::End { .. })));
    let mut choices: Vec<Choice> = Vec::new();
    if !is_end {
        choices.push(("plus", "flow.menu.append", "Tab", Callback::new(move |()| super::chooser::open_behind(stage))));
    }
    let renamed = Name::Node(key);
    choices.push((
        "pencil",
        "flow.menu.rename",
        "F2",
        Callback::new(move |()| stage.renamed.set(Some(renamed.clone()))),
    ));
    choices.push(("copy", "flow.menu.copy", "Ctrl+C", Callback::new(move |()| write(stage.with(Canvas::copy)))));
    choices.push((
        "plus",
        "flow.menu.duplicate",
        "Ctrl+D",
        Callback::new(move |()| {
            stage.make(Edit::Duplicate { nodes: super::align::chosen(stage) });
        }),
    ));
    choices.push((
        "drop",
        "flow.menu.detach",
        "",
        Callback::new(move |()| {
            stage.make(Edit::Detach { nodes: super::align::chosen(stage) });
        }),
    ));
    choices.push(stops);
    choices.push(("trash", "flow.menu.remove", "Delete", Callback::new(move |()| remove(stage))));
    choices
}

fn of_link(stage: Stage) -> Vec<Choice> {
    if stage.outside.readonly.get_untracked() {
        return Vec::new();
    }
    let main = stage.with(|canvas| canvas.selection().main().cloned());
    vec![
        ("pencil", "flow.menu.rename", "F2", Callback::new(move |()| stage.renamed.set(main.clone()))),
        ("trash", "flow.menu.remove", "Delete", Callback::new(move |()| remove(stage))),
    ]
}

fn of_canvas(stage: Stage, at: Point) -> Vec<Choice> {
    let fit: Choice = ("fit", "flow.fit", "1", Callback::new(move |()| stage.change(Canvas::fit)));
    if stage.outside.readonly.get_untracked() {
        return vec![fit];
    }
    let place = stage.view.get_untracked().to_canvas(at);
    vec![
        ("plus", "flow.menu.add", "", Callback::new(move |()| stage.chooser.set(Some(Wanted::At(place))))),
        ("clip", "flow.menu.paste", "Ctrl+V", Callback::new(move |()| read(stage, at))),
        ("tidy", "flow.tidy", "Shift+Alt+T", Callback::new(move |()| stage.make(Edit::Tidy { nodes: Vec::new() }))),
        fit,
    ]
}

/// Removes what is selected; the flow stays connected.
pub(super) fn remove(stage: Stage) {
    let (nodes, links) = stage.with(|canvas| {
        let selection = canvas.selection();
        (
            selection.iter().filter_map(Name::node).cloned().collect(),
            selection.iter().filter_map(Name::link).cloned().collect(),
        )
    });
    stage.make(Edit::Remove { nodes, links, heal: true });
}

/// Puts a text on the clipboard.
pub(super) fn write(text: Option<String>) {
    if let Some((text, clipboard)) = text.zip(clipboard()) {
        // Who forbids the clipboard has the keys left, which need no permission.
        let _ = clipboard.write_text(&text);
    }
}

/// The clipboard; there is none on pages without TLS.
fn clipboard() -> Option<web_sys::Clipboard> {
    let found = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok()?;
    (!found.is_undefined()).then(|| wasm_bindgen::JsCast::unchecked_into(found))
}

fn read(stage: Stage, at: Point) {
    let refused = move || stage.tell(ui::i18n::t(stage.lang.get_untracked(), "flow.no_clipboard"));
    let Some(clipboard) = clipboard() else { return refused() };
    leptos::task::spawn_local(async move {
        match wasm_bindgen_futures::JsFuture::from(clipboard.read_text()).await {
            Ok(text) => stage.change(|canvas| canvas.paste(&text.as_string().unwrap_or_default(), Some(at))),
            Err(_) => refused(),
        }
    });
}

/// The first nodes of an empty flow: start, a task, an end, connected.
pub(super) fn begin_flow(stage: Stage) {
    let add = |key: &str, x: f64| {
        let does = stencil::does(key)?;
        let title = stencil::title(key);
        Some(Edit::Add { does, title, at: Point { x, y: 200.0 }, onto: None })
    };
    stage.change(|canvas| {
        let mut acts = vec![Act::Begin(editor::Word::Add)];
        acts.extend(add("start", 120.0).map(|edit| Act::Make(Box::new(edit))));
        let mut change = canvas.act(acts);
        for key in ["task", "end"] {
            let after = canvas.selection().only().and_then(Name::node).cloned();
            let edit = after.zip(stencil::does(key)).map(|(after, does)| Edit::Append {
                after,
                door: None,
                does,
                title: stencil::title(key),
                at: None,
            });
            if let Some(edit) = edit {
                merge(&mut change, canvas.make(edit));
            }
        }
        merge(&mut change, canvas.act(vec![Act::End]));
        merge(&mut change, canvas.fit());
        change
    });
    let task = stage.with(|canvas| {
        let task = canvas.flow().nodes.iter().find(|node| matches!(node.does, Does::Task(_)));
        task.map(|node| Name::Node(node.key.clone()))
    });
    if let Some(task) = task {
        stage.select(vec![task.clone()]);
        stage.renamed.set(Some(task));
    }
}

fn merge(into: &mut editor::flow::Change, more: editor::flow::Change) {
    into.touched.extend(more.touched);
    into.rerouted.extend(more.rerouted);
    into.looked |= more.looked;
    into.selected |= more.selected;
    into.asks.extend(more.asks);
    into.refused = into.refused.or(more.refused);
}
