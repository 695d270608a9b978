//! The lines of the palette.

use std::collections::BTreeMap;

use api::Theme;
use model::{
    role::{Reach, Right},
    view::Found,
};
use ui::{
    Lang, PaletteItem,
    i18n::{t, tf},
};

use super::{act::Act, recent::Visit};
use crate::{
    pages::studio::address,
    words::{said, status},
};

/// A line and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The line.
    pub item: PaletteItem,
    /// What it does.
    pub act: Act,
}

/// A page that is always there: its address, its icon, its name, and the right it takes.
type Page = (&'static str, &'static str, &'static str, Option<Right>);

const PAGES: [Page; 8] = [
    ("/desk", "today", "shell.day", None),
    ("/desk/tickets", "ticket", "shell.tickets", None),
    ("/studio", "studio", "shell.studio", Some(Right::ReadDefinitions)),
    ("/admin/people", "users", "shell.people", Some(Right::ReadPeople)),
    ("/admin/teams", "users", "shell.teams", Some(Right::ReadPeople)),
    ("/admin/roles", "shield", "shell.roles", Some(Right::ReadPeople)),
    ("/account", "user", "shell.my_account", None),
    ("/desk/tickets/new", "plus", "shell.new_ticket", Some(Right::CreateTickets)),
];

/// How many of the last visits are offered.
const RECENT: usize = 6;

/// The last visits that fit the words.
pub fn recent(lang: Lang, visits: &[Visit], words: &str) -> Vec<Offer> {
    let fitting = visits.iter().filter(|visit| fits(&visit.title, words)).take(RECENT);
    fitting
        .map(|visit| Offer {
            item: PaletteItem {
                id: format!("recent:{}", visit.href),
                icon: "history",
                title: visit.title.clone(),
                meta: String::new(),
                group: t(lang, "palette.recent").to_owned(),
            },
            act: Act::Go(visit.href.clone()),
        })
        .collect()
}

/// The pages and commands that fit the words, as far as one's rights go. They are found by their names in either
/// language.
pub fn known(lang: Lang, rights: &BTreeMap<Right, Reach>, words: &str) -> Vec<Offer> {
    let is_named = |key: &str| Lang::ALL.into_iter().any(|lang| fits(t(lang, key), words));
    let pages = PAGES
        .iter()
        .filter(|(_, _, key, right)| right.is_none_or(|right| rights.contains_key(&right)) && is_named(key))
        .map(|(href, icon, key, _)| line(lang, "palette.pages", href, icon, t(lang, key), Act::Go((*href).to_owned())));
    let speak = Lang::ALL.into_iter().filter(|one| *one != lang).map(|one| {
        let words = tf(lang, "palette.speak", &[("language", &one.name())]);
        (words, "lang", Act::Speak(one))
    });
    let paint = Theme::ALL.into_iter().map(|theme| {
        let name = t(lang, &format!("common.theme_{}", theme.as_str()));
        (tf(lang, "palette.paint", &[("theme", &name)]), "moon", Act::Paint(theme))
    });
    let others = [
        (t(lang, "common.shortcuts").to_owned(), "help", Act::Shortcuts),
        (t(lang, "shell.sign_out").to_owned(), "arrow-left", Act::SignOut),
    ];
    let commands = speak
        .chain(paint)
        .chain(others)
        .filter(|(title, ..)| fits(title, words))
        .map(|(title, icon, act)| line(lang, "palette.commands", &title, icon, &title, act));
    pages.chain(commands).collect()
}

/// What the server found.
pub fn found(lang: Lang, found: &Found) -> Vec<Offer> {
    let tickets = found.tickets.iter().map(|ticket| {
        let href = format!("/desk/tickets/{}", ticket.number);
        let title = format!("#{} {}", ticket.number, ticket.title);
        let mut offer = line(lang, "palette.tickets", &href, "ticket", &title, Act::Go(href.clone()));
        status(lang, ticket.status).clone_into(&mut offer.item.meta);
        offer
    });
    let definitions = found.definitions.iter().map(|(kind, definition)| {
        let href = address::of(*kind, &definition.key);
        let title = said(&definition.title, lang);
        let mut offer = line(lang, "palette.definitions", &href, address::icon(*kind), title, Act::Go(href.clone()));
        t(lang, &format!("kind.{}", kind.as_str())).clone_into(&mut offer.item.meta);
        offer
    });
    let people = found.people.iter().map(|person| {
        let href = format!("/admin/people?person={}", person.id);
        line(lang, "palette.people", &href, "user", &person.name, Act::Go(href.clone()))
    });
    tickets.chain(definitions).chain(people).collect()
}

fn line(lang: Lang, group: &str, id: &str, icon: &'static str, title: &str, act: Act) -> Offer {
    let item = PaletteItem {
        id: format!("{group}:{id}"),
        icon,
        title: title.to_owned(),
        meta: String::new(),
        group: t(lang, group).to_owned(),
    };
    Offer { item, act }
}

/// Whether every word occurs.
fn fits(title: &str, words: &str) -> bool {
    let title = title.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| title.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(offers: &[Offer]) -> Vec<&str> {
        offers.iter().map(|offer| offer.item.title.as_str()).collect()
    }

    #[test]
    fn pages_are_offered_as_far_as_rights_go_and_found_in_either_language() {
        let agent = BTreeMap::from([(Right::CreateTickets, Reach::All), (Right::ReadTickets, Reach::Own)]);
        let all = known(Lang::En, &agent, "");
        assert!(titles(&all).contains(&"New ticket") && !titles(&all).contains(&"Studio"));
        assert_eq!(titles(&known(Lang::En, &agent, "工单")), ["Tickets", "New ticket"]);
        assert_eq!(titles(&known(Lang::ZhCn, &agent, "dark")), Vec::<&str>::new());
        assert_eq!(titles(&known(Lang::En, &agent, "dark COLOURS")).len(), 1);
        assert!(known(Lang::En, &agent, "").iter().any(|offer| offer.act == Act::SignOut));
    }

    #[test]
    fn every_line_has_an_id_of_its_own() {
        let everything: BTreeMap<_, _> = Right::ALL.map(|right| (right, Reach::All)).into();
        let offers = known(Lang::ZhCn, &everything, "");
        let mut ids: Vec<_> = offers.iter().map(|offer| offer.item.id.clone()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
