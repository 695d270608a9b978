//! `deskloom serve`.

use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use desk::Desk;
use leptos::config::LeptosOptions;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{open, said};
use crate::{
    asset,
    config::{Global, Serve},
    doors::{Doors, Inside},
    listen::{self, listen},
    live::Seats,
    metrics::Meter,
    router::router,
    signal, telemetry,
};

/// How often what is measured is folded, and what has expired is thrown away.
const TIDY: Duration = Duration::from_mins(1);
/// How long the answer of a request with an `Idempotency-Key` is remembered.
const REMEMBERED: TimeDelta = TimeDelta::days(7);
/// How long the logs of rules are kept.
const RULES_REMEMBERED: TimeDelta = TimeDelta::days(30);
/// The most lines of one rule's log that are kept.
const MOST_RULE_RUNS: u64 = 5_000;
/// How long the worker may take to put its work down.
const WORKER_FAREWELL: Duration = Duration::from_secs(9);

/// Serves until told to stop.
pub async fn run(global: &Global, told: Serve) -> Result<()> {
    let asked_to_stop = signal::asked_to_stop();
    let listener = TcpListener::bind(told.listen).await.with_context(|| format!("listening at {}", told.listen))?;
    let address = listener.local_addr()?;
    let base_url = match &told.base_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{address}"),
    };
    let desk = open(global, &told.outgoing, &base_url).await?;
    let stop = CancellationToken::new();
    let doors = Doors::new(Inside {
        desk: desk.clone(),
        leptos: leptos_options(address),
        cookie_secure: told.cookie_secure.holds(&base_url),
        base_url,
        behind_proxy: told.behind_proxy,
        gallery: told.gallery,
        database: global.database.url().to_owned(),
        stop: stop.clone(),
        seats: Seats::default(),
        meter: Meter::start(),
    });
    let serving = tokio::spawn(listen(listener, router(doors.clone()), stop.clone()));
    announce(global, &doors).await?;

    let worker = (!told.no_worker).then(|| tokio::spawn(work(desk.clone(), stop.clone())));
    let listener = tokio::spawn({
        let (desk, stop) = (desk.clone(), stop.clone());
        async move { desk.hear(stop.cancelled()).await }
    });
    let tidier = tokio::spawn(tidy(doors));
    asked_to_stop.await;
    tracing::info!("stopping");
    stop.cancel();
    tidier.abort();
    listener.abort();
    // Requests and the worker say goodbye at the same time, so that both fit into ten seconds.
    let farewell = async {
        let _ = tokio::time::timeout(listen::FAREWELL + Duration::from_secs(1), serving).await;
    };
    let rest = async {
        if let Some(worker) = worker {
            let _ = tokio::time::timeout(WORKER_FAREWELL, worker).await;
        }
    };
    tokio::join!(farewell, rest);
    desk.store().clone().close().await;
    Ok(())
}

/// What the pages' framework wants to know. The names of files come from [`asset::assets`].
fn leptos_options(address: std::net::SocketAddr) -> LeptosOptions {
    LeptosOptions::builder().output_name("frontend").site_addr(address).build()
}

/// Says where the server is, and how it is set up, to whoever started it.
async fn announce(global: &Global, doors: &Doors) -> Result<()> {
    println!("Deskloom is ready at {}", doors.base_url);
    if !doors.desk.is_set_up().await.map_err(|error| said(global.lang, error))? {
        println!("It is empty. Open this link to set it up; it is good until the server stops:");
        println!("  {}/setup?key={}", doors.base_url, doors.desk.setup_key());
    }
    if asset::assets("").is_none() {
        println!("The pages were not built into this program; use `cargo xtask run`. The API works all the same.");
    }
    Ok(())
}

/// Runs timers and effects. A worker that fails is started again: the server without it would look well and do nothing.
async fn work(desk: Desk, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let stopping = stop.clone();
        if let Err(error) = desk.work(async move { stopping.cancelled().await }).await {
            tracing::error!(error = %telemetry::chain(&error), "the worker failed and starts again");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

/// Throws away what has expired and folds what is measured.
async fn tidy(doors: Doors) {
    let mut beat = tokio::time::interval(TIDY);
    loop {
        beat.tick().await;
        doors.meter.tidy();
        let (store, now) = (doors.desk.store(), doors.desk.now());
        let sessions = store.purge_sessions(now).await;
        let answers = store.purge_answers(now - REMEMBERED).await;
        let rules = store.purge_rule_runs(now - RULES_REMEMBERED, MOST_RULE_RUNS).await;
        for error in [sessions.err(), answers.err(), rules.err()].into_iter().flatten() {
            tracing::warn!(error = %telemetry::chain(&error), "what has expired could not be thrown away");
        }
    }
}
