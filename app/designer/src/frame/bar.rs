//! The top bar of a designer: the way here, the tabs, the state of the draft.

use leptos::{prelude::*, text_prop::TextProp};
use ui::{Crumb, CrumbLink, Icon, t};

/// The bar. The page gives what only it knows: the tabs, and the state of the draft with its buttons.
#[component]
pub fn DesignerBar(
    /// Where one goes back to.
    #[prop(into)]
    back: String,
    /// What is listed there.
    #[prop(into)]
    back_label: TextProp,
    /// The name of what is drawn.
    #[prop(into)]
    title: TextProp,
    /// Links between the parts of the definition, in the middle.
    #[prop(optional, into)]
    tabs: Option<ViewFn>,
    /// A badge beside the name, such as “draft, based on v12”.
    #[prop(optional, into)]
    badge: Option<ViewFn>,
    /// The state of the draft and its buttons, the primary one last.
    children: Children,
) -> impl IntoView {
    let list = back_label.clone();
    view! {
        <header class="designer-bar">
            <div class="designer-way">
                <a class="icon-button" href=back.clone() aria-label=t!("designer.back") title=t!("designer.back")>
                    <Icon name="arrow-left" />
                </a>
                <Crumb here=title>
                    <CrumbLink href=back>{move || list.get()}</CrumbLink>
                </Crumb>
                {badge.map(|badge| badge.run())}
            </div>
            <div class="designer-tabs">{tabs.map(|tabs| tabs.run())}</div>
            <div class="acts">{children()}</div>
        </header>
    }
    .into_any()
}
