//! Leaves: one sentence of a condition, subject, relation and values, read from the tree and written back.

use model::{
    Value,
    condition::{Comparison, Condition, Operand, Variable},
    span::Minutes,
};

use super::{Asked, Relation, Subject};

/// A length of time to begin with, in minutes.
const A_DAY: i64 = 1_440;

/// One sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// What is asked about.
    pub left: Variable,
    /// How.
    pub relation: Relation,
    /// With what: as many as [`Relation::values`] says.
    pub right: Vec<Operand>,
}

impl Leaf {
    /// A first sentence about a subject.
    #[must_use]
    pub fn fresh(subject: &Subject) -> Self {
        let relation = Relation::of(&subject.asked).first().copied().unwrap_or(Relation::Filled);
        Self { left: subject.variable.clone(), relation, right: Vec::new() }.fitted(&subject.asked)
    }

    /// The sentence of a condition; none if it is a group, an expression or working time.
    #[must_use]
    pub fn read(condition: &Condition) -> Option<Self> {
        let leaf = |left: &Variable, relation, right: Vec<Operand>| Some(Self { left: left.clone(), relation, right });
        let listed = |values: &[Value]| values.iter().cloned().map(Operand::Value).collect();
        match condition {
            Condition::Compare { left, how, right } => leaf(left, of_comparison(*how), vec![right.clone()]),
            Condition::In { left, values } => leaf(left, Relation::OneOf, listed(values)),
            Condition::Empty { left } => leaf(left, Relation::Empty, Vec::new()),
            Condition::Between { left, least, most } => {
                leaf(left, Relation::Between, vec![least.clone(), most.clone()])
            }
            Condition::Contains { left, right } => leaf(left, Relation::Contains, vec![right.clone()]),
            Condition::StartsWith { left, right } => leaf(left, Relation::StartsWith, vec![right.clone()]),
            Condition::Changed { left } => leaf(left, Relation::Changed, Vec::new()),
            Condition::LongAgo { left, minutes } => leaf(left, Relation::LongAgo, length(*minutes)),
            Condition::Not { of } => match &**of {
                Condition::In { left, values } => leaf(left, Relation::NoneOf, listed(values)),
                Condition::Empty { left } => leaf(left, Relation::Filled, Vec::new()),
                Condition::LongAgo { left, minutes } => leaf(left, Relation::Recent, length(*minutes)),
                Condition::Contains { left, right } => leaf(left, Relation::Lacks, vec![right.clone()]),
                _ => None,
            },
            Condition::All { .. }
            | Condition::Any { .. }
            | Condition::WithinWorkingTime { .. }
            | Condition::Script { .. } => None,
        }
    }

    /// The sentence as a condition.
    #[must_use]
    pub fn write(self) -> Condition {
        let left = self.left;
        let mut right = self.right.into_iter();
        let mut one = || right.next().unwrap_or(Operand::Value(Value::Null));
        let not = |of| Condition::Not { of: Box::new(of) };
        match self.relation {
            Relation::Filled => not(Condition::Empty { left }),
            Relation::Empty => Condition::Empty { left },
            Relation::Changed => Condition::Changed { left },
            Relation::LongAgo => Condition::LongAgo { left, minutes: minutes(&one()) },
            Relation::Recent => not(Condition::LongAgo { left, minutes: minutes(&one()) }),
            Relation::Between => Condition::Between { left, least: one(), most: one() },
            Relation::Contains => Condition::Contains { left, right: one() },
            Relation::Lacks => not(Condition::Contains { left, right: one() }),
            Relation::StartsWith => Condition::StartsWith { left, right: one() },
            Relation::OneOf => Condition::In { left, values: fixed(right) },
            Relation::NoneOf => not(Condition::In { left, values: fixed(right) }),
            Relation::Is => Condition::Compare { left, how: Comparison::Equal, right: one() },
            Relation::IsNot => Condition::Compare { left, how: Comparison::NotEqual, right: one() },
            Relation::Less => Condition::Compare { left, how: Comparison::Less, right: one() },
            Relation::AtMost => Condition::Compare { left, how: Comparison::AtMost, right: one() },
            Relation::Greater => Condition::Compare { left, how: Comparison::Greater, right: one() },
            Relation::AtLeast => Condition::Compare { left, how: Comparison::AtLeast, right: one() },
        }
    }

    /// The same question about another subject, as far as it makes sense there.
    #[must_use]
    pub fn about(self, subject: &Subject) -> Self {
        let relations = Relation::of(&subject.asked);
        if !relations.contains(&self.relation) {
            return Self::fresh(subject);
        }
        Self { left: subject.variable.clone(), ..self }.fitted(&subject.asked)
    }

    /// The same subject asked about in another way; values stay where they can.
    #[must_use]
    pub fn asked(self, relation: Relation, asked: &Asked) -> Self {
        Self { relation, ..self }.fitted(asked)
    }

    /// With as many values as the relation takes, each of them one that the subject can have.
    fn fitted(mut self, asked: &Asked) -> Self {
        let is_one = self.relation.values().is_some();
        let is_ago = self.relation.is_ago();
        self.right.retain(|operand| match operand {
            Operand::Value(Value::Number(_)) if is_ago => true,
            _ if is_ago => false,
            Operand::Value(value) => (is_one || !value.is_null()) && fits(value, asked),
            Operand::Variable(_) => is_one,
        });
        if let Some(count) = self.relation.values() {
            let first = match asked {
                _ if is_ago => A_DAY.into(),
                Asked::YesNo => Value::Bool(true),
                _ => Value::Null,
            };
            self.right.resize(count, Operand::Value(first));
        }
        self
    }

    /// Whether a value is still to be given.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        let is_blank = |operand: &Operand| match operand {
            Operand::Value(value) if self.relation.is_ago() => value.as_i64().is_none_or(|minutes| minutes <= 0),
            Operand::Value(value) => value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()),
            Operand::Variable(variable) => variable.0.is_empty(),
        };
        match self.relation.values() {
            None => self.right.is_empty(),
            Some(count) => self.right.len() < count || self.right.iter().any(is_blank),
        }
    }
}

/// So many minutes as a value of a sentence.
fn length(minutes: Minutes) -> Vec<Operand> {
    vec![Operand::Value(minutes.0.into())]
}

fn minutes(operand: &Operand) -> Minutes {
    Minutes(if let Operand::Value(value) = operand { value.as_i64().unwrap_or(0) } else { 0 })
}

const fn of_comparison(how: Comparison) -> Relation {
    match how {
        Comparison::Equal => Relation::Is,
        Comparison::NotEqual => Relation::IsNot,
        Comparison::Less => Relation::Less,
        Comparison::AtMost => Relation::AtMost,
        Comparison::Greater => Relation::Greater,
        Comparison::AtLeast => Relation::AtLeast,
    }
}

fn fixed(operands: impl Iterator<Item = Operand>) -> Vec<Value> {
    operands.filter_map(|operand| if let Operand::Value(value) = operand { Some(value) } else { None }).collect()
}

/// Whether a subject can have a value.
fn fits(value: &Value, asked: &Asked) -> bool {
    match (asked, value) {
        (_, Value::Null)
        | (Asked::Number(_) | Asked::Money(_), Value::Number(_))
        | (Asked::YesNo, Value::Bool(_))
        | (Asked::Text | Asked::Tags | Asked::Date | Asked::DateTime | Asked::Time, Value::String(_)) => true,
        (Asked::One(options) | Asked::Many(options), Value::String(key)) => {
            options.iter().any(|option| option.key.as_str() == key)
        }
        _ => false,
    }
}

/// A first condition for a list of subjects: about the first of them; all of nothing if there is none.
#[must_use]
pub fn condition_of(subjects: &[Subject]) -> Condition {
    subjects.first().map_or(Condition::All { of: Vec::new() }, |subject| Leaf::fresh(subject).write())
}
