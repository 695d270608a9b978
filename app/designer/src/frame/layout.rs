//! The parts of a designer in their places.

use leptos::{prelude::*, text_prop::TextProp};
use ui::{Notice, Tone, t};

/// The parts in their places. Each is made once.
#[component]
pub fn DesignerFrame(
    /// What is drawn here, for those who do not see it.
    #[prop(into)]
    label: TextProp,
    /// The top bar; see [`super::DesignerBar`].
    bar: Children,
    /// The row of tools.
    tools: Children,
    /// What can be put in.
    palette: Children,
    /// Where it is drawn.
    canvas: Children,
    /// What is selected.
    properties: Children,
    /// The panel below; see [`super::DesignerPanel`].
    panel: Children,
) -> impl IntoView {
    view! {
        <div class="designer">
            {bar()}
            <div class="designer-narrow">
                <Notice tone=Tone::Info strip=true>
                    <p>{t!("designer.narrow")}</p>
                </Notice>
            </div>
            <div class="designer-tools" role="toolbar" aria-label=t!("designer.tools")>
                {tools()}
            </div>
            <aside class="designer-palette" aria-label=t!("designer.palette")>
                {palette()}
            </aside>
            <main class="designer-canvas" id="content" aria-label=move || label.get()>
                {canvas()}
            </main>
            <aside class="designer-properties" aria-label=t!("designer.properties")>
                {properties()}
            </aside>
            {panel()}
        </div>
    }
    .into_any()
}
