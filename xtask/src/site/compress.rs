//! Compresses a file beside itself, so that the server only picks: `.br` for browsers, `.gz` for what is older.

use std::{fs, io::Write as _, path::Path};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;

use super::Speed;

/// A file's name and those of its compressed siblings.
pub fn with_siblings(name: &str) -> [String; 3] {
    [name.to_owned(), format!("{name}.br"), format!("{name}.gz")]
}

/// Writes the content, and its two compressed siblings.
pub fn write(folder: &Path, name: &str, content: &[u8], speed: Speed) -> Result<()> {
    let [plain, brotlied, gzipped] = with_siblings(name);
    for (name, bytes) in
        [(plain, content), (brotlied, &brotli_of(content, speed)?), (gzipped, &gzip_of(content, speed)?)]
    {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("write {}", path.display()))?;
    }
    Ok(())
}

fn brotli_of(content: &[u8], speed: Speed) -> Result<Vec<u8>> {
    let quality = match speed {
        Speed::Dist => 11,
        Speed::Dev => 5,
    };
    let settings =
        BrotliEncoderParams { quality, lgwin: 22, size_hint: content.len(), ..BrotliEncoderParams::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &settings).context("compress with brotli")?;
    Ok(out)
}

fn gzip_of(content: &[u8], speed: Speed) -> Result<Vec<u8>> {
    let level = match speed {
        Speed::Dist => flate2::Compression::best(),
        Speed::Dev => flate2::Compression::fast(),
    };
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(content).and_then(|()| encoder.finish()).context("compress with gzip")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_compressed_opens_to_the_same_bytes() {
        let content: Vec<u8> = (0..20_000_u32).flat_map(|n| (n % 251).to_le_bytes()).collect();
        for speed in [Speed::Dist, Speed::Dev] {
            let mut opened = Vec::new();
            brotli::BrotliDecompress(&mut &*brotli_of(&content, speed).unwrap(), &mut opened).unwrap();
            assert_eq!(opened, content);
            opened.clear();
            flate2::read::GzDecoder::new(&*gzip_of(&content, speed).unwrap()).read_to_end(&mut opened).unwrap();
            assert_eq!(opened, content);
        }
    }
}
