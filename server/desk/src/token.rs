//! Bearer tokens of the API: a secret that stands for a person's rights.

use model::{
    Code, Problem,
    id::{PersonId, TokenId},
    role::Right,
    view::{Named, TokenRow},
};
use store::AccessToken;

use crate::{
    Actor, Desk,
    error::{Error, Result},
    secret,
};

impl Desk {
    /// Makes a token with the actor's own rights. Its secret is told once and kept only as a hash.
    pub async fn create_token(&self, actor: &Actor, name: &str) -> Result<(TokenRow, String)> {
        self.create_token_for(actor, actor.person().id, name).await
    }

    /// Makes a token for another person; only the server itself and administrators may.
    pub async fn create_token_for(&self, actor: &Actor, person: PersonId, name: &str) -> Result<(TokenRow, String)> {
        if person != actor.person().id {
            actor.may(Right::Administer)?;
        }
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
            return Err(Error::Invalid(vec![Problem::error(Code::Required, "/name")]));
        }
        let owner = self.0.store.scope(actor.workspace()).person(person).await?.ok_or(Error::NotFound)?;
        let secret = secret::make("dlk_");
        let now = self.now();
        let token = AccessToken {
            id: TokenId::new(self.uuid()),
            person,
            name: name.to_owned(),
            hash: secret::sha256_hex(secret.as_bytes()),
            created_at: now,
            used_at: None,
        };
        let mut changes = self.changes(actor);
        changes.insert_token(&token);
        changes.audit(actor.author(), "token_created", &serde_json::json!({ "token": token.id, "person": person }));
        self.0.store.commit(changes).await?;
        let person = Named { id: person, name: owner.name };
        Ok((TokenRow { id: token.id, name: token.name, person, created_at: now, used_at: None }, secret))
    }

    /// The tokens: the actor's own, or everyone's for administrators.
    pub async fn tokens(&self, actor: &Actor) -> Result<Vec<TokenRow>> {
        let whose = if actor.may(Right::Administer).is_ok() { None } else { Some(actor.person().id) };
        let scope = self.0.store.scope(actor.workspace());
        let people = scope.people().await?;
        let tokens = scope.tokens(whose).await?;
        Ok(tokens
            .into_iter()
            .map(|token| {
                let name = people.iter().find(|person| person.id == token.person);
                let name = name.map_or_else(|| token.person.to_string(), |person| person.name.clone());
                TokenRow {
                    id: token.id,
                    name: token.name,
                    person: Named { id: token.person, name },
                    created_at: token.created_at,
                    used_at: token.used_at,
                }
            })
            .collect())
    }

    /// Ends a token at once.
    pub async fn revoke_token(&self, actor: &Actor, token: TokenId) -> Result<()> {
        if !self.tokens(actor).await?.iter().any(|row| row.id == token) {
            return Err(Error::NotFound);
        }
        let mut changes = self.changes(actor);
        changes.delete_token(token);
        changes.audit(actor.author(), "token_revoked", &serde_json::json!({ "token": token }));
        Ok(self.0.store.commit(changes).await?)
    }

    /// Who a token stands for.
    pub async fn actor_of_token(&self, secret: &str) -> Result<Actor> {
        let hash = secret::sha256_hex(secret.as_bytes());
        let (workspace, token) = self.0.store.token(&hash).await?.ok_or(Error::SignedOut)?;
        let person = self.0.store.scope(workspace).person(token.person).await?;
        let person = person.filter(|person| person.active).ok_or(Error::SignedOut)?;
        let now = self.now();
        // Once a minute is enough to see whether a token is still in use.
        if token.used_at.is_none_or(|at| now - at > chrono::TimeDelta::minutes(1)) {
            let mut changes = store::Changes::new(workspace, now);
            changes.touch_token(token.id, now);
            if let Err(error) = self.0.store.commit(changes).await {
                tracing::debug!(token.id = %token.id, error = %error, "the last use of a token was not noted");
            }
        }
        self.actor_in(workspace, person).await
    }
}
