//! The studio: everything that an administrator configures, and the editors of each kind.

pub mod address;
mod bilingual;
mod difference;
mod files;
pub mod flow;
pub mod form;
pub mod keeper;
mod list;
mod place;
mod problems;
mod reckoning;
mod sheet;
mod versions;

pub use list::StudioPage;
pub use sheet::SheetPage;
pub use versions::VersionsPage;
