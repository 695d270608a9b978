//! What the tickets that a rule is for can answer.

use model::{Kind, form::Form, key::DefinitionKey, role::Right};

use crate::{Actor, Desk, error::Result};

impl Desk {
    /// The published forms of some ticket types, of all if none is named, joined into one without layouts: a field that
    /// several of them have is there once, as the first of them has it.
    pub async fn rule_form(&self, actor: &Actor, kinds: &[DefinitionKey]) -> Result<Form> {
        actor.may(Right::ReadDefinitions)?;
        let shelf = self.shelf(actor.workspace()).await?;
        let mut keys: Vec<&DefinitionKey> = shelf.all(Kind::TicketType).map(|(header, _)| &header.key).collect();
        keys.retain(|key| kinds.is_empty() || kinds.contains(*key));
        keys.sort();
        let mut joined = Form { format: Form::FORMAT, fields: Vec::new(), layouts: Vec::new() };
        for key in keys {
            let form = shelf.ticket_type(key).and_then(|(_, kind)| shelf.current_form(&kind.form));
            let Some((_, form)) = form else { continue };
            for field in &form.form().fields {
                if joined.fields.iter().all(|known| known.key != field.key) {
                    joined.fields.push(field.clone());
                }
            }
        }
        Ok(joined)
    }
}
