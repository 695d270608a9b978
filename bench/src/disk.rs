//! What it costs to make something durable: one append of 8 KiB and one `fdatasync`.

use std::{
    fs::File,
    io::Write as _,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};

/// How often it is tried.
const TRIES: usize = 200;

/// Every duration, shortest first.
pub fn probe(folder: &Path) -> Result<Vec<Duration>> {
    let mut file: File = tempfile::tempfile_in(folder).context("make a file for the probe of the disk")?;
    let page = [7_u8; 8_192];
    let mut took = Vec::with_capacity(TRIES);
    for _ in 0..TRIES {
        let began = Instant::now();
        file.write_all(&page)?;
        file.sync_data()?;
        took.push(began.elapsed());
    }
    took.sort_unstable();
    Ok(took)
}
