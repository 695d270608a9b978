//! What follows from edits, one consequence per file. Later ones see what earlier ones wrote.

use model::flow::Flow;

use crate::Behavior;

mod bends_follow;
mod delete_reconnects;
mod door_closes;
mod drop_on_link;
mod insert_makes_room;
mod links_leave_with_node;
mod one_default;
mod outcome_removed;
mod outcome_renamed;
mod reconnect_straightens;
mod replace_keeps_links;
mod tidy_straightens;

pub(crate) use drop_on_link::can_split;

/// Every consequence, in order.
pub(super) const ALL: &[Behavior<Flow>] = &[
    drop_on_link::behave,
    insert_makes_room::behave,
    delete_reconnects::behave,
    links_leave_with_node::behave,
    outcome_removed::behave,
    outcome_renamed::behave,
    door_closes::behave,
    one_default::behave,
    replace_keeps_links::behave,
    reconnect_straightens::behave,
    tidy_straightens::behave,
    bends_follow::behave,
];
