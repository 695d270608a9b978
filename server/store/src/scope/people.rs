//! Reads of people, teams, customers and access tokens.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use model::{
    id::{CustomerId, PersonId, TeamId},
    record::{Customer, Person, Team},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LikeExpr},
};
use uuid::Uuid;

use super::{MOST_ROWS, Scope};
use crate::{
    AccessToken, Error, Workload,
    row::{access_token, customer, millis, person, team},
    sql::Sql,
};

impl Scope {
    /// Everyone who signs in, with how much they have to do.
    pub async fn colleagues(&self) -> Result<Vec<Workload>, Error> {
        let people = self.people().await?;
        // What is offered to someone is counted as theirs while they are asked.
        let of = |what: &str, whose: &str, open: &str| {
            format!(
                "(SELECT {what} FROM \"task\" AS t WHERE t.\"workspace_id\" = p.\"workspace_id\" \
                 AND t.\"{whose}\" = p.\"id\"{open})"
            )
        };
        let mut columns = vec!["p.\"id\"".to_owned()];
        for whose in ["owner_id", "offered_id"] {
            columns.push(of("count(*)", whose, " AND t.\"open\""));
            columns.push(of("CAST(coalesce(sum(t.\"weight\"), 0) AS bigint)", whose, " AND t.\"open\""));
            columns.push(of("max(t.\"opened_at\")", whose, ""));
        }
        let mut sql = Sql::new(self.store.inner.backend);
        sql.push(&format!("SELECT {} FROM \"person\" AS p WHERE p.\"workspace_id\" = ", columns.join(", ")));
        sql.bind(self.workspace.uuid().into());
        let read = Error::read("task");
        let mut loads: HashMap<Uuid, (i64, i64, Option<i64>)> = HashMap::new();
        for row in self.store.inner.reader.query_all_raw(sql.done()).await.map_err(&read)? {
            let id = row.try_get_by_index(0).map_err(&read)?;
            let (mut open, mut weight, mut last) = (0, 0, None::<i64>);
            for first in [1, 4] {
                open += row.try_get_by_index::<i64>(first).map_err(&read)?;
                weight += row.try_get_by_index::<i64>(first + 1).map_err(&read)?;
                last = Ord::max(last, row.try_get_by_index(first + 2).map_err(&read)?);
            }
            loads.insert(id, (open, weight, last));
        }
        let load = |person: Person| {
            let (open_tasks, weight, last) = loads.get(&person.id.uuid()).copied().unwrap_or_default();
            Workload { person, open_tasks, weight, last_assigned: last.and_then(DateTime::from_timestamp_millis) }
        };
        Ok(people.into_iter().map(load).collect())
    }

    /// The people whose leave has begun, while open work of theirs is still to be dealt with as it says.
    pub async fn leavers(&self, now: DateTime<Utc>) -> Result<Vec<Person>, Error> {
        self.all(self.rows::<person::Entity>().filter(person::Column::HandOverAt.lte(millis(now)))).await
    }

    /// Everyone who signs in, by name.
    pub async fn people(&self) -> Result<Vec<Person>, Error> {
        let mut people: Vec<Person> = self.all(self.rows::<person::Entity>()).await?;
        people.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        Ok(people)
    }

    /// A person.
    pub async fn person(&self, id: PersonId) -> Result<Option<Person>, Error> {
        let rows = self.rows::<person::Entity>().filter(person::Column::Id.eq(id.uuid()));
        self.one(rows).await?.map(Person::try_from).transpose()
    }

    /// Several people; who does not exist is left out.
    pub async fn people_named(&self, ids: &[PersonId]) -> Result<Vec<Person>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.all(self.rows::<person::Entity>().filter(person::Column::Id.is_in(ids.iter().map(|id| id.uuid())))).await
    }

    /// A person by mail address, in any letter case.
    pub async fn person_by_email(&self, email: &str) -> Result<Option<Person>, Error> {
        if email.contains('\0') {
            return Ok(None);
        }
        let rows = self.rows::<person::Entity>().filter(person::Column::Email.eq(email.trim().to_lowercase()));
        self.one(rows).await?.map(Person::try_from).transpose()
    }

    /// A person's password hash; none when the person does not exist or has no password.
    pub async fn password_hash(&self, id: PersonId) -> Result<Option<String>, Error> {
        let rows = self.rows::<person::Entity>().filter(person::Column::Id.eq(id.uuid()));
        Ok(self.one(rows).await?.and_then(|row| row.password_hash))
    }

    /// Everyone who has a password.
    pub async fn people_with_password(&self) -> Result<HashSet<PersonId>, Error> {
        let rows = self.rows::<person::Entity>().filter(person::Column::PasswordHash.is_not_null());
        let people: Vec<Person> = self.all(rows).await?;
        Ok(people.into_iter().map(|person| person.id).collect())
    }

    /// A team.
    pub async fn team(&self, id: TeamId) -> Result<Option<Team>, Error> {
        Ok(self.one(self.rows::<team::Entity>().filter(team::Column::Id.eq(id.uuid()))).await?.map(Team::from))
    }

    /// Every team, by name.
    pub async fn teams(&self) -> Result<Vec<Team>, Error> {
        let mut teams: Vec<Team> = self.all(self.rows::<team::Entity>()).await?;
        teams.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(teams)
    }

    /// Customers whose name, mail address or telephone number contains a text, in any letter case, the newest first.
    pub async fn customers(&self, text: &str, limit: u32) -> Result<Vec<Customer>, Error> {
        let text: String = text.trim().chars().filter(|c| *c != '\0').take(200).collect::<String>().to_lowercase();
        let mut rows = self.rows::<customer::Entity>();
        if !text.is_empty() {
            let mut pattern = String::with_capacity(text.len() + 2);
            pattern.push('%');
            for c in text.chars() {
                if matches!(c, '%' | '_' | '\\') {
                    pattern.push('\\');
                }
                pattern.push(c);
            }
            pattern.push('%');
            rows = rows.filter(Expr::col(customer::Column::Words).like(LikeExpr::new(pattern).escape('\\')));
        }
        self.all(rows.order_by_desc(customer::Column::Id).limit(u64::from(limit.clamp(1, MOST_ROWS)))).await
    }

    /// A customer.
    pub async fn customer(&self, id: CustomerId) -> Result<Option<Customer>, Error> {
        let rows = self.rows::<customer::Entity>().filter(customer::Column::Id.eq(id.uuid()));
        self.one(rows).await?.map(Customer::try_from).transpose()
    }

    /// Several customers; who does not exist is left out.
    pub async fn customers_named(&self, ids: &[CustomerId]) -> Result<Vec<Customer>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids = ids.iter().map(|id| id.uuid());
        self.all(self.rows::<customer::Entity>().filter(customer::Column::Id.is_in(ids))).await
    }

    /// A customer by mail address, else by telephone number; of several, the first one known.
    pub async fn customer_by(&self, email: Option<&str>, phone: Option<&str>) -> Result<Option<Customer>, Error> {
        let email = email.map(|email| customer::Column::Email.eq(email.trim().to_lowercase()));
        let phone = phone.map(|phone| customer::Column::Phone.eq(phone.trim()));
        for known in [email, phone].into_iter().flatten() {
            let rows = self.rows::<customer::Entity>().filter(known).order_by_asc(customer::Column::Id);
            if let Some(row) = self.one(rows).await? {
                return Customer::try_from(row).map(Some);
            }
        }
        Ok(None)
    }

    /// The access tokens of a person, or of all, the newest first.
    pub async fn tokens(&self, person: Option<PersonId>) -> Result<Vec<AccessToken>, Error> {
        let mut rows = self.rows::<access_token::Entity>();
        if let Some(person) = person {
            rows = rows.filter(access_token::Column::PersonId.eq(person.uuid()));
        }
        self.all(rows.order_by_desc(access_token::Column::Id)).await
    }
}
