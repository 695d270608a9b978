//! Signing in, and who an account stands for.

use model::{
    id::{PersonId, WorkspaceId},
    record::Person,
    view::Me,
};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    shelf::Shelf,
};

impl Desk {
    /// Checks a mail address and a password. Unknown, wrong and switched off get the same answer after the same time.
    ///
    /// `from` is the address of whoever tries; too many failures from there, or for one account from anywhere, must
    /// wait.
    pub async fn sign_in(&self, email: &str, password: &str, from: &str) -> Result<PersonId> {
        let now = self.now();
        let account = email.trim().to_lowercase();
        let account: String = account.chars().take(254).collect();
        let by_account = self.0.by_account.wait(&account, now);
        if let Some(wait) = by_account.max(self.0.by_address.wait(from, now)) {
            let seconds = u64::try_from(wait.num_seconds()).unwrap_or(0) + 1;
            return Err(Error::TooMany { retry_after_seconds: seconds });
        }
        let found = self.account(&account).await?;
        let hash = match &found {
            Some((workspace, person)) if person.active => {
                self.0.store.scope(*workspace).password_hash(person.id).await?
            }
            _ => None,
        };
        let fits = self.0.passwords.verify(password, hash).await?;
        match found {
            Some((workspace, person)) if fits => {
                self.0.by_account.forget(&account);
                let mut changes = store::Changes::new(workspace, now);
                changes.audit(Some(person.id), "signed_in", &serde_json::json!({ "from": from }));
                self.0.store.commit(changes).await?;
                Ok(person.id)
            }
            _ => {
                self.0.by_account.failed(&account, now);
                self.0.by_address.failed(from, now);
                tracing::warn!(from, "a sign-in failed");
                Err(Error::refused("sign_in_failed"))
            }
        }
    }

    async fn account(&self, email: &str) -> Result<Option<(WorkspaceId, Person)>> {
        for workspace in self.0.store.workspaces().await? {
            if let Some(person) = self.0.store.scope(workspace.id).person_by_email(email).await? {
                return Ok(Some((workspace.id, person)));
            }
        }
        Ok(None)
    }

    /// Who a session's person is now: roles and rights as they stand this moment.
    pub async fn actor(&self, person: PersonId) -> Result<Actor> {
        for workspace in self.0.store.workspaces().await? {
            if let Some(person) = self.0.store.scope(workspace.id).person(person).await? {
                return if person.active { self.actor_in(workspace.id, person).await } else { Err(Error::SignedOut) };
            }
        }
        Err(Error::SignedOut)
    }

    pub(crate) async fn actor_in(&self, workspace: WorkspaceId, person: Person) -> Result<Actor> {
        let shelf = self.shelf(workspace).await?;
        let everyone =
            if person.teams.is_empty() { vec![person.clone()] } else { self.0.store.scope(workspace).people().await? };
        Ok(Actor::of(workspace, person, &shelf, &everyone))
    }

    /// Who is signed in, for pages.
    pub async fn me(&self, actor: &Actor) -> Result<Me> {
        let shelf: std::sync::Arc<Shelf> = self.shelf(actor.workspace()).await?;
        let unread = self.0.store.scope(actor.workspace()).unread(actor.person().id).await?;
        let person = actor.person();
        Ok(Me {
            id: person.id,
            name: person.name.clone(),
            email: person.email.clone(),
            lang: person.lang,
            rights: actor.rights().clone(),
            company: shelf.workspace.company.clone(),
            zone: person.zone.clone().unwrap_or_else(|| shelf.workspace.zone.clone()),
            away: person.away,
            unread: u32::try_from(unread).unwrap_or(u32::MAX),
        })
    }
}

impl Desk {
    /// The server itself, for commands on its own machine. Refused before the workspace is set up.
    pub async fn system(&self) -> Result<Actor> {
        let workspaces = self.0.store.workspaces().await?;
        let workspace = workspaces.first().ok_or(Error::refused("not_set_up"))?;
        Ok(Actor::nobody(workspace.id, workspace))
    }
}
