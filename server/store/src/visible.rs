//! Who sees which tickets: one SQL condition, used by every read that someone's rights bound.

use model::{id::WorkspaceId, key::DefinitionKey};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Visible,
    row::{follower, task, ticket},
};

impl Visible {
    /// The condition on a row of `ticket`; none when everything may be seen.
    pub(crate) fn condition(&self, workspace: WorkspaceId) -> Option<Condition> {
        let Self::Some { people, queues, follower } = self else { return None };
        let people: Vec<_> = people.iter().map(|person| person.uuid()).collect();
        let queues: Vec<_> = queues.iter().map(DefinitionKey::as_str).collect();
        if people.is_empty() && queues.is_empty() && follower.is_none() {
            return Some(Condition::all().add(Expr::val(1).eq(0)));
        }
        // Which tickets a task lets someone see is asked of the tasks, so that their own index answers.
        let through = |wanted: Condition| {
            task::Entity::find()
                .select_only()
                .column(task::Column::TicketId)
                .filter(task::Column::WorkspaceId.eq(workspace.uuid()))
                .filter(wanted)
                .into_query()
        };
        let mut any = Condition::any();
        if !people.is_empty() {
            any = any
                .add(ticket::Column::OwnerId.is_in(people.clone()))
                .add(ticket::Column::FiledBy.is_in(people.clone()))
                .add(
                    ticket::Column::Id
                        .in_subquery(through(Condition::all().add(task::Column::OwnerId.is_in(people.clone())))),
                )
                .add(
                    ticket::Column::Id
                        .in_subquery(through(Condition::all().add(task::Column::DelegatorId.is_in(people.clone())))),
                )
                .add(
                    ticket::Column::Id
                        .in_subquery(through(Condition::all().add(task::Column::OfferedId.is_in(people)))),
                );
        }
        if !queues.is_empty() {
            let open = Condition::all().add(task::Column::Open.eq(true)).add(task::Column::Queue.is_in(queues.clone()));
            any = any.add(ticket::Column::Queue.is_in(queues)).add(ticket::Column::Id.in_subquery(through(open)));
        }
        if let Some(person) = follower {
            let followed = follower::Entity::find()
                .select_only()
                .column(follower::Column::TicketId)
                .filter(follower::Column::WorkspaceId.eq(workspace.uuid()))
                .filter(follower::Column::PersonId.eq(person.uuid()))
                .into_query();
            any = any.add(ticket::Column::Id.in_subquery(followed));
        }
        Some(any)
    }
}
