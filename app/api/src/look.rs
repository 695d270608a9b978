//! What a page must know before it draws its first letter: language, colours and the present instant.

use chrono::{DateTime, Utc};
use model::{Lang, view::Me};
use serde::{Deserialize, Serialize};
use wire::Decode;

/// Light, dark, or as the device says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The name in the cookie and in the translations.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The value of `data-theme` on the document; absent when the device decides.
    #[must_use]
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// The language, the colours and the instant a page is drawn with, the same on the server and in the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// The colours.
    pub theme: Theme,
    /// The present instant, by the server's clock.
    pub now: DateTime<Utc>,
}

impl Look {
    /// The cookie that keeps the language of someone who is not signed in.
    pub const LANG_COOKIE: &'static str = "lang";
    /// The cookie that keeps the colours.
    pub const THEME_COOKIE: &'static str = "theme";

    /// Reads the `Cookie` and `Accept-Language` headers. Someone's own language goes first, then the cookie's.
    #[must_use]
    pub fn of(cookies: &str, accepted: &str, own: Option<Lang>, now: DateTime<Utc>) -> Self {
        let cookie = |name: &str| {
            cookies.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
        };
        let lang = own.or_else(|| cookie(Self::LANG_COOKIE).parse().ok()).unwrap_or_else(|| Lang::accepted(accepted));
        let wanted = cookie(Self::THEME_COOKIE);
        let theme = Theme::ALL.into_iter().find(|theme| theme.as_str() == wanted).unwrap_or_default();
        Self { lang, theme, now }
    }
}

/// The look of the page that is being drawn. Only the server can tell; the browser is handed its answer.
#[must_use]
pub fn look() -> Look {
    #[cfg(feature = "ssr")]
    return crate::ssr::look();
    #[cfg(not(feature = "ssr"))]
    Look::default()
}

/// Who looks at the page that is being drawn; nobody before the sign-in. Only the server can tell; the browser is handed
/// its answer.
#[must_use]
pub fn reader() -> Option<Me> {
    #[cfg(feature = "ssr")]
    return crate::ssr::reader();
    #[cfg(not(feature = "ssr"))]
    None
}
