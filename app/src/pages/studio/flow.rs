//! The flow designer.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use model::Kind;
use ui::{Crumb, CrumbLink, t};

use super::{
    address,
    keeper::{Keeper, KeeperBar, Opened},
};
use crate::words::say;

/// See the module.
#[component]
pub fn FlowPage() -> impl IntoView {
    let params = use_params_map();
    let key = Memo::new(move |_| params.with(|params| params.get("key").unwrap_or_default()));
    // Another address is another definition: the designer is drawn anew.
    move || view! { <Opened kind=Kind::Flow key=key.get().as_str().into() view=designer /> }
}

fn designer(keeper: Keeper) -> AnyView {
    let title = Signal::derive(move || say(keeper.title().get()).get());
    view! {
        <Title text=title />
        <main class="page" id="content">
            <header class="page-bar">
                <Crumb here=title>
                    <CrumbLink href=address::list(Kind::Flow)>{t!("kind.flow_many")}</CrumbLink>
                </Crumb>
                <div class="acts">
                    <KeeperBar keeper />
                </div>
            </header>
        </main>
    }
    .into_any()
}
