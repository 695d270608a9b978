//! The sections of a WebAssembly file, as far as they must be told apart.

use anyhow::{Context, Result, ensure};

/// The mark and the version that every WebAssembly file begins with.
const HEADER: usize = 8;

/// Leaves out the linker's notes (`linking`, `reloc.…`), which are of use only for taking a program apart.
pub fn without_linker_notes(file: &[u8]) -> Result<Vec<u8>> {
    without(file, |name| name == b"linking" || name.starts_with(b"reloc."))
}

/// Leaves out the names of functions, which are of use only to whoever looks for a mistake, and all other notes.
pub fn without_notes(file: &[u8]) -> Result<Vec<u8>> {
    without(file, |_| true)
}

fn without(file: &[u8], unwanted: impl Fn(&[u8]) -> bool) -> Result<Vec<u8>> {
    let (header, mut rest) = file.split_at_checked(HEADER).context("a WebAssembly file is too short")?;
    ensure!(header.starts_with(b"\0asm"), "this is no WebAssembly file");
    let mut kept = header.to_vec();
    while let Some((&kind, after)) = rest.split_first() {
        let (length, body) = number(after).context("a section has no length")?;
        let (body, next) = body.split_at_checked(length).context("a section is longer than its file")?;
        if kind != 0 || !unwanted(name_of(body)) {
            let size = rest.len() - next.len();
            kept.extend_from_slice(rest.get(..size).unwrap_or_default());
        }
        rest = next;
    }
    Ok(kept)
}

/// A custom section begins with its name.
fn name_of(body: &[u8]) -> &[u8] {
    number(body).and_then(|(length, rest)| rest.get(..length)).unwrap_or_default()
}

/// An unsigned number as WebAssembly writes it (LEB128), and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(place + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(kind: u8, body: &[u8]) -> Vec<u8> {
        [&[kind, u8::try_from(body.len()).unwrap()], body].concat()
    }

    #[test]
    fn only_the_linkers_notes_are_left_out() {
        let header = b"\0asm\x01\0\0\0".to_vec();
        let code = section(10, b"code");
        let names = section(0, b"\x04name and more");
        let notes = [section(0, b"\x07linkingx"), section(0, b"\x0areloc.CODEx")].concat();
        let file = [header.clone(), notes.clone(), code.clone(), names.clone(), notes].concat();
        assert_eq!(without_notes(&file).unwrap(), [header.clone(), code.clone()].concat());
        assert_eq!(without_linker_notes(&file).unwrap(), [header, code, names].concat());
    }

    #[test]
    fn numbers_of_several_bytes_are_read_whole() {
        assert_eq!(number(&[0xe5, 0x8e, 0x26, 7]), Some((624_485, &[7_u8][..])));
        assert_eq!(number(&[0x80]), None);
    }

    #[test]
    fn a_file_that_breaks_off_is_refused() {
        assert!(without_linker_notes(b"\0asm\x01\0\0\0\x0a\x09co").is_err());
        assert!(without_linker_notes(b"hello, world").is_err());
    }
}
