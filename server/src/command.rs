//! The commands of the command line.

pub mod demo;
pub mod migrate;
pub mod package;
pub mod serve;
pub mod setup;
pub mod token;
pub mod work;

use std::fmt::Write as _;

use anyhow::{Result, anyhow};
use desk::{Actor, Desk, Settings, store::Store};
use model::{Lang, Problem};

use crate::{
    config::{Cli, Command, Global, Outgoing},
    telemetry,
    trouble::Trouble,
    words,
};

/// Does what the command line asks.
pub async fn run(cli: Cli) -> Result<()> {
    let Cli { global, command } = cli;
    match command {
        Command::Serve(told) => serve::run(&global, told).await,
        Command::Work(told) => work::run(&global, told).await,
        Command::Migrate => migrate::run(&global).await,
        Command::Setup(told) => setup::run(&global, told).await,
        Command::Demo(told) => demo::run(&global, told).await,
        Command::Token(told) => token::run(&global, told).await,
        Command::Package(told) => package::run(&global, told).await,
    }
}

/// Opens the desk over a database that is brought up to date first.
async fn open(global: &Global, outgoing: &Outgoing, base_url: &str) -> Result<Desk> {
    migrations::up(global.database.url()).await?;
    let store = Store::open(&global.database.location()?, desk::store::Options::default()).await?;
    let settings = Settings {
        mail: outgoing.mail(),
        private_webhooks: outgoing.private_webhooks,
        base_url: base_url.to_owned(),
        ..Settings::default()
    };
    Desk::open(store, settings).await.map_err(|error| said(global.lang, error))
}

/// The same, for commands that send nothing, with an actor who may do everything.
async fn local(global: &Global) -> Result<(Desk, Actor)> {
    let desk = open(global, &Outgoing::default(), "").await?;
    let system = desk.system().await.map_err(|error| said(global.lang, error))?;
    Ok((desk, system))
}

/// A refusal in words, for someone at a terminal.
fn said(lang: Lang, error: desk::Error) -> anyhow::Error {
    let trouble = Trouble::from(error);
    let mut text = match &trouble.source {
        Some(source) => telemetry::chain(source.as_ref()),
        None => trouble.say(lang, "").1,
    };
    text.push_str(&listed(lang, &trouble.problems));
    anyhow!(text)
}

/// Problems, one a line, each behind a line break.
fn listed(lang: Lang, problems: &[Problem]) -> String {
    problems.iter().fold(String::new(), |mut text, problem| {
        let severity = format!("{:?}", problem.severity).to_lowercase();
        let place = if problem.path.is_empty() { "/" } else { &problem.path };
        // Writing into a String cannot fail.
        let _ = write!(text, "\n  {severity} {place}: {} [{}]", words::problem(lang, problem), problem.code);
        text
    })
}
