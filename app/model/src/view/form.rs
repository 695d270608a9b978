//! What the form designer's test shows.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{Fields, Problems};

/// What would become of answers to a form as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
pub struct FormTry {
    /// What would be stored; nothing while there is a problem.
    pub kept: Fields,
    /// Why it would be refused.
    pub problems: Problems,
    /// Whether the problems are of the form itself, not of the answers.
    pub is_form_wrong: bool,
}
