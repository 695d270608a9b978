//! Phrases: ready words, filled in for one ticket and whoever writes.

use engine::words;
use model::{Body, Kind, Text, id::TicketId, view::PhraseView};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    view,
};

impl Desk {
    /// The phrases that can be put into a reply in this ticket: first those that an open step of the actor offers, then
    /// the others, each by title. Their variables are filled in as the ticket is now.
    pub async fn phrases(&self, actor: &Actor, ticket: TicketId) -> Result<Vec<PhraseView>> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let (case, lookup) = self.case(actor.workspace(), ticket).await?;
        let scope = view::scope(&case, &lookup, &case.ticket.fields, Some(actor), self.now());
        let offered: Vec<_> =
            case.tasks.iter().filter(|task| actor.may_work_on(task)).flat_map(|task| &task.phrases).collect();
        let filled = |text: &Text| {
            let mut filled = Text::default();
            for (lang, template) in text.iter() {
                filled.write(lang, words::fill(template, &scope));
            }
            filled
        };
        let lang = actor.lang();
        let mut phrases: Vec<PhraseView> = lookup
            .shelf
            .all(Kind::Phrase)
            .filter_map(|(header, version)| {
                let Body::Phrase(phrase) = &version.content.body else { return None };
                Some(PhraseView {
                    key: header.key.clone(),
                    title: version.content.title.clone(),
                    text: filled(&phrase.text),
                    shortcut: phrase.shortcut.clone(),
                    here: offered.contains(&&header.key),
                })
            })
            .collect();
        let place = |phrase: &PhraseView| offered.iter().position(|key| **key == phrase.key).unwrap_or(usize::MAX);
        phrases
            .sort_by(|a, b| (place(a), a.title.in_lang(lang), &a.key).cmp(&(place(b), b.title.in_lang(lang), &b.key)));
        Ok(phrases)
    }
}
