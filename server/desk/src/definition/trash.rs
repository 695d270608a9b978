//! The trash: what nobody uses can be thrown away, and fetched back.

use model::{
    Code, Kind, Problem,
    key::DefinitionKey,
    record::{DefinitionStanding, Header},
    role::{ADMINISTRATOR, Right},
};
use store::{Changes, Refused};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    shelf::REGISTER,
};

impl Desk {
    /// Throws a definition away. Refused while a published definition or a person uses it; each use is named. Running
    /// tickets keep the versions they were made with.
    ///
    /// Guards: the definition's revision and the `definitions` register, so that nothing can begin to use it meanwhile.
    pub async fn trash(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<()> {
        actor.may(Right::PublishDefinitions)?;
        let scope = self.0.store.scope(actor.workspace());
        let register = scope.register(REGISTER).await?;
        let header = scope.header(kind, key).await?.ok_or(Error::NotFound)?;
        if kind == Kind::Role && key.as_str() == ADMINISTRATOR {
            return Err(Error::refused("administrator_role"));
        }
        let mut problems: Vec<Problem> = scope
            .used_by(kind, key)
            .await?
            .into_iter()
            .filter(|(user, _)| user.id != header.id)
            .map(|(user, path)| {
                Problem::error(Code::InUse, path).with("used_by", format!("{} {}", user.kind, user.key))
            })
            .collect();
        if matches!(kind, Kind::Role | Kind::Skill | Kind::Queue) {
            for person in scope.people().await? {
                let held = match kind {
                    Kind::Role => &person.roles,
                    Kind::Skill => &person.skills,
                    _ => &person.queues,
                };
                if held.contains(key) {
                    problems.push(Problem::error(Code::InUse, "").with("used_by", person.name));
                }
            }
        }
        if kind == Kind::Calendar && scope.workspace().await?.is_some_and(|w| w.default_calendar.as_ref() == Some(key))
        {
            problems.push(Problem::error(Code::InUse, "").with("used_by", "default calendar"));
        }
        if !problems.is_empty() {
            return Err(Error::Conflict(problems));
        }
        self.stand(actor, header, DefinitionStanding::Trashed, register).await
    }

    /// Fetches a definition back from the trash.
    pub async fn untrash(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<()> {
        actor.may(Right::PublishDefinitions)?;
        let scope = self.0.store.scope(actor.workspace());
        let register = scope.register(REGISTER).await?;
        let header = scope.header(kind, key).await?.ok_or(Error::NotFound)?;
        if header.standing != DefinitionStanding::Trashed {
            return Ok(());
        }
        let standing = if header.version.is_some() { DefinitionStanding::Published } else { DefinitionStanding::Draft };
        self.stand(actor, header, standing, register).await
    }

    /// A rule in the trash looks at nothing; one that is fetched back looks again.
    async fn wake_or_rest(&self, actor: &Actor, header: &Header, changes: &mut Changes) -> Result<()> {
        changes.drop_rule_timer(&header.key);
        if header.standing == DefinitionStanding::Published
            && let Some(version) = header.version
        {
            let scope = self.0.store.scope(actor.workspace());
            let version = scope.version(version).await?.ok_or(Error::NotFound)?;
            let zone = scope.workspace().await?.map(|workspace| workspace.zone).unwrap_or_default();
            self.wake_rule(&header.key, &version.content.body, &zone, changes);
        }
        Ok(())
    }

    async fn stand(
        &self,
        actor: &Actor,
        mut header: Header,
        standing: DefinitionStanding,
        register: i64,
    ) -> Result<()> {
        header.standing = standing;
        header.revision += 1;
        header.updated_at = self.now();
        header.updated_by = actor.author();
        let mut changes = self.changes(actor);
        changes.update_definition(&header);
        changes.bump(REGISTER, register);
        if header.kind == Kind::Rule {
            self.wake_or_rest(actor, &header, &mut changes).await?;
        }
        let facts = serde_json::json!({ "kind": header.kind, "key": header.key, "standing": standing });
        changes.audit(actor.author(), "definition_standing", &facts);
        match self.0.store.commit(changes).await {
            Ok(()) => {
                self.0.shelves.forget(actor.workspace());
                Ok(())
            }
            Err(Refused::Moved { .. }) => Err(Error::Moved { by: None }),
            Err(refused) => Err(refused.into()),
        }
    }
}
