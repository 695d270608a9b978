//! Who asks: found by what identifies them, added when unknown.

use model::{
    Code, Problem, form,
    id::{CustomerId, TicketId, WorkspaceId},
    record::Customer,
    role::Right,
    view::{Asker, CustomerChange},
};
use store::{Changes, Refused};

use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Customers whose name, mail address or telephone number contains the text; the last added first.
    pub async fn customers(&self, actor: &Actor, text: &str) -> Result<Vec<Customer>> {
        actor.may(Right::CreateTickets)?;
        Ok(self.0.store.scope(actor.workspace()).customers(text, 20).await?)
    }

    /// Changes who asks in a ticket: their name, mail address or telephone number. Refused where the address or number is
    /// another customer's, and where someone else changed the customer meanwhile.
    pub async fn change_customer(&self, actor: &Actor, ticket: TicketId, change: CustomerChange) -> Result<Customer> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let scope = self.0.store.scope(actor.workspace());
        let case = scope.case(ticket).await?.ok_or(Error::NotFound)?;
        if !actor.may_write_in(&case.ticket, &case.tasks) {
            return Err(Error::Forbidden { right: Right::WorkTickets });
        }
        let before = case.customer.ok_or(Error::NotFound)?;
        if before.version != change.version {
            return Err(Error::Moved { by: None });
        }
        let (name, email, phone) = checked(&change.name, Some(&change.email), Some(&change.phone), "")?;
        let manager = change.manager;
        if let Some(named) = manager.filter(|named| before.manager != Some(*named))
            && !scope.person(named).await?.is_some_and(|person| person.active)
        {
            return Err(Error::Invalid(vec![Problem::error(Code::UnknownPerson, "/manager").with("given", named)]));
        }
        if (&name, &email, &phone, manager) == (&before.name, &before.email, &before.phone, before.manager) {
            return Ok(before);
        }
        let after =
            Customer { name, email, phone, manager, version: before.version.saturating_add(1), ..before.clone() };
        for (email, phone, path) in [(after.email.as_deref(), None, "/email"), (None, after.phone.as_deref(), "/phone")]
        {
            let known = scope.customer_by(email, phone).await?.filter(|known| known.id != after.id);
            if let Some(known) = known {
                return Err(Error::Conflict(vec![Problem::error(Code::Taken, path).with("given", known.name)]));
            }
        }
        let mut changes = self.changes(actor);
        changes.update_customer(&after).identify_customer(&before, &after);
        changes.audit(
            actor.author(),
            "customer_changed",
            &serde_json::json!({ "customer": after.id, "ticket": ticket }),
        );
        match self.0.store.commit(changes).await {
            Ok(()) => Ok(after),
            Err(Refused::Moved { .. } | Refused::Taken { .. }) => Err(Error::Moved { by: None }),
            Err(refused) => Err(refused.into()),
        }
    }

    /// Finds who asks, or adds them to the changes.
    pub(crate) async fn asker(
        &self,
        workspace: WorkspaceId,
        asker: Option<&Asker>,
        changes: &mut Changes,
    ) -> Result<Option<Customer>> {
        let scope = self.0.store.scope(workspace);
        match asker {
            None => Ok(None),
            Some(Asker::Known(id)) => match scope.customer(*id).await? {
                Some(customer) => Ok(Some(customer)),
                None => Err(Error::Invalid(vec![Problem::error(Code::UnknownCustomer, "/customer").with("given", id)])),
            },
            Some(Asker::New { name, email, phone }) => {
                let (name, email, phone) = checked(name, email.as_deref(), phone.as_deref(), "/customer/new")?;
                if let Some(known) = scope.customer_by(email.as_deref(), phone.as_deref()).await? {
                    return Ok(Some(known));
                }
                let customer = Customer {
                    id: CustomerId::new(self.uuid()),
                    name,
                    email,
                    phone,
                    manager: None,
                    created_at: self.now(),
                    version: 1,
                };
                // A mail address or telephone number is one customer's, for good. Of two filings that add the same one
                // at once, one goes through; the other is told that it is taken, looks again and finds them.
                changes.insert_customer(&customer);
                Ok(Some(customer))
            }
        }
    }
}

type Identity = (String, Option<String>, Option<String>);

/// What identifies someone, as it is stored. Problems stand below the path.
fn checked(name: &str, email: Option<&str>, phone: Option<&str>, path: &str) -> Result<Identity> {
    let mut problems = Vec::new();
    let text = |value: &str| value.trim().replace(['\0', '\n', '\r'], " ");
    let email = email.map(|email| text(email).to_lowercase()).filter(|email| !email.is_empty());
    let phone = phone.map(text).filter(|phone| !phone.is_empty());
    // However it is written, it is the same number; what is no number is kept as it is.
    let phone = phone.map(|phone| form::phone(&phone).unwrap_or(phone));
    let mut name = text(name);
    if name.is_empty() {
        name = email.clone().or_else(|| phone.clone()).unwrap_or_default();
    }
    if name.is_empty() {
        problems.push(Problem::error(Code::Required, format!("{path}/name")));
    }
    if name.chars().count() > 200 {
        problems.push(Problem::error(Code::TooLong, format!("{path}/name")).with("most", 200));
    }
    if email.as_ref().is_some_and(|email| !form::is_email(email)) {
        problems.push(Problem::error(Code::BadEmail, format!("{path}/email")));
    }
    if phone.as_ref().is_some_and(|phone| phone.chars().count() > 40) {
        problems.push(Problem::error(Code::BadPhone, format!("{path}/phone")));
    }
    if problems.is_empty() { Ok((name, email, phone)) } else { Err(Error::Invalid(problems)) }
}
