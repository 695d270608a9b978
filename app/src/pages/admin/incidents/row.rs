//! One incident: what went wrong, at which step of which ticket, and what can be done.

use leptos::prelude::*;
use model::{id::IncidentId, incident::Settling, view::IncidentRow};
use ui::{Button, ButtonKind, Check, Icon, RelativeTime, i18n::tf, t, use_lang};

use super::Board;
use crate::words::{names, said};

/// See the module.
#[component]
pub(super) fn Row(
    row: IncidentRow,
    board: Board,
    settle: Callback<(Vec<(IncidentId, i64)>, Settling)>,
) -> impl IntoView {
    let lang = use_lang();
    let IncidentRow { incident, number, ticket_title, ticket_type, step } = row;
    let id = incident.id;
    let is_open = incident.settled_at.is_none();
    let is_sent = incident.outbox.is_some();
    let is_picked = Signal::derive(move || board.picked.with(|picked| picked.contains(&id)));
    let pick = Callback::new(move |on: bool| {
        board.picked.update(|picked| {
            if on {
                picked.insert(id)
            } else {
                picked.remove(&id)
            };
        });
    });
    let name = format!("#{number} {ticket_title}");
    let label = {
        let name = name.clone();
        move || tf(lang.get(), "common.select_row", &[("name", &name)])
    };
    let place = move || {
        let lang = lang.get();
        let step = if step.is_empty() { String::new() } else { format!("“{}”", said(&step, lang)) };
        names(lang, [said(&ticket_type, lang), step.as_str()].into_iter().filter(|part| !part.is_empty()))
    };
    let check = is_open.then(|| view! { <Check checked=is_picked on_change=pick label=label /> });
    let act = move |how: fn() -> Settling| Callback::new(move |()| settle.run((vec![(id, number)], how())));
    let acts = is_open.then(|| {
        view! {
            <div class="acts">
                <Button kind=ButtonKind::Quiet small=true disabled=board.busy on_press=act(Settling::again)>
                    {t!("ticket.incident_retry")}
                </Button>
                {(!is_sent)
                    .then(|| {
                        view! {
                            <Button
                                kind=ButtonKind::Quiet
                                small=true
                                disabled=board.busy
                                on_press=move |()| board.mending.set(Some(id))
                            >
                                {t!("admin.incident_mend")}
                            </Button>
                        }
                    })}
                <Button kind=ButtonKind::Quiet small=true disabled=board.busy on_press=act(|| Settling::Skip)>
                    {t!("ticket.incident_skip")}
                </Button>
            </div>
        }
    });
    let over = incident.settled_at.map(|at| {
        view! {
            <span class="cluster">
                <Icon name="done" />
                {t!("admin.incident_settled")}
                <RelativeTime at />
            </span>
        }
    });
    view! {
        <li class="incident" data-settled=(!is_open).then_some("")>
            {check}
            <div class="grow">
                <p class="incident-text">{incident.text}</p>
                <p class="meta cluster">
                    <a href=format!("/desk/tickets/{number}")>{name}</a>
                    <span>{place}</span>
                    <RelativeTime at=incident.at />
                    {over}
                </p>
            </div>
            {acts}
        </li>
    }
    .into_any()
}
