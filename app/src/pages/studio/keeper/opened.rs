//! Opening a definition: a skeleton, what went wrong, or the editor with its keeper.

use api::ApiError;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{Kind, key::DefinitionKey, view::DefinitionPage};
use ui::SkeletonLines;

use super::Keeper;
use crate::{failed::Failed, loaded::loaded};

/// Opens a definition in the browser and shows an editor with it. The editor is drawn anew when another content takes
/// its place: a restored version, the draft of another window, the published version after discarding. Where the
/// address ends in the number of a version, that version is shown, to be read only.
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
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")?.parse::<i64>().ok()));
    move || {
        again.track();
        let (wanted, old) = (key.clone(), number.get());
        let page = loaded(move || open(kind, wanted.clone(), old));
        move || match page.get() {
            None => view! { <div class="page-body"><SkeletonLines lines=8 /></div> }.into_any(),
            Some(Ok(page)) => view! { <Editor page old view /> }.into_any(),
            Some(Err(error)) => {
                let retry = Callback::new(move |()| again.update(|again| *again = again.wrapping_add(1)));
                view! { <div class="page-body"><Failed error on_retry=retry /></div> }.into_any()
            }
        }
    }
}

/// The definition as its person left it, or one of its versions.
async fn open(kind: Kind, key: DefinitionKey, old: Option<i64>) -> Result<DefinitionPage, ApiError> {
    let mut page = api::definition::open(kind, key.clone()).await?;
    if let Some(number) = old {
        page.content = api::definition::version(kind, key, number).await?.content;
        page.base = number;
        page.problems.clear();
    }
    Ok(page)
}

#[component]
fn Editor(page: DefinitionPage, old: Option<i64>, view: fn(Keeper) -> AnyView) -> impl IntoView {
    let keeper = Keeper::new(page, old);
    move || {
        keeper.replaced.track();
        untrack(|| view(keeper))
    }
}
