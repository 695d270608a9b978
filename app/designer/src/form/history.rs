//! The history in words: what was done, and to what.

use editor::form::{Name, Part};
use ui::{Lang, i18n::t};

use super::pad::Pad;
use crate::{frame::HistoryEntry, words::said};

/// Every entry of the history, the undone ones last.
#[must_use]
pub fn entries(pad: Pad, lang: Lang) -> Vec<HistoryEntry> {
    pad.history(|entries, _| {
        entries
            .iter()
            .map(|entry| {
                let label = t(lang, &format!("form.word.{}", entry.word)).to_owned();
                let named = entry.patch.steps().iter().find_map(|step| {
                    let part = step.after.as_ref().or(step.before.as_ref())?;
                    Some(name(part, lang))
                });
                HistoryEntry { label, meta: named.unwrap_or_default() }
            })
            .collect()
    })
}

fn name(part: &Part, lang: Lang) -> String {
    let (title, key) = match part {
        Part::Field(field) => (said(&field.label, lang), field.key.as_str()),
        Part::Layout(layout) => (said(&layout.title, lang), layout.key.as_str()),
    };
    if title.is_empty() { key.to_owned() } else { title.to_owned() }
}

/// What a name of the selection is called.
#[must_use]
pub fn called(pad: Pad, of: &Name, lang: Lang) -> String {
    pad.with(|form| match of {
        Name::Field(key) => form.field(key).map(|field| said(&field.label, lang).to_owned()),
        Name::Layout(key) => form.layout(key).map(|layout| said(&layout.title, lang).to_owned()),
        Name::Item(key, path) => form
            .layout(key)
            .and_then(|layout| super::pad::words_of_item(layout, path))
            .map(|text| said(&text, lang).to_owned()),
    })
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use editor::{Reason, Word};
    use ui::i18n::find;

    use super::*;

    #[test]
    fn every_word_of_the_history_and_every_reason_can_be_said() {
        // Words of the flow designer alone never stand in the history of a form.
        let flows = ["insert", "connect", "reconnect", "align", "distribute", "tidy", "bend"];
        let words = Word::ALL.iter().map(|word| word.as_str()).filter(|word| !flows.contains(word));
        let reasons = [
            Reason::NotThere,
            Reason::KeyTaken,
            Reason::BadKey,
            Reason::NoSuchProperty,
            Reason::TooMany,
            Reason::RowFull,
            Reason::TooDeep,
            Reason::AlreadyShown,
            Reason::NothingToPaste,
            Reason::NoOptions,
        ];
        let keys = words.map(|word| format!("form.word.{word}"));
        for key in keys.chain(reasons.iter().map(|reason| format!("form.reason.{reason}"))) {
            assert!(Lang::ALL.iter().all(|lang| find(*lang, &key).is_some()), "{key}");
        }
    }
}
