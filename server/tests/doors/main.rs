//! The doors as browsers and programs see them: a real listener, a real database, SQLite always and PostgreSQL where
//! `DESKLOOM_TEST_POSTGRES` names a server.

mod access;
mod browser;
mod command;
mod definitions;
mod house;
mod live;
mod machine;
mod refusals;
mod repeat;
