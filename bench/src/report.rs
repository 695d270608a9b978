//! What was measured, as a table for people and as raw figures for everyone else.

use std::{fmt, fmt::Write as _, path::Path, time::Duration};

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::pairs::{Interval, Pairs, median, percentile};

/// Everything that was measured in one run.
pub struct Report {
    facts: Vec<(String, String)>,
    disks: Vec<(&'static str, Vec<Duration>)>,
    rows: Vec<Row>,
}

/// One line of the table.
struct Row {
    workload: String,
    place: String,
    /// What was reached, in its unit; a median of the blocks.
    ours: String,
    /// What the reference reached.
    theirs: String,
    /// Ours in parts of theirs, or the figure itself that a bar is set for.
    figure: Option<Interval>,
    bar: Option<Bar>,
    notes: String,
    pairs: Pairs,
}

/// What a figure must be.
#[derive(Clone, Copy)]
pub enum Bar {
    /// At least so much.
    Least(f64),
    /// At most so much.
    Most(f64),
}

impl Bar {
    /// A claim holds only if the whole interval does.
    fn is_met(self, figure: Interval) -> bool {
        match self {
            Self::Least(bar) => figure.low >= bar,
            Self::Most(bar) => figure.high <= bar,
        }
    }

    /// Whether the middle holds though the interval does not.
    fn is_near(self, figure: Interval) -> bool {
        match self {
            Self::Least(bar) => figure.middle >= bar,
            Self::Most(bar) => figure.middle <= bar,
        }
    }
}

impl Report {
    pub fn new(facts: &[(String, String)]) -> Self {
        Self { facts: facts.to_vec(), disks: Vec::new(), rows: Vec::new() }
    }

    /// Notes what one sync costs where a database lies.
    pub fn disk(&mut self, place: &'static str, took: Vec<Duration>) {
        self.disks.push((place, took));
    }

    /// The median of the syncs at a place, in milliseconds.
    pub fn sync(&self, place: &str) -> f64 {
        let found = self.disks.iter().rev().find(|(name, _)| *name == place);
        found.map_or(f64::NAN, |(_, took)| percentile(took, 500))
    }

    /// Adds a ratio of two rates.
    pub fn ratio(&mut self, workload: &str, place: &str, unit: &str, pairs: Pairs, bar: Option<Bar>, notes: String) {
        let figure = pairs.ratio();
        let words = |rates: &[f64]| format!("{} {unit}", short(median(rates)));
        let (ours, theirs) = (words(&pairs.ours), words(&pairs.theirs));
        self.add(Row {
            workload: workload.to_owned(),
            place: place.to_owned(),
            ours,
            theirs,
            figure: Some(figure),
            bar,
            notes,
            pairs,
        });
    }

    /// Adds a figure that stands for itself.
    pub fn figure(&mut self, workload: &str, place: &str, unit: &str, values: &[f64], bar: Option<Bar>, notes: String) {
        let figure = crate::pairs::interval(values);
        self.add(Row {
            workload: workload.to_owned(),
            place: place.to_owned(),
            ours: format!("{} {unit}", short(figure.middle)),
            theirs: String::new(),
            figure: Some(figure),
            bar,
            notes,
            pairs: Pairs { ours: values.to_vec(), theirs: Vec::new() },
        });
    }

    fn add(&mut self, row: Row) {
        println!("{}", row.line());
        self.rows.push(row);
    }

    /// Writes `engine.csv` (every block) and `engine.json` (every row) into a folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder).with_context(|| format!("make the folder {}", folder.display()))?;
        let mut csv = String::from("workload,database,pair,ours,theirs\n");
        for row in &self.rows {
            for (pair, ours) in row.pairs.ours.iter().enumerate() {
                let theirs = row.pairs.theirs.get(pair).map_or_else(String::new, ToString::to_string);
                let _ = writeln!(csv, "\"{}\",{},{pair},{ours},{theirs}", row.workload, row.place);
            }
        }
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "workload": row.workload, "database": row.place, "ours": row.ours, "theirs": row.theirs,
                    "figure": row.figure.map(|one| json!({"low": one.low, "median": one.middle, "high": one.high})),
                    "verdict": row.verdict(), "notes": row.notes,
                    "pairs": {"ours": row.pairs.ours, "theirs": row.pairs.theirs},
                })
            })
            .collect();
        let disks: Vec<_> = self
            .disks
            .iter()
            .map(|(place, took)| {
                json!({"database": place, "sync_ms": {"p10": percentile(took, 100), "p50": percentile(took, 500),
                       "p99": percentile(took, 990)}})
            })
            .collect();
        let facts: serde_json::Map<String, serde_json::Value> =
            self.facts.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        let whole = json!({"facts": facts, "disk": disks, "rows": rows});
        for (name, text) in [("engine.csv", csv), ("engine.json", serde_json::to_string_pretty(&whole)?)] {
            let path = folder.join(name);
            std::fs::write(&path, text).with_context(|| format!("write {}", path.display()))?;
        }
        Ok(())
    }
}

impl Row {
    fn verdict(&self) -> &'static str {
        match (self.figure, self.bar) {
            (Some(figure), Some(bar)) if bar.is_met(figure) => "met",
            (Some(figure), Some(bar)) if bar.is_near(figure) => "unsure",
            (Some(_), Some(_)) => "MISSED",
            _ => "",
        }
    }

    fn line(&self) -> String {
        let figure = self
            .figure
            .map_or_else(String::new, |one| format!("{} [{}, {}]", short(one.middle), short(one.low), short(one.high)));
        let bar = match self.bar {
            Some(Bar::Least(least)) => format!("≥ {}", short(least)),
            Some(Bar::Most(most)) => format!("≤ {}", short(most)),
            None => String::new(),
        };
        let line = format!(
            "{:<38} {:<10} {:>15} {:>15}  {:<22} {:<9} {:<7} {}",
            self.workload,
            self.place,
            self.ours,
            self.theirs,
            figure,
            bar,
            self.verdict(),
            self.notes
        );
        line.trim_end().to_owned()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        for (name, value) in &self.facts {
            writeln!(f, "{name}: {value}")?;
        }
        for (place, took) in &self.disks {
            let [low, middle, high] = [100, 500, 990].map(|part| percentile(took, part));
            writeln!(f, "f (8 KiB and one fdatasync) beside {place}: p10 {low:.2}, p50 {middle:.2}, p99 {high:.2} ms")?;
        }
        writeln!(f)?;
        let [workload, database, ours] = ["workload", "database", "ours"];
        let [reference, ratio, bar] = ["reference", "ratio [95 %]", "bar"];
        writeln!(f, "{workload:<38} {database:<10} {ours:>15} {reference:>15}  {ratio:<22} {bar:<9} verdict")?;
        for row in &self.rows {
            writeln!(f, "{}", row.line())?;
        }
        Ok(())
    }
}

/// Three figures that count.
fn short(number: f64) -> String {
    let size = number.abs();
    if size >= 100.0 {
        format!("{number:.0}")
    } else if size >= 10.0 {
        format!("{number:.1}")
    } else if size >= 1.0 {
        format!("{number:.2}")
    } else {
        format!("{number:.3}")
    }
}
