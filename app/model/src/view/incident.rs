//! Incidents as an administrator works through them: what is stuck, where and with what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{Fields, Text, Value, form::Form, id::IncidentId, key::VariableKey, record::Incident};

/// Which incidents are listed, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(default, deny_unknown_fields)]
pub struct IncidentQuery {
    /// Those that are settled as well.
    pub settled: bool,
    /// Only those behind this one: the last of the part before.
    pub before: Option<IncidentId>,
    /// How many at most.
    pub limit: Option<u32>,
}

/// An incident in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IncidentRow {
    /// The incident.
    pub incident: Incident,
    /// The number of its ticket.
    pub number: i64,
    /// The title of its ticket.
    pub ticket_title: String,
    /// What the type of its ticket is called.
    pub ticket_type: Text,
    /// What the node is called that is stuck; empty where none is involved.
    pub step: Text,
}

/// An incident with all that may be mended before its node is tried again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IncidentPage {
    /// The incident.
    pub row: IncidentRow,
    /// Whether a path is still stuck there, so that what is mended counts.
    pub stuck: bool,
    /// The form of the ticket.
    pub form: Form,
    /// What the fields hold.
    pub fields: Fields,
    /// What the variables of the flow hold.
    pub variables: BTreeMap<VariableKey, Value>,
}
