//! Trying the form: as people will see it, on a phone, a tablet or a desktop, in either language.

use leptos::prelude::*;
use model::{Lang, form::Form, key::LayoutKey};
use ui::{Empty, t};

use super::{Device, pad::Pad};

/// What is tried.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The form as it is drawn now.
    pub form: Form,
    /// The layout.
    pub layout: LayoutKey,
    /// The language it is seen in.
    pub lang: Lang,
}

/// The form in a window of the device, and what comes of it; the page draws both, because it knows how forms are filled.
#[component]
pub fn TrialTab(pad: Pad, device: RwSignal<Device>, trial: Callback<Trial, AnyView>) -> impl IntoView {
    let tried = move || {
        let lang = pad.lang.get();
        let layout = pad.layout.with(|layout| layout.as_ref().map(|layout| layout.key.clone()))?;
        let form = pad.with(Form::clone);
        Some(Trial { form, layout, lang })
    };
    view! {
        <div class="form-trial" data-device=move || device.get().as_str()>
            {move || match tried() {
                Some(tried) => trial.run(tried),
                None => view! { <Empty icon="eye" title=t!("form.no_layout") text=t!("form.no_layout_text") /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}
