//! Password hashes: Argon2id on a bounded number of blocking threads, so that sign-ins cannot starve the server.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// The least characters of a password. Length is what counts (NIST SP 800-63B); no rules on their kinds.
pub(crate) const SHORTEST: usize = 10;
/// The most characters; longer ones only cost the server time.
pub(crate) const LONGEST: usize = 256;

/// Hashes and verifies passwords, a few at a time.
pub(crate) struct Passwords {
    turns: Semaphore,
    /// The hash of a password nobody has, verified when the account is unknown, so that both answers take as long.
    nobody: String,
}

impl Passwords {
    /// `turns` is how many may be hashed at once: no more than the machine has cores.
    pub(crate) fn new(turns: usize) -> Result<Self> {
        Ok(Self { turns: Semaphore::new(turns.max(1)), nobody: hash_now("a password that nobody has")? })
    }

    /// The hash to store, in PHC format with a fresh salt.
    pub(crate) async fn hash(&self, password: &str) -> Result<String> {
        let _turn = self.turns.acquire().await.map_err(Error::broken)?;
        let password = password.to_owned();
        tokio::task::spawn_blocking(move || hash_now(&password)).await.map_err(Error::broken)?
    }

    /// Whether the password belongs to the hash; with no hash it is never so, after the same time.
    pub(crate) async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool> {
        let _turn = self.turns.acquire().await.map_err(Error::broken)?;
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.clone());
        let password: String = password.chars().take(LONGEST).collect();
        let fits = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
        .map_err(Error::broken)?;
        Ok(known && fits)
    }
}

fn hash_now(password: &str) -> Result<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|e| Error::broken(e.to_string()))
}
