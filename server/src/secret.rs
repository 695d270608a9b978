//! The server's own randomness: names of requests.

use rand::Rng as _;

/// A new name for a request: 16 hexadecimal digits.
#[must_use]
pub fn request_name() -> String {
    #[expect(clippy::disallowed_methods, reason = "this is where the server draws its randomness")]
    let bits: u64 = rand::rng().random();
    format!("{bits:016x}")
}
