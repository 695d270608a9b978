//! Packages: definitions carried from one workspace to another as one JSON file.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{Definition, Text};

/// A package.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Package {
    /// Always `deskloom-package`, so that a file can be recognised.
    pub deskloom: Marker,
    /// The format of this file; see [`Package::FORMAT`].
    pub format: u32,
    /// What people call it.
    #[serde(default)]
    pub title: Text,
    /// What it is for.
    #[serde(default)]
    pub about: Text,
    /// What it carries, each after those it points at.
    pub definitions: Vec<Definition>,
}

/// The recognisable word of a package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Marker {
    /// A package of Deskloom.
    #[default]
    #[serde(rename = "package")]
    Package,
}

impl Package {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}
