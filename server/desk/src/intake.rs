//! How a ticket comes in: the form is judged, and ticket, clocks and run are committed as one.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use engine::{
    answers::CompiledForm,
    step::{Case, Step, Stimulus},
};
use model::{
    Code, Fields, Kind, Problem, Value,
    flow::Priority,
    form::{FieldState, Form, Holds, Moment},
    id::TicketId,
    key::{DefinitionKey, FieldKey, LayoutKey},
    record::{Channel, Customer, Status, Ticket, Who},
    role::Right,
    ticket_type::TicketType,
    view::{Filing, Intake, TicketRow, TypeCard},
};
use store::{Changes, Refused, Unique};

use crate::{
    Actor, Desk, Request,
    act::{refused, write},
    error::{Error, Result},
    ids::Lent,
    shelf::{Lookup, Shelf},
    view,
};

/// How often filing is decided again when rows moved under it.
const TRIES: u32 = 8;
/// The longest title made from an answer, in characters.
pub(crate) const LONGEST_TITLE: usize = 200;

impl Desk {
    /// The ticket types that can be filed, by title.
    pub async fn types(&self, actor: &Actor) -> Result<Vec<TypeCard>> {
        actor.may(Right::CreateTickets)?;
        let shelf = self.shelf(actor.workspace()).await?;
        let mut cards: Vec<_> = shelf
            .all(Kind::TicketType)
            .filter_map(|(header, _)| {
                let (_, kind) = shelf.ticket_type(&header.key)?;
                (!kind.retired && shelf.current_form(&kind.form).is_some()).then(|| TypeCard {
                    key: header.key.clone(),
                    title: header.title.clone(),
                    about: kind.about.clone(),
                })
            })
            .collect();
        cards.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(cards)
    }

    /// What it takes to enter a ticket of a type.
    pub async fn intake(&self, actor: &Actor, key: &DefinitionKey) -> Result<Intake> {
        actor.may(Right::CreateTickets)?;
        let shelf = self.shelf(actor.workspace()).await?;
        let (_, kind) = shelf.ticket_type(key).filter(|(_, kind)| !kind.retired).ok_or(Error::NotFound)?;
        let (form_version, form) = shelf.current_form(&kind.form).ok_or(Error::NotFound)?;
        let layout = form.form().intake().cloned().ok_or(Error::NotFound)?;
        let title = shelf.version(Kind::TicketType, key).map(|version| version.content.title.clone());
        Ok(Intake {
            key: key.clone(),
            title: title.unwrap_or_default(),
            about: kind.about.clone(),
            form: form.form().clone(),
            layout,
            form_version,
        })
    }

    /// What holds for the fields of a layout, where the browser cannot tell by itself.
    pub async fn field_states(
        &self,
        actor: &Actor,
        ticket_type: &DefinitionKey,
        layout: &LayoutKey,
        fields: Fields,
    ) -> Result<BTreeMap<FieldKey, FieldState>> {
        actor.may(Right::CreateTickets)?;
        let lookup = self.lookup(actor.workspace()).await?;
        let (_, kind) = lookup.shelf.ticket_type(ticket_type).ok_or(Error::NotFound)?;
        let (_, form) = lookup.shelf.current_form(&kind.form).ok_or(Error::NotFound)?;
        let layout = form.form().layout(layout).ok_or(Error::NotFound)?;
        let scope = view::new_scope(ticket_type, kind.priority, Channel::Desk, None, &fields, Some(actor), self.now());
        let layout = layout.key.clone();
        self.0.thinkers.think(move || form.states(&layout, &scope, &lookup)).await
    }

    /// Files a ticket. While anything about it is wrong, nothing is stored and every wrong part is named.
    pub async fn file(
        &self,
        actor: &Actor,
        filing: Filing,
        channel: Channel,
        request: Option<Request>,
    ) -> Result<TicketRow> {
        actor.may(Right::CreateTickets)?;
        self.file_as(actor, &actor.who(), filing, channel, request).await
    }

    async fn file_as(
        &self,
        actor: &Actor,
        who: &Who,
        filing: Filing,
        channel: Channel,
        request: Option<Request>,
    ) -> Result<TicketRow> {
        let workspace = actor.workspace();
        if let Some(known) = self.answered(workspace, request.as_ref()).await? {
            return Ok(known);
        }
        point!("request::read");
        let number = self.0.store.next_number(workspace).await?;
        let filing = Arc::new(filing);
        for attempt in 0..TRIES {
            let mut lookup = self.lookup(workspace).await?;
            if attempt + 2 >= TRIES {
                lookup.fill();
            }
            let mut changes = Changes::new(workspace, self.now());
            let customer = self.asker(workspace, filing.customer.as_ref(), &mut changes).await?;
            self.remember(workspace, customer.as_ref().map(|customer| customer.id), None, &mut lookup).await?;
            let (desk, actor, who, filing) = (self.clone(), actor.clone(), who.clone(), Arc::clone(&filing));
            let decide = move || {
                lookup.look_again();
                let (case, flow) = prepare(
                    &actor,
                    &filing,
                    channel,
                    number,
                    customer,
                    &lookup,
                    desk.now(),
                    TicketId::new(desk.uuid()),
                )?;
                let (step, told) = desk.decide(case, Stimulus::Filed { flow, who }, &lookup)?;
                write(&step, true, &lookup, &mut changes);
                Ok::<_, Error>((lookup.promise(&step), step, told, changes))
            };
            let (promise, step, told, mut changes) = self.0.thinkers.think(decide).await??;
            if let Some(request) = &request {
                changes.keep_answer(
                    &request.stored(),
                    &request.hash,
                    &serde_json::to_value(&told).map_err(Error::broken)?,
                );
            }
            point!("request::decided");
            match self.0.store.commit(changes).await {
                Ok(()) => {
                    promise.keep();
                    self.after(workspace, &step);
                    self.tend(workspace, &step.ruled).await;
                    return Ok(told);
                }
                // The same request was answered a moment ago.
                Err(Refused::Taken { what: Unique::IdempotencyKey }) => {
                    if let Some(known) = self.answered(workspace, request.as_ref()).await? {
                        return Ok(known);
                    }
                    drop(promise);
                    self.pause(attempt).await;
                }
                // Or another filing added the same customer.
                Err(Refused::Moved { .. } | Refused::Taken { what: Unique::Customer }) => {
                    drop(promise);
                    self.pause(attempt).await;
                }
                Err(refused) => return Err(refused.into()),
            }
        }
        Err(Error::Busy)
    }

    fn decide(&self, case: Case, stimulus: Stimulus, lookup: &Lookup) -> Result<(Step, TicketRow)> {
        let (now, ids) = (self.now(), self.0.settings.ids.clone());
        let step = engine::step::step(case, stimulus, now, lookup, &mut Lent { ids: &*ids, now }).map_err(refused)?;
        let told = view::row_of(&step.case, lookup);
        Ok((step, told))
    }
}

/// A new ticket as a filing makes it, and the flow it will walk. While anything about it is wrong, every wrong part is
/// named.
pub(crate) fn prepare(
    actor: &Actor,
    filing: &Filing,
    channel: Channel,
    number: i64,
    customer: Option<Customer>,
    lookup: &Lookup,
    now: DateTime<Utc>,
    id: TicketId,
) -> Result<(Case, model::id::VersionId)> {
    let shelf: &Shelf = &lookup.shelf;
    let unknown = || {
        let given: String = filing.ticket_type.as_str().chars().take(80).collect();
        Error::Invalid(vec![Problem::error(Code::UnknownTicketType, "/ticket_type").with("given", given)])
    };
    let (type_version, kind) =
        shelf.ticket_type(&filing.ticket_type).filter(|(_, kind)| !kind.retired).ok_or_else(unknown)?;
    let missing = |what: Kind, key: &DefinitionKey| {
        let problem = Problem::error(Code::MissingReference, "/ticket_type").with("kind", what).with("key", key);
        Error::Invalid(vec![problem])
    };
    let (form_version, form) = shelf.current_form(&kind.form).ok_or_else(|| missing(Kind::Form, &kind.form))?;
    let flow = shelf
        .version(Kind::Flow, &kind.flow)
        .map(|version| version.id)
        .ok_or_else(|| missing(Kind::Flow, &kind.flow))?;
    let layout = form.form().intake().ok_or_else(|| missing(Kind::Form, &kind.form))?;

    let given = with_defaults(form.form(), layout, &filing.fields);
    let priority = filing.priority.unwrap_or_else(|| priority_of(&kind, &given));
    let scope = view::new_scope(&filing.ticket_type, priority, channel, customer.as_ref(), &given, Some(actor), now);
    let fields =
        form.accept(layout, &given, &Fields::new(), Moment::HandingIn, &scope, lookup).map_err(Error::Invalid)?;
    known_people(form.form(), &fields, lookup)?;

    let ticket = Ticket {
        id,
        number,
        ticket_type: filing.ticket_type.clone(),
        type_version,
        form_version,
        title: title_of(&kind, &form, &fields, shelf, &filing.ticket_type),
        status: Status::New,
        priority: filing.priority.unwrap_or_else(|| priority_of(&kind, &fields)),
        channel,
        customer: customer.as_ref().map(|customer| customer.id),
        queue: kind.queue.clone(),
        owner: None,
        filed_by: actor.author(),
        fields,
        due_at: None,
        created_at: now,
        updated_at: now,
        closed_at: None,
        heard_at: now,
        answered_at: None,
        moved_at: now,
        episode: 1,
        version: 1,
    };
    Ok((Case::new(ticket, customer), flow))
}

/// The answers, with the defaults of fields that the layout shows and the request leaves out.
fn with_defaults(form: &Form, layout: &model::form::Layout, given: &Fields) -> Fields {
    let mut fields = given.clone();
    for cell in layout.cells() {
        if let Some(field) = form.field(&cell.field)
            && !field.default.is_null()
            && !cell.read_only
            && field.read_only == model::form::Need::Never
        {
            fields.entry(field.key.clone()).or_insert_with(|| field.default.clone());
        }
    }
    fields
}

/// What a type makes of the answers.
pub(crate) fn priority_of(kind: &TicketType, fields: &Fields) -> Priority {
    kind.priority_in(fields).unwrap_or(kind.priority)
}

fn title_of(kind: &TicketType, form: &CompiledForm, fields: &Fields, shelf: &Shelf, key: &DefinitionKey) -> String {
    let first = || form.form().fields.iter().find(|field| matches!(field.holds, Holds::Text { .. })).map(|f| &f.key);
    let answer = kind.title_field.as_ref().or_else(first).and_then(|field| fields.get(field)).and_then(Value::as_str);
    let title = match answer.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => text.lines().next().unwrap_or_default().to_owned(),
        None => shelf
            .version(Kind::TicketType, key)
            .map(|version| version.content.title.in_lang(shelf.workspace.lang).to_owned())
            .unwrap_or_default(),
    };
    title.chars().take(LONGEST_TITLE).collect()
}

/// Checks that every person that an answer names is there and active.
pub(crate) fn known_people(form: &Form, fields: &Fields, lookup: &Lookup) -> Result<()> {
    let mut problems = Vec::new();
    for (key, value) in fields {
        if let Some(field) = form.field(key)
            && matches!(field.holds, Holds::Person)
            && let Some(id) = value.as_str()
            && !lookup.colleagues.iter().any(|one| one.person.active && one.person.id.to_string() == id)
        {
            problems.push(Problem::error(Code::UnknownPerson, format!("/fields/{key}")).with("given", id));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}
