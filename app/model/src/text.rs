//! Words in several languages, written by the people who draw definitions.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use wire::Decode;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Lang {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    ZhCn,
}

impl Lang {
    /// Every language, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The BCP 47 tag, as HTML and HTTP use it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }

    /// The best language for an `Accept-Language` header; English when none fits. Quality values are honoured.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let quality =
                pieces.find_map(|p| p.trim().strip_prefix("q=")).and_then(|q| q.trim().parse().ok()).unwrap_or(1.0_f32);
            if let Ok(lang) = tag.parse::<Self>()
                && quality > 0.0
                && best.is_none_or(|(q, _)| quality > q)
            {
                best = Some((quality, lang));
            }
        }
        best.map_or(Self::En, |(_, lang)| lang)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// The text names no language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such language; use en or zh-CN")]
pub struct UnknownLang;

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads a BCP 47 tag; any Chinese tag means simplified Chinese, any English one English.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let primary = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "zh" => Ok(Self::ZhCn),
            "en" => Ok(Self::En),
            _ => Err(UnknownLang),
        }
    }
}

/// One text in each language it was written in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Text(BTreeMap<Lang, String>);

impl Text {
    /// A text in both languages.
    #[must_use]
    pub fn both(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(BTreeMap::from([(Lang::ZhCn, zh.into()), (Lang::En, en.into())]))
    }

    /// A text in one language.
    #[must_use]
    pub fn one(lang: Lang, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(lang, text.into())]))
    }

    /// The text in a language, else in the other one, else empty.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        self.written(lang).or_else(|| self.0.values().map(String::as_str).find(|t| !t.trim().is_empty())).unwrap_or("")
    }

    /// The text in exactly this language, if someone wrote it.
    #[must_use]
    pub fn written(&self, lang: Lang) -> Option<&str> {
        self.0.get(&lang).map(String::as_str).filter(|t| !t.trim().is_empty())
    }

    /// Writes the text of one language; an empty one is removed.
    pub fn write(&mut self, lang: Lang, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.0.remove(&lang);
        } else {
            self.0.insert(lang, text);
        }
    }

    /// Whether no language has a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Lang::ALL.iter().all(|lang| self.written(*lang).is_none())
    }

    /// Every language with its text.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &str)> {
        self.0.iter().map(|(lang, text)| (*lang, text.as_str()))
    }
}

/// A piece of a text with variables in double braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they are.
    Words(&'a str),
    /// The path of a variable, as in `{{ticket.number}}`.
    Variable(&'a str),
}

/// Cuts a text at its variables: `{{path}}`, where the path is keys with dots between. Double braces around anything
/// else are words.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let is_path = |path: &str| !path.is_empty() && path.split('.').all(crate::key::is_valid);
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        if !before.is_empty() {
            found.push(Piece::Words(before));
        }
        // No path is longer than this, and looking no further keeps the work in step with the length of the text.
        let near = behind.get(..behind.floor_char_boundary(300)).unwrap_or_default();
        match near.split_once("}}") {
            Some((path, _)) if is_path(path.trim()) => {
                found.push(Piece::Variable(path.trim()));
                rest = behind.get(path.len() + 2..).unwrap_or_default();
            }
            _ => {
                found.push(Piece::Words("{{"));
                rest = behind;
            }
        }
    }
    if !rest.is_empty() {
        found.push(Piece::Words(rest));
    }
    found
}

/// The paths of the variables in a text.
#[must_use]
pub fn variables(text: &str) -> Vec<&str> {
    let path = |piece| if let Piece::Variable(path) = piece { Some(path) } else { None };
    pieces(text).into_iter().filter_map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_it_prefers() {
        assert_eq!(Lang::accepted("zh-TW,zh;q=0.9,en;q=0.8"), Lang::ZhCn);
        assert_eq!(Lang::accepted("en;q=0.3, zh-CN;q=0.7"), Lang::ZhCn);
        assert_eq!(Lang::accepted("fr,de"), Lang::En);
        assert_eq!(Lang::accepted(""), Lang::En);
    }

    #[test]
    fn a_missing_translation_falls_back_to_the_other_language() {
        assert_eq!(Text::one(Lang::ZhCn, "退款").in_lang(Lang::En), "退款");
        assert_eq!(Text::default().in_lang(Lang::En), "");
    }
}
