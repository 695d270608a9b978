//! When an approval is decided, and whose turn it is: pure questions about its votes.

use model::{
    flow::Needs,
    record::{Answer, Vote},
};

/// How an approval stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// It is agreed.
    Agreed,
    /// It is refused.
    Refused,
    /// Somebody's answer is still needed.
    Open,
}

/// What the votes come to.
///
/// Where everyone must agree, the first refusal decides. Where one is enough, or a share, a vote that somebody was added
/// behind does not count for itself: whoever was added speaks last. Abstentions count for nobody; if nobody is left who
/// agrees, it is refused.
pub(super) fn of(needs: Needs, votes: &[Vote]) -> Decision {
    let everyone = matches!(needs, Needs::All | Needs::InTurn);
    let counts = |vote: &&Vote| everyone || !is_answered_for(vote, votes);
    let number = |answer| votes.iter().filter(counts).filter(|vote| vote.answer == answer).count();
    let (yes, no, open) = (number(Some(Answer::Agreed)), number(Some(Answer::Refused)), number(None));
    let is_clear = if everyone { no > 0 } else { yes > 0 };
    match needs {
        Needs::Share { percent } => share(usize::from(percent), yes, no, open),
        _ if open > 0 && !is_clear => Decision::Open,
        _ if yes > 0 && (no == 0 || !everyone) => Decision::Agreed,
        _ => Decision::Refused,
    }
}

/// Whoever may still abstain only makes the share smaller, so it is agreed as soon as enough have; it is refused when
/// too few would have even if all the others agreed.
fn share(percent: usize, yes: usize, no: usize, open: usize) -> Decision {
    let needed = |voters: usize| (voters * percent).div_ceil(100).max(1);
    if yes >= needed(yes + no + open) {
        Decision::Agreed
    } else if yes + open < needed(yes + no + open) {
        Decision::Refused
    } else {
        Decision::Open
    }
}

/// Whether somebody was added who speaks after this one.
fn is_answered_for(vote: &Vote, votes: &[Vote]) -> bool {
    votes.iter().any(|other| other.added_by.is_some() && other.waits_for == Some(vote.person))
}

/// The votes whose turn it is and who have no task yet, by place.
pub(super) fn next(needs: Needs, votes: &[Vote]) -> Vec<usize> {
    let has_answered = |vote: &Vote| vote.answer.is_some();
    let is_ready = |(place, vote): &(usize, &Vote)| {
        let before = votes.get(..*place).unwrap_or_default();
        let is_in_turn = needs != Needs::InTurn || before.iter().all(has_answered);
        let waited = vote.waits_for.and_then(|person| votes.iter().find(|other| other.person == person));
        vote.task.is_none() && !has_answered(vote) && is_in_turn && waited.is_none_or(has_answered)
    };
    votes.iter().enumerate().filter(is_ready).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use model::id::PersonId;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn vote(person: u128, answer: Option<Answer>) -> Vote {
        let person = PersonId::new(Uuid::from_u128(person));
        Vote { person, task: None, answer, waits_for: None, added_by: None }
    }

    /// `+` agreed, `-` refused, `o` abstained, `.` open.
    fn votes(written: &str) -> Vec<Vote> {
        let answers = written.chars().map(|one| match one {
            '+' => Some(Answer::Agreed),
            '-' => Some(Answer::Refused),
            'o' => Some(Answer::Abstained),
            _ => None,
        });
        (1..).zip(answers).map(|(person, answer)| vote(person, answer)).collect()
    }

    fn decided(needs: Needs, written: &str) -> char {
        match of(needs, &votes(written)) {
            Decision::Agreed => '+',
            Decision::Refused => '-',
            Decision::Open => '.',
        }
    }

    #[test]
    fn the_decision_follows_the_votes() {
        let half = Needs::Share { percent: 50 };
        let all = Needs::Share { percent: 100 };
        for (needs, written, wanted) in [
            (Needs::All, "++.", '.'),
            (Needs::All, "+++", '+'),
            (Needs::All, "+-.", '-'),
            (Needs::All, "+oo", '+'),
            (Needs::All, "ooo", '-'),
            (Needs::InTurn, "+..", '.'),
            (Needs::InTurn, "-..", '-'),
            (Needs::Any, "..+", '+'),
            (Needs::Any, "-o.", '.'),
            (Needs::Any, "-o-", '-'),
            (half, "+...", '.'),
            (half, "++..", '+'),
            (half, "--..", '.'),
            (half, "---.", '-'),
            (half, "+-oo", '+'),
            (half, "oooo", '-'),
            (all, "+++-", '-'),
            (all, "++++", '+'),
        ] {
            assert_eq!(decided(needs, written), wanted, "{needs:?} {written}");
        }
    }

    fn needs() -> impl Strategy<Value = Needs> {
        prop_oneof![
            Just(Needs::All),
            Just(Needs::Any),
            Just(Needs::InTurn),
            (1_u8..=100).prop_map(|percent| Needs::Share { percent }),
        ]
    }

    proptest! {
        /// Once everyone has answered it is decided; while it is not, somebody is asked.
        #[test]
        fn no_approval_waits_for_nobody(needs in needs(), written in "[-+o.]{1,8}") {
            let votes = votes(&written);
            let decision = of(needs, &votes);
            prop_assert!(decision != Decision::Open || !next(needs, &votes).is_empty());
            prop_assert!(decision == Decision::Open || written.contains('+') || decision == Decision::Refused);
        }

        /// What is decided stays decided, whatever the others answer.
        #[test]
        fn a_decision_is_final(needs in needs(), written in "[-+o.]{1,8}", rest in "[-+o]{8}") {
            let before = of(needs, &votes(&written));
            let mut answers = rest.chars();
            let filled: String =
                written.chars().map(|one| if one == '.' { answers.next().unwrap() } else { one }).collect();
            if before != Decision::Open {
                prop_assert_eq!(before, of(needs, &votes(&filled)), "{} {}", written, filled);
            }
        }
    }
}
