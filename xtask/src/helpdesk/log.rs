//! The event log: CSV, one event a line, cases one after another, events of a case in order.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

/// One case: a ticket as it really went.
pub struct Case {
    /// Its name in the log; the title of the ticket.
    pub name: String,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// One event.
#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    case: String,
    /// What was done.
    pub activity: String,
    /// By whom.
    pub agent: String,
    seriousness: String,
    seriousness_revised: String,
    customer: String,
    product: String,
    responsible_section: String,
    service_level: String,
    service_type: String,
    support_section: String,
    workgroup: String,
}

/// Reads a log, plain or gzipped; lines that begin with `#` are notes.
pub fn read(path: &Path) -> Result<Vec<Case>> {
    let mut file = BufReader::new(File::open(path)?);
    let zipped = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    if zipped { cases(flate2::bufread::GzDecoder::new(file)) } else { cases(file) }
}

fn cases(text: impl Read) -> Result<Vec<Case>> {
    let mut cases: Vec<Case> = Vec::new();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text);
    for line in reader.deserialize() {
        let event: Event = line?;
        for value in [&event.agent, &event.seriousness_revised, &event.product, &event.workgroup] {
            number(value)?;
        }
        match cases.last_mut() {
            Some(case) if case.name == event.case => case.events.push(event),
            _ => cases.push(Case { name: event.case.clone(), events: vec![event] }),
        }
    }
    let mut seen = BTreeSet::new();
    for case in &cases {
        ensure!(seen.insert(&case.name), "{} comes in two pieces", case.name);
    }
    Ok(cases)
}

/// The number of one of the log's anonymous values, such as `Value 12`.
pub fn number(value: &str) -> Result<u32> {
    let digits = value.strip_prefix("Value ").with_context(|| format!("{value:?} is not an anonymous value"))?;
    digits.parse().with_context(|| format!("{value:?} has no number"))
}

impl Event {
    /// What every step may correct, as fields of the form.
    pub fn fields(&self) -> Result<serde_json::Map<String, Value>> {
        let option = |prefix: &str, value: &str| number(value).map(|number| json!(format!("{prefix}-{number}")));
        let fields = [
            ("customer", json!(customer(&self.customer)?)),
            ("product", option("product", &self.product)?),
            ("seriousness", option("seriousness", &self.seriousness_revised)?),
            ("service_level", option("level", &self.service_level)?),
            ("service_type", option("type", &self.service_type)?),
            ("workgroup", option("group", &self.workgroup)?),
        ];
        Ok(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// What a new ticket says besides.
    pub fn intake(&self) -> Result<serde_json::Map<String, Value>> {
        let section = |value: &str| number(value).map(|number| json!(format!("section-{number}")));
        let mut fields = self.fields()?;
        fields.insert("case".to_owned(), json!(self.case));
        let reported = number(&self.seriousness)?;
        fields.insert("reported_seriousness".to_owned(), json!(format!("seriousness-{reported}")));
        fields.insert("responsible_section".to_owned(), section(&self.responsible_section)?);
        fields.insert("support_section".to_owned(), section(&self.support_section)?);
        Ok(fields)
    }

    /// Who asks, as the API wants it.
    pub fn asker(&self) -> Result<Value> {
        let number = number(&self.customer)?;
        let email = format!("customer-{number}@helpdesk.example");
        Ok(json!({ "new": { "name": customer(&self.customer)?, "email": email } }))
    }
}

fn customer(value: &str) -> Result<String> {
    Ok(format!("Customer {}", number(value)?))
}

/// Every activity of the log with the node that stands for it.
pub const ACTIVITIES: [(&str, &str); 14] = [
    ("Insert ticket", "insert"),
    ("Assign seriousness", "classify"),
    ("Take in charge ticket", "take"),
    ("Wait", "wait"),
    ("Resolve ticket", "resolve"),
    ("Closed", "close"),
    ("Require upgrade", "upgrade"),
    ("Create SW anomaly", "anomaly"),
    ("Resolve SW anomaly", "anomaly-solved"),
    ("Schedule intervention", "intervention"),
    ("RESOLVED", "reported"),
    ("VERIFIED", "verified"),
    ("INVALID", "invalid"),
    ("DUPLICATE", "duplicate"),
];

/// The node of an activity.
pub fn node(activity: &str) -> Result<&'static str> {
    let known = ACTIVITIES.iter().find(|(name, _)| *name == activity);
    Ok(known.with_context(|| format!("the flow does not know the activity {activity:?}"))?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_excerpt_has_every_activity_and_every_way_a_case_ends() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/helpdesk_excerpt.csv");
        let cases = read(&path).unwrap();
        let activities: std::collections::BTreeSet<_> =
            cases.iter().flat_map(|case| case.events.iter().map(|event| event.activity.as_str())).collect();
        assert_eq!((cases.len(), activities.len()), (40, 14));
        assert!(activities.iter().all(|activity| node(activity).is_ok()));
        assert!(cases.iter().any(|case| case.events.last().unwrap().activity == "Wait"));
    }

    #[test]
    fn a_case_in_two_pieces_is_refused() {
        let line = |case: &str| format!("{case},Wait,2012-01-01T00:00:00Z{}\n", ",Value 1".repeat(10));
        let header = "case,activity,at,agent,seriousness,seriousness_revised,customer,product,responsible_section,\
                      service_level,service_type,support_section,workgroup\n";
        let text = format!("# a note\n{header}{}{}{}", line("Case 1"), line("Case 2"), line("Case 1"));
        assert!(cases(text.as_bytes()).is_err());
    }
}
