//! Opening a definition: a skeleton, what went wrong, or the editor with its keeper.

use leptos::prelude::*;
use model::{Kind, key::DefinitionKey, view::DefinitionPage};
use ui::SkeletonLines;

use super::Keeper;
use crate::{failed::Failed, loaded::loaded};

/// Opens a definition in the browser and shows an editor with it. The editor is drawn anew when another content takes
/// its place: a restored version, the draft of another window, the published version after discarding.
#[component]
pub fn Opened(
    /// Its kind.
    kind: Kind,
    /// Its key.
    key: DefinitionKey,
    /// The editor.
    view: fn(Keeper) -> AnyView,
) -> impl IntoView {
    let again = RwSignal::new(0_u32);
    move || {
        again.track();
        let wanted = key.clone();
        let page = loaded(move || api::definition::open(kind, wanted.clone()));
        move || match page.get() {
            None => view! { <div class="page-body"><SkeletonLines lines=8 /></div> }.into_any(),
            Some(Ok(page)) => view! { <Editor page view /> }.into_any(),
            Some(Err(error)) => {
                let retry = Callback::new(move |()| again.update(|again| *again = again.wrapping_add(1)));
                view! { <div class="page-body"><Failed error on_retry=retry /></div> }.into_any()
            }
        }
    }
}

#[component]
fn Editor(page: DefinitionPage, view: fn(Keeper) -> AnyView) -> impl IntoView {
    let keeper = Keeper::new(page);
    move || {
        keeper.replaced.track();
        untrack(|| view(keeper))
    }
}
