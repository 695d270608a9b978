//! The program `deskloom`.

use std::process::ExitCode;

use clap::Parser as _;
use server::{command, config::Cli, telemetry};

#[tokio::main]
async fn main() -> ExitCode {
    // Before anything can open a connection. A provider that is already there is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
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
