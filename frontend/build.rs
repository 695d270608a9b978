//! Has the linker keep what the program is taken apart by: without its notes on who refers to what, the parts that
//! are loaded later could not be cut out. `cargo xtask` removes them again before anything travels.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
}
