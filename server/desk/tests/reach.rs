//! Who may do what, and with which rows: every role against every use case. A use case that shows or changes more than
//! the role reaches is a leak, and so is one that has nobody in this table.

mod office;

use std::{collections::BTreeMap, pin::Pin};

use desk::{Actor, Desk, Error, TicketRef};
use model::{
    Kind,
    id::TicketId,
    key::{DefinitionKey, LayoutKey, OutcomeKey},
    migration::Plan,
    role::Right,
    view::{
        AccountChange, Completion, Directory, IncidentQuery, List, NewPerson, PersonChange, TaskQuery, TaskView,
        TeamChange, TicketQuery, TicketRow, Ways, WorkloadQuery,
    },
};
use office::{Office, everywhere, fields, filing};
use serde_json::json;

/// A flow whose one step goes to whoever the form names, and the roles of this table.
fn content() -> model::Value {
    let role = |key: &str, read: &str, work: &str| {
        json!({"kind": "role", "key": key, "title": {"en": key}, "body": {"format": 1, "grants": [
            {"right": "read_tickets", "scope": read}, {"right": "create_tickets", "scope": "all"},
            {"right": "work_tickets", "scope": work}]}})
    };
    json!([
        role("own", "own", "own"),
        role("team", "team", "team"),
        role("reader", "all", "own"),
        role("whole", "all", "all"),
        {"kind": "queue", "key": "desk", "title": {"en": "Desk"}, "body": {"format": 1, "roles": ["whole"]}},
        {"kind": "form", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1,
            "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text", "searchable": true},
                       {"key": "who", "label": {"en": "Who"}, "type": "person"}],
            "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                {"item": "row", "cells": [{"field": "subject"}, {"field": "who"}]}]}]}},
        {"kind": "flow", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1, "form": "matter",
            "nodes": [
                {"key": "start", "node": "start"},
                {"key": "step", "title": {"en": "Step"}, "node": "task",
                 "owner": {"by": "expression", "text": "fields.who"},
                 "outcomes": [{"key": "done", "title": {"en": "Done"}}]},
                {"key": "end", "title": {"en": "End"}, "node": "end", "leaves": "closed"}],
            "links": [
                {"key": "a", "from": "start", "to": "step"},
                {"key": "b", "from": "step", "to": "end", "leaves": {"by": "outcome", "outcome": "done"}}]}},
        {"kind": "ticket_type", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1,
            "form": "matter", "flow": "matter", "queue": "desk", "title_field": "subject"}}
    ])
}

/// The people of the table and one ticket of each who can have one.
struct Cast {
    office: Office,
    actors: BTreeMap<&'static str, Actor>,
    tickets: BTreeMap<&'static str, TicketRow>,
    tasks: BTreeMap<&'static str, TaskView>,
}

/// The people, by role and by the team they share.
const PEOPLE: [(&str, &[&str]); 7] = [
    ("loner", &["own"]),
    ("mate", &["team"]),
    ("fellow", &["team"]),
    ("stranger", &["team"]),
    ("reader", &["reader"]),
    ("chief", &["whole"]),
    ("nobody", &[]),
];

/// Whose tickets each sees, and on whose tasks each may work.
const SEES: [(&str, &[&str], &[&str]); 7] = [
    ("loner", &["loner"], &["loner"]),
    ("mate", &["mate", "fellow"], &["mate", "fellow"]),
    ("fellow", &["mate", "fellow"], &["mate", "fellow"]),
    ("stranger", &["stranger"], &["stranger"]),
    ("reader", &["loner", "mate", "fellow", "stranger", "reader"], &["reader"]),
    ("chief", &["loner", "mate", "fellow", "stranger", "reader"], &["loner", "mate", "fellow", "stranger", "reader"]),
    ("nobody", &[], &[]),
];

impl Cast {
    async fn of(office: Office) -> Self {
        office.bring(content()).await;
        let mut actors = BTreeMap::new();
        for (name, roles) in PEOPLE {
            actors.insert(name, office.hire(name, roles).await);
        }
        let members = vec![actors["mate"].person().id, actors["fellow"].person().id];
        office.desk.create_team(&office.admin, "Pair", members).await.unwrap();
        let (mut tickets, mut tasks) = (BTreeMap::new(), BTreeMap::new());
        for name in ["loner", "mate", "fellow", "stranger", "reader"] {
            let id = actors[name].person().id;
            actors.insert(name, office.again(id).await);
            // Filed by the administrator, so that only the step makes it theirs.
            let answers = json!({"subject": format!("matter of {name}"), "who": id});
            let row = office.file(&office.admin, "matter", answers).await;
            tasks.insert(name, office.open_tasks(&row).await.remove(0));
            tickets.insert(name, row);
        }
        Self { office, actors, tickets, tasks }
    }

    /// The names behind tickets, sorted.
    fn names(&self, ids: impl IntoIterator<Item = TicketId>) -> Vec<&'static str> {
        let mut names: Vec<_> = ids
            .into_iter()
            .filter_map(|id| self.tickets.iter().find(|(_, row)| row.id == id).map(|(name, _)| *name))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn sorted(names: &[&'static str]) -> Vec<&'static str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

/// A list that someone without the right is refused, and that shows nothing then.
#[track_caller]
fn rows<T>(answer: Result<List<T>, Error>) -> Vec<T> {
    match answer {
        Ok(list) => list.rows,
        Err(Error::Forbidden { .. }) => Vec::new(),
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn every_list_shows_what_the_reach_allows_and_nothing_else() {
    everywhere(|office: Office| async move {
        let cast = Cast::of(office).await;
        let desk = &cast.office.desk;
        for (name, sees, _) in SEES {
            let (actor, sees) = (&cast.actors[name], sorted(sees));
            let all = TicketQuery { limit: Some(200), ..TicketQuery::default() };
            let words = TicketQuery { text: "matter".to_owned(), ..all.clone() };
            let queue = TicketQuery { queue: Some(DefinitionKey::from("desk")), ..all.clone() };
            for query in [all, words, queue] {
                let found = rows(desk.tickets(actor, query.clone()).await);
                assert_eq!(cast.names(found.iter().map(|row| row.id)), sees, "{name}: {query:?}");
            }
            for query in [TaskQuery::default(), TaskQuery { closed: true, ..TaskQuery::default() }] {
                let found = rows(desk.tasks(actor, query).await);
                assert_eq!(cast.names(found.iter().map(|task| task.ticket)), sees, "{name}: tasks");
            }
            for (whose, row) in &cast.tickets {
                let seen = usize::from(sees.contains(whose));
                let owner = Some(cast.actors[whose].person().id);
                let by_owner = TicketQuery { owner, ..TicketQuery::default() };
                let by_ticket = TaskQuery { ticket: Some(row.id), ..TaskQuery::default() };
                let of_owner = TaskQuery { owner, ..TaskQuery::default() };
                assert!(rows(desk.tickets(actor, by_owner).await).len() <= seen, "{name} by the owner {whose}");
                assert_eq!(rows(desk.tasks(actor, by_ticket).await).len(), seen, "{name} in the ticket of {whose}");
                assert_eq!(rows(desk.tasks(actor, of_owner).await).len(), seen, "{name} of the owner {whose}");
                for text in [format!("#{}", row.number), row.title.clone()] {
                    let found = desk.find(actor, &text).await.unwrap();
                    let found = found.tickets.iter().filter(|one| one.number == row.number).count();
                    assert_eq!(found, seen, "{name} finds {text}");
                }
            }
            let mine = rows(desk.tasks(actor, TaskQuery { mine: true, ..TaskQuery::default() }).await);
            let own: Vec<_> = cast.tickets.keys().copied().filter(|whose| *whose == name).collect();
            assert_eq!(cast.names(mine.iter().map(|task| task.ticket)), own, "{name}: mine");
            let ways = match desk.ways(actor).await {
                Err(Error::Forbidden { .. }) => Ways::default(),
                answer => answer.unwrap(),
            };
            let (tasks, tickets) = (u32::try_from(own.len()).unwrap(), u32::try_from(sees.len()).unwrap());
            assert_eq!((ways.tasks, ways.tickets), (tasks, tickets), "{name}: the rail");
        }
    })
    .await;
}

#[tokio::test]
async fn a_ticket_beyond_the_reach_looks_like_none_from_every_side() {
    everywhere(|office: Office| async move {
        let cast = Cast::of(office).await;
        for (name, sees, works) in SEES {
            for whose in cast.tickets.keys() {
                for (what, answer) in touch(&cast, name, whose).await {
                    let (sees, works) = (sees.contains(whose), works.contains(whose));
                    let right = match &answer {
                        Touched::Read(Ok(())) | Touched::Draft(Ok(())) => sees,
                        Touched::Work(Ok(())) => sees && works,
                        // What may be seen but not worked on says so; the rest is not there.
                        Touched::Work(Err(Error::Forbidden { .. })) => name == "nobody" || (sees && !works),
                        Touched::Read(Err(Error::NotFound))
                        | Touched::Work(Err(Error::NotFound))
                        | Touched::Draft(Err(Error::NotFound)) => !sees,
                        Touched::Read(Err(Error::Forbidden { .. })) | Touched::Draft(Err(Error::Forbidden { .. })) => {
                            name == "nobody"
                        }
                        _ => false,
                    };
                    assert!(right, "{name} with the ticket of {whose}: {what} answered {answer:?}");
                }
            }
        }
    })
    .await;
}

/// How a use case touches a ticket, and its answer.
#[derive(Debug)]
enum Touched {
    Read(Result<(), Error>),
    Work(Result<(), Error>),
    /// One's own words, kept where one may look.
    Draft(Result<(), Error>),
}

/// Everything someone can try with a ticket. What changes it is tried with input that is refused once the right is there,
/// so that the next one meets the same ticket; `true` stands for having come that far.
async fn touch(cast: &Cast, name: &str, whose: &str) -> Vec<(&'static str, Touched)> {
    let (desk, actor) = (&cast.office.desk, &cast.actors[name]);
    let (row, task) = (&cast.tickets[whose], &cast.tasks[whose]);
    let seen = |answer: Result<bool, Error>| match answer {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::NotFound),
        Err(error) => Err(error),
    };
    let past_the_right = |answer: Result<(), Error>| match answer {
        Err(Error::Invalid(_) | Error::Refused { .. }) => Ok(()),
        other => other,
    };
    let unawaited = |answer: Result<(), Error>| match answer {
        Err(Error::Refused { code: "signal_not_awaited", .. }) => Ok(()),
        other => other,
    };
    let wrong = Completion { outcome: OutcomeKey::from("nonsense"), fields: fields(json!({})) };
    let long_ago = Some(chrono::DateTime::UNIX_EPOCH);
    let no_one = "019a0000-0000-7000-8000-000000000000".parse().unwrap();
    vec![
        ("ticket by id", Touched::Read(desk.ticket(actor, TicketRef::Id(row.id)).await.map(drop))),
        ("ticket by number", Touched::Read(desk.ticket(actor, TicketRef::Number(row.number)).await.map(drop))),
        ("timeline", Touched::Read(desk.timeline(actor, row.id, None, 10).await.map(drop))),
        ("live topic", Touched::Read(seen(desk.may_see(actor, row.id).await))),
        ("task", Touched::Read(desk.task(actor, task.id).await.map(drop))),
        ("draft of a reply", Touched::Draft(desk.save_reply_draft(actor, row.id, "x".to_owned(), false).await)),
        ("draft of a step", Touched::Draft(desk.save_step_draft(actor, task.id, fields(json!({}))).await)),
        ("complete", Touched::Work(past_the_right(desk.complete(actor, task.id, wrong, None).await.map(drop)))),
        ("signal", Touched::Work(unawaited(desk.signal(actor, row.id, "paid".into(), fields(json!({})), None).await))),
        ("follow", Touched::Draft(desk.follow(actor, row.id, vec![actor.person().id]).await)),
        ("mute", Touched::Draft(desk.mute(actor, row.id, true).await)),
        ("unfollow", Touched::Draft(desk.unfollow(actor, row.id, actor.person().id).await)),
        ("add a follower", Touched::Work(past_the_right(desk.follow(actor, row.id, vec![no_one]).await))),
        ("remove a follower", Touched::Work(past_the_right(desk.unfollow(actor, row.id, no_one).await))),
        ("hold", Touched::Work(past_the_right(desk.hold(actor, row.id, long_ago, false, "x".to_owned()).await))),
        ("resume", Touched::Work(past_the_right(desk.resume(actor, row.id).await))),
        ("delegate", Touched::Work(past_the_right(desk.delegate(actor, task.id, no_one, String::new()).await))),
        ("accept", Touched::Work(past_the_right(desk.accept(actor, task.id).await.map(drop)))),
        ("decline", Touched::Work(past_the_right(desk.decline(actor, task.id, String::new()).await.map(drop)))),
        ("recall", Touched::Work(past_the_right(desk.recall(actor, task.id).await))),
        ("urge", Touched::Work(past_the_right(desk.urge(actor, task.id, String::new()).await))),
        (
            "transfer",
            Touched::Work(past_the_right(desk.transfer(actor, task.id, no_one, String::new()).await.map(drop))),
        ),
    ]
}

#[tokio::test]
async fn words_and_claims_follow_the_reach() {
    everywhere(|office: Office| async move {
        let cast = Cast::of(office).await;
        let desk = &cast.office.desk;
        // Who may see and work speaks; a colleague of the team takes the task over; a reader does neither.
        let (mates, loners) = (&cast.tickets["mate"], &cast.tickets["loner"]);
        let say = async |name: &str, row: &TicketRow| {
            desk.reply(&cast.actors[name], row.id, "hello".to_owned(), false, None).await
        };
        for (name, row, expected) in [
            ("fellow", mates, "ok"),
            ("fellow", loners, "not found"),
            ("stranger", mates, "not found"),
            ("reader", loners, "forbidden"),
            ("loner", loners, "ok"),
            ("chief", loners, "ok"),
            ("nobody", loners, "forbidden"),
        ] {
            assert_eq!(told(&say(name, row).await), expected, "{name} speaks");
        }
        for (name, whose, expected) in [
            ("stranger", "mate", "not found"),
            ("reader", "mate", "forbidden"),
            ("nobody", "mate", "forbidden"),
            ("fellow", "mate", "ok"),
            ("chief", "loner", "ok"),
        ] {
            let task = cast.tasks[whose].id;
            assert_eq!(told(&desk.claim(&cast.actors[name], task).await), expected, "{name} claims");
        }
    })
    .await;
}

fn told<T>(answer: &Result<T, Error>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(Error::NotFound) => "not found",
        Err(Error::Forbidden { .. }) => "forbidden",
        Err(_) => "refused",
    }
}

type Try = for<'a> fn(&'a Desk, &'a Actor) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

macro_rules! tries {
    ($($name:literal needs $right:expr => |$desk:ident, $actor:ident| $call:expr),* $(,)?) => {
        vec![$(($name, $right, (|$desk, $actor| Box::pin(async move { $call.await.map(drop) })) as Try)),*]
    };
}

/// Use cases that take a right but no row, and that right. None: being signed in is enough.
fn use_cases() -> Vec<(&'static str, Option<Right>, Try)> {
    tries! {
        "types" needs Some(Right::CreateTickets) => |desk, actor| desk.types(actor),
        "intake" needs Some(Right::CreateTickets) => |desk, actor| desk.intake(actor, &"complaint".into()),
        "field states" needs Some(Right::CreateTickets) => |desk, actor|
            desk.field_states(actor, &"complaint".into(), &LayoutKey::from("intake"), fields(json!({}))),
        "file" needs Some(Right::CreateTickets) => |desk, actor|
            desk.file(actor, filing("nonsense", json!({})), model::record::Channel::Desk, None),
        "customers" needs Some(Right::CreateTickets) => |desk, actor| desk.customers(actor, "a"),
        "tickets" needs Some(Right::ReadTickets) => |desk, actor| desk.tickets(actor, TicketQuery::default()),
        "tasks" needs Some(Right::ReadTickets) => |desk, actor| desk.tasks(actor, TaskQuery::default()),
        "colleagues" needs Some(Right::ReadTickets) => |desk, actor| desk.colleagues(actor),
        "people" needs Some(Right::ReadPeople) => |desk, actor| desk.people(actor),
        "workload" needs Some(Right::ReadPeople) => |desk, actor| desk.workload(actor, WorkloadQuery::default()),
        "own_leave" needs None => |desk, actor| desk.own_leave(actor),
        "directory" needs Some(Right::ReadPeople) => |desk, actor| desk.directory(actor),
        "teams" needs Some(Right::ReadPeople) => |desk, actor| desk.teams(actor),
        "create person" needs Some(Right::ManagePeople) => |desk, actor|
            desk.create_person(actor, NewPerson::default(), None),
        "change person" needs Some(Right::ManagePeople) => |desk, actor|
            desk.set_person(actor, nobody(), PersonChange::default()),
        "create team" needs Some(Right::ManagePeople) => |desk, actor| desk.create_team(actor, "", Vec::new()),
        "change team" needs Some(Right::ManagePeople) => |desk, actor|
            desk.set_team(actor, no_team(), TeamChange::default()),
        "delete team" needs Some(Right::ManagePeople) => |desk, actor| desk.delete_team(actor, no_team()),
        "definitions" needs Some(Right::ReadDefinitions) => |desk, actor| desk.definitions(actor, None, ""),
        "definition" needs Some(Right::ReadDefinitions) => |desk, actor|
            desk.definition(actor, Kind::Phrase, &"greeting".into()),
        "versions" needs Some(Right::ReadDefinitions) => |desk, actor|
            desk.versions(actor, Kind::Phrase, &"greeting".into()),
        "version" needs Some(Right::ReadDefinitions) => |desk, actor|
            desk.version(actor, Kind::Phrase, &"greeting".into(), 1),
        "diff" needs Some(Right::ReadDefinitions) => |desk, actor|
            desk.diff(actor, Kind::Phrase, &"greeting".into(), 1, None),
        "usage" needs Some(Right::ReadDefinitions) => |desk, actor|
            desk.usage(actor, Kind::Phrase, &"greeting".into()),
        "export" needs Some(Right::ReadDefinitions) => |desk, actor| desk.export(actor, Vec::new()),
        "save draft" needs Some(Right::DesignDefinitions) => |desk, actor| desk.save_draft(actor, phrase(), 9, false),
        "check" needs Some(Right::DesignDefinitions) => |desk, actor| desk.check(actor, phrase()),
        "restore" needs Some(Right::DesignDefinitions) => |desk, actor|
            desk.restore(actor, Kind::Phrase, &"greeting".into(), 9),
        "publish" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.publish(actor, Kind::Phrase, &"greeting".into(), String::new()),
        "forecast migration" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.forecast_migration(actor, &"nothing".into(), 1, false, &Plan::default()),
        "migrate" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.migrate(actor, &"nothing".into(), 1, false, &Plan::default(), None),
        "publish for open tickets" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.publish_for(actor, Kind::Calendar, &"nothing".into(), String::new(), true),
        "try scenarios" needs Some(Right::DesignDefinitions) => |desk, actor|
            desk.try_scenarios(actor, "nothing".into(), model::flow::Flow::default()),
        "replay flow" needs Some(Right::DesignDefinitions) => |desk, actor|
            desk.replay_flow(actor, "nothing".into(), model::flow::Flow::default()),
        "forecast reckoning" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.forecast_reckoning(actor, Kind::Calendar, &"nothing".into(), false),
        "reckon" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.reckon(actor, Kind::Calendar, &"nothing".into()),
        "reckoning" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.reckoning(actor, Kind::Calendar, &"nothing".into()),
        "trash" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.trash(actor, Kind::Phrase, &"nothing".into()),
        "untrash" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.untrash(actor, Kind::Phrase, &"nothing".into()),
        "rebase" needs Some(Right::DesignDefinitions) => |desk, actor|
            desk.rebase(actor, Kind::Phrase, &"nothing".into()),
        "discard" needs Some(Right::DesignDefinitions) => |desk, actor|
            desk.discard_draft(actor, Kind::Phrase, &"nothing".into()),
        "rule standing" needs Some(Right::ReadDefinitions) => |desk, actor| desk.rule_standing(actor, &"r".into()),
        "rule runs" needs Some(Right::ReadDefinitions) => |desk, actor|
            desk.rule_runs(actor, &"r".into(), None, None),
        "rule form" needs Some(Right::ReadDefinitions) => |desk, actor| desk.rule_form(actor, &[]),
        "rule times" needs Some(Right::ReadDefinitions) => |desk, actor|
            desk.rule_times(actor, model::rule::Schedule::default()),
        "try rule" needs Some(Right::DesignDefinitions) => |desk, actor|
            desk.try_rule(actor, "r".into(), model::rule::Rule::default()),
        "switch rule on" needs Some(Right::PublishDefinitions) => |desk, actor|
            desk.switch_rule_on(actor, &"r".into()),
        "incidents" needs Some(Right::Administer) => |desk, actor| desk.incidents(actor, IncidentQuery::default()),
        "incident" needs Some(Right::Administer) => |desk, actor|
            desk.incident(actor, "019a0000-0000-7000-8000-000000000000".parse().unwrap()),
        "settle" needs Some(Right::Administer) => |desk, actor|
            desk.settle(actor, "019a0000-0000-7000-8000-000000000000".parse().unwrap(), model::incident::Settling::Skip),
        "jump" needs Some(Right::MoveTickets) => |desk, actor| desk.jump(
            actor, no_ticket(), model::record::RunToken(0), "step".into(), "x".to_owned()),
        "terminate" needs Some(Right::EndTickets) => |desk, actor| desk.terminate(
            actor, no_ticket(), model::flow::Leaves::Cancelled, false, "x".to_owned()),
        "token for another" needs Some(Right::Administer) => |desk, actor|
            desk.create_token_for(actor, nobody(), "x"),
        "me" needs None => |desk, actor| desk.me(actor),
        "account" needs None => |desk, actor| desk.set_account(actor, AccountChange::default()),
        "notices" needs None => |desk, actor| desk.notices(actor),
    }
}

fn nobody() -> model::id::PersonId {
    "019a0000-0000-7000-8000-000000000000".parse().unwrap()
}

fn no_ticket() -> TicketId {
    "019a0000-0000-7000-8000-000000000000".parse().unwrap()
}

fn no_team() -> model::id::TeamId {
    "019a0000-0000-7000-8000-000000000000".parse().unwrap()
}

fn phrase() -> model::Definition {
    serde_json::from_value(json!({"kind": "phrase", "key": "greeting", "title": {"en": "Hi"},
        "body": {"format": 1, "text": {"en": "Hi"}}}))
    .unwrap()
}

#[tokio::test]
async fn every_use_case_asks_for_its_right_and_the_ready_roles_have_theirs() {
    everywhere(|office: Office| async move {
        let mut roles: Vec<(&str, Actor)> = Vec::new();
        for role in ["administrator", "designer", "manager", "agent"] {
            roles.push((role, office.hire(role, &[role]).await));
        }
        roles.push(("none", office.hire("none", &[]).await));
        for (name, right, run) in use_cases() {
            for (role, actor) in &roles {
                let may = right.is_none_or(|right| actor.rights().contains_key(&right));
                let answer = run(&office.desk, actor).await;
                let refused = matches!(&answer, Err(Error::Forbidden { right: asked }) if Some(*asked) == right);
                assert_eq!(refused, !may, "{role}, {name}: {answer:?}");
            }
        }
    })
    .await;
}

/// The rights of the four ready roles, as `packages/README.md` tells them.
#[tokio::test]
async fn the_ready_roles_reach_as_far_as_they_should() {
    everywhere(|office: Office| async move {
        let directory: Directory = office.desk.directory(&office.admin).await.unwrap();
        let grants = |key: &str| {
            let role = directory.roles.iter().find(|role| role.key.as_str() == key).unwrap();
            let mut grants: Vec<_> =
                role.grants.iter().map(|grant| format!("{:?} {:?}", grant.right, grant.scope)).collect();
            grants.sort_unstable();
            grants.join(", ")
        };
        assert_eq!(grants("administrator").split(", ").count(), Right::ALL.len());
        assert_eq!(
            grants("designer"),
            "CreateTickets All, DesignDefinitions All, PublishDefinitions All, ReadDefinitions All, ReadPeople All, \
             ReadTickets Own, WorkTickets Own"
        );
        assert_eq!(
            grants("manager"),
            "CreateTickets All, EndTickets All, ReadDefinitions All, ReadPeople All, ReadTickets All, WorkTickets All"
        );
        assert_eq!(grants("agent"), "CreateTickets All, ReadPeople All, ReadTickets Team, WorkTickets Team");
    })
    .await;
}

#[tokio::test]
async fn a_change_of_roles_or_teams_holds_from_the_next_request_on() {
    everywhere(|office: Office| async move {
        let cast = Cast::of(office).await;
        let (desk, admin) = (&cast.office.desk, &cast.office.admin);
        let stranger = cast.actors["stranger"].person().id;
        let mates = TicketRef::Id(cast.tickets["mate"].id);
        let teams = desk.teams(admin).await.unwrap();
        let join = PersonChange { teams: Some(vec![teams[0].id]), ..PersonChange::default() };
        desk.set_person(admin, stranger, join).await.unwrap();
        let now = cast.office.again(stranger).await;
        assert!(desk.ticket(&now, mates).await.is_ok());
        let strip = PersonChange { roles: Some(Vec::new()), ..PersonChange::default() };
        desk.set_person(admin, stranger, strip).await.unwrap();
        let now = cast.office.again(stranger).await;
        assert!(matches!(desk.ticket(&now, mates).await, Err(Error::Forbidden { .. })));
        let off = PersonChange { active: Some(false), ..PersonChange::default() };
        desk.set_person(admin, stranger, off).await.unwrap();
        assert!(matches!(desk.actor(stranger).await, Err(Error::SignedOut)));
    })
    .await;
}
