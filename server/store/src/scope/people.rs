//! Reads of people, teams, customers and access tokens.

use std::collections::HashSet;

use super::{MOST_ROWS, Scope};
use crate::{
    AccessToken, Error, Workload,
    row::{access_token, customer, millis, person, team},
    sql::Sql,
};
use chrono::{DateTime, Utc};
use model::{
    id::{CustomerId, PersonId, TeamId},
    record::{Customer, Person, Team},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LikeExpr},
};

impl Scope {
    /// Everyone who signs in, by name, with how much they have to do: as it is at one moment.
    pub async fn colleagues(&self) -> Result<Vec<Workload>, Error> {
        let mut sql = Sql::new(self.store.inner.backend);
        sql.push("SELECT p.*, own.\"open\" AS \"own_open\", own.\"weight\" AS \"own_weight\", ");
        sql.push("offered.\"open\" AS \"offered_open\", offered.\"weight\" AS \"offered_weight\", ");
        sql.push("offered.\"last\" AS \"offered_last\", (SELECT max(t.\"opened_at\") FROM \"task\" AS t ");
        sql.push("WHERE t.\"workspace_id\" = p.\"workspace_id\" AND t.\"owner_id\" = p.\"id\") AS \"own_last\" ");
        sql.push("FROM \"person\" AS p");
        // What is offered to someone is counted as theirs while they are asked. SQLite counts all of it once; PostgreSQL
        // could do that anew for every person where it knows little about the table, and so it counts person by person.
        let last = ", max(t.\"opened_at\") AS \"last\"";
        for (name, whose, last) in [("own", "owner_id", ""), ("offered", "offered_id", last)] {
            let whose = format!("t.\"{whose}\"");
            let postgres = self.store.inner.backend == DbBackend::Postgres;
            sql.push(if postgres { " LEFT JOIN LATERAL (SELECT " } else { " LEFT JOIN (SELECT " });
            sql.push("count(*) AS \"open\", CAST(sum(t.\"weight\") AS bigint) AS \"weight\"").push(last);
            if postgres {
                sql.push(" FROM \"task\" AS t WHERE t.\"workspace_id\" = p.\"workspace_id\" AND t.\"open\" AND ");
                sql.push(&whose).push(" = p.\"id\") AS ").name(name).push(" ON true");
            } else {
                sql.push(", ").push(&whose).push(" AS \"id\" FROM \"task\" AS t WHERE t.\"workspace_id\" = ");
                sql.bind(self.workspace.uuid().into()).push(" AND t.\"open\" AND ").push(&whose);
                sql.push(" IS NOT NULL GROUP BY ").push(&whose).push(") AS ").name(name);
                sql.push(" ON ").name(name).push(".\"id\" = p.\"id\"");
            }
        }
        sql.push(" WHERE p.\"workspace_id\" = ").bind(self.workspace.uuid().into());
        let read = Error::read("person");
        let rows = self.store.inner.reader.query_all_raw(sql.done()).await.map_err(&read)?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let number = |what: &str| {
                let [own, offered] =
                    ["own", "offered"].map(|whose| row.try_get::<Option<i64>>("", &format!("{whose}_{what}")));
                Ok::<_, Error>((own.map_err(&read)?, offered.map_err(&read)?))
            };
            let sum = |(own, offered): (Option<i64>, Option<i64>)| own.unwrap_or(0) + offered.unwrap_or(0);
            let (own, offered) = number("last")?;
            found.push(Workload {
                open_tasks: sum(number("open")?),
                weight: sum(number("weight")?),
                last_assigned: Ord::max(own, offered).and_then(DateTime::from_timestamp_millis),
                person: Person::try_from(person::Model::from_query_result(&row, "").map_err(&read)?)?,
            });
        }
        found.sort_by(|a, b| (&a.person.name, a.person.id).cmp(&(&b.person.name, b.person.id)));
        Ok(found)
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
