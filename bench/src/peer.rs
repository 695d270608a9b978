//! Another process that evaluates decision tables when it is told to; see `bench/zen`.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};

pub struct Peer {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Peer {
    pub fn start(program: &Path) -> Result<Self> {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("start {}", program.display()))?;
        let to = child.stdin.take().context("no way to speak to the other engine")?;
        let from = child.stdout.take().context("no way to hear the other engine")?;
        Ok(Self { child, to, from: BufReader::new(from) })
    }

    /// Says a line and gives the line it is answered with.
    fn ask(&mut self, line: &str) -> Result<String> {
        writeln!(self.to, "{line}").context("the other engine hears nothing")?;
        self.to.flush()?;
        let mut answer = String::new();
        self.from.read_line(&mut answer)?;
        ensure!(!answer.is_empty(), "the other engine ended");
        Ok(answer.trim().to_owned())
    }

    pub fn table(&mut self, table: &serde_json::Value) -> Result<()> {
        self.ask(&format!("table {table}")).map(drop)
    }

    pub fn facts(&mut self, facts: &serde_json::Value) -> Result<()> {
        self.ask(&format!("facts {facts}")).map(drop)
    }

    /// Evaluates so often; how long it took, and how many rows matched.
    pub fn run(&mut self, count: u32) -> Result<(Duration, usize)> {
        let answer = self.ask(&format!("run {count}"))?;
        let (nanos, matched) = answer.split_once(' ').context("the other engine answers something else")?;
        Ok((Duration::from_nanos(nanos.parse()?), matched.parse()?))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
