//! `deskloom token`.

use anyhow::{Context as _, Result, bail};
use model::id::TokenId;

use super::{local, said};
use crate::config::{Global, Token};

/// Makes, lists or revokes tokens.
pub async fn run(global: &Global, told: Token) -> Result<()> {
    let (desk, system) = local(global).await?;
    let say = |error| said(global.lang, error);
    match told {
        Token::Create { email, name } => {
            let people = desk.people(&system).await.map_err(say)?;
            let wanted = email.trim().to_lowercase();
            let Some(person) = people.into_iter().find(|person| person.email == wanted) else {
                bail!("nobody has the mail address {wanted}");
            };
            let actor = desk.actor(person.id).await.map_err(say)?;
            let (_, secret) = desk.create_token(&actor, &name).await.map_err(say)?;
            eprintln!("This secret is shown once:");
            println!("{secret}");
        }
        Token::List => {
            for token in desk.tokens(&system).await.map_err(say)? {
                let used = token.used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {at}"));
                println!("{}  {}  {}  made {}  {used}", token.id, token.person.name, token.name, token.created_at);
            }
        }
        Token::Revoke { id } => {
            let id: TokenId = id.parse().context("that is not the id of a token; see `deskloom token list`")?;
            desk.revoke_token(&system, id).await.map_err(say)?;
            println!("The token is revoked.");
        }
    }
    Ok(())
}
