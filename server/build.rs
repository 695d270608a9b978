//! Makes the folder of the pages' files known to cargo, so that new files are embedded.

use std::{fs, path::Path};

fn main() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    // An absent folder would count as changed at every build.
    let made = fs::create_dir_all(&site);
    if made.is_ok() {
        println!("cargo::rerun-if-changed={}", site.display());
    }
    println!("cargo::rerun-if-changed=build.rs");
}
