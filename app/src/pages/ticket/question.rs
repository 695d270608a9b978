//! What the reader is asked before something is done with the ticket: one dialog, and a form for each question. They
//! arrive when the page is at rest.

mod back;
mod besides;
mod customer;
mod deed;
mod edit;
mod reopen;
mod transfer;

use leptos::prelude::*;
use model::id::TaskId;
use ui::{
    Dialog, Later, NotLoaded,
    i18n::{t, tf},
    use_lang,
};

pub use self::deed::Deed;
use self::{
    back::BackForm, besides::BesidesForm, customer::CustomerForm, deed::DeedForm, edit::EditForm, reopen::ReopenForm,
    transfer::TransferForm,
};
use super::case::Case;
use crate::words::said;

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// To whom a task is handed.
    Transfer {
        /// The task.
        task: TaskId,
        /// Whether into a queue.
        into_queue: bool,
    },
    /// Where a task is sent back to.
    Back(TaskId),
    /// Who else is asked in an approval.
    Besides(TaskId),
    /// Where the customer can be reached.
    Customer,
    /// Another title, or another priority.
    Edit,
    /// Why the ticket is opened again.
    Reopen,
    /// What else is done with it.
    Deed(Deed),
}

/// The dialog; open while [`Case::asked`] holds a question.
#[component]
pub fn Questions(case: Case) -> impl IntoView {
    let asked = case.asked();
    let lang = use_lang();
    let close = Callback::new(move |()| asked.set(None));
    let title = move || asked.get().map(|ask| title(case, ask, lang.get())).unwrap_or_default();
    view! {
        <Dialog id="asked" open=Signal::derive(move || asked.with(Option::is_some)) on_close=close title=title>
            {move || asked.get().map(|ask| view! { <Later part=move || ticket_question(case, ask, close) /> })}
        </Dialog>
    }
    .into_any()
}

/// Fetches the forms.
pub async fn fetch() {
    // Tried again when a question is asked, and said there.
    let _ = load_ticket_question().await;
}

fn title(case: Case, ask: Question, lang: ui::Lang) -> String {
    let step = |key, task| {
        let step = case.task(task).map(|task| said(&task.title, lang).to_owned()).unwrap_or_default();
        tf(lang, key, &[("step", &step)])
    };
    let words = match ask {
        Question::Transfer { task, .. } => return step("ticket.transfer_title", task),
        Question::Back(task) => return step("ticket.send_back_title", task),
        Question::Besides(_) => "ticket.ask_besides",
        Question::Customer => "ticket.customer_edit",
        Question::Edit => "ticket.edit",
        Question::Reopen => "ticket.reopen",
        Question::Deed(deed) => deed.words().0,
    };
    t(lang, words).to_owned()
}

/// The form of a question. A task that is gone asks nothing any more.
#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, preload(load_ticket_question), fallible)]
fn ticket_question(case: Case, ask: Question, close: Callback<()>) -> Result<AnyView, NotLoaded> {
    Ok(match ask {
        Question::Transfer { task, into_queue } => {
            case.task(task).map(|task| view! { <TransferForm case task into_queue close /> }).into_any()
        }
        Question::Back(task) => case.task(task).map(|task| view! { <BackForm case task close /> }).into_any(),
        Question::Besides(task) => case.task(task).map(|task| view! { <BesidesForm case task close /> }).into_any(),
        Question::Customer => case
            .peek(|page| page.customer.clone())
            .map(|customer| view! { <CustomerForm case customer close /> })
            .into_any(),
        Question::Edit => view! { <EditForm case close /> }.into_any(),
        Question::Reopen => view! { <ReopenForm case close /> }.into_any(),
        Question::Deed(deed) => view! { <DeedForm case deed close /> }.into_any(),
    })
}
