//! A server of our own: a fresh database, a workspace, a token, and a process that can be killed and started again.

use std::{
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::machine;

const EMAIL: &str = "admin@helpdesk.example";
const PASSWORD: &str = "only for this replay";

/// A server of our own. It is killed when it is dropped; its folder goes away unless it is kept.
pub struct Own {
    binary: PathBuf,
    database: String,
    folder: PathBuf,
    address: String,
    url: String,
    token: String,
    child: Option<Child>,
    keep: bool,
}

impl Own {
    /// Makes the database, the workspace and a token, and serves on a free port of this machine.
    pub fn start(binary: &Path, database: Option<&str>, resume: bool) -> Result<Self> {
        ensure!(binary.is_file(), "there is no server program at {}; build it first", binary.display());
        let folder = std::env::temp_dir().join(format!("deskloom-helpdesk-{}", machine::secret()?));
        fs::create_dir_all(&folder)?;
        let database = match database {
            Some(database) => database.to_owned(),
            None => format!("sqlite:{}", folder.join("helpdesk.db").display()),
        };
        let port = machine::free_port()?;
        let address = format!("127.0.0.1:{port}");
        let mut own = Self {
            binary: binary.to_owned(),
            database,
            folder,
            url: format!("http://{address}"),
            address,
            token: String::new(),
            child: None,
            keep: false,
        };
        own.command(&["migrate"])?;
        let names = ["--company", "Help desk", "--admin-name", "Administrator", "--admin-email", EMAIL];
        let rest = ["--admin-password", PASSWORD, "--language", "en", "--zone", "Europe/Rome"];
        let setup = own.command(&[&["setup"], &names[..], &rest[..]].concat());
        if !resume {
            setup.context("--resume goes on with a database that is already set up")?;
        }
        own.token = own.token_for(EMAIL)?;
        own.serve()?;
        println!("serving {} on {}, database {}", own.binary.display(), own.url, shown(&own.database));
        Ok(own)
    }

    /// Where it serves.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The administrator's token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Makes a token for a person.
    pub fn token_for(&self, email: &str) -> Result<String> {
        let told = self.command(&["token", "create", "--email", email, "--name", "helpdesk"])?;
        let secret = told.split_whitespace().find(|word| word.starts_with("dlk_"));
        Ok(secret.context("the server program told no token")?.to_owned())
    }

    /// Kills the process as `kill -9` does, in the middle of whatever it is doing, and starts another.
    pub fn kill(&mut self) -> Result<()> {
        let mut child = self.child.take().context("the server is not running")?;
        ensure!(child.try_wait()?.is_none(), "the server stopped by itself; see {}", self.log().display());
        child.kill()?;
        child.wait()?;
        self.serve()
    }

    /// Leaves the database and the log behind, and says where.
    pub fn keep(mut self) -> String {
        self.keep = true;
        format!("database: {}; the server's log: {}", shown(&self.database), self.log().display())
    }

    fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    fn serve(&mut self) -> Result<()> {
        let log: File = OpenOptions::new().create(true).append(true).open(self.log())?;
        let child = Command::new(&self.binary)
            .args(["serve", "--listen", &self.address, "--log", "warn", "--database", &self.database])
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("starting {}", self.binary.display()))?;
        self.child = Some(child);
        Ok(())
    }

    fn command(&self, words: &[&str]) -> Result<String> {
        let done = Command::new(&self.binary)
            .args(words)
            .args(["--database", &self.database, "--log", "warn"])
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("starting {}", self.binary.display()))?;
        if !done.status.success() {
            let said = String::from_utf8_lossy(&done.stderr);
            let verb = words.first().copied().unwrap_or_default();
            bail!("`deskloom {verb}` failed: {}", said.trim());
        }
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
        if !self.keep {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// A database's address without a password.
fn shown(database: &str) -> String {
    match (database.split_once("://"), database.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://…@{place}"),
        _ => database.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(super::shown("postgres://desk:secret@db/deskloom"), "postgres://…@db/deskloom");
        assert_eq!(super::shown("sqlite:a.db"), "sqlite:a.db");
    }
}
