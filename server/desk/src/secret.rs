//! Secrets that the server makes: bearer tokens and the one-time setup key.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::RngCore;
use sha2::{Digest, Sha256};

/// 32 random bytes as URL-safe text, behind a prefix that lets scanners recognise a leaked one.
pub(crate) fn make(prefix: &str) -> String {
    let mut bytes = [0_u8; 32];
    #[expect(clippy::disallowed_methods, reason = "this is where secrets draw their randomness")]
    rand::rng().fill_bytes(&mut bytes);
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// SHA-256 as lower-case hex. Secrets of 256 random bits need no slow hash.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
