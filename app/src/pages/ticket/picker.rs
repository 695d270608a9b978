//! Phrases and colleagues, picked while one writes: `/` begins a phrase, `@` a colleague. The arithmetic of the text is
//! pure; positions are those of the browser, which counts in UTF-16.

use leptos::prelude::*;
use model::{
    id::PersonId,
    view::{Named, PhraseView},
};
use ui::{Icon, Lang, NotLoaded, t};

use crate::words::said;

/// What is being picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ready words.
    Phrase,
    /// Somebody to mention.
    Colleague,
}

/// A pick under way: what, from which sign on, and what was typed to find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picking {
    /// What is being picked.
    pub kind: Kind,
    /// Where the sign stands.
    pub from: usize,
    /// Where the search ends.
    pub to: usize,
    /// What was typed behind the sign.
    pub query: String,
}

/// How long a search may be.
const LONGEST: usize = 24;
/// How many things are offered.
const MOST: usize = 8;

/// The pick that the text before the caret has begun. A `/` counts at the beginning of a word, so that dates and
/// addresses are left alone; on a Chinese keyboard the same key writes `、`, which counts at the beginning of a line.
#[must_use]
pub fn begun(text: &str, caret: usize, is_internal: bool) -> Option<Picking> {
    let units: Vec<u16> = text.encode_utf16().take(caret).collect();
    let before = String::from_utf16(&units).ok()?;
    let mut from = units.len();
    let mut characters = before.chars().rev().peekable();
    let mut query = Vec::new();
    while let Some(c) = characters.next() {
        from = from.checked_sub(c.len_utf16())?;
        let behind = characters.peek().copied();
        let is_start = behind.is_none_or(char::is_whitespace);
        let is_line = behind.is_none_or(|c| c == '\n');
        let kind = match c {
            '/' | '／' if is_start => Some(Kind::Phrase),
            '、' if is_line => Some(Kind::Phrase),
            '@' | '＠' if is_internal && behind.is_none_or(|c| !c.is_ascii_alphanumeric()) => Some(Kind::Colleague),
            _ => None,
        };
        if let Some(kind) = kind {
            let query = query.iter().rev().collect();
            return Some(Picking { kind, from, to: units.len(), query });
        }
        if c.is_whitespace() || query.len() >= LONGEST {
            return None;
        }
        query.push(c);
    }
    None
}

/// The text with what was picked instead of what was typed to find it, and where the caret is then.
#[must_use]
pub fn replaced(text: &str, from: usize, to: usize, picked: &str) -> (String, usize) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (from, to) = (from.min(units.len()), to.min(units.len()).max(from.min(units.len())));
    let before = String::from_utf16_lossy(units.get(..from).unwrap_or_default());
    let behind = String::from_utf16_lossy(units.get(to..).unwrap_or_default());
    (format!("{before}{picked}{behind}"), from + picked.encode_utf16().count())
}

/// One thing that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What people call it.
    pub title: String,
    /// More about it: the beginning of a phrase.
    pub about: String,
    /// What is put into the text.
    pub text: String,
    /// Whether the step that is open offers it.
    pub is_here: bool,
}

/// The phrases that fit what was typed.
#[must_use]
pub fn phrases(all: &[PhraseView], query: &str, lang: Lang) -> Vec<Offer> {
    let query = query.to_lowercase();
    let fits = |phrase: &&PhraseView| {
        query.is_empty()
            || phrase.shortcut.to_lowercase().starts_with(&query)
            || phrase.title.iter().any(|(_, title)| title.to_lowercase().contains(&query))
    };
    all.iter()
        .filter(fits)
        .take(MOST)
        .map(|phrase| {
            let text = said(&phrase.text, lang).to_owned();
            let title = said(&phrase.title, lang).to_owned();
            Offer { title, about: text.clone(), text, is_here: phrase.here }
        })
        .collect()
}

/// The colleagues that fit what was typed.
#[must_use]
pub fn colleagues(all: &[Named<PersonId>], query: &str) -> Vec<Offer> {
    let query = query.to_lowercase();
    all.iter()
        .filter(|person| person.name.to_lowercase().contains(&query))
        .take(MOST)
        .map(|person| Offer {
            title: person.name.clone(),
            about: String::new(),
            text: format!("@{} ", person.name),
            is_here: false,
        })
        .collect()
}

/// What is offered, above the composer. The text keeps the focus; the arrows move here. It comes behind the page.
#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn ticket_offers(
    offers: Signal<Option<Vec<Offer>>>,
    at: RwSignal<usize>,
    on_take: Callback<usize>,
) -> Result<AnyView, NotLoaded> {
    Ok(view! { <OfferList offers at on_take /> }.into_any())
}

#[component]
fn OfferList(
    /// What is offered; nothing while nothing is picked.
    offers: Signal<Option<Vec<Offer>>>,
    /// The one that Enter takes.
    at: RwSignal<usize>,
    /// One was taken.
    on_take: Callback<usize>,
) -> impl IntoView {
    let rows = move || {
        offers
            .get()
            .unwrap_or_default()
            .into_iter()
            .enumerate()
            .map(|(index, offer)| view! { <Row offer index at on_take /> }.into_any())
            .collect_view()
    };
    view! {
        <Show when=move || offers.with(Option::is_some)>
            <ul class="menu offers" id=LIST role="listbox" aria-label=t!("ticket.offers")>
                {rows}
                <Show when=move || offers.with(|offers| offers.as_ref().is_some_and(Vec::is_empty))>
                    <li class="caption" role="presentation">{t!("ticket.offers_none")}</li>
                </Show>
            </ul>
        </Show>
    }
}

/// The id of the list.
pub const LIST: &str = "composer-offers";

/// The id of one offer.
#[must_use]
pub fn offer_id(index: usize) -> String {
    format!("{LIST}-{index}")
}

#[component]
fn Row(offer: Offer, index: usize, at: RwSignal<usize>, on_take: Callback<usize>) -> impl IntoView {
    let icon = offer.is_here.then(|| view! { <Icon name="star" label=t!("ticket.offer_here") /> });
    view! {
        <li
            role="option"
            id=offer_id(index)
            class:active=move || at.get() == index
            aria-selected=move || (at.get() == index).to_string()
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| on_take.run(index)
        >
            <b class="cut">{offer.title}</b>
            <span class="meta cut">{offer.about}</span>
            {icon}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str, is_internal: bool) -> Option<(Kind, String)> {
        begun(text, text.encode_utf16().count(), is_internal).map(|picking| (picking.kind, picking.query))
    }

    #[test]
    fn a_slash_at_the_beginning_of_a_word_begins_a_phrase() {
        assert_eq!(kind("/", false), Some((Kind::Phrase, String::new())));
        assert_eq!(kind("您好 /hel", false), Some((Kind::Phrase, "hel".to_owned())));
        assert_eq!(kind("on 3/4", false), None);
        assert_eq!(kind("https://example.com", false), None);
        assert_eq!(kind("/hello world", false), None, "a blank ends it");
        assert_eq!(kind("第一行\n、问候", false), Some((Kind::Phrase, "问候".to_owned())));
        assert_eq!(kind("电视、空调", false), None);
    }

    #[test]
    fn an_at_begins_a_colleague_in_a_note_only() {
        assert_eq!(kind("请@李", true), Some((Kind::Colleague, "李".to_owned())));
        assert_eq!(kind("请@李", false), None);
        assert_eq!(kind("ann@example", true), None, "a mail address is none");
    }

    #[test]
    fn what_was_picked_stands_where_it_was_sought() {
        let text = "😀 /hel 再见";
        let picking = begun(text, 7, false).unwrap();
        assert_eq!((picking.from, picking.to), (3, 7));
        let (text, caret) = replaced(text, picking.from, picking.to, "您好。");
        assert_eq!((text.as_str(), caret), ("😀 您好。 再见", 6));
        assert_eq!(replaced("ab", 9, 12, "c"), ("abc".to_owned(), 3));
    }
}
