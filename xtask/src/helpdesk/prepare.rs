//! Before the first ticket: the package is imported, and the people of the log get their accounts.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::{
    client::{Client, escaped},
    log::{self, Case},
    server::Own,
};

/// The people of the log, by their name there.
pub struct Agents {
    tokens: BTreeMap<String, String>,
    admin: String,
}

impl Agents {
    /// What a person is called here.
    pub fn name(agent: &str) -> Result<String> {
        Ok(format!("Agent {}", log::number(agent)?))
    }

    /// A client of a person, over the connection of another; the administrator's, where nobody else has a token.
    pub fn client(&self, of: &Client, agent: &str) -> Client {
        of.with_token(self.tokens.get(agent).unwrap_or(&self.admin))
    }

    /// Whether everyone works under their own name.
    pub fn is_each_their_own(&self) -> bool {
        !self.tokens.is_empty()
    }

    /// The administrator's token.
    pub fn admin(&self) -> &str {
        &self.admin
    }
}

/// Imports the package: first only asking what would happen, then for good.
pub fn import(admin: &Client, package: &str) -> Result<()> {
    let package: Value = serde_json::from_str(package)?;
    for (path, stores) in [("/api/v1/packages/import?dry_run=true", false), ("/api/v1/packages/import", true)] {
        let report = admin.send(path, None, &package)?;
        let problems = report.get("problems").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let errors: Vec<_> = problems.iter().filter(|one| one.get("severity") == Some(&json!("error"))).collect();
        if !errors.is_empty() {
            bail!("the package has {} errors: {}", errors.len(), json!(errors));
        }
        // Everything that is already there and the same is kept, and then there is nothing to store.
        let rows = report.get("rows").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let news = rows.iter().any(|row| row.get("does") != Some(&json!("keep")));
        let stored = report.get("stored").and_then(Value::as_bool).unwrap_or(false);
        if stored && !stores {
            bail!("a dry run stored something");
        }
        if stores && news && !stored {
            bail!("the import stored nothing: {report}");
        }
    }
    Ok(())
}

/// Gives everyone in the log an account, and a token of their own if the server is ours.
pub fn people(admin: &Client, cases: &[Case], own: Option<&Own>) -> Result<Agents> {
    let mut roles: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for event in cases.iter().flat_map(|case| &case.events) {
        let role = if event.activity == "Closed" { "helpdesk-closer" } else { "helpdesk-agent" };
        roles.entry(&event.agent).or_default().insert(role);
    }
    let people = admin.read("/api/v1/people")?;
    let people = people.get("rows").unwrap_or(&people).as_array().cloned().unwrap_or_default();
    let mut tokens = BTreeMap::new();
    for (agent, roles) in roles {
        let email = format!("agent-{}@helpdesk.example", log::number(agent)?);
        if !people.iter().any(|person| person.get("email").and_then(Value::as_str) == Some(&email)) {
            let person = json!({ "name": Agents::name(agent)?, "email": email, "roles": roles });
            admin.send("/api/v1/people", Some(&format!("helpdesk-person-{}", escaped(agent))), &person)?;
        }
        if let Some(own) = own {
            tokens.insert(agent.to_owned(), own.token_for(&email)?);
        }
    }
    let admin = admin.token().to_owned();
    Ok(Agents { tokens, admin })
}
