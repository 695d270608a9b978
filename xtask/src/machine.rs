//! What this machine has, and how to add what Debian's packages can.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use anyhow::{Context, Result};

use crate::workspace::{carry_out, output_of};

/// Whether a missing prerequisite is a failure: the usual variable of continuous integration.
pub fn is_ci() -> bool {
    variable("CI").is_some_and(|value| !value.is_empty() && value != "false" && value != "0")
}

/// One variable of the environment.
pub fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// The program's path, looked for where commands are found and then in the given folders.
pub fn program(name: &str, also_in: &[PathBuf]) -> Option<PathBuf> {
    let path = variable("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(also_in.iter().cloned())
        .map(|folder| folder.join(name).with_extension(std::env::consts::EXE_EXTENSION))
        .find(|candidate| candidate.is_file())
}

/// Whether this process may install packages and change users.
pub fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| output_of(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0"))
}

/// Installs Debian packages; false where that is not possible (another system, or not root).
pub fn install(packages: &[&str]) -> Result<bool> {
    let Some(apt) = program("apt-get", &[]).filter(|_| is_root()) else { return Ok(false) };
    println!("  installing {}", packages.join(", "));
    carry_out(Command::new(&apt).args(["update", "-qq"]))?;
    carry_out(
        Command::new(&apt)
            .args(["install", "-qq", "-y", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )?;
    Ok(true)
}

/// The user and group numbers of a user of this machine.
pub fn user(name: &str) -> Option<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

/// A chance text of 32 hexadecimal letters, for passwords and names of test servers.
pub fn secret() -> Result<String> {
    use std::{fmt::Write as _, io::Read as _};
    let mut bytes = [0_u8; 16];
    fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes)).context("read /dev/urandom")?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// A loopback port that nothing listens on.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").context("find a free port")?;
    Ok(listener.local_addr().context("find a free port")?.port())
}

/// Every file below a folder, sorted, as paths from `root`; folders of installed packages are left out.
pub fn files_below(root: &Path, folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![root.join(folder)];
    while let Some(next) = waiting.pop() {
        if next.is_file() {
            found.insert(next.strip_prefix(root)?.to_owned());
            continue;
        }
        for entry in fs::read_dir(&next).with_context(|| format!("read the folder {}", next.display()))? {
            let entry = entry?;
            if entry.file_name() != "node_modules" {
                waiting.push(entry.path());
            }
        }
    }
    Ok(found)
}

/// A folder of its own for one purpose, removed when dropped.
#[derive(Debug)]
pub struct Scratch {
    /// Where it lies.
    pub path: PathBuf,
}

impl Scratch {
    /// Makes an empty folder below the system's place for temporary files.
    pub fn new(purpose: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("deskloom-{purpose}-{}", secret()?.get(..8).unwrap_or_default()));
        fs::create_dir_all(&path).with_context(|| format!("make the folder {}", path.display()))?;
        Ok(Self { path })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Something that this machine lacks and that cannot be added here: the check that needs it is left out, and said so,
/// or fails in continuous integration.
#[derive(Debug)]
pub struct Missing(String);

impl Missing {
    /// Names what is missing and how to add it.
    pub fn error(what: &str) -> anyhow::Error {
        Self(what.to_owned()).into()
    }
}

impl std::fmt::Display for Missing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "missing here: {}", self.0)
    }
}

impl std::error::Error for Missing {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scratch_folder_is_gone_when_its_holder_is() {
        let scratch = Scratch::new("test").unwrap();
        let path = scratch.path.clone();
        fs::write(path.join("file"), "text").unwrap();
        drop(scratch);
        assert!(!path.exists());
    }

    #[test]
    fn a_program_that_is_nowhere_is_not_found() {
        assert_eq!(program("deskloom-surely-not-a-program", &[]), None);
        assert!(program("sh", &[]).is_some());
    }
}
