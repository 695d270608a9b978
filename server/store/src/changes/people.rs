//! Changes to people, teams, customers, notices and access tokens.

use chrono::{DateTime, Utc};
use model::{
    id::{NoticeId, PersonId, TokenId},
    record::{Customer, HeldNotice, Notice, Person, Team},
};

use super::{Changes, Check, Key, Op};
use crate::{AccessToken, OneTimeLink, row, row::millis, table::Noun};

impl Changes {
    /// Adds a person. Unique: the mail address.
    pub fn insert_person(&mut self, person: &Person, password_hash: Option<&str>) -> &mut Self {
        self.insert(row::person::Model::of(self.workspace, person, password_hash))
    }

    /// Changes a person; the password stays. Guard: the version. Unique: the mail address.
    pub fn update_person(&mut self, person: &Person) -> &mut Self {
        let model = row::person::Model::of(self.workspace, person, None);
        self.update(model, Key::Id(person.id.uuid()), person.version)
    }

    /// Sets a person's password.
    pub fn set_password(&mut self, person: PersonId, hash: &str) -> &mut Self {
        self.ops.push(Op::Set {
            noun: Noun::Person,
            set: vec![("password_hash", hash.into())],
            filter: vec![("id", "=", person.uuid().into())],
        });
        self
    }

    /// Adds a team. Unique: the name.
    pub fn insert_team(&mut self, team: &Team) -> &mut Self {
        self.insert(Ok(row::team::Model::of(self.workspace, team)))
    }

    /// Changes a team. Guard: the version. Unique: the name.
    pub fn update_team(&mut self, team: &Team) -> &mut Self {
        let model = row::team::Model::of(self.workspace, team);
        self.update(Ok(model), Key::Id(team.id.uuid()), team.version)
    }

    /// Forgets a team. Guard: the version as it was read.
    pub fn delete_team(&mut self, team: &Team) -> &mut Self {
        let id = team.id.uuid();
        self.guard(Check::Version(Noun::Team), Key::Id(id), Some(team.version));
        self.delete(Noun::Team, vec![("id", id.into())])
    }

    /// Adds a customer. Unique: the mail address and the telephone number.
    pub fn insert_customer(&mut self, customer: &Customer) -> &mut Self {
        for identity in row::customer_identity::Model::of(self.workspace, customer) {
            self.guard(Check::Present(Noun::CustomerIdentity), Key::Name(identity.key.clone()), None);
            self.insert(Ok(identity));
        }
        self.insert(Ok(row::customer::Model::of(self.workspace, customer)))
    }

    /// Gives a customer another mail address or telephone number, beside [`Self::update_customer`]; the old one can then
    /// be someone else's. Unique: the new one.
    pub fn identify_customer(&mut self, before: &Customer, after: &Customer) -> &mut Self {
        let of = |customer| row::customer_identity::Model::of(self.workspace, customer);
        let (old, new) = (of(before), of(after));
        for gone in old.iter().filter(|identity| !new.contains(identity)) {
            self.delete(Noun::CustomerIdentity, vec![("key", gone.key.clone().into())]);
        }
        for identity in new.into_iter().filter(|identity| !old.contains(identity)) {
            self.guard(Check::Present(Noun::CustomerIdentity), Key::Name(identity.key.clone()), None);
            self.insert(Ok(identity));
        }
        self
    }

    /// Changes a customer; what identifies them is [`Self::identify_customer`]. Guard: the version.
    pub fn update_customer(&mut self, customer: &Customer) -> &mut Self {
        let model = row::customer::Model::of(self.workspace, customer);
        self.update(Ok(model), Key::Id(customer.id.uuid()), customer.version)
    }

    /// Tells a person something.
    pub fn insert_notice(&mut self, notice: &Notice) -> &mut Self {
        self.insert(row::notice::Model::of(self.workspace, notice))
    }

    /// Keeps a notice to be told later.
    pub fn hold_notice(&mut self, held: &HeldNotice) -> &mut Self {
        self.insert(row::held_notice::Model::of(self.workspace, held))
    }

    /// Marks a held notice as told. Guard: it was not, so that of several workers one tells it.
    pub fn tell_held(&mut self, notice: NoticeId) -> &mut Self {
        self.guard(Check::Told, Key::Id(notice.uuid()), Some(0));
        self.ops.push(Op::Set {
            noun: Noun::HeldNotice,
            set: vec![("told_at", millis(self.at).into())],
            filter: vec![("id", "=", notice.uuid().into())],
        });
        self
    }

    /// Lets a held notice wait longer.
    pub fn delay_held(&mut self, notice: NoticeId, until: DateTime<Utc>) -> &mut Self {
        self.ops.push(Op::Set {
            noun: Noun::HeldNotice,
            set: vec![("ready_at", millis(until).into())],
            filter: vec![("id", "=", notice.uuid().into())],
        });
        self
    }

    /// Forgets a held notice that was told.
    pub fn forget_held(&mut self, notice: NoticeId) -> &mut Self {
        self.delete(Noun::HeldNotice, vec![("id", notice.uuid().into())])
    }

    /// Marks a person's notices up to an instant as read.
    pub fn read_notices(&mut self, person: PersonId, upto: DateTime<Utc>) -> &mut Self {
        self.ops.push(Op::Set {
            noun: Noun::Notice,
            set: vec![("read_at", millis(self.at).into())],
            filter: vec![
                ("person_id", "=", person.uuid().into()),
                ("at", "<=", millis(upto).into()),
                ("read_at", "IS NULL", Option::<i64>::None.into()),
            ],
        });
        self
    }

    /// Marks one of a person's notices as read.
    pub fn read_notice(&mut self, person: PersonId, notice: NoticeId) -> &mut Self {
        self.ops.push(Op::Set {
            noun: Noun::Notice,
            set: vec![("read_at", millis(self.at).into())],
            filter: vec![
                ("id", "=", notice.uuid().into()),
                ("person_id", "=", person.uuid().into()),
                ("read_at", "IS NULL", Option::<i64>::None.into()),
            ],
        });
        self
    }

    /// Adds an access token. Unique: the hash.
    pub fn insert_token(&mut self, token: &AccessToken) -> &mut Self {
        self.insert(Ok(row::access_token::Model::of(self.workspace, token)))
    }

    /// Forgets an access token.
    pub fn delete_token(&mut self, id: TokenId) -> &mut Self {
        self.delete(Noun::AccessToken, vec![("id", id.uuid().into())])
    }

    /// Notes that an access token was used.
    pub fn touch_token(&mut self, id: TokenId, at: DateTime<Utc>) -> &mut Self {
        self.ops.push(Op::Set {
            noun: Noun::AccessToken,
            set: vec![("used_at", millis(at).into())],
            filter: vec![("id", "=", id.uuid().into())],
        });
        self
    }

    /// Adds a one-time link, in place of those that the person had.
    pub fn insert_link(&mut self, link: &OneTimeLink) -> &mut Self {
        let model = row::one_time_link::Model::of(self.workspace, link);
        self.delete_links_of(link.person).insert(Ok(model))
    }

    /// Uses a one-time link up, and with it every other of the person. Guard: it is there, so that it works once.
    pub fn use_link(&mut self, link: &OneTimeLink) -> &mut Self {
        self.guard(Check::Version(Noun::OneTimeLink), Key::Name(link.hash.clone()), Some(1));
        self.delete_links_of(link.person)
    }

    /// Forgets a person's one-time links.
    pub fn delete_links_of(&mut self, person: PersonId) -> &mut Self {
        self.delete(Noun::OneTimeLink, vec![("person_id", person.uuid().into())])
    }
}
