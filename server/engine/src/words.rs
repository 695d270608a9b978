//! Words with variables in double braces, filled in. Logic-less: no conditions, no loops, no nesting.

use crate::expression::Scope;

/// The most characters that filling gives.
pub const MOST: usize = 20_000;

/// Fills in the variables: `Ticket {{ticket.number}}: {{fields.phone}}`. An unknown one becomes nothing; what is filled
/// in is not looked into again.
#[must_use]
pub fn fill(template: &str, scope: &Scope) -> String {
    todo!("{template}{scope:?}")
}
