//! One-time links: how someone sets a password without anybody else knowing it.

use chrono::TimeDelta;
use model::{
    id::PersonId,
    problem::Problem,
    record::Person,
    role::Right,
    view::{Invited, Named, PasswordLink},
};
use store::{Changes, OneTimeLink, Refused};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    people::{above, wrong_password},
    secret,
};

/// How long a link works: long enough for a holiday, short enough to be forgotten safely.
const WORKS_FOR: TimeDelta = TimeDelta::days(7);

impl Desk {
    /// Makes the link by which a person sets their password, in place of any earlier one. It is told once.
    pub async fn make_link(&self, actor: &Actor, person: PersonId) -> Result<PasswordLink> {
        actor.may(Right::ManagePeople)?;
        let person = self.0.store.scope(actor.workspace()).person(person).await?.ok_or(Error::NotFound)?;
        if !person.active {
            return Err(Error::refused("switched_off"));
        }
        if above(actor, &person, &*self.shelf(actor.workspace()).await?) {
            return Err(Error::Forbidden { right: Right::ManagePeople });
        }
        let mut changes = self.changes(actor);
        let link = self.invite(actor, &person, &mut changes);
        self.0.store.commit(changes).await?;
        Ok(link)
    }

    /// Puts a new link for a person into the changes.
    pub(crate) fn invite(&self, actor: &Actor, person: &Person, changes: &mut Changes) -> PasswordLink {
        let secret = secret::make("dlj_");
        let now = self.now();
        let link = OneTimeLink {
            person: person.id,
            hash: secret::sha256_hex(secret.as_bytes()),
            made_by: actor.author(),
            created_at: now,
            expires_at: now + WORKS_FOR,
        };
        changes.insert_link(&link);
        changes.audit(actor.author(), "link_made", &serde_json::json!({ "person": person.id }));
        PasswordLink {
            person: Named { id: person.id, name: person.name.clone() },
            url: format!("{}/join?key={secret}", self.0.settings.base_url),
            expires_at: link.expires_at,
        }
    }

    /// Whom a link is for. Refused when it was used, replaced, or is too old.
    pub async fn invited(&self, secret: &str) -> Result<Invited> {
        let (workspace, link) = self.link(secret).await?;
        let scope = self.0.store.scope(workspace);
        let person = scope.person(link.person).await?.ok_or(Error::refused("link_gone"))?;
        let company = scope.workspace().await?.map(|workspace| workspace.company).unwrap_or_default();
        Ok(Invited { name: person.name, email: person.email, lang: person.lang, company })
    }

    /// Sets the password of whoever a link is for, ends their sessions and uses the link up.
    ///
    /// Guard: the link itself, so that of two who open it at once one succeeds.
    pub async fn join(&self, secret: &str, password: &str) -> Result<PersonId> {
        let (workspace, link) = self.link(secret).await?;
        let problems: Vec<Problem> = wrong_password(password);
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let hash = self.0.passwords.hash(password).await?;
        let mut changes = Changes::new(workspace, self.now());
        changes.use_link(&link);
        changes.set_password(link.person, &hash);
        changes.audit(Some(link.person), "link_used", &serde_json::json!({ "person": link.person }));
        match self.0.store.commit(changes).await {
            Ok(()) => {}
            Err(Refused::Moved { .. }) => return Err(Error::refused("link_gone")),
            Err(refused) => return Err(refused.into()),
        }
        self.0.store.delete_sessions_of(link.person, None).await?;
        Ok(link.person)
    }

    /// The link of a secret, while it works and its person may sign in.
    async fn link(&self, secret: &str) -> Result<(model::id::WorkspaceId, OneTimeLink)> {
        let gone = || Error::refused("link_gone");
        let hash = secret::sha256_hex(secret.as_bytes());
        let (workspace, link) = self.0.store.link(&hash).await?.ok_or_else(gone)?;
        let person = self.0.store.scope(workspace).person(link.person).await?;
        if link.expires_at > self.now() && person.is_some_and(|person| person.active) {
            Ok((workspace, link))
        } else {
            Err(gone())
        }
    }
}
