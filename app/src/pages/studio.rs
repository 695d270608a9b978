//! The studio: everything that an administrator configures, and the editors of each kind.

pub mod address;
mod difference;
mod files;
pub mod flow;
pub mod form;
pub mod keeper;
mod list;
mod place;
mod problems;

pub use list::StudioPage;
