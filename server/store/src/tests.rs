//! The store as its users see it, on both databases: SQLite always, PostgreSQL when `DESKLOOM_TEST_POSTGRES` names a
//! server on which schemas can be made.

mod base;
mod definitions;
mod group;
mod guards;
mod interleave;
mod leases;
mod lists;
mod rows;
mod sample;
mod schema;
mod sessions;
mod views;
mod words;
