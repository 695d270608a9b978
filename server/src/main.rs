//! The program `deskloom`: the server and the files of its pages, embedded in a release build and read from disk in a
//! debug build.

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;
use rust_embed::RustEmbed;
use server::{asset, command, config::Cli, telemetry};

/// Decisions are made on one thread, stored by another and told by a third: memory that is freed elsewhere than it was
/// taken is what this allocator is good at.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Pages;

#[tokio::main]
async fn main() -> ExitCode {
    // Before anything can open a connection. A provider that is already there is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    asset::serve_from(Pages::get);
    let cli = Cli::parse();
    telemetry::start(cli.global.log_format, &cli.global.log);
    match command::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
