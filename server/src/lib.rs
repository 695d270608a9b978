//! The outside doors of Deskloom: command line, pages, server functions, REST, live updates, health and telemetry.
//!
//! A request comes in by [`listen`], passes the guards that [`router`] puts at its door, and reaches `desk` by one of
//! two ways: pages and server functions ([`page`]) for people with a session, the REST interface ([`rest`]) for
//! programs with a token. Nothing is decided here. Whatever goes wrong is a [`trouble::Trouble`], put into words and
//! logged once, by [`guard::answer`].

pub mod asset;
pub mod command;
pub mod config;
pub mod doors;
pub mod gallery;
pub mod guard;
pub mod health;
pub mod listen;
pub mod live;
pub mod metrics;
pub mod page;
pub mod rest;
pub mod router;
pub mod secret;
pub mod session;
pub mod signal;
pub mod telemetry;
pub mod trouble;
pub mod words;
