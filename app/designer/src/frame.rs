//! What all designers share: a bar, a row of tools, then palette, canvas and properties side by side, and a panel
//! docked below. Every part keeps its place, its size and its shortcuts.
//!
//! * [`DesignerFrame`] lays the parts out; below 900 px it says that drawing needs a wider screen ([`use_narrow`]).
//! * [`DesignerBar`] is the way here, the tabs and the state of the draft; [`HistoryTools`] undoes, redoes and lists.
//! * [`PaletteList`] offers what can be put in, by click, Enter or drag.
//! * [`PropertiesHead`], [`PropertySection`] and [`Property`] are the rows of the right side; the field of a problem
//!   is found by the path in `data-path` ([`focus_path`]).
//! * [`DesignerPanel`] has tabs; [`ProblemList`] is the first of them.

mod bar;
mod focus;
mod history;
mod layout;
mod narrow;
mod palette;
mod panel;
mod problems;
mod property;

pub use bar::DesignerBar;
pub use focus::{focus_first, focus_path, leave_field};
pub use history::{HistoryEntry, HistoryTools};
pub use layout::DesignerFrame;
pub use narrow::use_narrow;
pub use palette::{PaletteGroup, PaletteList, Stencil, distance};
pub use panel::{DesignerPanel, PanelTab};
pub use problems::{ProblemList, ProblemRow};
pub use property::{PropertiesHead, Property, PropertySection};
