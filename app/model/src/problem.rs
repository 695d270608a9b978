//! What is wrong with a definition or an input, as data: where, how bad, and the facts a sentence needs.
//! The words of every code live with the translations; a test there fails when one is missing.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use wire::Decode;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Cannot be stored or published.
    Error,
    /// Can be published, but will surprise someone.
    Warning,
    /// Worth knowing.
    Hint,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// What kind of problem it is; the key of its sentence in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[$doc])* $name),* }

        impl Code {
            /// Every code, for the test that all of them have words.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable name on the wire and in the translations.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

codes! {
    /// A needed value is missing.
    Required = "required",
    /// Facts: `given`, `wanted`. The value has the wrong type.
    WrongType = "wrong_type",
    /// Facts: `given`. The value is not one of the options.
    UnknownOption = "unknown_option",
    /// Facts: `given`. The form has no such field.
    UnknownField = "unknown_field",
    /// The field cannot be written here.
    ReadOnly = "read_only",
    /// Facts: `most`. Too many characters.
    TooLong = "too_long",
    /// Facts: `least`. Too few characters.
    TooShort = "too_short",
    /// Facts: `most`. The number is too large.
    TooLarge = "too_large",
    /// Facts: `least`. The number is too small.
    TooSmall = "too_small",
    /// Facts: `most`. Too many entries.
    TooMany = "too_many",
    /// The text does not follow the field's pattern.
    PatternMismatch = "pattern_mismatch",
    /// Not a mail address.
    BadEmail = "bad_email",
    /// Not a web address.
    BadUrl = "bad_url",
    /// Not a telephone number.
    BadPhone = "bad_phone",
    /// Not a date.
    BadDate = "bad_date",
    /// The text holds a character that cannot be stored.
    BadCharacter = "bad_character",
    /// Facts: `given`. No ticket type of this name.
    UnknownTicketType = "unknown_ticket_type",
    /// Facts: `given`. No such person, or no longer active.
    UnknownPerson = "unknown_person",
    /// Facts: `given`. No such customer.
    UnknownCustomer = "unknown_customer",
    /// Facts: `given`. The task has no such outcome.
    UnknownOutcome = "unknown_outcome",
    /// Facts: `given`. A key that breaks the rules of keys.
    BadKey = "bad_key",
    /// Facts: `key`. Two parts have the same key.
    DuplicateKey = "duplicate_key",
    /// A title is missing in every language.
    MissingTitle = "missing_title",
    /// Facts: `lang`. A text is not translated.
    MissingTranslation = "missing_translation",
    /// Facts: `kind`, `key`. What is pointed at does not exist.
    MissingReference = "missing_reference",
    /// Facts: `key`. The layout shows a field that the form does not have.
    MissingField = "missing_field",
    /// Facts: `key`. A link points at a node that does not exist.
    MissingNode = "missing_node",
    /// Facts: `key`. The step uses a layout that its form does not have.
    MissingLayout = "missing_layout",
    /// The choice field offers no option.
    NoOptions = "no_options",
    /// The width is outside 1 to 12.
    BadWidth = "bad_width",
    /// Facts: `path`. Conditions of fields depend on each other in a circle.
    CircularCondition = "circular_condition",
    /// Facts: `text`, `position`. The expression cannot be compiled.
    BadExpression = "bad_expression",
    /// Facts: `given`. The condition names a variable that does not exist.
    UnknownVariable = "unknown_variable",
    /// Facts: `text`. The pattern is no valid regular expression.
    BadPattern = "bad_pattern",
    /// The flow has no start.
    NoStart = "no_start",
    /// The flow has more than one start.
    ManyStarts = "many_starts",
    /// The flow has no end.
    NoEnd = "no_end",
    /// Nothing leads here.
    Unreachable = "unreachable",
    /// A customer cannot be asked in an approval.
    CustomerCannotApprove = "customer_cannot_approve",
    /// Whoever follows a ticket decides nothing in it by that alone.
    FollowersCannotApprove = "followers_cannot_approve",
    /// Customers follow no tickets, and followers do already.
    CannotFollow = "cannot_follow",
    /// The instant lies in the past.
    TimePassed = "time_passed",
    /// An end lies before its beginning.
    EndsBeforeBeginning = "ends_before_beginning",
    /// Someone is to stand in for themselves.
    StandsInForSelf = "stands_in_for_self",
    /// The receiver is found by the steps of a flow, and here there is none.
    NeedsFlow = "needs_flow",
    /// Steps of the flow wait in the ticket's queue, and the ticket type names none.
    NoQueue = "no_queue",
    /// No way out of this node.
    DeadEnd = "dead_end",
    /// From here no end can be reached.
    NoWayToEnd = "no_way_to_end",
    /// The choice has no default link.
    NoDefault = "no_default",
    /// The choice has more than one default link.
    ManyDefaults = "many_defaults",
    /// A link of a choice without a condition.
    NoCondition = "no_condition",
    /// Facts: `outcome`. The outcome leads nowhere.
    OutcomeWithoutLink = "outcome_without_link",
    /// Facts: `outcome`. A link leaves by an outcome that the step does not have.
    LinkWithoutOutcome = "link_without_outcome",
    /// The step has no outcome.
    NoOutcome = "no_outcome",
    /// Too many links leave this node.
    ManyLinks = "many_links",
    /// The automatic nodes go round in a circle without ever waiting.
    EndlessLoop = "endless_loop",
    /// Facts: `path`. A join waits for a path that may never arrive.
    JoinNeverCompletes = "join_never_completes",
    /// Facts: `path`. Paths are still walking when the flow ends.
    TokensLeftBehind = "tokens_left_behind",
    /// The action waits for an answer and calls no web address.
    NothingToAwait = "nothing_to_await",
    /// Facts: `queue`. Nobody serves the queue that is to find an owner.
    EmptyQueue = "empty_queue",
    /// Facts: `email`. The person is not there, or the account is switched off.
    InactivePerson = "inactive_person",
    /// Facts: `limit`, `target`, in minutes. The step may take longer than the whole ticket.
    LimitBeyondTarget = "limit_beyond_target",
    /// Facts: `ends`. The flow that is called never ends so.
    EndsOtherwise = "ends_otherwise",
    /// The wait has no way on when nothing comes.
    NoTimeoutPath = "no_timeout_path",
    /// The way for "late" leads nowhere because the step has no limit.
    LateWithoutLimit = "late_without_limit",
    /// The length of time is zero, negative or longer than ten years.
    BadSpan = "bad_span",
    /// Facts: `given`. Not an IANA time zone.
    UnknownZone = "unknown_zone",
    /// Facts: `given`. Not a time of day from 00:00 to 24:00.
    BadTime = "bad_time",
    /// Working periods of a day overlap or run backwards.
    BadPeriods = "bad_periods",
    /// The calendar has no working time at all.
    NoWorkingTime = "no_working_time",
    /// Facts: `date`. A day is listed twice.
    DuplicateDay = "duplicate_day",
    /// The file is no iCal file.
    NotIcal = "not_ical",
    /// Facts: `line`. The file is not written in UTF-8.
    BadEncoding = "bad_encoding",
    /// Facts: `line`. A line that is none of an iCal file.
    BadIcalLine = "bad_ical_line",
    /// Facts: `line`. An event begins and does not end.
    EventUnfinished = "event_unfinished",
    /// Facts: `line`, `given`. The date of an event cannot be read.
    BadEventDate = "bad_event_date",
    /// Facts: `line`. An event ends before it begins.
    EventBackwards = "event_backwards",
    /// Facts: `line`, `title`. An event has times of day; only whole days are taken.
    EventTimed = "event_timed",
    /// Facts: `line`, `title`. An event repeats otherwise than once a year on its date.
    EventRepeats = "event_repeats",
    /// Facts: `line`, `most`. An event lasts longer than a year.
    EventTooLong = "event_too_long",
    /// Facts: `count`. There are more problems than are named.
    MoreProblems = "more_problems",
    /// Expressions belong to flows; here a fixed value is needed.
    NoExpressionHere = "no_expression_here",
    /// Levels of a ladder are out of order.
    LevelsOutOfOrder = "levels_out_of_order",
    /// Facts: `used_by`. It is used and cannot be deleted.
    InUse = "in_use",
    /// Facts: `mine`, `theirs`. Someone saved a newer one meanwhile.
    Moved = "moved",
    /// It has errors and cannot be published.
    NotPublishable = "not_publishable",
    /// Nothing changed since the last version.
    NothingToPublish = "nothing_to_publish",
    /// Facts: `found`, `known`. The file comes from a newer Deskloom.
    NewerFormat = "newer_format",
    /// Facts: `given`. No such kind of definition.
    UnknownKind = "unknown_kind",
    /// Facts: `reason`. The text cannot be read as what it should be.
    Malformed = "malformed",
    /// Facts: `most`. The request is larger than allowed.
    BodyTooLarge = "body_too_large",
    /// Facts: `most`. Nested deeper than allowed.
    TooDeep = "too_deep",
    /// The name or address is taken.
    Taken = "taken",
    /// Facts: `least`. The password is too short.
    WeakPassword = "weak_password",
    /// The present password is wrong.
    WrongPassword = "wrong_password",
    /// The definition would be emptied; confirm it.
    EmptiesDefinition = "empties_definition",
    /// Facts: `given`. No right of this name.
    UnknownRight = "unknown_right",
    /// The sub-flow leads back to this flow.
    RecursiveFlow = "recursive_flow",
    /// Facts: `title`. A scenario does not come out as expected, and the flow is published only when all do.
    ScenarioFails = "scenario_fails",
    /// Facts: `given`. No line of cron with five parts, or one that never comes.
    BadCron = "bad_cron",
    /// Facts: `path`. What the rule does sets it off again, by itself or through other rules.
    RuleCircle = "rule_circle",
    /// The rule changes tickets whose flow has ended.
    RuleOnEnded = "rule_on_ended",
    /// Facts: `path`. Work that nobody accepts comes back to the queue that it left.
    QueueCircle = "queue_circle",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What it is.
    pub code: Code,
    /// Where it is: a JSON pointer (RFC 6901) into the input, such as `/fields/phone` or `/nodes/triage/owner`.
    /// Parts of a definition that have keys are named by key, not by position.
    pub path: String,
    /// The facts of the sentence, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<Cow<'static, str>, String>,
}

/// Several problems; empty means fine.
pub type Problems = Vec<Problem>;

impl Problem {
    /// An error at a path.
    #[must_use]
    pub fn error(code: Code, path: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, path: path.into(), facts: BTreeMap::new() }
    }

    /// A warning at a path.
    #[must_use]
    pub fn warning(code: Code, path: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, path) }
    }

    /// A hint at a path.
    #[must_use]
    pub fn hint(code: Code, path: impl Into<String>) -> Self {
        Self { severity: Severity::Hint, ..Self::error(code, path) }
    }

    /// The same problem with one more fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.facts.insert(Cow::Borrowed(name), value.to_string());
        self
    }

    /// The same problem with its path put below another one.
    #[must_use]
    pub fn under(mut self, parent: &str) -> Self {
        self.path = format!("{parent}{}", self.path);
        self
    }

    /// Whether it stops storing or publishing.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Whether any of the problems stops storing or publishing.
#[must_use]
pub fn has_error(problems: &[Problem]) -> bool {
    problems.iter().any(Problem::is_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_name_of_a_code_is_its_name_on_the_wire() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}
