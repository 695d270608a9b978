//! The REST interface below `/api/v1`. One endpoint is one file: what it takes, its `endpoint()` with its
//! documentation, its handler. Who calls is known by bearer token alone, so a foreign page can do nothing here.

use axum::Router;
use utoipa::openapi::path::HttpMethod;

use crate::{doors::Doors, trouble::Trouble};

pub mod calendar;
pub mod caller;
pub mod customer;
pub mod definition;
pub mod document;
pub mod endpoint;
pub mod flow;
pub mod incident;
pub mod input;
pub mod ladder;
pub mod me;
pub mod package;
pub mod person;
pub mod query;
pub mod rule;
pub mod schema;
pub mod task;
pub mod team;
pub mod ticket;
pub mod ticket_type;

pub use endpoint::Endpoint;

/// Where the interface lives.
pub const ROOT: &str = "/api/v1";

/// Every endpoint, in the order of the documentation.
#[must_use]
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        me::endpoint(),
        ticket::create::endpoint(),
        ticket::list::endpoint(),
        ticket::search::endpoint(),
        ticket::read::endpoint(),
        ticket::timeline::endpoint(),
        ticket::reply::endpoint(),
        ticket::signal::endpoint(),
        ticket::change::endpoint(),
        ticket::reopen::endpoint(),
        ticket::acknowledge::endpoint(),
        ticket::hold::endpoint(),
        ticket::resume::endpoint(),
        ticket::jump::endpoint(),
        ticket::terminate::endpoint(),
        ticket::follow::endpoint(),
        ticket::unfollow::endpoint(),
        ticket::mute::endpoint(),
        ticket_type::list::endpoint(),
        ticket_type::read::endpoint(),
        task::list::endpoint(),
        task::read::endpoint(),
        task::claim::endpoint(),
        task::accept::endpoint(),
        task::decline::endpoint(),
        task::complete::endpoint(),
        task::transfer::endpoint(),
        task::delegate::endpoint(),
        task::recall::endpoint(),
        task::urge::endpoint(),
        task::send_back::endpoint(),
        task::take_back::endpoint(),
        task::add_approver::endpoint(),
        task::remove_approver::endpoint(),
        definition::list::endpoint(),
        definition::read::endpoint(),
        definition::trash::endpoint(),
        definition::untrash::endpoint(),
        definition::write::endpoint(),
        definition::discard::endpoint(),
        definition::check::endpoint(),
        definition::publish::endpoint(),
        definition::versions::endpoint(),
        definition::version::endpoint(),
        definition::restore::endpoint(),
        definition::migration::forecast(),
        definition::migration::endpoint(),
        definition::reckoning::forecast(),
        definition::reckoning::endpoint(),
        definition::reckoning::progress(),
        definition::diff::endpoint(),
        definition::usage::endpoint(),
        flow::trial::endpoint(),
        flow::scenarios::endpoint(),
        flow::replay::endpoint(),
        calendar::holidays::endpoint(),
        ladder::forecast::endpoint(),
        incident::list::endpoint(),
        incident::read::endpoint(),
        incident::settle::endpoint(),
        rule::read::endpoint(),
        rule::runs::endpoint(),
        rule::try_on::endpoint(),
        rule::switch_on::endpoint(),
        schema::list::endpoint(),
        schema::read::endpoint(),
        package::export::endpoint(),
        package::import::endpoint(),
        package::check::endpoint(),
        person::create::endpoint(),
        person::list::endpoint(),
        person::workload::endpoint(),
        person::change::endpoint(),
        person::link::endpoint(),
        team::list::endpoint(),
        team::create::endpoint(),
        team::change::endpoint(),
        team::delete::endpoint(),
        customer::endpoint(),
    ]
}

/// The routes of the interface.
pub fn routes() -> Router<Doors> {
    let mut router = Router::new();
    for endpoint in endpoints() {
        let path = endpoint.path();
        router = router.route(path, endpoint.into_route());
    }
    router.merge(document::routes()).fallback(async || Trouble::not_found())
}

/// The name of a method.
#[must_use]
pub const fn method_name(method: &HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "GET",
        HttpMethod::Post => "POST",
        HttpMethod::Put => "PUT",
        HttpMethod::Delete => "DELETE",
        HttpMethod::Patch => "PATCH",
        _ => "OTHER",
    }
}
