//! One line of text: plain, a mail address, a telephone number or a web address.

use leptos::prelude::*;
use ui::Input;

use super::Control;

/// What the line is; decides the keyboard of a phone and what a browser offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// Plain text.
    Line,
    /// A mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
}

impl TextKind {
    const fn mode(self) -> &'static str {
        match self {
            Self::Line => "text",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Url => "url",
        }
    }
}

/// One line of text. The native type stays `text`: the browser's own checks would speak over ours.
#[component]
pub fn TextControl(control: Control, kind: TextKind) -> impl IntoView {
    view! {
        <Input
            value=control.text()
            on_input=control.set_text()
            inputmode=kind.mode()
            placeholder=control.example()
            label=control.own_name()
            readonly=control.read_only
        />
    }
}
