//! The schema, one change per file, the same for SQLite and PostgreSQL.
//!
//! A change that was released is never edited: expand first, contract in a later one. Keys and indexes begin with
//! `workspace_id`; instants are milliseconds in 64-bit columns; there are no foreign keys across tables, so that a
//! distributed PostgreSQL can split every table by workspace.

mod m0001_workspace;
mod m0002_person;
mod m0003_customer;
mod m0004_ticket;
mod m0005_run;
mod m0006_task;
mod m0007_clock;
mod m0008_event;
mod m0009_timer;
mod m0010_outbox;
mod m0011_notice;
mod m0012_incident;
mod m0013_typing;
mod m0014_definition;
mod m0015_access_token;
mod m0016_answer;
mod m0017_register;
mod m0018_audit;
mod m0019_session;
mod m0020_search;
mod m0021_one_time_link;
mod m0022_outbox_kind;
mod m0023_customer_identity;
mod m0024_saved_view;
mod m0025_notice_by;
mod m0026_person_place;
mod m0028_participation;
mod m0029_ticket_heard;
mod m0030_rule;
mod m0031_held_notice;
mod m0032_capacity;
mod m0033_run_open;
mod m0034_reckoning;
mod m0035_absence;
mod m0036_offer;
mod m0037_load_index;
mod schema;
mod up;

use sea_orm_migration::prelude::*;

pub use up::{Error, pending, up};

/// Every change, in order.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_workspace::Migration),
            Box::new(m0002_person::Migration),
            Box::new(m0003_customer::Migration),
            Box::new(m0004_ticket::Migration),
            Box::new(m0005_run::Migration),
            Box::new(m0006_task::Migration),
            Box::new(m0007_clock::Migration),
            Box::new(m0008_event::Migration),
            Box::new(m0009_timer::Migration),
            Box::new(m0010_outbox::Migration),
            Box::new(m0011_notice::Migration),
            Box::new(m0012_incident::Migration),
            Box::new(m0013_typing::Migration),
            Box::new(m0014_definition::Migration),
            Box::new(m0015_access_token::Migration),
            Box::new(m0016_answer::Migration),
            Box::new(m0017_register::Migration),
            Box::new(m0018_audit::Migration),
            Box::new(m0019_session::Migration),
            Box::new(m0020_search::Migration),
            Box::new(m0021_one_time_link::Migration),
            Box::new(m0022_outbox_kind::Migration),
            Box::new(m0023_customer_identity::Migration),
            Box::new(m0024_saved_view::Migration),
            Box::new(m0025_notice_by::Migration),
            Box::new(m0026_person_place::Migration),
            Box::new(m0028_participation::Migration),
            Box::new(m0029_ticket_heard::Migration),
            Box::new(m0030_rule::Migration),
            Box::new(m0031_held_notice::Migration),
            Box::new(m0032_capacity::Migration),
            Box::new(m0033_run_open::Migration),
            Box::new(m0034_reckoning::Migration),
            Box::new(m0035_absence::Migration),
            Box::new(m0036_offer::Migration),
            Box::new(m0037_load_index::Migration),
        ]
    }
}
