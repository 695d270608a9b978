//! The play that fills a workspace: plausible, whole, the same for the same seed, and done once.

mod office;

use std::collections::BTreeSet;

use desk::{Error, TicketRef};
use model::{
    record::Status,
    view::{TaskQuery, TicketQuery, TicketRow},
};
use office::{Office, everywhere};

async fn all(office: &Office) -> Vec<TicketRow> {
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let query = TicketQuery { limit: Some(200), after, ..TicketQuery::default() };
        let part = office.desk.tickets(&office.admin, query).await.unwrap();
        rows.extend(part.rows);
        after = part.next;
        if after.is_none() {
            return rows;
        }
    }
}

#[tokio::test]
async fn a_filled_workspace_has_something_true_to_show_on_every_page() {
    everywhere(|office: Office| async move {
        office.clock.turn(chrono::TimeDelta::hours(30));
        let made = office.desk.demo(&office.admin, 1).await.unwrap();
        assert!((150..400).contains(&made.tickets), "{made:?}");
        assert!(made.open * 3 < made.tickets && made.open > 10, "most of the past is over, some is not: {made:?}");
        let rows = all(&office).await;
        assert_eq!(rows.len(), made.tickets);
        let types: BTreeSet<&str> = rows.iter().map(|row| row.ticket_type.as_str()).collect();
        assert_eq!(types, BTreeSet::from(["complaint", "consultation", "order", "suggestion", "technical"]));
        let now = office.desk.now();
        assert!(rows.iter().all(|row| row.updated_at <= now && row.created_at <= now), "nothing lies in the future");
        let is_late = |row: &&TicketRow| row.status.is_open() && row.due_at.is_some_and(|due| due < now);
        assert!(rows.iter().filter(is_late).count() > 2, "some are late");
        let mut names = BTreeSet::new();
        let (mut episodes, mut incidents) = (0, 0);
        for row in &rows {
            names.extend(office.told(row).await);
            let page = office.desk.ticket(&office.admin, TicketRef::Id(row.id)).await.unwrap();
            incidents += page.incidents.len();
            episodes += usize::from(page.clocks.iter().any(|clock| clock.clock.episode > 1));
        }
        assert_eq!(incidents, 0, "no flow broke on the way");
        assert!(episodes > 2, "some came back: {episodes}");
        for wanted in [
            "reply",
            "note",
            "transferred",
            "escalated",
            "clock_breached",
            "clock_paused",
            "reopened",
            "priority_set",
            "step_done",
            "step_late",
            "ended",
            "chose",
        ] {
            assert!(names.contains(wanted), "nothing is told of {wanted}: {names:?}");
        }
        let mine = office.desk.tasks(&office.admin, TaskQuery { mine: true, ..TaskQuery::default() }).await.unwrap();
        assert!(!mine.rows.is_empty(), "the administrator has something to do today");
        // The world was not written to, and the worker finds nothing of the past to do.
        let told = rows.iter().filter(|row| row.status == Status::Closed).count();
        while office.desk.work_once().await.unwrap() > 0 {}
        assert!(office.caught.done.lock().unwrap().is_empty());
        assert_eq!(all(&office).await.iter().filter(|row| row.status == Status::Closed).count(), told);
    })
    .await;
}

#[tokio::test]
async fn it_is_done_once() {
    everywhere(|office: Office| async move {
        let (first, second) = tokio::join!(office.desk.demo(&office.admin, 1), office.desk.demo(&office.admin, 2));
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
        let before = all(&office).await.len();
        let again = office.desk.demo(&office.admin, 1).await;
        assert!(matches!(again, Err(Error::Refused { code: "demo_done", .. })), "{again:?}");
        assert_eq!(all(&office).await.len(), before);
        let agent = office.hire("Agent", &["agent"]).await;
        assert!(matches!(office.desk.demo(&agent, 1).await, Err(Error::Forbidden { .. })));
    })
    .await;
}

#[tokio::test]
async fn the_same_seed_gives_the_same_play() {
    let play = async || {
        let folder = tempfile::tempdir().unwrap();
        let office = Office::open(&format!("sqlite:{}", folder.path().join("office.db").display())).await;
        office.desk.demo(&office.admin, 7).await.unwrap();
        let row =
            |row: TicketRow| (row.number, row.title, row.status, row.owner.map(|owner| owner.name), row.updated_at);
        all(&office).await.into_iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(play().await, play().await);
}
