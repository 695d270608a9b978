//! The calm editors: one page of properties per kind of definition, over the same keeper as the designers.
//!
//! A [`Sheet`] is the keeper seen as one kind of body, with a history: every change goes through [`Sheet::set`], and
//! can be undone. Fields find their problem by the path they edit ([`Sheet::wrong`]).

mod calendar;
mod known;
mod ladder;
mod length;
mod page;
mod past;
mod people;
mod phrase;
mod pick;
mod policy;
mod queue;
mod role;
mod rule;
mod skill;
mod ticket_type;

use leptos::prelude::*;
use model::{Body, Kind, Problem, Text, key::DefinitionKey};
use ui::use_lang;

pub use page::SheetPage;

use self::past::Past;
use super::keeper::Keeper;
use crate::words::problem;

/// A body that has a sheet.
pub trait Sheeted: Clone + PartialEq + Send + Sync + 'static {
    /// The body seen as this kind.
    fn of(body: &Body) -> Option<&Self>;
    /// The body as this kind, to be changed.
    fn of_mut(body: &mut Body) -> Option<&mut Self>;
}

macro_rules! sheeted {
    ($($kind:ident in $module:ident),* $(,)?) => {$(
        impl Sheeted for model::$module::$kind {
            fn of(body: &Body) -> Option<&Self> {
                if let Body::$kind(body) = body { Some(body) } else { None }
            }

            fn of_mut(body: &mut Body) -> Option<&mut Self> {
                if let Body::$kind(body) = body { Some(body) } else { None }
            }
        }
    )*};
}

sheeted! {
    TicketType in ticket_type,
    Calendar in calendar,
    Policy in policy,
    Ladder in ladder,
    Queue in queue,
    Skill in skill,
    Role in role,
    Phrase in phrase,
    Rule in rule,
}

/// A definition on its page. Copies are the same sheet.
pub struct Sheet<T: Sheeted> {
    keeper: Keeper,
    past: Past,
    body: Memo<Option<T>>,
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "a derived one would ask the body to be copied")]
impl<T: Sheeted> Clone for Sheet<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Sheeted> Copy for Sheet<T> {}

impl<T: Sheeted> Sheet<T> {
    fn new(keeper: Keeper, past: Past) -> Self {
        let body = Memo::new(move |_| keeper.content().with(|content| T::of(&content.body).cloned()));
        Self { keeper, past, body }
    }

    /// A part of the body, or what stands for it while there is none.
    fn part<U>(self, read: impl Fn(&T) -> U + Send + Sync + 'static) -> Signal<U>
    where
        U: Default + PartialEq + Send + Sync + 'static,
    {
        let body = self.body;
        Memo::new(move |_| body.with(|body| body.as_ref().map(&read).unwrap_or_default())).into()
    }

    /// Changes the body. `spot` names what is changed: typing on at one spot is one step back.
    fn set(self, spot: &str, change: impl FnOnce(&mut T)) {
        self.past.remember(self.keeper, spot);
        self.keeper.edit(move |content| {
            if let Some(body) = T::of_mut(&mut content.body) {
                change(body);
            }
        });
    }

    /// What is wrong at a path of the body, in words.
    fn wrong(self, path: impl Into<Signal<String>>) -> Signal<Option<String>> {
        wrong(self.keeper, path.into())
    }

    /// Whether it can only be read.
    fn readonly(self) -> bool {
        !self.keeper.may_design()
    }
}

/// The error at a path or below it, where no field is nearer. What is only worth knowing stands in the list of problems.
fn wrong(keeper: Keeper, path: Signal<String>) -> Signal<Option<String>> {
    let (lang, pressing) = (use_lang(), keeper.pressing());
    Signal::derive(move || {
        let (lang, path) = (lang.get(), path.get());
        let below = format!("{path}/");
        pressing.with(|problems| {
            let is_here = |problem: &Problem| problem.path == path || problem.path.starts_with(&below);
            let fits = |problem: &&Problem| problem.is_error() && is_here(problem);
            problems.iter().find(fits).map(|found| problem::sentence(lang, found))
        })
    })
}

/// The id of the field that edits a path.
fn field_id(path: &str) -> String {
    format!("at{}", path.replace('/', "-"))
}

/// The key that a picker hands over; empty means none.
fn key_of(value: String) -> Option<DefinitionKey> {
    (!value.is_empty()).then(|| DefinitionKey::new(value))
}

/// The words of a definition's title, with what kind of thing it is where it has none.
fn titled(lang: ui::Lang, title: &Text, kind: Kind) -> String {
    let said = crate::words::said(title, lang);
    if said.is_empty() { ui::i18n::t(lang, &format!("kind.{kind}")).to_owned() } else { said.to_owned() }
}
