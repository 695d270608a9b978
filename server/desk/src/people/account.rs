//! What people change about their own account. It takes no right but being signed in.

use model::{
    Code, Lang, Problem,
    view::{AccountChange, Me, Named, OwnLeave, PersonChange},
};

use super::wrong_password;
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Changes the actor's own name, language, zone and presence; nothing that decides what they may do.
    pub async fn set_account(&self, actor: &Actor, change: AccountChange) -> Result<Me> {
        let AccountChange { name, lang, zone, away, absences } = change;
        let change = PersonChange { name, lang, zone, away, absences, ..PersonChange::default() };
        let person = self.change_person(actor, actor.person().id, change).await?;
        let actor = self.actor_in(actor.workspace(), person).await?;
        self.me(&actor).await
    }

    /// The actor's own leave, and who could stand in for them.
    pub async fn own_leave(&self, actor: &Actor) -> Result<OwnLeave> {
        let scope = self.0.store.scope(actor.workspace());
        let own = scope.person(actor.person().id).await?.ok_or(Error::NotFound)?;
        let mut people = scope.people().await?;
        people.retain(|person| person.active && person.id != own.id);
        Ok(OwnLeave {
            leaves: own.absences.into_iter().map(|absence| absence.leave).collect(),
            colleagues: people.into_iter().map(|person| Named { id: person.id, name: person.name }).collect(),
        })
    }

    /// Sets the language of the actor's interface and messages.
    pub async fn set_lang(&self, actor: &Actor, lang: Lang) -> Result<()> {
        if actor.person().lang == lang {
            return Ok(());
        }
        let change = PersonChange { lang: Some(lang), ..PersonChange::default() };
        self.change_person(actor, actor.person().id, change).await.map(|_| ())
    }

    /// Changes the actor's password; every session ends, and whoever calls begins a new one. The old password is asked
    /// for, because an unlocked screen is not its owner; too many wrong ones must wait.
    pub async fn change_password(&self, actor: &Actor, old: &str, new: &str) -> Result<()> {
        let (person, now) = (actor.person(), self.now());
        if let Some(wait) = self.0.by_account.wait(&person.email, now) {
            let seconds = u64::try_from(wait.num_seconds()).unwrap_or(0) + 1;
            return Err(Error::TooMany { retry_after_seconds: seconds });
        }
        let hash = self.0.store.scope(actor.workspace()).password_hash(person.id).await?;
        if !self.0.passwords.verify(old, hash).await? {
            self.0.by_account.failed(&person.email, now);
            return Err(Error::Invalid(vec![Problem::error(Code::WrongPassword, "/old")]));
        }
        let problems = wrong_password(new);
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        self.0.by_account.forget(&person.email);
        let mut changes = self.changes(actor);
        changes.set_password(person.id, &self.0.passwords.hash(new).await?);
        changes.audit(actor.author(), "password_set", &serde_json::json!({ "person": person.id }));
        self.0.store.commit(changes).await?;
        self.end_sessions(actor).await.map(drop)
    }

    /// Ends every session of the actor; says how many there were.
    pub async fn end_sessions(&self, actor: &Actor) -> Result<u64> {
        Ok(self.0.store.delete_sessions_of(actor.person().id, None).await?)
    }
}
