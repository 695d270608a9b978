//! Remembers what a part of the pages was made from, so that an unchanged part is not made again.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{Speed, compress};
use crate::{machine, workspace::Workspace};

/// What stands in the file of a stamp.
#[derive(Serialize, Deserialize)]
struct Memory<T> {
    hash: String,
    made: T,
    files: Vec<String>,
}

/// The memory of one part's last build: a hash of its sources, and what it produced.
#[derive(Debug)]
pub struct Stamp {
    file: PathBuf,
    folder: PathBuf,
    hash: String,
}

impl Stamp {
    /// Reads the sources (files or folders of the clone) of a part that lands in `target/site/pkg`.
    pub fn of(workspace: &Workspace, part: &str, speed: Speed, tools: &str, sources: &[&str]) -> Result<Self> {
        let mut hasher = Sha256::new();
        hasher.update(format!("{speed:?}\n{tools}\n"));
        for source in sources {
            for path in machine::files_below(&workspace.root, Path::new(source))? {
                let content =
                    fs::read(workspace.root.join(&path)).with_context(|| format!("read {}", path.display()))?;
                hasher.update(format!("{} {}\n", path.display(), content.len()));
                hasher.update(&content);
            }
        }
        Ok(Self {
            file: workspace.stamps().join(part),
            folder: workspace.site().join("pkg"),
            hash: hexadecimal(&hasher.finalize()),
        })
    }

    /// What the last build produced, if it was made from the same sources and its files are still there.
    pub fn produced<T: DeserializeOwned>(&self) -> Option<T> {
        let text = fs::read_to_string(&self.file).ok()?;
        let memory: Memory<T> = serde_json::from_str(&text).ok()?;
        let mut files = memory.files.iter().flat_map(|name| compress::with_siblings(name));
        (memory.hash == self.hash && files.all(|name| self.folder.join(name).is_file())).then_some(memory.made)
    }

    /// Keeps what a build that has just succeeded produced, and the names of its files.
    pub fn keep<T: Serialize>(&self, made: &T, files: Vec<String>) -> Result<()> {
        let folder = self.file.parent().context("a stamp lies in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("make the folder {}", folder.display()))?;
        let text = serde_json::to_string_pretty(&Memory { hash: self.hash.clone(), made, files })?;
        fs::write(&self.file, text).with_context(|| format!("write {}", self.file.display()))
    }
}

/// The part of a file name that stands for its content.
pub fn name_hash(content: &[u8]) -> String {
    let mut hash = hexadecimal(&Sha256::digest(content));
    hash.truncate(12);
    hash
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Scratch;

    fn stamp_of(scratch: &Scratch, speed: Speed) -> Stamp {
        let workspace = Workspace { root: scratch.path.clone(), target: scratch.path.join("target") };
        Stamp::of(&workspace, "part", speed, "tool 1", &["source"]).unwrap()
    }

    #[test]
    fn a_part_is_made_again_only_when_a_source_or_the_speed_changed_or_a_file_is_missing() {
        let scratch = Scratch::new("stamp").unwrap();
        let pkg = scratch.path.join("target/site/pkg");
        fs::create_dir_all(&pkg).unwrap();
        fs::create_dir_all(scratch.path.join("source")).unwrap();
        fs::write(scratch.path.join("source/one"), "1").unwrap();
        assert_eq!(stamp_of(&scratch, Speed::Dist).produced::<String>(), None);

        for name in compress::with_siblings("style-1.css") {
            fs::write(pkg.join(name), "").unwrap();
        }
        stamp_of(&scratch, Speed::Dist).keep(&"made", vec!["style-1.css".to_owned()]).unwrap();
        assert_eq!(stamp_of(&scratch, Speed::Dist).produced(), Some("made".to_owned()));
        assert_eq!(stamp_of(&scratch, Speed::Dev).produced::<String>(), None);

        fs::write(scratch.path.join("source/one"), "2").unwrap();
        assert_eq!(stamp_of(&scratch, Speed::Dist).produced::<String>(), None);

        fs::write(scratch.path.join("source/one"), "1").unwrap();
        fs::remove_file(pkg.join("style-1.css.br")).unwrap();
        assert_eq!(stamp_of(&scratch, Speed::Dist).produced::<String>(), None);
    }
}
