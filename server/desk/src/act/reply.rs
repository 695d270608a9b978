//! Words to the customer, and notes among colleagues.

use std::collections::BTreeSet;

use engine::step::Stimulus;
use model::{Code, Problem, id::TicketId, role::Right};

use super::{Besides, Request, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    mention,
};

/// The longest reply, in characters.
pub(crate) const LONGEST: usize = 50_000;

impl Desk {
    /// Writes into a ticket. A public reply meets the response targets and is mailed to the customer; a note is seen
    /// by people of the workspace only.
    pub async fn reply(
        &self,
        actor: &Actor,
        ticket: TicketId,
        text: String,
        public: bool,
        request: Option<Request>,
    ) -> Result<()> {
        let text = text.trim().replace("\r\n", "\n");
        if text.is_empty() {
            return Err(Error::invalid(Code::Required, "/text"));
        }
        if text.chars().count() > LONGEST {
            return Err(Error::Invalid(vec![Problem::error(Code::TooLong, "/text").with("most", LONGEST)]));
        }
        if text.contains('\0') {
            return Err(Error::invalid(Code::BadCharacter, "/text"));
        }
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        // Colleagues are told by notes; an @ in words to the customer is just a sign.
        let mentioned = if !public && text.contains('@') {
            mention::mentioned(&text, &self.mentionable(actor, ticket).await?)
        } else {
            BTreeSet::new()
        };
        let (desk, who) = (self.clone(), actor.clone());
        let stimulus = move |scene: &Scene<'_>, changes: &mut store::Changes| {
            if !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            changes.save_reply_draft(ticket, who.person().id, "", public);
            desk.tell_mentioned(&who, ticket, &text, &mentioned, changes);
            Ok(Stimulus::Replied { by: who.who(), text: text.clone(), public })
        };
        self.act(actor.workspace(), ticket, request.as_ref(), stimulus, |_, _| Ok(()), Besides::default()).await
    }

    /// Keeps what the actor has typed and not sent.
    pub async fn save_reply_draft(&self, actor: &Actor, ticket: TicketId, text: String, public: bool) -> Result<()> {
        if text.chars().count() > LONGEST {
            return Err(Error::Invalid(vec![Problem::error(Code::TooLong, "/text").with("most", LONGEST)]));
        }
        if text.contains('\0') {
            return Err(Error::invalid(Code::BadCharacter, "/text"));
        }
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let mut changes = self.changes(actor);
        changes.save_reply_draft(ticket, actor.person().id, &text, public);
        Ok(self.0.store.commit(changes).await?)
    }

    /// What the actor has typed and not sent: the words, and whether they are for the customer.
    pub async fn reply_draft(&self, actor: &Actor, ticket: TicketId) -> Result<Option<(String, bool)>> {
        let draft = self.0.store.scope(actor.workspace()).reply_draft(ticket, actor.person().id).await?;
        Ok(draft.filter(|draft| !draft.text.is_empty()).map(|draft| (draft.text, draft.public)))
    }
}
