//! What a play is made of: names, matters, answers and words, in both languages.

use std::collections::BTreeMap;

use model::{Fields, Lang, Text, Value, key::DefinitionKey, key::FieldKey};
use serde::Deserialize;

use crate::error::{Error, Result};

const SCRIPT: &str = include_str!("script.json");

#[derive(Deserialize)]
pub(super) struct Script {
    /// The teams, by the name the script gives them.
    pub teams: BTreeMap<String, Text>,
    pub people: Vec<Part>,
    pub customers: BTreeMap<Lang, Vec<Outsider>>,
    pub matters: Vec<Matter>,
    /// What is filled in at steps, by field.
    pub fields: BTreeMap<FieldKey, Vec<Value>>,
    /// What agents say, what they note, what customers answer.
    pub replies: Vec<Text>,
    pub notes: Vec<Text>,
    pub answers: Vec<Text>,
    /// Why tickets are opened again, and why steps are handed over.
    pub reasons: Vec<Text>,
    pub handed: Vec<Text>,
}

/// One of those who work.
#[derive(Deserialize)]
pub(super) struct Part {
    pub name: Text,
    pub address: String,
    pub roles: Vec<DefinitionKey>,
    pub skills: Vec<DefinitionKey>,
    pub team: String,
}

/// One of those who ask.
#[derive(Deserialize)]
pub(super) struct Outsider {
    pub name: String,
    pub address: String,
}

/// What someone asks, as the answers of an intake form.
#[derive(Deserialize)]
pub(super) struct Matter {
    pub kind: DefinitionKey,
    /// How often it comes up.
    pub weight: i64,
    #[serde(rename = "zh-CN")]
    zh: Fields,
    en: Fields,
}

impl Matter {
    pub(super) const fn answers(&self, lang: Lang) -> &Fields {
        match lang {
            Lang::ZhCn => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Script {
    pub(super) fn read() -> Result<Self> {
        serde_json::from_str(SCRIPT).map_err(Error::broken)
    }
}

/// A value in one language, where it is written in both.
pub(super) fn said(value: &Value, lang: Lang) -> Value {
    let parts = Lang::ALL.map(|one| value.get(one.tag()));
    if parts.iter().all(Option::is_some) { value.get(lang.tag()).cloned().unwrap_or_default() } else { value.clone() }
}
