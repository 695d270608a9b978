//! What follows from edits, one consequence per file. Later ones see what earlier ones wrote.

use model::form::Form;

use crate::Behavior;

mod convert_keeps_options;
mod default_fits;
mod field_removed_leaves_layouts;
mod option_renamed;
mod rename_rewrites_conditions;
mod rename_rewrites_layouts;
mod resize_takes_from_neighbours;
mod row_divides;
mod row_fills;

/// Every consequence, in order.
pub(super) const ALL: &[Behavior<Form>] = &[
    field_removed_leaves_layouts::behave,
    rename_rewrites_layouts::behave,
    rename_rewrites_conditions::behave,
    option_renamed::behave,
    convert_keeps_options::behave,
    default_fits::behave,
    resize_takes_from_neighbours::behave,
    row_divides::behave,
    row_fills::behave,
];
