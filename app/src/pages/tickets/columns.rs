//! The columns of the list: which there are, which are shown, and how each is sorted.

use leptos::prelude::*;
use ui::{Button, ButtonKind, Menu, MenuItem, t};

use super::filter::Order;
use crate::kept::{keep, kept};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The ticket's number.
    Number,
    /// What it is about; always there, because it leads to the ticket.
    Title,
    /// Who asks.
    Customer,
    /// Its type.
    Type,
    /// Where it stands.
    Status,
    /// The steps it stands at.
    Step,
    /// How pressing it is.
    Priority,
    /// Who is responsible.
    Owner,
    /// Where it waits.
    Queue,
    /// When it is due.
    Due,
    /// When it was filed.
    Filed,
    /// When anything last happened.
    Updated,
}

/// Where this browser keeps the choice.
const KEPT: &str = "deskloom.columns";

impl Column {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 12] = [
        Self::Number,
        Self::Title,
        Self::Customer,
        Self::Type,
        Self::Status,
        Self::Step,
        Self::Priority,
        Self::Owner,
        Self::Queue,
        Self::Due,
        Self::Filed,
        Self::Updated,
    ];

    /// Those that are shown until someone chooses.
    pub const USUAL: [Self; 9] = [
        Self::Number,
        Self::Title,
        Self::Customer,
        Self::Status,
        Self::Step,
        Self::Priority,
        Self::Owner,
        Self::Due,
        Self::Updated,
    ];

    /// Its name in a saved view, and the class of its cells.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Title => "title",
            Self::Customer => "customer",
            Self::Type => "type",
            Self::Status => "status",
            Self::Step => "step",
            Self::Priority => "priority",
            Self::Owner => "owner",
            Self::Queue => "queue",
            Self::Due => "due",
            Self::Filed => "filed",
            Self::Updated => "updated",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Number => "tickets.column_number",
            Self::Title => "tickets.column_title",
            Self::Customer => "tickets.column_customer",
            Self::Type => "tickets.column_type",
            Self::Status => "tickets.column_status",
            Self::Step => "tickets.column_step",
            Self::Priority => "tickets.column_priority",
            Self::Owner => "tickets.column_owner",
            Self::Queue => "tickets.column_queue",
            Self::Due => "tickets.column_due",
            Self::Filed => "tickets.column_filed",
            Self::Updated => "tickets.column_updated",
        }
    }

    /// The order that its head asks for.
    #[must_use]
    pub const fn order(self) -> Option<Order> {
        match self {
            Self::Number | Self::Filed => Some(Order::Newest),
            Self::Priority => Some(Order::Priority),
            Self::Due => Some(Order::Due),
            Self::Updated => Some(Order::Updated),
            _ => None,
        }
    }

    /// The columns of a saved view; the usual ones when it names none.
    #[must_use]
    pub fn read(names: &[String]) -> Vec<Self> {
        let named: Vec<Self> =
            Self::ALL.into_iter().filter(|column| names.iter().any(|name| name == column.name())).collect();
        if named.is_empty() { Self::USUAL.to_vec() } else { with_title(named) }
    }

    /// The names of columns, as a saved view keeps them.
    #[must_use]
    pub fn write(columns: &[Self]) -> Vec<String> {
        columns.iter().map(|column| column.name().to_owned()).collect()
    }
}

fn with_title(columns: Vec<Column>) -> Vec<Column> {
    Column::ALL.into_iter().filter(|column| *column == Column::Title || columns.contains(column)).collect()
}

/// The columns that are shown: those this browser was told last, once it has taken the page over.
pub fn use_columns() -> RwSignal<Vec<Column>> {
    let columns = RwSignal::new(Column::USUAL.to_vec());
    // The browser's storage is outside.
    Effect::new(move |_| {
        if let Some(names) = kept::<Vec<String>>(KEPT) {
            columns.set(Column::read(&names));
        }
    });
    columns
}

/// The button and the menu that show and hide columns.
#[component]
pub fn ColumnsMenu(columns: RwSignal<Vec<Column>>) -> impl IntoView {
    let items = Column::ALL
        .into_iter()
        .filter(|column| *column != Column::Title)
        .map(|column| {
            let checked = Signal::derive(move || columns.with(|columns| columns.contains(&column)));
            let switch = Callback::new(move |()| {
                columns.update(|columns| {
                    let mut all = columns.clone();
                    super::filter_bar::toggle(&mut all, column);
                    *columns = with_title(all);
                });
                keep(KEPT, &columns.with_untracked(|columns| Column::write(columns)));
            });
            view! {
                <MenuItem on_pick=switch checked=checked>
                    {t!(column.key())}
                </MenuItem>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <span class="columns-menu">
            <Button kind=ButtonKind::Quiet small=true icon="columns" menu="columns">
                {t!("tickets.columns")}
            </Button>
        </span>
        <Menu id="columns" label=t!("tickets.columns")>
            {items}
        </Menu>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_always_there_and_unknown_names_are_left_out() {
        let names: Vec<String> = ["due", "number", "horoscope"].map(str::to_owned).to_vec();
        assert_eq!(Column::read(&names), [Column::Number, Column::Title, Column::Due]);
        assert_eq!(Column::read(&[]), Column::USUAL);
        assert_eq!(Column::read(&Column::write(&Column::ALL)), Column::ALL);
    }
}
