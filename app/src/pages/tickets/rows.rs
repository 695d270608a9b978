//! The rows of the list, and more of them on request.

use std::time::Duration;

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::view::{List, TicketQuery, TicketRow};
use ui::{
    Avatar, AvatarSize, Button, ButtonKind, Due, Empty, LinkButton, NoAvatar, RelativeTime, SkeletonRows, Table,
    i18n::tf, t, use_lang,
};

use super::filter::Filter;
use crate::{
    failed::Refused,
    frame::use_me,
    live::on_change,
    marks::{ChannelMark, PriorityMark, StatusMark},
    words::say,
};

/// The list is read again at most this often.
const PAUSE: Duration = Duration::from_millis(800);
/// The most rows one answer can hold.
const MOST: usize = 200;

/// The shape of the list while it is loaded.
#[component]
pub fn WaitingRows() -> impl IntoView {
    view! {
        <div class="page-body">
            <Table label=t!("tickets.list") busy=Signal::stored(true)>
                <Head />
                <tbody>
                    <SkeletonRows rows=10 columns=9 />
                </tbody>
            </Table>
        </div>
    }
    .into_any()
}

/// The rows, beginning with a first part.
#[component]
pub fn Rows(first: List<TicketRow>, filter: Filter, set: Callback<Filter>) -> impl IntoView {
    let own = use_me().map(|me| me.id);
    let query = StoredValue::new(filter.query(own));
    let rows = RwSignal::new(first.rows);
    let next = RwSignal::new(first.next);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let reload = Callback::new(move |()| {
        let count = rows.with_untracked(Vec::len);
        let limit = u32::try_from(count.clamp(50, MOST)).ok();
        let query = TicketQuery { limit, ..query.get_value() };
        spawn_local(async move {
            let Ok(list) = api::ticket::list(query).await else { return };
            // Rows beyond what one answer can hold stay as they are.
            if count <= MOST {
                next.try_set(list.next);
                rows.try_set(list.rows);
            } else {
                rows.try_update(|rows| {
                    let rest = rows.split_off(list.rows.len().min(rows.len()));
                    let rest = rest.into_iter().filter(|row| !list.rows.iter().any(|new| new.id == row.id));
                    *rows = list.rows.iter().cloned().chain(rest).collect();
                });
            }
        });
    });
    on_change(|| None, PAUSE, reload);
    let more = Callback::new(move |()| {
        let Some(after) = next.get_untracked() else { return };
        let query = TicketQuery { after: Some(after), ..query.get_value() };
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match api::ticket::list(query).await {
                Ok(list) => {
                    rows.try_update(|rows| {
                        let new = list.rows.into_iter().filter(|new| !rows.iter().any(|row| row.id == new.id));
                        let new: Vec<_> = new.collect();
                        rows.extend(new);
                    });
                    next.try_set(list.next);
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    let is_narrow = filter.is_narrow();
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    view! {
        <Show when=move || !is_empty.get() fallback=move || view! { <NoTickets is_narrow set /> }>
            <div class="page-body">
                <Table label=t!("tickets.list")>
                    <Head />
                    <tbody>
                        <For each=move || rows.get() key=|row| (row.id, row.updated_at, row.due_at) children=|row| view! { <Row row /> } />
                    </tbody>
                </Table>
                <Refused error />
                <Show when=move || next.with(Option::is_some)>
                    <p class="load-more">
                        <Button kind=ButtonKind::Quiet busy=busy on_press=more>
                            {t!("common.load_more")}
                        </Button>
                    </p>
                </Show>
            </div>
        </Show>
        <Foot count=Signal::derive(move || rows.with(Vec::len)) has_more=Signal::derive(move || next.with(Option::is_some)) />
    }
    .into_any()
}

#[component]
fn Foot(count: Signal<usize>, has_more: Signal<bool>) -> impl IntoView {
    let lang = use_lang();
    let words = move || {
        let key = if has_more.get() { "tickets.shown_more" } else { "tickets.shown" };
        tf(lang.get(), key, &[("count", &count.get())])
    };
    view! {
        <footer class="list-foot">
            <span role="status">{words}</span>
            <span class="cluster" aria-hidden="true">
                <kbd>"↑"</kbd>
                <kbd>"↓"</kbd>
                <kbd>"Enter"</kbd>
                {t!("tickets.keys")}
            </span>
        </footer>
    }
}

#[component]
fn NoTickets(is_narrow: bool, set: Callback<Filter>) -> impl IntoView {
    let body = if is_narrow {
        let clear = Callback::new(move |()| set.run(Filter::default()));
        view! {
            <Empty icon="filter" title=t!("tickets.empty_filtered") text=t!("tickets.empty_filtered_why")>
                <Button on_press=clear>{t!("common.filters_clear")}</Button>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty icon="ticket" title=t!("tickets.empty") text=t!("tickets.empty_why")>
                <LinkButton href="/desk/tickets/new" icon="plus">
                    {t!("shell.new_ticket")}
                </LinkButton>
            </Empty>
        }
        .into_any()
    };
    view! { <div class="page-body">{body}</div> }.into_any()
}

#[component]
fn Head() -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th class="id" scope="col">{t!("tickets.column_number")}</th>
                <th class="wide" scope="col">{t!("tickets.column_title")}</th>
                <th class="col-customer" scope="col">{t!("tickets.column_customer")}</th>
                <th scope="col">{t!("tickets.column_status")}</th>
                <th class="col-step" scope="col">{t!("tickets.column_step")}</th>
                <th class="col-priority" scope="col">{t!("tickets.column_priority")}</th>
                <th class="col-owner" scope="col">{t!("tickets.column_owner")}</th>
                <th scope="col">{t!("tickets.column_due")}</th>
                <th class="col-updated end" scope="col">{t!("tickets.column_updated")}</th>
            </tr>
        </thead>
    }
    .into_any()
}

/// One ticket; the whole row leads to it.
#[component]
fn Row(row: TicketRow) -> impl IntoView {
    let lang = use_lang();
    let steps: Vec<_> = row.steps.into_iter().map(say).collect();
    let step = move || {
        let lang = lang.get();
        let steps: Vec<String> = steps.iter().map(Signal::get).collect();
        crate::words::names(lang, steps.iter().map(String::as_str))
    };
    let owner = match row.owner {
        Some(owner) => {
            view! { <Avatar name=owner.name seed=owner.id.to_string() size=AvatarSize::Small named=false /> }.into_any()
        }
        None => view! { <NoAvatar label=t!("common.nobody") size=AvatarSize::Small /> }.into_any(),
    };
    let due = match row.due_at {
        Some(due) => view! { <RowDue due from=row.clock_from /> }.into_any(),
        None => view! { <span class="meta">{t!("time.no_due")}</span> }.into_any(),
    };
    view! {
        <tr class="ticket-row">
            <td class="id num">"#"{row.number}</td>
            <td class="cut">
                <span class="subject-cell">
                    <ChannelMark channel=row.channel />
                    <a class="subject cut go" href=format!("/desk/tickets/{}", row.number)>
                        {row.title}
                    </a>
                </span>
            </td>
            <td class="col-customer">{row.customer.map(|customer| customer.name)}</td>
            <td class="col-status"><StatusMark status=row.status /></td>
            <td class="col-step support">{step}</td>
            <td class="col-priority"><PriorityMark priority=row.priority /></td>
            <td class="col-owner">{owner}</td>
            <td class="col-due">{due}</td>
            <td class="col-updated end meta">
                <RelativeTime at=row.updated_at />
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn RowDue(due: chrono::DateTime<chrono::Utc>, from: Option<chrono::DateTime<chrono::Utc>>) -> impl IntoView {
    match from {
        Some(from) => view! { <Due due from=from /> }.into_any(),
        None => view! { <Due due /> }.into_any(),
    }
}
