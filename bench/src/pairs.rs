//! Paired measurements: ours and the reference take turns, A B B A, so that whatever else the machine does falls on
//! both. A ratio is the median of the pairs' ratios, with an interval that 95 of 100 resamplings fall into.

/// How often the pairs are drawn anew.
const DRAWS: usize = 2_000;

/// What was reached in each pair; more is better.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    pub ours: Vec<f64>,
    pub theirs: Vec<f64>,
}

/// A median and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

impl Pairs {
    /// Whether the reference goes first in a pair: A B, B A, A B, …
    pub const fn begins_with_theirs(pair: usize) -> bool {
        pair % 2 == 1
    }

    /// Ours in parts of theirs.
    pub fn ratio(&self) -> Interval {
        let ratios: Vec<f64> = self.ours.iter().zip(&self.theirs).map(|(ours, theirs)| ours / theirs).collect();
        interval(&ratios)
    }
}

/// The median of some numbers with its interval; the seed is fixed, so that the same figures give the same words.
pub fn interval(numbers: &[f64]) -> Interval {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(most.max(1)).unwrap_or(1)).unwrap_or(0)
    };
    let mut medians: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let drawn: Vec<f64> =
                (0..numbers.len()).filter_map(|_| numbers.get(below(numbers.len())).copied()).collect();
            median(&drawn)
        })
        .collect();
    medians.sort_unstable_by(f64::total_cmp);
    let at = |thousandth: usize| medians.get(DRAWS * thousandth / 1_000).copied().unwrap_or(f64::NAN);
    Interval { low: at(25), middle: median(numbers), high: at(974) }
}

/// The middle one.
pub fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let at = |place: usize| sorted.get(place).copied().unwrap_or(f64::NAN);
    if sorted.len() % 2 == 1 { at(middle) } else { f64::midpoint(at(middle.saturating_sub(1)), at(middle)) }
}

/// A count as a number to reckon with.
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The part of some durations below which so many thousandths lie, in milliseconds.
pub fn percentile(sorted: &[std::time::Duration], thousandths: usize) -> f64 {
    let place = (sorted.len() * thousandths / 1_000).min(sorted.len().saturating_sub(1));
    sorted.get(place).map_or(f64::NAN, |took| took.as_secs_f64() * 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_its_median_and_grows_with_the_spread() {
        let even = interval(&[0.5; 10]);
        assert_eq!(even, Interval { low: 0.5, middle: 0.5, high: 0.5 });
        let wild = interval(&[0.1, 0.9, 0.2, 0.8, 0.5, 0.4, 0.6, 0.3, 0.7, 0.5]);
        assert!(wild.low < wild.middle && wild.middle < wild.high, "{wild:?}");
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median(&[4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < f64::EPSILON);
    }
}
