//! Working calendars: their holidays from a file.

pub mod holidays;
