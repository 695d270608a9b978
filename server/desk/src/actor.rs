//! Who asks, what they may do and which rows they may see. Computed once per request.

use std::collections::BTreeMap;

use model::{
    Kind, Lang,
    id::{PersonId, WorkspaceId},
    key::DefinitionKey,
    record::{Person, Task, Ticket},
    role::{ADMINISTRATOR, Reach, Right},
};
use store::Visible;

use crate::{
    error::{Error, Result},
    shelf::Shelf,
};

/// Who asks.
#[derive(Clone, Debug)]
pub struct Actor {
    workspace: WorkspaceId,
    person: Person,
    rights: BTreeMap<Right, Reach>,
    /// Everyone in the person's teams, the person included.
    team: Vec<PersonId>,
    /// The queues the person serves.
    queues: Vec<DefinitionKey>,
    /// Whether this is the server itself, on behalf of whoever owns the machine.
    system: bool,
}

impl Actor {
    pub(crate) fn of(workspace: WorkspaceId, person: Person, shelf: &Shelf, everyone: &[Person]) -> Self {
        let mut rights = BTreeMap::new();
        for key in &person.roles {
            if key.as_str() == ADMINISTRATOR {
                rights.extend(Right::ALL.map(|right| (right, Reach::All)));
                break;
            }
            for grant in shelf.role(key).iter().flat_map(|role| &role.grants) {
                let reach = rights.entry(grant.right).or_insert(grant.scope);
                *reach = (*reach).max(grant.scope);
            }
        }
        let team = everyone
            .iter()
            .filter(|other| other.id == person.id || other.teams.iter().any(|team| person.teams.contains(team)))
            .map(|other| other.id)
            .collect();
        let queues = shelf
            .all(Kind::Queue)
            .filter(|(header, version)| match &version.content.body {
                model::Body::Queue(queue) => engine::dispatch::does_serve(&person, &header.key, queue),
                _ => false,
            })
            .map(|(header, _)| header.key.clone())
            .collect();
        Self { workspace, person, rights, team, queues, system: false }
    }

    /// The server itself, acting for whoever owns the machine.
    pub(crate) fn system(workspace: WorkspaceId, person: Person) -> Self {
        let rights = Right::ALL.into_iter().map(|right| (right, Reach::All)).collect();
        Self { workspace, team: vec![person.id], person, rights, queues: Vec::new(), system: true }
    }

    /// The server itself where no person stands behind it: commands on its own machine, and what comes in by itself.
    pub(crate) fn nobody(id: WorkspaceId, workspace: &store::Workspace) -> Self {
        let id_of_nobody = PersonId::new(uuid::Uuid::nil());
        let nobody = Person::new(id_of_nobody, "Deskloom", "", workspace.lang, workspace.created_at);
        let nobody = Person { away: true, ..nobody };
        Self::system(id, nobody)
    }

    /// Whose workspace.
    #[must_use]
    pub const fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// The person.
    #[must_use]
    pub const fn person(&self) -> &Person {
        &self.person
    }

    /// The language of the person's interface.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.person.lang
    }

    /// The person to name as author; nobody when the server itself acts.
    #[must_use]
    pub fn author(&self) -> Option<PersonId> {
        (!self.system).then_some(self.person.id)
    }

    /// The rights and how far each reaches.
    #[must_use]
    pub const fn rights(&self) -> &BTreeMap<Right, Reach> {
        &self.rights
    }

    /// The queues the person serves.
    #[must_use]
    pub fn queues(&self) -> &[DefinitionKey] {
        &self.queues
    }

    /// Everyone in the person's teams, the person included.
    #[must_use]
    pub fn team(&self) -> &[PersonId] {
        &self.team
    }

    /// Passes if the person has the right at all.
    pub fn may(&self, right: Right) -> Result<Reach> {
        self.rights.get(&right).copied().ok_or(Error::Forbidden { right })
    }

    /// The rows of tickets that the person may see; nobody's without the right.
    pub fn visible(&self) -> Result<Visible> {
        Ok(match self.may(Right::ReadTickets)? {
            Reach::All => Visible::All,
            Reach::Team => {
                let (people, queues) = (self.team.clone(), self.queues.clone());
                Visible::Some { people, queues, follower: Some(self.person.id) }
            }
            Reach::Own => {
                let (people, queues) = (vec![self.person.id], Vec::new());
                Visible::Some { people, queues, follower: Some(self.person.id) }
            }
        })
    }

    /// Whether the person may end a task: of an approval, only whoever is asked.
    #[must_use]
    pub fn may_end(&self, task: &Task) -> bool {
        self.may_work_on(task) && (!task.is_vote || task.owner == Some(self.person.id))
    }

    /// Whether the person may work on a task: their own always, others' as far as the right reaches. Whoever is asked in
    /// an approval may answer.
    #[must_use]
    pub fn may_work_on(&self, task: &Task) -> bool {
        if task.is_vote && task.owner == Some(self.person.id) {
            return true;
        }
        let Some(reach) = self.rights.get(&Right::WorkTickets) else { return false };
        match reach {
            Reach::All => true,
            Reach::Own => task.is_with(self.person.id),
            Reach::Team => match task.owner {
                Some(_) => self.team.iter().any(|mate| task.is_with(*mate)),
                None => task.queue.as_ref().is_none_or(|queue| self.queues.contains(queue)),
            },
        }
    }

    /// Whether the person may take a task: one that nobody has in a queue they serve, or one they may work on anyway.
    #[must_use]
    pub fn may_claim(&self, task: &Task) -> bool {
        self.rights.contains_key(&Right::WorkTickets)
            && !task.is_vote
            && task.owner != Some(self.person.id)
            && (self.may_work_on(task)
                || self.may_accept(task)
                || (task.owner.is_none() && task.queue.as_ref().is_some_and(|queue| self.queues.contains(queue))))
    }

    /// Whether the person may accept a task, or decline it: one that is offered to them.
    #[must_use]
    pub fn may_accept(&self, task: &Task) -> bool {
        self.rights.contains_key(&Right::WorkTickets) && task.offered_to() == Some(self.person.id)
    }

    /// Whether a right reaches a ticket that the person can see, by the same rules by which tickets are seen.
    #[must_use]
    pub fn reaches(&self, right: Right, ticket: &Ticket, tasks: &[Task]) -> bool {
        let of = |people: &[PersonId]| {
            let is_one = |person: Option<PersonId>| person.is_some_and(|person| people.contains(&person));
            is_one(ticket.owner)
                || is_one(ticket.filed_by)
                || tasks.iter().any(|task| people.iter().any(|person| task.is_with(*person)))
        };
        match self.rights.get(&right) {
            None => false,
            Some(Reach::All) => true,
            Some(Reach::Own) => of(&[self.person.id]),
            Some(Reach::Team) => {
                let queues = ticket.queue.iter().chain(tasks.iter().filter_map(|task| task.queue.as_ref()));
                of(&self.team) || queues.into_iter().any(|queue| self.queues.contains(queue))
            }
        }
    }

    /// Whether the person may urge whoever has a task of a ticket they can see: those who take part in it, and the
    /// manager of whoever has the task.
    #[must_use]
    pub(crate) fn may_urge(&self, case: &engine::Case, task: &Task, lookup: &crate::shelf::Lookup) -> bool {
        let own = self.person.id;
        let ticket = &case.ticket;
        let manager = task.owner.and_then(|owner| engine::step::Library::person(lookup, owner)?.person.manager);
        task.carrier() != Some(own)
            && (self.may_write_in(ticket, &case.tasks)
                || ticket.filed_by == Some(own)
                || ticket.owner == Some(own)
                || manager == Some(own)
                || case.followers.iter().any(|follower| follower.person == own))
    }

    /// Whether the person may answer and take notes in a ticket they can see.
    #[must_use]
    pub fn may_write_in(&self, ticket: &Ticket, tasks: &[Task]) -> bool {
        match self.rights.get(&Right::WorkTickets) {
            None => false,
            Some(Reach::All | Reach::Team) => true,
            Some(Reach::Own) => {
                ticket.owner == Some(self.person.id)
                    || ticket.filed_by == Some(self.person.id)
                    || tasks.iter().any(|task| task.is_with(self.person.id))
            }
        }
    }
}
