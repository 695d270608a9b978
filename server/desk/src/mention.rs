//! Mentions: a colleague's name behind an @ in a note tells that colleague.

use std::collections::BTreeSet;

use model::{
    Text,
    id::{NoticeId, PersonId, TicketId},
    record::Notice,
    view::Named,
};
use store::Changes;

use crate::{
    Actor, Desk,
    error::{Error, Result},
};

/// How much of the words a message carries, in characters.
const EXCERPT: usize = 400;

impl Desk {
    /// The colleagues that can be mentioned in a ticket: those who may see it, by name. Nobody is told of a ticket that
    /// lies out of their reach.
    pub async fn mentionable(&self, actor: &Actor, ticket: TicketId) -> Result<Vec<Named<PersonId>>> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let scope = self.0.store.scope(actor.workspace());
        let shelf = self.shelf(actor.workspace()).await?;
        let everyone = scope.people().await?;
        let mut found = Vec::new();
        for person in everyone.iter().filter(|person| person.active && person.id != actor.person().id) {
            let other = Actor::of(actor.workspace(), person.clone(), &shelf, &everyone);
            if let Ok(visible) = other.visible()
                && scope.may_see(ticket, &visible).await?
            {
                found.push(Named { id: person.id, name: person.name.clone() });
            }
        }
        Ok(found)
    }

    /// Puts a message to each mentioned colleague into the changes.
    pub(crate) fn tell_mentioned(
        &self,
        actor: &Actor,
        ticket: TicketId,
        text: &str,
        mentioned: &BTreeSet<PersonId>,
        changes: &mut Changes,
    ) {
        let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(EXCERPT).collect();
        for person in mentioned {
            changes.insert_notice(&Notice {
                id: NoticeId::new(self.uuid()),
                person: *person,
                ticket: Some(ticket),
                by: Some(actor.person().id),
                text: Text::both(&words, &words),
                at: self.now(),
                read_at: None,
            });
        }
    }
}

/// Who is mentioned in a text: each @ is read as the longest name that stands behind it.
pub(crate) fn mentioned(text: &str, people: &[Named<PersonId>]) -> BTreeSet<PersonId> {
    text.match_indices('@')
        .filter_map(|(at, sign)| {
            let rest = text.get(at + sign.len()..)?;
            let named = people.iter().filter(|person| !person.name.is_empty() && rest.starts_with(&person.name));
            named.max_by_key(|person| person.name.len()).map(|person| person.id)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_behind_the_sign_is_meant() {
        let person =
            |id: u128, name: &str| Named { id: PersonId::new(uuid::Uuid::from_u128(id)), name: name.to_owned() };
        let people = [person(1, "李"), person(2, "李雯"), person(3, "Ann Lee")];
        let ids = |text: &str| mentioned(text, &people).into_iter().map(|id| id.uuid().as_u128()).collect::<Vec<_>>();
        assert_eq!(ids("请@李雯看一下，也请 @Ann Lee, 谢谢"), [2, 3]);
        assert_eq!(ids("@李，@李雯 @李雯"), [1, 2]);
        assert_eq!(ids("mail ann@example.com or @nobody"), Vec::<u128>::new());
        assert_eq!(ids("@"), Vec::<u128>::new());
    }
}
