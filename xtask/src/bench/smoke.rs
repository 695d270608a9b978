//! How soon the release binary is ready, and what memory it holds when nothing happens.

use std::{
    fmt, fs,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    machine::{self, Scratch},
    process::Running,
    workspace::Workspace,
};

/// The most that the binary may take until it is ready.
const READY: Duration = Duration::from_millis(500);
/// The most memory, in KiB, that the idle binary may hold.
const IDLE: u64 = 80 * 1024;
/// How long nothing happens before memory is read.
const REST: Duration = Duration::from_secs(5);

/// What was measured.
#[derive(Debug)]
pub struct Smoke {
    /// Until ready, on an empty folder: with all migrations.
    pub first: Duration,
    /// Until ready, on a database that is there: the best of three.
    pub ready: Duration,
    /// Proportional set size in KiB after rest; `None` where the system does not tell it.
    pub idle: Option<u64>,
}

impl Smoke {
    /// Fails where a promise is not kept.
    pub fn judge(&self) -> Result<()> {
        ensure!(self.ready <= READY, "ready in {} ms, promised are {}", self.ready.as_millis(), READY.as_millis());
        let idle = self.idle.unwrap_or_default();
        ensure!(idle <= IDLE, "{} MiB when idle, promised are {}", idle / 1024, IDLE / 1024);
        Ok(())
    }
}

impl fmt::Display for Smoke {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "ready in {} ms (first start, with migrations: {} ms)",
            self.ready.as_millis(),
            self.first.as_millis()
        )?;
        match self.idle {
            Some(idle) => write!(formatter, ", {}.{} MiB when idle", idle / 1024, idle % 1024 * 10 / 1024),
            None => write!(formatter, "; memory is told by Linux only"),
        }
    }
}

/// Starts the binary four times on one new database.
pub fn smoke(workspace: &Workspace, binary: &Path) -> Result<Smoke> {
    let folder = Scratch::new("smoke")?;
    let start = || start(workspace, binary, &folder.path);
    let (first, _) = start()?;
    let mut ready = Duration::MAX;
    for _ in 0..2 {
        ready = ready.min(start()?.0);
    }
    let (last, server) = start()?;
    thread::sleep(REST);
    Ok(Smoke { first, ready: ready.min(last), idle: held_by(server.id())? })
}

/// The time until `/readyz` says yes, and the running server.
fn start(workspace: &Workspace, binary: &Path, folder: &Path) -> Result<(Duration, Running)> {
    let address = format!("127.0.0.1:{}", machine::free_port()?);
    let log = fs::File::create(folder.join("log")).context("make the log of the server")?;
    let errors = log.try_clone().context("share the log of the server")?;
    let database = format!("sqlite:{}", folder.join("deskloom.db").display());
    let mut command = workspace.command(binary, &["serve", "--listen", &address, "--database", &database]);
    command.stdin(Stdio::null()).stdout(log).stderr(errors);
    let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(2))).build().into();
    let url = format!("http://{address}/readyz");
    let began = Instant::now();
    let mut server = Running::start(&mut command, "TERM")?;
    while agent.get(&url).call().is_err() {
        let ended = server.ended()?;
        if ended.is_some() || began.elapsed() > Duration::from_secs(30) {
            let words = fs::read_to_string(folder.join("log")).unwrap_or_default();
            bail!("the server did not become ready: {}", words.trim());
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ok((began.elapsed(), server))
}

/// The proportional set size of a process in KiB.
fn held_by(id: u32) -> Result<Option<u64>> {
    let path = format!("/proc/{id}/smaps_rollup");
    if !Path::new(&path).exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).with_context(|| format!("read {path}"))?;
    proportional(&text).map(Some).with_context(|| format!("{path} names no Pss"))
}

fn proportional(text: &str) -> Option<u64> {
    text.lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_line_of_the_whole() {
        let text = "5560 [rollup]\nRss:   9000 kB\nPss:   4321 kB\nPss_Anon:  10 kB\n";
        assert_eq!(proportional(text), Some(4321));
    }

    #[test]
    fn a_promise_that_is_not_kept_is_a_failure() {
        let good = Smoke { first: READY * 3, ready: READY, idle: Some(IDLE) };
        assert!(good.judge().is_ok());
        assert!(Smoke { ready: READY * 2, ..good }.judge().is_err());
        assert!(Smoke { first: READY, ready: READY, idle: Some(IDLE + 1) }.judge().is_err());
    }
}
