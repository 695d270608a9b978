//! Tones: the meanings that colours have.

/// A meaning that a part of the page carries; never without an icon or a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// In order, done.
    Good,
    /// Soon a problem.
    Warn,
    /// A problem, or something is lost.
    Bad,
    /// Worth knowing, under way.
    Info,
    /// The subject, the new one, the chosen one.
    Accent,
    /// Among colleagues only.
    Note,
    /// Of no weight.
    Quiet,
}

impl Tone {
    /// The value of `data-tone`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::Accent => "accent",
            Self::Note => "note",
            Self::Quiet => "quiet",
        }
    }
}
