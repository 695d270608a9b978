//! Who asks: found by what identifies them, added when unknown.

use model::{
    Code, Problem, form,
    id::{CustomerId, WorkspaceId},
    record::Customer,
    role::Right,
    view::Asker,
};
use store::Changes;

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
                let (name, email, phone) = checked(name, email.as_deref(), phone.as_deref())?;
                if let Some(known) = scope.customer_by(email.as_deref(), phone.as_deref()).await? {
                    return Ok(Some(known));
                }
                let customer = Customer {
                    id: CustomerId::new(self.uuid()),
                    name,
                    email,
                    phone,
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

fn checked(name: &str, email: Option<&str>, phone: Option<&str>) -> Result<Identity> {
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
        problems.push(Problem::error(Code::Required, "/customer/new/name"));
    }
    if name.chars().count() > 200 {
        problems.push(Problem::error(Code::TooLong, "/customer/new/name").with("most", 200));
    }
    if email.as_ref().is_some_and(|email| !form::is_email(email)) {
        problems.push(Problem::error(Code::BadEmail, "/customer/new/email"));
    }
    if phone.as_ref().is_some_and(|phone| phone.chars().count() > 40) {
        problems.push(Problem::error(Code::BadPhone, "/customer/new/phone"));
    }
    if problems.is_empty() { Ok((name, email, phone)) } else { Err(Error::Invalid(problems)) }
}
