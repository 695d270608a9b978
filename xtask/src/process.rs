//! A program of our own that runs beside us and ends with us.

use std::{
    process::{Child, Command, ExitStatus},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

/// A child process that is asked to stop, and made to, when this value is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    signal: &'static str,
}

impl Running {
    /// Starts the command. `signal` is the program's word for an orderly end: `TERM`, or `INT` for PostgreSQL.
    pub fn start(command: &mut Command, signal: &'static str) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().with_context(|| format!("start {name}"))?;
        Ok(Self { child, signal })
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().context("ask after a child process")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        let _ = Command::new("kill").args(["-s", self.signal, &self.child.id().to_string()]).status();
        let patience = Instant::now() + Duration::from_secs(10);
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < patience {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_ends_with_its_holder() {
        let mut child = Running::start(Command::new("sleep").arg("60"), "TERM").unwrap();
        assert!(child.ended().unwrap().is_none());
        let id = child.id().to_string();
        drop(child);
        assert!(!Command::new("kill").args(["-0", &id]).status().unwrap().success());
    }
}
