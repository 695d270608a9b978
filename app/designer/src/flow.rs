//! The flow designer: pixels for the kernel in `editor::flow`. What the hand did goes to [`editor::flow::Canvas`]; what
//! it answers is redrawn by name, so that a frame of a drag costs what is dragged.
//!
//! * [`FlowDesigner`] is the whole screen in the shared frame; the page gives a flow, a [`Catalogue`] of what it may
//!   point at, [`Marks`] of a test run and further tabs of the panel.
//! * `stage` holds the canvas and one signal per node and link; `board` draws them, `hand` listens to the pointer and the keys.
//! * `properties` edits what is selected; `chooser` offers what can be put in; `stencil` knows what there is.

mod align;
mod board;
mod carry;
mod catalogue;
mod chooser;
mod find;
mod hand;
mod help;
mod host;
mod keys;
mod label;
mod link;
mod marks;
mod menu;
mod minimap;
mod node;
mod overlay;
mod picture;
mod problems;
mod properties;
mod rename;
mod stage;
mod stencil;
mod toolbar;

use editor::flow::{Canvas, tool::Ask};
use leptos::{ev::PointerEvent, prelude::*};
use model::{Problem, flow::Flow, form::Form, key::NodeKey};
use ui::{Later, NotLoaded, i18n::Lang, t};

pub use catalogue::{Catalogue, Listed, Mailbox};
pub use host::Host;
pub use marks::Marks;
pub use properties::ActList;

use crate::frame::{DesignerFrame, DesignerPanel, PaletteList, PanelTab, use_narrow};
use stage::{Outside, Stage};

/// The screen of one flow.
#[component]
pub fn FlowDesigner(
    /// The flow as it is opened; later changes come from here alone.
    flow: Flow,
    /// Takes the flow whenever it was changed.
    #[prop(into)]
    on_change: Callback<Flow>,
    /// What only the server can say is wrong; paths lead into the flow.
    #[prop(into)]
    problems: Signal<Vec<Problem>>,
    /// The sentence of a problem.
    sentence: fn(Lang, &Problem) -> String,
    /// What the flow may point at.
    #[prop(into)]
    catalogue: Signal<Catalogue>,
    /// The form whose layouts and fields the steps use, as it is now.
    #[prop(into)]
    form: Signal<Option<Form>>,
    /// Where a test run stands.
    #[prop(into)]
    marks: Signal<Marks>,
    /// Nothing may be changed by this person.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// The top bar; see [`crate::frame::DesignerBar`].
    bar: Children,
    /// Further tabs of the panel, behind the problems.
    panels: Vec<PanelTab>,
    /// Which tab of the panel is open; empty when it is folded away.
    panel: RwSignal<String>,
    /// Saves now.
    #[prop(into)]
    on_save: Callback<()>,
    /// Begins a test run.
    #[prop(into)]
    on_test: Callback<()>,
    /// Sets or takes away the breakpoint of a node.
    #[prop(into)]
    on_break: Callback<NodeKey>,
) -> impl IntoView {
    let narrow = use_narrow();
    let readonly = Signal::derive(move || readonly.get() || narrow.get());
    let outside =
        Outside { on_change, on_save, on_test, on_break, sentence, catalogue, form, server: problems, marks, readonly };
    let stage = Stage::open(Canvas::open(flow), outside);
    stage.watch_problems();
    keys::listen(stage);
    let found = problems::panel_tab(stage);
    let tabs: Vec<PanelTab> = std::iter::once(found).chain(panels).collect();
    let pick = Callback::new(move |key: String| chooser::put_in(stage, &key));
    let take = Callback::new(move |(key, event): (String, PointerEvent)| carry::begin(stage, &key, &event));
    view! {
        <DesignerFrame
            label=t!("flow.canvas")
            bar=bar
            tools=Box::new(move || view! { <toolbar::Toolbar stage /> }.into_any())
            palette=Box::new(move || {
                view! {
                    <PaletteList
                        groups=stencil::palette(stage)
                        label=t!("flow.find_stencil")
                        on_pick=pick
                        on_take=take
                        readonly
                    />
                }
                    .into_any()
            })
            canvas=Box::new(move || view! { <board::Board stage /> }.into_any())
            properties=Box::new(move || view! { <Later part=move || flows_properties(stage) /> }.into_any())
            panel=Box::new(move || view! { <DesignerPanel tabs open=panel /> }.into_any())
        />
    }
    .into_any()
}

/// The right side; it arrives behind the canvas.
#[leptos::wasm_split::wasm_split(flows_properties, wasm_split_path = ::leptos::wasm_split, fallible)]
fn flows_properties(stage: Stage) -> Result<AnyView, NotLoaded> {
    Ok(view! { <properties::Properties stage /> }.into_any())
}

/// Does what only the view around the canvas can do.
fn answer(stage: Stage, ask: Ask) {
    match ask {
        Ask::Append(node, at) => stage.chooser.set(Some(chooser::Wanted::Behind { node, at })),
        Ask::Add(at) => stage.chooser.set(Some(chooser::Wanted::At(at))),
        Ask::Rename(name) => {
            if !stage.outside.readonly.get_untracked() {
                stage.renamed.set(Some(name));
            }
        }
        Ask::Properties => crate::frame::focus_first(),
        Ask::Menu(name, at) => stage.menu.set(Some((name, at))),
        Ask::Save => stage.outside.on_save.run(()),
        Ask::Test => stage.outside.on_test.run(()),
        Ask::Find => stage.finding.set(true),
        Ask::Help => stage.helping.set(true),
    }
}
