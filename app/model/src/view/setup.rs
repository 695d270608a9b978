//! The first run: what is asked, and what comes of it.

use serde::{Deserialize, Serialize};
use wire::Decode;

use super::{Demo, PasswordLink};
use crate::{Lang, Text, calendar::Period, id::PersonId, key::DefinitionKey};

/// The first facts of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Setup {
    /// The company's name.
    pub company: String,
    /// The first administrator's name.
    pub admin_name: String,
    /// The first administrator's mail address.
    pub admin_email: String,
    /// The first administrator's password, at least ten characters.
    pub admin_password: String,
    /// The workspace's language.
    pub lang: Lang,
    /// The workspace's zone, IANA; `Asia/Shanghai` for Chinese, `UTC` else, when empty.
    pub zone: String,
    /// The working periods of each weekday, Monday first; the usual week of the language, if absent.
    pub week: Option<[Vec<Period>; 7]>,
    /// The ready ticket types to begin with; all, if absent.
    pub types: Option<Vec<DefinitionKey>>,
    /// People to invite.
    pub people: Vec<Invitee>,
    /// Whether to begin with invented people, customers and some weeks of tickets.
    pub demo: bool,
}

impl Setup {
    /// The usual working week of a language's company: Monday to Friday, with a break at noon in China.
    #[must_use]
    pub fn usual_week(lang: Lang) -> [Vec<Period>; 7] {
        let hours: &[Period] = match lang {
            Lang::ZhCn => &[Period { from: 540, to: 720 }, Period { from: 810, to: 1_080 }],
            Lang::En => &[Period { from: 540, to: 1_020 }],
        };
        std::array::from_fn(|day| if day < 5 { hours.to_vec() } else { Vec::new() })
    }
}

/// Someone to invite.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Invitee {
    /// What people call them.
    pub name: String,
    /// The mail address.
    pub email: String,
    /// The role.
    pub role: DefinitionKey,
}

/// What came of the first run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct SetUp {
    /// The first administrator.
    pub administrator: PersonId,
    /// The links by which the invited set their passwords, in the order of the invitations. They are shown once.
    pub links: Vec<PasswordLink>,
    /// What the workspace was filled with.
    pub demo: Option<Demo>,
}

/// A ready ticket type, as it is offered in the first run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct ReadyType {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// What it is for.
    pub about: Text,
    /// How many steps people do.
    pub steps: usize,
    /// How many fields its form has.
    pub fields: usize,
    /// How soon its policy promises a first response in the usual case, in minutes of working time.
    pub first_response: Option<i64>,
}
