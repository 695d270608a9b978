//! Where the flow is stuck, for those who can settle it.

use leptos::{prelude::*, task::spawn_local};
use model::{incident::Settling, record::Incident, role::Right};
use ui::{Button, ButtonKind, Icon, Later, NotLoaded, RelativeTime, Toast, i18n::t, t, use_lang, use_toasts};

use super::case::Case;
use crate::{frame::use_me, words::error};

/// See the module.
#[component]
pub fn Incidents(case: Case) -> impl IntoView {
    let open = case.part(|page| {
        page.incidents.iter().filter(|incident| incident.settled_at.is_none()).cloned().collect::<Vec<_>>()
    });
    view! {
        <For
            each=move || open.get()
            key=|incident| incident.id
            children=move |incident: Incident| view! { <Later part=move || ticket_incident(case, incident.clone()) quiet=true /> }
        />
    }
}

#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn ticket_incident(case: Case, incident: Incident) -> Result<AnyView, NotLoaded> {
    Ok(view! { <OneIncident case incident /> }.into_any())
}

#[component]
fn OneIncident(case: Case, incident: Incident) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let id = incident.id;
    let settle = move |how: Settling| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::incident::settle(id, how).await;
            busy.try_set(false);
            let lang = lang.try_get_untracked().unwrap_or_default();
            toasts.show(match answer {
                Ok(()) => Toast::good(t(lang, "ticket.incident_settled")),
                Err(no) => Toast::bad(error::sentence(lang, &no)),
            });
            case.reload();
        });
    };
    let may_settle = use_me().is_some_and(|me| me.may(Right::Administer));
    let acts = may_settle.then(|| {
        view! {
            <div class="acts">
                <Button kind=ButtonKind::Link busy=busy on_press=Callback::new(move |()| settle(Settling::again()))>
                    {t!("ticket.incident_retry")}
                </Button>
                <Button kind=ButtonKind::Link busy=busy on_press=Callback::new(move |()| settle(Settling::Skip))>
                    {t!("ticket.incident_skip")}
                </Button>
            </div>
        }
    });
    view! {
        <div class="notice strip" data-tone="bad" role="alert">
            <Icon name="alert" />
            <div>
                <p>
                    <b>{t!("ticket.incident")}</b>
                    " "
                    {incident.text}
                    " "
                    <span class="meta"><RelativeTime at=incident.at /></span>
                </p>
                {acts}
            </div>
        </div>
    }
    .into_any()
}
