//! What a line of the palette does when it is picked.

use api::Theme;
use leptos::{prelude::*, task::spawn_local};
use ui::{Lang, use_lang};

use crate::{
    frame::shortcuts::use_sheet,
    look::{paint, speak, use_theme},
};

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Goes to a page.
    Go(String),
    /// Switches the language.
    Speak(Lang),
    /// Switches the colours.
    Paint(Theme),
    /// Shows the shortcuts.
    Shortcuts,
    /// Ends the session.
    SignOut,
}

/// Does everything but going to a page.
pub fn performer() -> Callback<Act> {
    let (lang, theme, sheet) = (use_lang(), use_theme(), use_sheet());
    Callback::new(move |act| match act {
        Act::Go(_) => {}
        Act::Speak(to) => speak(lang, to, true),
        Act::Paint(to) => paint(theme, to),
        Act::Shortcuts => sheet.set(true),
        Act::SignOut => sign_out(),
    })
}

/// Ends the session and leads to the sign-in.
pub fn sign_out() {
    spawn_local(async {
        // The answer that nobody is signed in any more is what was asked for.
        api::heard::stop();
        // Even if the server cannot be reached, the next page asks who is there.
        let _ = api::account::sign_out().await;
        let _ = window().location().assign("/login");
    });
}
