//! A PostgreSQL cluster of our own for the tests: made in a folder for temporary files, reached over loopback with a
//! chance password, and gone when the tests are.

use std::{
    fs,
    os::unix::{fs::chown, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    machine::{self, Missing, Scratch},
    process::Running,
    workspace::output_of,
};

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    // Dropped in this order: the server stops before its folder goes away.
    server: Running,
    folder: Scratch,
    programs: PathBuf,
    owner: Option<(u32, u32)>,
    port: u16,
    password: String,
    kept: Kept,
}

const USER: &str = "deskloom";

/// What becomes of what is stored in a cluster when the power fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It may be lost: it is thrown away anyway.
    Loosely,
    /// It stays, as where people work.
    Durably,
}

impl Cluster {
    /// Makes and starts a cluster, installing PostgreSQL where Debian's packages can.
    pub fn start(kept: Kept) -> Result<Self> {
        let programs = programs()?;
        let owner = owner()?;
        let folder = Scratch::new("postgres")?;
        let password = machine::secret()?;
        let port = machine::free_port()?;
        let data = folder.path.join("data");
        let secret = folder.path.join("password");
        fs::write(&secret, &password).context("write the password of the cluster")?;
        if let Some((user, group)) = owner {
            for path in [&folder.path, &secret] {
                chown(path, Some(user), Some(group)).with_context(|| format!("hand over {}", path.display()))?;
            }
        }
        let command = |name: &str| {
            let mut command = Command::new(programs.join(name));
            command.current_dir(&folder.path);
            if let Some((user, group)) = owner {
                command.uid(user).gid(group);
            }
            command
        };
        output_of(
            command("initdb")
                .args(["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--username", USER])
                .arg("--pwfile")
                .arg(&secret)
                .arg("--pgdata")
                .arg(&data),
        )?;
        let server = serve(&programs, &folder, owner, port, kept)?;
        let mut cluster = Self { server, folder, programs, owner, port, password, kept };
        cluster.wait()?;
        Ok(cluster)
    }

    /// The address of one of its databases.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://{USER}:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }

    /// Ends the server in the middle of everything, as `pg_ctl stop -m immediate` does, leaves it away for a while, and
    /// starts it again: it recovers from its log.
    pub fn crash(&mut self, away: Duration) -> Result<()> {
        output_of(Command::new("kill").args(["-s", "QUIT", &self.server.id().to_string()]))?;
        let patience = Instant::now() + Duration::from_secs(30);
        while self.server.ended()?.is_none() {
            if Instant::now() > patience {
                bail!("PostgreSQL does not end");
            }
            thread::sleep(Duration::from_millis(20));
        }
        thread::sleep(away);
        self.server = serve(&self.programs, &self.folder, self.owner, self.port, self.kept)?;
        self.wait()
    }

    /// Which PostgreSQL it is.
    pub fn version(&self) -> String {
        let said = output_of(Command::new(self.programs.join("postgres")).arg("--version"));
        said.map_or_else(|_| "unknown".to_owned(), |said| said.trim().to_owned())
    }

    /// Makes an empty database and gives its address.
    pub fn create(&self, database: &str) -> Result<String> {
        output_of(
            Command::new(self.programs.join("createdb"))
                .args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", USER, database])
                .env("PGPASSWORD", &self.password)
                .current_dir(&self.folder.path),
        )?;
        Ok(self.address(database))
    }

    fn wait(&mut self) -> Result<()> {
        let patience = Instant::now() + Duration::from_mins(1);
        let port = self.port.to_string();
        loop {
            let mut ask = Command::new(self.programs.join("pg_isready"));
            if output_of(ask.args(["-q", "-h", "127.0.0.1", "-p", &port])).is_ok() {
                return Ok(());
            }
            let ended = self.server.ended()?;
            if ended.is_some() || Instant::now() > patience {
                let log = fs::read_to_string(self.folder.path.join("log")).unwrap_or_default();
                bail!("PostgreSQL did not start: {}", log.trim());
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Starts the server of a cluster.
fn serve(programs: &Path, folder: &Scratch, owner: Option<(u32, u32)>, port: u16, kept: Kept) -> Result<Running> {
    let log = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.path.join("log"))
        .context("make the log of the cluster")?;
    let settings: &[&str] = match kept {
        Kept::Loosely => &["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"],
        Kept::Durably => &["max_connections=300"],
    };
    let mut server = Command::new(programs.join("postgres"));
    server.current_dir(&folder.path);
    if let Some((user, group)) = owner {
        server.uid(user).gid(group);
    }
    server.arg("-D").arg(folder.path.join("data")).args(["-h", "127.0.0.1", "-p", &port.to_string()]);
    server.arg("-k").arg(&folder.path);
    for setting in settings {
        server.args(["-c", setting]);
    }
    let errors = log.try_clone().context("share the log of the cluster")?;
    Running::start(server.stdin(Stdio::null()).stdout(log).stderr(errors), "INT")
}

/// The folder of PostgreSQL's server programs.
fn programs() -> Result<PathBuf> {
    if let Some(found) = installed() {
        return Ok(found);
    }
    if machine::install(&["postgresql"])?
        && let Some(found) = installed()
    {
        return Ok(found);
    }
    Err(Missing::error(
        "PostgreSQL's server programs (initdb, postgres); on Debian `apt-get install postgresql`, on macOS `brew install postgresql`",
    ))
}

fn installed() -> Option<PathBuf> {
    let mut folders = versions(Path::new("/usr/lib/postgresql"), "bin");
    folders.extend(versions(Path::new("/opt/homebrew/opt"), "bin"));
    folders.extend(versions(Path::new("/usr/local/opt"), "bin"));
    let initdb = machine::program("initdb", &folders)?;
    // A link on the search path may stand far from the other programs.
    Some(fs::canonicalize(initdb).ok()?.parent()?.to_owned())
}

/// The folders of installed versions, newest first.
fn versions(below: &Path, inner: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(below)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join(inner))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    found.sort();
    found.reverse();
    found
}

/// Whose processes the cluster is made of; PostgreSQL refuses to run as root.
fn owner() -> Result<Option<(u32, u32)>> {
    if !machine::is_root() {
        return Ok(None);
    }
    match machine::user("postgres") {
        Some(user) => Ok(Some(user)),
        None => Err(Missing::error("the user `postgres`: PostgreSQL refuses to run as root")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_takes_new_databases_and_leaves_nothing_behind() {
        if installed().is_none() || owner().is_err() {
            return;
        }
        let cluster = Cluster::start(Kept::Loosely).unwrap();
        let folder = cluster.folder.path.clone();
        let address = cluster.create("fresh").unwrap();
        assert_eq!(address, cluster.address("fresh"));
        let answer = output_of(Command::new(cluster.programs.join("psql")).args([&address, "-Atc", "select 1"]));
        assert_eq!(answer.unwrap().trim(), "1");
        drop(cluster);
        assert!(!folder.exists());
    }
}
