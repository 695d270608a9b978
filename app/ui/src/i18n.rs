//! Both languages of the interface. Words live in `locales/<area>.yml`, side by side, and are compiled into the
//! program; the language is always an argument, so that the server can speak to two people at once.
//!
//! In a view, write `{t!("area.key")}` or `label=t!("area.key", name = value)`: both follow the language when it is
//! switched. Elsewhere, call [`t`] and [`tf`] with a language.

use std::{
    borrow::Cow,
    fmt::{Display, Write as _},
    sync::Arc,
};

use leptos::{context::Provider, prelude::*};
use serde::{Deserialize, Serialize};
use wire::Decode;

#[cfg(test)]
mod read;
mod table;
#[cfg(test)]
mod tests;

pub use table::{ADMIN, DAY, EVENTS, FLOWS, FORMS, OFFERS, SETUP, SHEETS, STUDIO, Words, learn};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
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

    /// The BCP 47 tag, as HTML and `Intl` use it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }

    /// The language of a tag: any Chinese is simplified Chinese, any English is English.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "zh" => Some(Self::ZhCn),
            _ => None,
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "中文",
        }
    }

    /// The other language, for the switch.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::ZhCn,
            Self::ZhCn => Self::En,
        }
    }
}

/// What stands where a key has no words. A test keeps it from ever being seen for keys written in the code.
const UNKNOWN: &str = "[?]";

/// The words of a key in a language. An unknown key reads `[?]`.
#[must_use]
pub fn t(lang: Lang, key: &str) -> &'static str {
    find(lang, key).unwrap_or(UNKNOWN)
}

/// The words of a key that may not exist, for keys made at run time.
#[must_use]
pub fn find(lang: Lang, key: &str) -> Option<&'static str> {
    let [en, zh] = table::find(key)?;
    Some(match lang {
        Lang::En => en,
        Lang::ZhCn => zh,
    })
}

/// Every key that is known.
#[must_use]
pub fn keys() -> Vec<&'static str> {
    table::keys()
}

/// The words of a key with facts put in: `{given}` becomes the fact `given`; `{count|ticket|tickets}` becomes the
/// first word when the fact `count` reads `1`, else the second. A fact that is not given leaves its name.
#[must_use]
pub fn tf(lang: Lang, key: &str, facts: &[(&str, &dyn Display)]) -> String {
    let mut said = String::new();
    let mut rest = t(lang, key);
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let Some((inside, behind)) = after.split_once('}') else {
            said.push('{');
            rest = after;
            continue;
        };
        rest = behind;
        let mut parts = inside.split('|');
        let name = parts.next().unwrap_or_default();
        let fact = facts.iter().find(|(given, _)| *given == name).map(|(_, fact)| fact);
        match (fact, parts.next(), parts.next()) {
            (Some(fact), Some(one), Some(many)) => said.push_str(if fact.to_string() == "1" { one } else { many }),
            (Some(fact), ..) => {
                // Writing into a String cannot fail.
                let _ = write!(said, "{fact}");
            }
            (None, ..) => said.push_str(name),
        }
    }
    said.push_str(rest);
    said
}

/// The language of a part of the page, as [`provide_lang`] puts it into the context.
#[derive(Clone, Copy, Debug)]
struct Spoken(RwSignal<Lang>);

/// Makes a language the one of everything below. The signal is the switch.
pub fn provide_lang(lang: RwSignal<Lang>) {
    provide_context(Spoken(lang));
}

/// A part of the page in a language of its own, such as the preview of a form.
#[component]
pub fn Speaking(
    /// The language.
    lang: RwSignal<Lang>,
    children: Children,
) -> impl IntoView {
    view! { <Provider value=Spoken(lang)>{children()}</Provider> }
}

/// The language here; English where nobody provided one.
#[must_use]
pub fn use_lang() -> RwSignal<Lang> {
    use_context::<Spoken>().map_or_else(RwSignal::default, |Spoken(lang)| lang)
}

/// What [`t!`] makes of a key: words that follow the language. A function of its own, so that everything that draws
/// words is compiled once and not once for each place where words stand.
pub fn said(key: Cow<'static, str>) -> impl Fn() -> &'static str + Clone + Send + Sync + 'static {
    let lang = use_lang();
    move || t(lang.get(), &key)
}

/// What [`t!`] makes of a key with facts; compiled once like [`said`].
pub fn told(say: Arc<dyn Fn(Lang) -> String + Send + Sync>) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let lang = use_lang();
    move || say(lang.get())
}

/// Words that follow the language: `t!("area.key")` is a closure giving `&'static str`, `t!("area.key", name = value)`
/// one giving `String`; the values are read again each time. The key may be any expression that is a string.
#[macro_export]
macro_rules! t {
    ($key:expr $(,)?) => {
        $crate::i18n::said(::std::borrow::Cow::<'static, str>::from($key))
    };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::told(::std::sync::Arc::new(move |lang| $crate::i18n::tf(
            lang,
            ::core::convert::AsRef::<str>::as_ref(&$key),
            &[$((::core::stringify!($name), &$value)),+],
        )))
    };
}
