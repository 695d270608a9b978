//! `deskloom setup`.

use std::io::{BufRead as _, IsTerminal as _};

use anyhow::{Result, bail};

use super::{open, said};
use crate::config::{Global, Outgoing, Setup};

/// Makes the workspace and its first administrator.
pub async fn run(global: &Global, told: Setup) -> Result<()> {
    let admin_password = match told.admin_password {
        Some(secret) => secret.0,
        None => from_stdin()?,
    };
    let desk = open(global, &Outgoing::default(), "").await?;
    let setup = model::view::Setup {
        company: told.company,
        admin_name: told.admin_name.unwrap_or_else(|| told.admin_email.clone()),
        admin_email: told.admin_email,
        admin_password,
        lang: told.language.unwrap_or(global.lang),
        zone: told.zone.unwrap_or_default(),
        demo: told.demo,
        ..model::view::Setup::default()
    };
    desk.setup(setup).await.map_err(|error| said(global.lang, error))?;
    println!("The workspace and its administrator are made.");
    Ok(())
}

/// One line of standard input.
fn from_stdin() -> Result<String> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        // Whatever is typed would be shown.
        bail!("give the password by --admin-password, by DESKLOOM_ADMIN_PASSWORD or by standard input");
    }
    let mut line = String::new();
    stdin.lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
