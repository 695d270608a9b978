//! New definitions: begun from a title, or as a copy of another one. Each is its author's private draft at first.

use std::{cmp::Reverse, collections::BTreeMap};

use model::{
    Body, Definition, Kind, Text,
    calendar::{Calendar, Period},
    flow::{Does, Flow, Node, Point},
    form::{Form, Layout, Purpose},
    key::{DefinitionKey, LayoutKey, NodeKey, from_text, unique},
    ladder::Ladder,
    phrase::Phrase,
    policy::Policy,
    queue::Queue,
    record::DefinitionStanding,
    role::{Right, Role},
    rule::Rule,
    skill::Skill,
    ticket_type::TicketType,
};
use store::{Scope, Workspace};

use crate::{
    Actor, Desk,
    error::{Error, Result},
};

/// How often another key is tried when someone takes the same one at the same moment.
const TRIES: usize = 5;

impl Desk {
    /// Begins a definition with a title. Its key is made of the title, and stays when the title changes. A flow is drawn
    /// for a form; other kinds have none.
    pub async fn create(
        &self,
        actor: &Actor,
        kind: Kind,
        title: Text,
        form: Option<DefinitionKey>,
    ) -> Result<DefinitionKey> {
        actor.may(Right::DesignDefinitions)?;
        let scope = self.0.store.scope(actor.workspace());
        let workspace = scope.workspace().await?.ok_or(Error::NotFound)?;
        let mut body = begun(kind, &workspace);
        match &mut body {
            Body::Flow(flow) => flow.form = form,
            Body::TicketType(kind) => {
                let shelf = self.shelf(actor.workspace()).await?;
                let others: Vec<&TicketType> = shelf.ticket_types().collect();
                kind.policy = most_used(others.iter().filter_map(|other| other.policy.as_ref()));
                kind.queue = most_used(others.iter().filter_map(|other| other.queue.as_ref()));
            }
            _ => {}
        }
        self.begin(actor, title, body).await
    }

    /// Begins a definition as a copy of another one as the actor sees it: their draft, else the newest version.
    pub async fn duplicate(
        &self,
        actor: &Actor,
        kind: Kind,
        key: &DefinitionKey,
        title: Text,
    ) -> Result<DefinitionKey> {
        actor.may(Right::DesignDefinitions)?;
        let page = self.definition(actor, kind, key).await?;
        self.begin(actor, title, page.content.body).await
    }

    async fn begin(&self, actor: &Actor, title: Text, body: Body) -> Result<DefinitionKey> {
        let scope = self.0.store.scope(actor.workspace());
        let kind = body.kind();
        let mut tries = TRIES;
        loop {
            let key = free_key(&scope, kind, &title).await?;
            let content = Definition { key: key.clone(), title: title.clone(), body: body.clone() };
            match self.save_draft(actor, content, 0, true).await {
                Err(Error::Conflict(_)) if tries > 1 => tries -= 1,
                answer => return answer.map(|_| key),
            }
        }
    }
}

/// The key that stands there most often; of several, the first in order.
fn most_used<'a>(keys: impl Iterator<Item = &'a DefinitionKey>) -> Option<DefinitionKey> {
    let mut counts = BTreeMap::<&DefinitionKey, usize>::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(key, count)| (*count, Reverse(*key))).map(|(key, _)| key.clone())
}

/// A key made of the title that no definition of the kind has. One that was never published and that nobody draws any
/// more does not count.
async fn free_key(scope: &Scope, kind: Kind, title: &Text) -> Result<DefinitionKey> {
    let mut taken = Vec::new();
    for header in scope.headers(Some(kind), "").await? {
        if header.standing != DefinitionStanding::Draft || scope.is_drafted(header.id).await? {
            taken.push(header.key);
        }
    }
    let made = from_text(title, kind.as_str());
    let made = unique(&made, |key| taken.iter().any(|taken| taken.as_str() == key));
    Ok(DefinitionKey::new(made))
}

/// What a new definition of a kind says. It already holds what nearly everyone would draw first.
fn begun(kind: Kind, workspace: &Workspace) -> Body {
    let format = kind.format();
    match kind {
        Kind::Form => {
            let intake = Layout {
                key: LayoutKey::from("intake"),
                title: Text::both("新建工单", "New ticket"),
                purpose: Purpose::Intake,
                items: Vec::new(),
            };
            Body::Form(Form { format, fields: Vec::new(), layouts: vec![intake] })
        }
        Kind::Flow => {
            let start = Node {
                key: NodeKey::from("start"),
                title: Text::both("开始", "Start"),
                does: Does::Start,
                at: Point { x: 80.0, y: 160.0 },
            };
            Body::Flow(Flow { format, nodes: vec![start], ..Flow::default() })
        }
        Kind::TicketType => Body::TicketType(TicketType { format, ..TicketType::default() }),
        Kind::Calendar => {
            let morning = Period { from: 9 * 60, to: 12 * 60 };
            let afternoon = Period { from: 13 * 60, to: 18 * 60 };
            let mut week: [Vec<Period>; 7] = std::array::from_fn(|_| vec![morning, afternoon]);
            let [.., saturday, sunday] = &mut week;
            saturday.clear();
            sunday.clear();
            Body::Calendar(Calendar { format, zone: workspace.zone.clone(), week, days: Vec::new() })
        }
        Kind::Policy => {
            let calendar = workspace.default_calendar.clone().unwrap_or_default();
            Body::Policy(Policy { format, calendar, ..Policy::default() })
        }
        Kind::Ladder => Body::Ladder(Ladder { format, ..Ladder::default() }),
        Kind::Queue => Body::Queue(Queue { format, ..Queue::default() }),
        Kind::Skill => Body::Skill(Skill { format, about: Text::default() }),
        Kind::Role => Body::Role(Role { format, grants: Vec::new() }),
        Kind::Phrase => Body::Phrase(Phrase { format, ..Phrase::default() }),
        Kind::Rule => Body::Rule(Rule { format, ..Rule::default() }),
    }
}
