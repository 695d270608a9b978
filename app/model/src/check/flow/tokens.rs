//! Tokens: every way in which the tokens of a run can walk, as far as a bounded search can see. The rules of parallels
//! and joins are those of the engine: a join goes on when every token of its fork that is still under way has come to
//! it (or enough of them have), the rest of the fork is given up, and an end gives up everything.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Map;
use crate::{
    Code, Problem, Problems,
    flow::{Does, Door, Join},
    key::NodeKey,
    record::Fork,
};

/// How many states of the run are looked at.
const MOST_STATES: usize = 10_000;
/// The most tokens of a run in which every order is looked at.
const MOST_TOKENS: usize = 64;

/// One place where a run stands, and the forks it came through: the split and which passage through it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Token {
    place: usize,
    forks: Vec<(usize, usize)>,
}

/// A state of a run: tokens that wait, and tokens on their way, the first of which moves next.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    resting: Vec<Token>,
    moving: VecDeque<Token>,
}

/// A run that stands somewhere already: the node of each path, and the splits it came through with the passage.
pub type Stands<'a> = [(&'a NodeKey, &'a [Fork])];

/// Walks every way on from where a run stands, and reports what [`check`] would. Nodes that the flow does not have are
/// left out.
pub(super) fn check_from(map: &Map<'_>, stands: &Stands<'_>, problems: &mut Problems) {
    let mut passages: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    let mut first = State::default();
    for (node, forks) in stands {
        let Some(place) = map.place(node) else { continue };
        let through = forks.iter().filter_map(|fork| {
            let split = map.place(&fork.node)?;
            let known = passages.entry(split).or_default();
            let passage = known.iter().position(|id| *id == fork.id).unwrap_or_else(|| {
                known.push(fork.id);
                known.len() - 1
            });
            Some((split, passage))
        });
        first.moving.push_back(Token { place, forks: through.collect() });
    }
    let Some(begin) = first.moving.front().map(|token| token.place) else { return };
    let mut search = Search::new(map);
    search.walk(first, begin);
    problems.extend(search.found.into_values());
}

/// Walks every way and reports joins that wait for ever and work that is cut off by an end.
pub(super) fn check(map: &Map<'_>, problems: &mut Problems) {
    let splits = map.of_kind(Does::splits).next().is_some();
    let Some(start) = map.starts().next() else { return };
    if !splits {
        return;
    }
    let first = State { moving: VecDeque::from([Token { place: start, forks: Vec::new() }]), ..State::default() };
    let mut search = Search::new(map);
    search.walk(first, start);
    problems.extend(search.found.into_values());
}

struct Search<'a, 'm> {
    map: &'a Map<'m>,
    /// Join and split, where every way from the split to an end leads through the join.
    closes: BTreeSet<(usize, usize)>,
    seen: BTreeSet<State>,
    /// How each state came about: the one before it, and the place a token went to.
    steps: Vec<(usize, usize)>,
    found: BTreeMap<(Code, usize), Problem>,
}

impl<'a, 'm> Search<'a, 'm> {
    fn new(map: &'a Map<'m>) -> Self {
        Self { map, closes: closes(map), seen: BTreeSet::new(), steps: Vec::new(), found: BTreeMap::new() }
    }

    fn walk(&mut self, first: State, start: usize) {
        let mut ahead = VecDeque::new();
        self.add(first, 0, start, &mut ahead);
        while let Some((state, number)) = ahead.pop_front() {
            if self.seen.len() > MOST_STATES {
                return;
            }
            for (next, place) in self.next(state, number) {
                self.add(next, number, place, &mut ahead);
            }
        }
    }

    fn add(&mut self, mut state: State, before: usize, place: usize, ahead: &mut VecDeque<(State, usize)>) {
        state.resting.sort();
        if self.seen.insert(state.clone()) {
            self.steps.push((before, place));
            ahead.push_back((state, self.steps.len() - 1));
        }
    }

    /// The states that can follow, each with the place a token goes to.
    fn next(&mut self, mut state: State, number: usize) -> Vec<(State, usize)> {
        if let Some(token) = state.moving.pop_front() {
            return self.arrive(state, token, number);
        }
        let mut found = Vec::new();
        for (index, token) in state.resting.iter().enumerate() {
            if matches!(self.map.does(token.place), Some(Does::Join(_))) {
                continue;
            }
            let mut rest = state.clone();
            rest.resting.remove(index);
            found.extend(self.leave(&rest, token));
        }
        if found.is_empty() {
            let waiting: BTreeSet<usize> = state.resting.iter().map(|token| token.place).collect();
            for place in waiting {
                self.tell(Problem::error, Code::JoinNeverCompletes, place, number, &[]);
            }
        }
        found
    }

    /// A token comes to a place; the state is without it.
    fn arrive(&mut self, mut state: State, token: Token, number: usize) -> Vec<(State, usize)> {
        match self.map.does(token.place) {
            Some(Does::Task(_) | Does::Approval(_) | Does::Wait(_) | Does::SubFlow(_) | Does::ForEach(_)) => {
                let place = token.place;
                state.resting.push(token);
                vec![(state, place)]
            }
            Some(Does::Action(action)) if action.awaits.is_some() => {
                let place = token.place;
                state.resting.push(token);
                vec![(state, place)]
            }
            Some(Does::Parallel | Does::Inclusive) => self.fork(&state, &token, number),
            Some(Does::Join(join)) => self.join(state, token, *join),
            Some(Does::End { .. }) => {
                let left: BTreeSet<usize> =
                    state.resting.iter().chain(&state.moving).map(|token| token.place).collect();
                if !left.is_empty() {
                    let left: Vec<usize> = left.into_iter().collect();
                    self.tell(Problem::warning, Code::TokensLeftBehind, token.place, number, &left);
                }
                Vec::new()
            }
            _ => self.leave(&state, &token),
        }
    }

    /// A token leaves by each of its links.
    fn leave(&self, rest: &State, token: &Token) -> Vec<(State, usize)> {
        let to = |(_, to): &(_, usize)| {
            let mut next = rest.clone();
            next.moving.push_back(Token { place: *to, forks: token.forks.clone() });
            (next, *to)
        };
        self.map.ways(token.place).iter().map(to).collect()
    }

    /// The sets of ways that a split can take together. Of an inclusive one it is enough to look at each way alone, each
    /// pair, and all of them: paths hold each other up in pairs.
    fn taken_together(&self, place: usize) -> Vec<Vec<usize>> {
        let ways = self.map.ways(place);
        if !matches!(self.map.does(place), Some(Does::Inclusive)) {
            return vec![ways.iter().map(|(_, to)| *to).collect()];
        }
        let asked: Vec<usize> =
            ways.iter().filter(|(link, _)| matches!(link.leaves, Door::When { .. })).map(|(_, to)| *to).collect();
        let alone = ways.iter().map(|(_, to)| vec![*to]);
        let others = |at: usize| asked.iter().skip(at + 1);
        let pairs = asked.iter().enumerate().flat_map(|(at, one)| others(at).map(|other| vec![*one, *other]));
        let mut sets: Vec<Vec<usize>> = alone.chain(pairs).collect();
        if asked.len() > 2 {
            sets.push(asked.clone());
        }
        sets
    }

    fn fork(&mut self, state: &State, token: &Token, number: usize) -> Vec<(State, usize)> {
        let again = token.forks.iter().any(|(split, _)| *split == token.place);
        if again {
            // Each round opens more paths than it brings back.
            self.tell(Problem::error, Code::TokensLeftBehind, token.place, number, &[token.place]);
            return Vec::new();
        }
        let used: BTreeSet<usize> = state
            .resting
            .iter()
            .chain(&state.moving)
            .flat_map(|token| &token.forks)
            .filter(|(split, _)| *split == token.place)
            .map(|(_, passage)| *passage)
            .collect();
        let passage = (0..=used.len()).find(|passage| !used.contains(passage)).unwrap_or_default();
        let mut forks = token.forks.clone();
        forks.push((token.place, passage));
        let under_way = state.resting.len() + state.moving.len();
        let sets = self.taken_together(token.place).into_iter();
        let open = |ways: Vec<usize>| {
            let mut next = state.clone();
            next.moving.extend(ways.into_iter().map(|place| Token { place, forks: forks.clone() }));
            (next, token.place)
        };
        sets.filter(|ways| under_way + ways.len() <= MOST_TOKENS).map(open).collect()
    }

    fn join(&self, mut state: State, token: Token, join: Join) -> Vec<(State, usize)> {
        let place = token.place;
        let Some(depth) = self.depth(&token) else { return self.leave(&state, &token) };
        let Some(fork) = token.forks.get(depth).copied() else { return self.leave(&state, &token) };
        let in_fork = |token: &&Token| token.forks.contains(&fork);
        let forks = token.forks.get(..depth).unwrap_or_default().to_vec();
        state.resting.push(token);
        let members = state.resting.iter().chain(&state.moving).filter(in_fork).count();
        let here = state.resting.iter().filter(in_fork).filter(|token| token.place == place).count();
        let enough = match join {
            Join::All => false,
            Join::Any => true,
            Join::Count { count } => here >= usize::try_from(count).unwrap_or(usize::MAX),
        };
        if !enough && here < members {
            return vec![(state, place)];
        }
        state.resting.retain(|token| !in_fork(&token));
        state.moving.retain(|token| !in_fork(&token));
        self.leave(&state, &Token { place, forks })
    }

    /// Which fork a join closes for a token: the innermost one, or an outer one if all its paths lead here too.
    fn depth(&self, token: &Token) -> Option<usize> {
        let mut depth = token.forks.len().checked_sub(1)?;
        while let Some(outer) = depth.checked_sub(1)
            && token.forks.get(outer).is_some_and(|(split, _)| self.closes.contains(&(token.place, *split)))
        {
            depth = outer;
        }
        Some(depth)
    }

    /// Reports something once per place, with the way that leads to it and what is left there.
    fn tell(&mut self, problem: fn(Code, String) -> Problem, code: Code, place: usize, number: usize, left: &[usize]) {
        if self.found.contains_key(&(code, place)) {
            return;
        }
        let mut way: Vec<&str> = Vec::new();
        let mut at = number;
        while let Some((before, place)) = self.steps.get(at) {
            if way.last() != Some(&self.map.key(*place)) {
                way.push(self.map.key(*place));
            }
            if at == 0 || way.len() > 40 {
                break;
            }
            at = *before;
        }
        way.reverse();
        let mut told = problem(code, self.map.path(place)).with("path", way.join(" → "));
        if !left.is_empty() {
            told = told.with("left", left.iter().map(|place| self.map.key(*place)).collect::<Vec<_>>().join(", "));
        }
        self.found.insert((code, place), told);
    }
}

/// Joins and the splits they close: walking from the split around the join, no end can be reached.
fn closes(map: &Map<'_>) -> BTreeSet<(usize, usize)> {
    let ends: BTreeSet<usize> = map.ends().collect();
    let mut found = BTreeSet::new();
    for join in map.of_kind(|does| matches!(does, Does::Join(_))) {
        for split in map.of_kind(Does::splits) {
            let mut seen = BTreeSet::from([join, split]);
            let mut ahead = vec![split];
            while let Some(place) = ahead.pop() {
                ahead.extend(map.ways(place).iter().map(|(_, to)| *to).filter(|to| seen.insert(*to)));
            }
            if ends.is_disjoint(&seen) {
                found.insert((join, split));
            }
        }
    }
    found
}
