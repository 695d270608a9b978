//! Relations: how a subject is asked about, fitting to what it holds.

use super::Asked;

/// How a subject is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same value.
    Is,
    /// Another value.
    IsNot,
    /// One of several values.
    OneOf,
    /// None of several values.
    NoneOf,
    /// The text or list contains it.
    Contains,
    /// The text or list does not contain it.
    Lacks,
    /// The text begins with it.
    StartsWith,
    /// Smaller, or earlier.
    Less,
    /// Smaller or the same.
    AtMost,
    /// Greater, or later.
    Greater,
    /// Greater or the same.
    AtLeast,
    /// Between two values, ends included.
    Between,
    /// There is something in it.
    Filled,
    /// There is nothing in it.
    Empty,
    /// At least so long ago.
    LongAgo,
    /// Not yet so long ago.
    Recent,
    /// What just happened changed it.
    Changed,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 17] = [
        Self::Is,
        Self::IsNot,
        Self::OneOf,
        Self::NoneOf,
        Self::Contains,
        Self::Lacks,
        Self::StartsWith,
        Self::Less,
        Self::AtMost,
        Self::Greater,
        Self::AtLeast,
        Self::Between,
        Self::Filled,
        Self::Empty,
        Self::LongAgo,
        Self::Recent,
        Self::Changed,
    ];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is_not",
            Self::OneOf => "one_of",
            Self::NoneOf => "none_of",
            Self::Contains => "contains",
            Self::Lacks => "lacks",
            Self::StartsWith => "starts_with",
            Self::Less => "less",
            Self::AtMost => "at_most",
            Self::Greater => "greater",
            Self::AtLeast => "at_least",
            Self::Between => "between",
            Self::Filled => "filled",
            Self::Empty => "empty",
            Self::LongAgo => "long_ago",
            Self::Recent => "recent",
            Self::Changed => "changed",
        }
    }

    /// The relation of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.as_str() == name)
    }

    /// The relations that make sense for what a subject holds, the usual one first.
    #[must_use]
    pub const fn of(asked: &Asked) -> &'static [Self] {
        use Relation::{
            AtLeast, AtMost, Between, Changed, Contains, Empty, Filled, Greater, Is, IsNot, Lacks, Less, LongAgo,
            NoneOf, OneOf, Recent, StartsWith,
        };
        match asked {
            Asked::Text => &[Is, IsNot, Contains, Lacks, StartsWith, Filled, Empty, Changed],
            Asked::Number(_) | Asked::Money(_) => {
                &[Is, IsNot, Less, AtMost, Greater, AtLeast, Between, Filled, Empty, Changed]
            }
            Asked::Date => {
                &[Is, IsNot, Less, AtMost, Greater, AtLeast, Between, LongAgo, Recent, Filled, Empty, Changed]
            }
            Asked::Time => &[Is, IsNot, Less, AtMost, Greater, AtLeast, Between, Filled, Empty, Changed],
            Asked::DateTime => &[LongAgo, Recent, Less, Greater, Between, Filled, Empty, Changed],
            Asked::YesNo => &[Is, Filled, Empty, Changed],
            Asked::One(_) => &[Is, IsNot, OneOf, NoneOf, Filled, Empty, Changed],
            Asked::Many(_) => &[Contains, Lacks, OneOf, NoneOf, Filled, Empty, Changed],
            Asked::Tags => &[Contains, Lacks, Filled, Empty, Changed],
            Asked::Whole => &[Filled, Empty, Changed],
        }
    }

    /// How many values it compares with; none for as many as one likes.
    #[must_use]
    pub const fn values(self) -> Option<usize> {
        match self {
            Self::OneOf | Self::NoneOf => None,
            Self::Between => Some(2),
            Self::Filled | Self::Empty | Self::Changed => Some(0),
            _ => Some(1),
        }
    }

    /// Whether it compares with a length of time.
    #[must_use]
    pub const fn is_ago(self) -> bool {
        matches!(self, Self::LongAgo | Self::Recent)
    }

    /// The key of its words; dates come before and after, numbers are less and more, lists hold and texts contain.
    #[must_use]
    pub fn key(self, asked: &Asked) -> String {
        let is_time = matches!(asked, Asked::Date | Asked::DateTime | Asked::Time);
        let is_list = matches!(asked, Asked::Many(_) | Asked::Tags);
        let group = match self {
            Self::LongAgo | Self::Recent => "time",
            Self::Less | Self::AtMost | Self::Greater | Self::AtLeast if is_time => "time",
            Self::OneOf | Self::NoneOf | Self::Contains | Self::Lacks if is_list => "list",
            Self::Is if matches!(asked, Asked::YesNo) => "yes_no",
            _ => "is",
        };
        format!("condition.{group}.{}", self.as_str())
    }
}
