//! The trash: what was thrown away, and the way back.

use leptos::prelude::*;
use model::{role::Right, view::StudioRow};
use ui::{Button, Empty, Icon, RelativeTime, Table, t};

use super::trashing::Doing;
use crate::{frame::use_me, pages::studio::address, words::say};

/// See the module.
#[component]
pub(super) fn Trash(rows: Vec<StudioRow>, reload: Callback<()>) -> impl IntoView {
    let doing = Doing::new(reload);
    if rows.is_empty() {
        return view! {
            <div class="page-body">
                <Empty icon="trash" title=t!("studio.trash_empty") text=t!("studio.trash_empty_why") />
            </div>
        }
        .into_any();
    }
    let rows = rows.into_iter().map(|row| view! { <Thrown row doing /> }.into_any()).collect_view();
    view! {
        <div class="page-body">
            <Table label=t!("studio.trash")>
                <thead>
                    <tr>
                        <th class="wide" scope="col">{t!("studio.trash")}</th>
                        <th scope="col">{t!("studio.column_kind")}</th>
                        <th class="col-changed" scope="col">{t!("studio.column_thrown")}</th>
                        <th scope="col"><span class="unseen">{t!("common.more_acts")}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn Thrown(row: StudioRow, doing: Doing) -> impl IntoView {
    let may_publish = use_me().is_some_and(|me| me.may(Right::PublishDefinitions));
    let title = say(row.row.title.clone());
    let own = row.row.clone();
    let row = StoredValue::new(row);
    let back = may_publish.then(|| {
        view! {
            <Button small=true icon="undo" on_press=move |()| doing.fetch_back(row.get_value())>
                {t!("studio.fetch_back")}
            </Button>
        }
    });
    let by = own.updated_by.map(|by| by.name);
    view! {
        <tr>
            <td class="cut">
                <div class="def">
                    <span class="tile">
                        <Icon name=address::icon(own.kind) />
                    </span>
                    <div>
                        <span class="subject">{move || title.get()}</span>
                        <br />
                        <code class="mono">{own.key.to_string()}</code>
                    </div>
                </div>
            </td>
            <td>{t!(format!("kind.{}", own.kind))}</td>
            <td class="col-changed">
                <span class="meta">{by} " " <RelativeTime at=own.updated_at /></span>
            </td>
            <td class="end">{back}</td>
        </tr>
    }
}
