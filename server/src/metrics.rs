//! What is measured, in Prometheus' text format, for this machine and for administrators.

use std::{net::SocketAddr, sync::OnceLock};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use desk::Desk;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use model::role::Right;

use crate::{
    doors::{self, Doors},
    rest::caller,
    trouble::{Result, Trouble},
};

/// Upper ends of the latency buckets, in seconds.
const LATENCY: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// What is measured. One per process, however many servers it runs.
#[derive(Clone)]
pub struct Meter(PrometheusHandle);

impl Meter {
    /// Starts measuring; a second call gives the same meter.
    #[must_use]
    pub fn start() -> Self {
        static METER: OnceLock<PrometheusHandle> = OnceLock::new();
        let handle = METER.get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let builder = match builder
                .set_buckets_for_metric(Matcher::Full("deskloom_http_request_seconds".to_owned()), &LATENCY)
            {
                Ok(builder) => builder,
                // The buckets are a constant and not empty; without them the meter still measures.
                Err(_) => PrometheusBuilder::new(),
            };
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            // Whoever installed another recorder keeps it; then this one stays empty.
            let _ = metrics::set_global_recorder(recorder);
            describe();
            handle
        });
        Self(handle.clone())
    }

    /// Folds what was measured; call it now and then.
    pub fn tidy(&self) {
        self.0.run_upkeep();
    }
}

fn describe() {
    metrics::describe_counter!("deskloom_http_requests_total", "Requests answered, by method, route and status.");
    metrics::describe_histogram!("deskloom_http_request_seconds", "Seconds until the head of the answer.");
    metrics::describe_gauge!("deskloom_live_streams", "Open live streams.");
    metrics::describe_counter!("deskloom_store_commits_total", "Operations committed.");
    metrics::describe_counter!("deskloom_store_groups_total", "Transactions that committed them.");
    metrics::describe_counter!("deskloom_store_statements_total", "SQL statements of those transactions.");
    metrics::describe_gauge!("deskloom_timers_late_seconds", "How late the most overdue timer is; 0 when none is due.");
}

/// `GET /metrics`.
pub async fn metrics(State(doors): State<Doors>, request: Request) -> Result<Response> {
    admit(&doors, doors::socket(request.extensions()), request.headers().clone()).await?;
    let counters = doors.desk.store().counters();
    metrics::counter!("deskloom_store_commits_total").absolute(counters.commits);
    metrics::counter!("deskloom_store_groups_total").absolute(counters.groups);
    metrics::counter!("deskloom_store_statements_total").absolute(counters.statements);
    #[expect(clippy::cast_precision_loss, reason = "a few thousand streams, and seconds of lateness, fit a float")]
    {
        metrics::gauge!("deskloom_live_streams").set(doors.seats.taken() as f64);
        metrics::gauge!("deskloom_timers_late_seconds").set(lateness(&doors.desk).await? as f64);
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((kind, doors.meter.0.render()).into_response())
}

/// This machine may always look; others need an administrator's token.
async fn admit(doors: &Doors, peer: Option<SocketAddr>, headers: HeaderMap) -> Result<()> {
    // A request that came through a proxy on this machine is not this machine's own.
    let direct = !headers.contains_key("x-forwarded-for") && !headers.contains_key("forwarded");
    if direct && peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback()) {
        return Ok(());
    }
    caller::bearer(&doors.desk, &headers).await?.may(Right::Administer)?;
    Ok(())
}

async fn lateness(desk: &Desk) -> Result<i64> {
    let next = desk.store().next_timer_due().await.map_err(Trouble::broken)?;
    Ok(next.map_or(0, |due| (desk.now() - due).num_seconds().max(0)))
}
