//! Remembers what a part of the pages was made from, so that an unchanged part is not made again.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::{Speed, compress};
use crate::{machine, workspace::Workspace};

/// The memory of one part's last build: a hash of its sources on the first line, then the names it produced.
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

    /// The names that the last build produced, if it was made from the same sources and its files are still there.
    pub fn produced(&self) -> Option<Vec<String>> {
        let text = fs::read_to_string(&self.file).ok()?;
        let mut lines = text.lines();
        let names: Vec<String> =
            lines.next().filter(|hash| *hash == self.hash).map(|_| lines.map(str::to_owned).collect())?;
        let all_there =
            names.iter().flat_map(|name| compress::with_siblings(name)).all(|name| self.folder.join(name).is_file());
        all_there.then_some(names)
    }

    /// Keeps the names of a build that has just succeeded.
    pub fn keep(&self, names: &[&str]) -> Result<()> {
        let folder = self.file.parent().context("a stamp lies in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("make the folder {}", folder.display()))?;
        let text = std::iter::once(self.hash.as_str()).chain(names.iter().copied()).collect::<Vec<_>>().join("\n");
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
        assert_eq!(stamp_of(&scratch, Speed::Dist).produced(), None);

        for name in compress::with_siblings("style-1.css") {
            fs::write(pkg.join(name), "").unwrap();
        }
        stamp_of(&scratch, Speed::Dist).keep(&["style-1.css"]).unwrap();
        assert_eq!(stamp_of(&scratch, Speed::Dist).produced(), Some(vec!["style-1.css".to_owned()]));
        assert_eq!(stamp_of(&scratch, Speed::Dev).produced(), None);

        fs::write(scratch.path.join("source/one"), "2").unwrap();
        assert_eq!(stamp_of(&scratch, Speed::Dist).produced(), None);

        fs::write(scratch.path.join("source/one"), "1").unwrap();
        fs::remove_file(pkg.join("style-1.css.br")).unwrap();
        assert_eq!(stamp_of(&scratch, Speed::Dist).produced(), None);
    }
}
