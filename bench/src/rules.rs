//! W2: which of 10, 100, 1,000 and 10,000 rules hold for a ticket that was just filed, beside the same decisions as a
//! table of zen-engine. Both have compiled them before and are given the facts in the form they like best.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow, ensure};
use engine::{CompiledRule, Rulebook, Scope, condition::NoCalendars};
use model::{
    Text, Value,
    key::DefinitionKey,
    rule::{Rule, Trigger},
};
use serde_json::json;

use crate::{
    Options,
    pairs::{Pairs, number},
    peer::Peer,
    report::{Bar, Report},
};

/// How many rules there are.
const COUNTS: [usize; 4] = [10, 100, 1_000, 10_000];
/// How long one block lasts: an evaluation takes microseconds.
const BLOCK: Duration = Duration::from_millis(150);

/// What rules ask.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// For a product by name, an amount and a region.
    Value,
    /// For an amount and a region only: nothing by which a rule could be found.
    Amount,
}

/// Rules of which so many match, and the facts.
struct Decisions {
    ask: Ask,
    count: usize,
    matching: usize,
}

pub fn measure(options: &Options, report: &mut Report) -> Result<()> {
    let mut peer = options.zen.as_deref().map(Peer::start).transpose()?;
    if peer.is_none() {
        println!("zen-engine could not be built here: W2 is measured without it");
    }
    for ask in [Ask::Value, Ask::Amount] {
        for matching in [0, 3] {
            for count in COUNTS {
                let decisions = Decisions { ask, count, matching };
                if let Some(peer) = &mut peer {
                    beside(options, &decisions, peer, report)?;
                }
            }
        }
    }
    for ask in [Ask::Value, Ask::Amount] {
        for matching in [0, 3] {
            growth(options, ask, matching, report)?;
        }
    }
    Ok(())
}

/// Evaluations each second, ours and theirs.
fn beside(options: &Options, decisions: &Decisions, peer: &mut Peer, report: &mut Report) -> Result<()> {
    let own = Own::of(decisions)?;
    peer.table(&decisions.table())?;
    peer.facts(&Decisions::facts().1)?;
    // The same decisions: both find as many.
    let (took, matched) = peer.run(3)?;
    ensure!(own.evaluate()? == decisions.matching, "ours finds {} of {}", own.evaluate()?, decisions.matching);
    ensure!(matched == decisions.matching, "theirs finds {matched} of {}", decisions.matching);
    let each = (took / 3).max(Duration::from_nanos(100));
    let most = u32::try_from(BLOCK.as_nanos() / each.as_nanos()).unwrap_or(u32::MAX).clamp(10, 1_000_000);
    peer.run(most)?;
    own.rate()?;
    let mut pairs = Pairs::default();
    for pair in 0..options.pairs {
        let mut theirs = None;
        let mut ask = || peer.run(most).map(|(took, _)| f64::from(most) / took.as_secs_f64());
        if Pairs::begins_with_theirs(pair) {
            theirs = Some(ask()?);
        }
        pairs.ours.push(own.rate()?);
        pairs.theirs.push(match theirs {
            Some(theirs) => theirs,
            None => ask()?,
        });
    }
    let bar = (decisions.ask == Ask::Value).then_some(Bar::Least(1.0));
    report.ratio(&decisions.name(), "", "/s", pairs, bar, "reference: zen-engine 2.1.6".to_owned());
    Ok(())
}

/// What 10,000 rules cost in parts of what 10 cost.
fn growth(options: &Options, ask: Ask, matching: usize, report: &mut Report) -> Result<()> {
    let few = Own::of(&Decisions { ask, count: 10, matching })?;
    let many = Own::of(&Decisions { ask, count: 10_000, matching })?;
    let mut costs = Vec::new();
    for _ in 0..options.pairs {
        costs.push(few.rate()? / many.rate()?);
    }
    let name = format!("W2 cost of 10,000 rules, {matching} match, by {}", ask.name());
    let bar = (ask == Ask::Value).then_some(Bar::Most(2.0));
    report.figure(&name, "", "× 10 rules", &costs, bar, String::new());
    Ok(())
}

impl Ask {
    const fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Amount => "amount",
        }
    }
}

impl Decisions {
    fn name(&self) -> String {
        format!("W2 {} rules, {} match, by {}", self.count, self.matching, self.ask.name())
    }

    /// The product a rule asks for, and from which amount on.
    fn asks(&self, place: usize) -> (String, i64) {
        let is_met = place < self.matching;
        let product = if is_met { "P-hit".to_owned() } else { format!("P-{place}") };
        let dear = 1_000_000 + i64::try_from(place).unwrap_or(0);
        (product, if is_met || self.ask == Ask::Value { 100 } else { dear })
    }

    /// What is known, for us and for them.
    fn facts() -> (Value, Value) {
        let fields = json!({"product": "P-hit", "amount": 250, "region": "south"});
        (json!({"ticket": {"type": "repair", "priority": "normal"}, "fields": fields}), fields)
    }

    fn rules(&self) -> Result<Vec<CompiledRule>> {
        (0..self.count)
            .map(|place| {
                let (product, amount) = self.asks(place);
                let mut of = vec![
                    json!({"is": "compare", "left": "fields.amount", "how": "at_least", "right": {"value": amount}}),
                    json!({"is": "in", "left": "fields.region", "values": ["north", "south"]}),
                ];
                if self.ask == Ask::Value {
                    of.insert(0, json!({"is": "compare", "left": "fields.product", "how": "equal",
                        "right": {"value": product}}));
                } else {
                    // Written so that there is no value to be found by.
                    of = vec![
                        json!({"is": "compare", "left": "fields.amount", "how": "at_least", "right": {"value": amount}}),
                        json!({"is": "not", "of": {"is": "empty", "left": "fields.region"}}),
                    ];
                }
                let rule: Rule = serde_json::from_value(json!({
                    "format": 1, "when": {"on": "events", "any": [{"event": "filed"}]},
                    "condition": {"is": "all", "of": of}, "acts": [{"act": "set_priority", "priority": "high"}]}))?;
                let key = DefinitionKey::from(format!("rule-{place}").as_str());
                CompiledRule::compile(&key, &Text::default(), 1, &rule).map_err(|wrong| anyhow!("{wrong:?}"))
            })
            .collect()
    }

    /// The same as a decision table that collects every row that matches.
    fn table(&self) -> Value {
        let rules: Vec<Value> = (0..self.count)
            .map(|place| {
                let (product, amount) = self.asks(place);
                let product = if self.ask == Ask::Value { format!("\"{product}\"") } else { String::new() };
                let region = if self.ask == Ask::Value { "\"north\", \"south\"" } else { "!= null" };
                json!({"_id": place.to_string(), "a": product, "b": format!(">= {amount}"), "c": region,
                       "o": format!("\"rule-{place}\"")})
            })
            .collect();
        let input = |id: &str, field: &str| json!({"id": id, "name": field, "field": field});
        json!({
            "nodes": [
                {"id": "in", "name": "in", "type": "inputNode", "content": {}},
                {"id": "table", "name": "table", "type": "decisionTableNode", "content": {
                    "hitPolicy": "collect", "rules": rules, "passThrough": false, "inputField": null,
                    "outputPath": null, "executionMode": "single",
                    "inputs": [input("a", "product"), input("b", "amount"), input("c", "region")],
                    "outputs": [{"id": "o", "name": "rule", "field": "rule"}]}},
                {"id": "out", "name": "out", "type": "outputNode", "content": {}}],
            "edges": [
                {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
                {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"}]
        })
    }
}

/// Our rules, compiled, and what they are asked about.
struct Own {
    book: Rulebook,
    scope: Scope,
    kind: DefinitionKey,
}

impl Own {
    fn of(decisions: &Decisions) -> Result<Self> {
        let now = chrono::DateTime::from_timestamp_millis(1_795_000_000_000).unwrap_or_default();
        Ok(Self {
            book: Rulebook::of(decisions.rules()?),
            scope: Scope::new(Decisions::facts().0, now),
            kind: DefinitionKey::from("repair"),
        })
    }

    /// How many rules hold.
    fn evaluate(&self) -> Result<usize> {
        let held = self.book.holding(&self.kind, &Trigger::Filed, black_box(&self.scope), &NoCalendars);
        Ok(held.map_err(|fault| anyhow!("{fault}"))?.len())
    }

    /// Evaluations each second, over one block.
    fn rate(&self) -> Result<f64> {
        let (began, mut count) = (Instant::now(), 0_usize);
        while began.elapsed() < BLOCK {
            for _ in 0..10 {
                black_box(self.evaluate()?);
            }
            count += 10;
        }
        Ok(number(count) / began.elapsed().as_secs_f64())
    }
}
