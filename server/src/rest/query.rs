//! Parameters of requests: each is asked for by name, and what nobody asked for is refused.

use std::str::FromStr;

use axum::{
    extract::{FromRequestParts, Query, RawPathParams},
    http::request::Parts,
};
use model::{Code, Problem};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    doors::Doors,
    trouble::{Result, Trouble},
};

/// The parameters of a query. Take each, then [`Params::done`].
pub struct Params {
    pairs: Vec<(String, String)>,
    problems: Vec<Problem>,
}

impl FromRequestParts<Doors> for Params {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self> {
        let Query(pairs) = Query::from_request_parts(parts, doors)
            .await
            .map_err(|rejection| Trouble::malformed(rejection.body_text()))?;
        Ok(Self { pairs, problems: Vec::new() })
    }
}

impl Params {
    fn take(&mut self, name: &str) -> Vec<String> {
        let (found, rest) = std::mem::take(&mut self.pairs).into_iter().partition(|(given, _)| given == name);
        self.pairs = rest;
        let found: Vec<(String, String)> = found;
        found.into_iter().map(|(_, value)| value).filter(|value| !value.is_empty()).collect()
    }

    /// A text.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.take(name).pop()
    }

    /// A word of a fixed list, or an id.
    pub fn word<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let given = self.text(name)?;
        self.known(name, &given)
    }

    /// Several words: repeated, or with commas.
    pub fn words<T: DeserializeOwned>(&mut self, name: &str) -> Vec<T> {
        let given: Vec<String> =
            self.take(name).iter().flat_map(|list| list.split(',')).map(|word| word.trim().to_owned()).collect();
        given.into_iter().filter_map(|word| self.known(name, &word)).collect()
    }

    fn known<T: DeserializeOwned>(&mut self, name: &str, given: &str) -> Option<T> {
        match serde_json::from_value(Value::String(given.to_owned())) {
            Ok(known) => Some(known),
            Err(_) => self.wrong(Code::UnknownOption, name, given),
        }
    }

    /// A number.
    pub fn number<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let given = self.text(name)?;
        match given.parse() {
            Ok(number) => Some(number),
            Err(_) => self.wrong(Code::WrongType, name, &given),
        }
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &str) -> Option<bool> {
        match self.text(name)?.as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            given => {
                let given = given.to_owned();
                self.wrong(Code::WrongType, name, &given)
            }
        }
    }

    fn wrong<T>(&mut self, code: Code, name: &str, given: &str) -> Option<T> {
        let given: String = given.chars().take(80).collect();
        let wanted = if code == Code::WrongType { "a number, or true or false" } else { "" };
        self.problems.push(Problem::error(code, format!("?{name}")).with("given", given).with("wanted", wanted));
        None
    }

    /// Refuses what was wrong, and what nobody asked for.
    pub fn done(mut self) -> Result<()> {
        for (name, _) in &self.pairs {
            let name: String = name.chars().take(80).collect();
            self.problems.push(Problem::error(Code::UnknownField, format!("?{name}")).with("given", &name));
        }
        if self.problems.is_empty() { Ok(()) } else { Err(Trouble::invalid(self.problems)) }
    }
}

/// The parts of a path, by name.
pub struct Place(Vec<(String, String)>);

impl FromRequestParts<Doors> for Place {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self> {
        // A path that is not UTF-8 leads nowhere.
        let found = RawPathParams::from_request_parts(parts, doors).await.map_err(|_| Trouble::not_found())?;
        Ok(Self(found.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()))
    }
}

impl Place {
    /// A part of the path. What cannot be one leads nowhere.
    pub fn part<T: FromStr>(&self, name: &str) -> Result<T> {
        self.text(name)?.parse().map_err(|_| Trouble::not_found())
    }

    /// A part of the path as text.
    pub fn text(&self, name: &str) -> Result<&str> {
        let found = self.0.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str()).ok_or_else(Trouble::not_found)
    }

    /// The kind and key of a definition.
    pub fn definition(&self) -> Result<(model::Kind, model::key::DefinitionKey)> {
        let kind = self.text("kind")?;
        let kind = kind.parse().map_err(|_| {
            let given: String = kind.chars().take(80).collect();
            Trouble::not_found().naming(vec![Problem::error(Code::UnknownKind, "").with("given", given)])
        })?;
        Ok((kind, self.text("key")?.into()))
    }
}
