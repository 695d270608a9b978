//! One of several things that can be chosen; used by selects, radios and segments.

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What people read.
    pub label: String,
    /// An icon before the words, where the control shows icons.
    pub icon: Option<&'static str>,
    /// Whether it cannot be chosen now.
    pub is_disabled: bool,
}

impl Choice {
    /// A choice with words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), icon: None, is_disabled: false }
    }

    /// The same with an icon.
    #[must_use]
    pub fn with_icon(mut self, icon: &'static str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The same, but it cannot be chosen now.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.is_disabled = true;
        self
    }
}
