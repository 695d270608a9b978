//! Reads of what happened, what was told, what went wrong, and what is being typed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use model::{
    Fields,
    id::{EventId, IncidentId, NoticeId, PersonId, TaskId, TicketId},
    record::{Event, HeldNotice, Incident, Notice},
    view::List,
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{MOST_ROWS, Scope};
use crate::{
    Error, EventMark, ReplyDraft,
    row::{NEVER, event, held_notice, incident, millis, notice, reply_draft, step_draft},
};

/// The most events of one read across tickets, and the most incidents.
const MOST: u32 = 500;

impl Scope {
    /// What happened to a ticket, the oldest first. `next` of the list is the id of its last event.
    pub async fn timeline(
        &self,
        ticket: TicketId,
        after: Option<EventId>,
        limit: u32,
        public_only: bool,
    ) -> Result<List<Event>, Error> {
        let mut rows = self.rows::<event::Entity>().filter(event::Column::TicketId.eq(ticket.uuid()));
        if public_only {
            rows = rows.filter(event::Column::Public.eq(true));
        }
        if let Some(after) = after {
            rows = rows.filter(event::Column::Id.gt(after.uuid()));
        }
        self.part(rows.order_by_asc(event::Column::Id), limit).await
    }

    /// What happened to a ticket, the newest first. `next` of the list is the id of its last, oldest, event.
    pub async fn recent(
        &self,
        ticket: TicketId,
        before: Option<EventId>,
        limit: u32,
        public_only: bool,
    ) -> Result<List<Event>, Error> {
        let mut rows = self.rows::<event::Entity>().filter(event::Column::TicketId.eq(ticket.uuid()));
        if public_only {
            rows = rows.filter(event::Column::Public.eq(true));
        }
        if let Some(before) = before {
            rows = rows.filter(event::Column::Id.lt(before.uuid()));
        }
        self.part(rows.order_by_desc(event::Column::Id), limit).await
    }

    async fn part(&self, rows: sea_orm::Select<event::Entity>, limit: u32) -> Result<List<Event>, Error> {
        let limit = limit.clamp(1, MOST) as usize;
        let mut found: Vec<Event> = self.all(rows.limit(limit as u64 + 1)).await?;
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|event| event.id.to_string());
        Ok(List { rows: found, next })
    }

    /// That something happened, to which tickets, after an id: the oldest first, at most 500. Ids are made before they
    /// are committed, so a poller looks back a few seconds with [`crate::event_floor`] and leaves out what it has seen.
    pub async fn event_marks(&self, after: Option<EventId>, limit: u32) -> Result<Vec<EventMark>, Error> {
        let mut rows = self.rows::<event::Entity>();
        if let Some(after) = after {
            rows = rows.filter(event::Column::Id.gt(after.uuid()));
        }
        let marks: Vec<(Uuid, Uuid, i64)> = rows
            .order_by_asc(event::Column::Id)
            .limit(u64::from(limit.clamp(1, MOST)))
            .select_only()
            .columns([event::Column::Id, event::Column::TicketId, event::Column::At])
            .into_tuple()
            .all(&self.store.inner.reader)
            .await
            .map_err(Error::read("event"))?;
        let mark = |(id, ticket, at): (Uuid, Uuid, i64)| EventMark {
            id: EventId::new(id),
            ticket: TicketId::new(ticket),
            at: DateTime::from_timestamp_millis(at).unwrap_or_default(),
        };
        Ok(marks.into_iter().map(mark).collect())
    }

    /// A person's notices, the newest first.
    pub async fn notices(&self, person: PersonId, limit: u32, unread_only: bool) -> Result<Vec<Notice>, Error> {
        let mut rows = self.rows::<notice::Entity>().filter(notice::Column::PersonId.eq(person.uuid()));
        if unread_only {
            rows = rows.filter(notice::Column::ReadAt.is_null());
        }
        self.all(rows.order_by_desc(notice::Column::Id).limit(u64::from(limit.clamp(1, MOST_ROWS)))).await
    }

    /// The held notices whose time has come, the oldest first.
    pub async fn ripe_notices(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<HeldNotice>, Error> {
        let rows = self
            .rows::<held_notice::Entity>()
            .filter(held_notice::Column::ToldAt.eq(NEVER))
            .filter(held_notice::Column::ReadyAt.lte(millis(now)))
            .order_by_asc(held_notice::Column::ReadyAt)
            .order_by_asc(held_notice::Column::Id)
            .limit(u64::from(limit));
        self.all(rows).await
    }

    /// Held notices that were told before an instant.
    pub async fn told_notices(&self, before: DateTime<Utc>, limit: u32) -> Result<Vec<NoticeId>, Error> {
        let rows = self
            .rows::<held_notice::Entity>()
            .filter(held_notice::Column::ToldAt.lt(millis(before)))
            .limit(u64::from(limit))
            .select_only()
            .column(held_notice::Column::Id)
            .into_tuple::<Uuid>()
            .all(&self.store.inner.reader)
            .await
            .map_err(Error::read("held_notice"))?;
        Ok(rows.into_iter().map(NoticeId::new).collect())
    }

    /// When each held notice of the people was told since an instant; those that were told together count once.
    pub async fn told_since(
        &self,
        people: &[PersonId],
        since: DateTime<Utc>,
    ) -> Result<HashMap<PersonId, BTreeSet<i64>>, Error> {
        let rows = self
            .rows::<held_notice::Entity>()
            .filter(held_notice::Column::PersonId.is_in(people.iter().map(|person| person.uuid())))
            .filter(held_notice::Column::ToldAt.gt(millis(since)))
            .filter(held_notice::Column::ToldAt.lt(NEVER))
            .select_only()
            .columns([held_notice::Column::PersonId, held_notice::Column::ToldAt])
            .into_tuple::<(Uuid, i64)>()
            .all(&self.store.inner.reader)
            .await
            .map_err(Error::read("held_notice"))?;
        let mut told: HashMap<PersonId, BTreeSet<i64>> = HashMap::new();
        for (person, at) in rows {
            told.entry(PersonId::new(person)).or_default().insert(at);
        }
        Ok(told)
    }

    /// How many notices a person has not read.
    pub async fn unread(&self, person: PersonId) -> Result<i64, Error> {
        let count = self
            .rows::<notice::Entity>()
            .filter(notice::Column::PersonId.eq(person.uuid()))
            .filter(notice::Column::ReadAt.is_null())
            .count(&self.store.inner.reader)
            .await
            .map_err(Error::read("notice"))?;
        Ok(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// An incident.
    pub async fn incident(&self, id: IncidentId) -> Result<Option<Incident>, Error> {
        self.one(self.rows::<incident::Entity>().filter(incident::Column::Id.eq(id.uuid())))
            .await?
            .map(Incident::try_from)
            .transpose()
    }

    /// Incidents, the newest first, behind one of them. `next` of the list is the id of its last one.
    pub async fn incidents(
        &self,
        open_only: bool,
        before: Option<IncidentId>,
        limit: u32,
    ) -> Result<List<Incident>, Error> {
        let limit = limit.clamp(1, MOST) as usize;
        let mut rows = self.rows::<incident::Entity>();
        if open_only {
            rows = rows.filter(incident::Column::SettledAt.is_null());
        }
        if let Some(before) = before {
            rows = rows.filter(incident::Column::Id.lt(before.uuid()));
        }
        let mut found: Vec<Incident> =
            self.all(rows.order_by_desc(incident::Column::Id).limit(limit as u64 + 1)).await?;
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|incident| incident.id.to_string());
        Ok(List { rows: found, next })
    }

    /// The incidents of a ticket, the newest first, at most 500.
    pub async fn incidents_of(&self, ticket: TicketId, open_only: bool) -> Result<Vec<Incident>, Error> {
        let rows = self.rows::<incident::Entity>().filter(incident::Column::TicketId.eq(ticket.uuid()));
        let rows = if open_only { rows.filter(incident::Column::SettledAt.is_null()) } else { rows };
        self.all(rows.order_by_desc(incident::Column::Id).limit(u64::from(MOST))).await
    }

    /// What a person has typed into a step and not handed in.
    pub async fn step_draft(&self, task: TaskId, person: PersonId) -> Result<Option<Fields>, Error> {
        Ok(self.step_drafts(person, &[task]).await?.remove(&task))
    }

    /// What a person has typed into several steps.
    pub async fn step_drafts(&self, person: PersonId, tasks: &[TaskId]) -> Result<BTreeMap<TaskId, Fields>, Error> {
        if tasks.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows = self
            .rows::<step_draft::Entity>()
            .filter(step_draft::Column::TaskId.is_in(tasks.iter().map(|task| task.uuid())))
            .filter(step_draft::Column::PersonId.eq(person.uuid()));
        let rows: Vec<(TaskId, Fields)> = self.all(rows).await?;
        Ok(rows.into_iter().collect())
    }

    /// The answer a person has begun.
    pub async fn reply_draft(&self, ticket: TicketId, person: PersonId) -> Result<Option<ReplyDraft>, Error> {
        let rows = self
            .rows::<reply_draft::Entity>()
            .filter(reply_draft::Column::TicketId.eq(ticket.uuid()))
            .filter(reply_draft::Column::PersonId.eq(person.uuid()));
        self.one(rows).await?.map(ReplyDraft::try_from).transpose()
    }
}
