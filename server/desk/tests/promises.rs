//! What a company promises its customers: targets, and what becomes of them as tickets change, wait and come back.

mod office;

use chrono::{DateTime, Utc};
use desk::Actor;
use model::{
    Lang, Value,
    flow::Priority,
    record::{ClockState, Status, Target},
    trace::Trace,
    view::{Asker, ClockView, TicketChange, TicketRow},
};
use office::{Office, everywhere, filing};
use serde_json::json;

/// A fault as the starter content's form takes it.
async fn fault(office: &Office, by: &Actor, priority: &str) -> TicketRow {
    let mut filing = filing(
        "technical",
        json!({"subject": "Pump leaks", "product": "P-100", "symptom": "leak", "impact": "limited",
               "phone": "13800138000", "priority": priority}),
    );
    filing.customer =
        Some(Asker::New { name: "Anna".to_owned(), email: Some("anna@example.com".to_owned()), phone: None });
    office.desk.file(by, filing, model::record::Channel::Desk, None).await.unwrap()
}

async fn clock(office: &Office, row: &TicketRow, target: Target) -> ClockView {
    let page = office.page(&office.admin, row).await;
    page.clocks.into_iter().find(|clock| clock.clock.target == target).unwrap()
}

/// What someone was told, newest first.
async fn told(office: &Office, actor: &Actor) -> Vec<String> {
    let notices = office.desk.notices(actor).await.unwrap();
    notices.iter().map(|notice| notice.text.in_lang(Lang::En).to_owned()).collect()
}

/// Everything that a reason says, as JSON.
fn says(why: &Trace) -> Value {
    serde_json::to_value(why).unwrap()
}

#[tokio::test]
async fn an_urgent_ticket_notifies_a_senior_engineer_and_must_get_a_first_response_within_two_hours() {
    everywhere(|office: Office| async move {
        let agent = office.hire("Agent", &["agent"]).await;
        let engineer = office.hire("Engineer", &["engineer"]).await;
        let senior = office.hire("Senior", &["senior-engineer"]).await;
        let answered = fault(&office, &agent, "urgent").await;
        let told_at_once = format!("Urgent fault #{} “Pump leaks”. Please keep an eye on it.", answered.number);
        assert_eq!(told(&office, &senior).await, [told_at_once]);
        assert!(told(&office, &engineer).await.is_empty(), "only the senior engineer is told");

        let first = clock(&office, &answered, Target::FirstResponse).await;
        // It is Monday, nine o'clock in Shanghai.
        assert_eq!(
            first.clock.due_at,
            "2026-03-02T03:00:00Z".parse::<DateTime<Utc>>().unwrap(),
            "two hours of working time"
        );
        let page = office.page(&office.admin, &answered).await;
        let why = says(page.policy_trace.as_ref().unwrap());
        assert_eq!(why["rule"]["en"], "Urgent or dangerous: first response within 2 hours");
        assert_eq!(page.tasks[0].due_at, Some("2026-03-02T03:00:00Z".parse::<DateTime<Utc>>().unwrap()));

        let silent = fault(&office, &agent, "urgent").await;
        office.pass(119).await;
        office.desk.reply(&senior, answered.id, "We are on our way.".to_owned(), true, None).await.unwrap();
        let met = clock(&office, &answered, Target::FirstResponse).await.clock.state;
        assert!(matches!(met, ClockState::Met { late: false, .. }), "{met:?}");
        let still = clock(&office, &silent, Target::FirstResponse).await.clock.state;
        assert_eq!(still, ClockState::Running);
        office.pass(2).await;
        let late = clock(&office, &silent, Target::FirstResponse).await.clock.state;
        assert!(matches!(late, ClockState::Breached { .. }), "{late:?}");
        let missed = format!("Fault #{} “Pump leaks” had no response within two hours.", silent.number);
        assert!(told(&office, &senior).await.contains(&missed), "the senior engineer hears of it");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_is_not_urgent_rings_no_bell() {
    everywhere(|office: Office| async move {
        office.hire("Engineer", &["engineer"]).await;
        let senior = office.hire("Senior", &["senior-engineer"]).await;
        let agent = office.hire("Agent", &["agent"]).await;
        let row = fault(&office, &agent, "normal").await;
        let about_urgency = told(&office, &senior).await.into_iter().filter(|text| text.starts_with("Urgent fault"));
        assert_eq!(about_urgency.count(), 0);
        let first = clock(&office, &row, Target::FirstResponse).await;
        assert_eq!(first.clock.span.minutes.0, 450);
    })
    .await;
}

#[tokio::test]
async fn a_changed_priority_moves_the_clocks_and_says_why() {
    everywhere(|office: Office| async move {
        let engineer = office.hire("Engineer", &["engineer"]).await;
        let row = fault(&office, &engineer, "normal").await;
        office.pass(30).await;
        let change = TicketChange { priority: Some(Priority::Urgent), title: Some("Pump bursts".to_owned()) };
        let changed = office.desk.change_ticket(&engineer, row.id, change, None).await.unwrap();
        assert_eq!((changed.priority, changed.title.as_str()), (Priority::Urgent, "Pump bursts"));
        let first = clock(&office, &row, Target::FirstResponse).await;
        assert_eq!(
            first.clock.due_at,
            "2026-03-02T03:00:00Z".parse::<DateTime<Utc>>().unwrap(),
            "two hours from the filing"
        );
        assert_eq!(first.used, 25, "half an hour of two is used");
        assert_eq!(says(first.why.as_ref().unwrap())["from"], "2026-03-02T01:00:00Z");
        let page = office.page(&engineer, &row).await;
        assert_eq!(page.fields["priority"], "urgent", "the answer follows");
        assert!(office.told(&row).await.contains(&"title_set"));
        // The timers follow: it is late when it should be, once.
        office.pass(91).await;
        let late = office.told(&row).await.into_iter().filter(|name| *name == "clock_breached").count();
        assert_eq!(late, 1);
        let agent = office.hire("Stranger", &["agent"]).await;
        let refused = office.desk.change_ticket(&agent, row.id, TicketChange::default(), None).await;
        assert!(matches!(refused, Err(desk::Error::NotFound)), "{refused:?}");
        let wrong = TicketChange { title: Some("  ".to_owned()), priority: None };
        let refused = office.desk.change_ticket(&engineer, row.id, wrong, None).await;
        assert!(matches!(refused, Err(desk::Error::Invalid(p)) if p[0].path == "/title"));
    })
    .await;
}

#[tokio::test]
async fn waiting_for_the_customer_stops_the_resolution_clock_and_nothing_rings_meanwhile() {
    everywhere(|office: Office| async move {
        let engineer = office.hire("Engineer", &["engineer"]).await;
        let row = fault(&office, &engineer, "urgent").await;
        office.desk.reply(&engineer, row.id, "Which valve?".to_owned(), true, None).await.unwrap();
        let task = office.open_tasks(&row).await.remove(0);
        office.pass(60).await;
        let waiting = office.complete(&office.admin, &task, "ask", json!({"diagnosis": "Valve?"})).await;
        assert_eq!(waiting.status, Status::WaitingForCustomer);
        let resolution = clock(&office, &row, Target::Resolution).await;
        assert!(resolution.clock.is_paused());
        let used = resolution.used;
        office.pass(6 * 60).await;
        let resolution = clock(&office, &row, Target::Resolution).await;
        assert_eq!(resolution.used, used, "what is shown and what is counted are the same");
        assert!(!office.told(&row).await.contains(&"escalated"));
    })
    .await;
}

#[tokio::test]
async fn a_closed_ticket_that_comes_back_is_a_new_episode() {
    everywhere(|office: Office| async move {
        let agent = office.hire("Agent", &["agent"]).await;
        let answers = json!({"subject": "Price?", "topic": "price", "question": "How much?"});
        let row = office.file(&agent, "consultation", answers).await;
        let early = office.desk.reopen(&agent, row.id, "too early".to_owned(), None).await;
        assert!(matches!(early, Err(desk::Error::Refused { code: "already_running", .. })), "{early:?}");
        let task = office.open_tasks(&row).await.remove(0);
        let closed = office.complete(&office.admin, &task, "answered", json!({"answer": "Ten."})).await;
        assert_eq!(closed.status, Status::Closed);
        office.pass(10).await;
        let (first, second) = tokio::join!(
            office.desk.reopen(&agent, row.id, "The price changed".to_owned(), None),
            office.desk.reopen(&agent, row.id, "The price changed".to_owned(), None)
        );
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "it is opened once");
        let page = office.page(&agent, &row).await;
        assert_eq!((page.row.status, page.tasks.len()), (Status::InProgress, 1));
        assert_eq!(page.clocks.iter().map(|clock| clock.clock.episode).collect::<Vec<_>>(), [2, 2]);
        let closed = office.complete(&office.admin, &page.tasks[0], "answered", json!({"answer": "Twelve."})).await;
        assert_eq!(closed.status, Status::Closed);
    })
    .await;
}

#[tokio::test]
async fn what_another_node_commits_is_told_here_once() {
    everywhere(|office: Office| async move {
        let agent = office.hire("Agent", &["agent"]).await;
        let other = office.without_mail().await;
        let mut here = other.watch();
        // The first look is when someone begins to watch.
        other.hear_once().await.unwrap();
        let row = fault(&office, &agent, "normal").await;
        other.hear_once().await.unwrap();
        assert_eq!(here.try_recv().unwrap().1.ticket, row.id);
        other.hear_once().await.unwrap();
        assert!(here.try_recv().is_err(), "once");
        // What this node commits itself is told at once, and not again by what it hears.
        other.reply(&office.admin, row.id, "hm".to_owned(), false, None).await.unwrap();
        assert_eq!(here.try_recv().unwrap().1.ticket, row.id);
        other.hear_once().await.unwrap();
        assert!(here.try_recv().is_err());
    })
    .await;
}

#[tokio::test]
async fn an_event_that_was_long_on_its_way_is_heard_all_the_same() {
    everywhere(|office: Office| async move {
        let agent = office.hire("Agent", &["agent"]).await;
        let other = office.without_mail().await;
        let mut here = other.watch();
        other.hear_once().await.unwrap();
        office.clock.turn(chrono::TimeDelta::seconds(60));
        other.hear_once().await.unwrap();
        // Filed twenty seconds ago by its ids, and committed only now.
        office.clock.turn(chrono::TimeDelta::seconds(-20));
        let row = fault(&office, &agent, "normal").await;
        office.clock.turn(chrono::TimeDelta::seconds(20));
        for _ in 0..10 {
            other.hear_once().await.unwrap();
        }
        assert_eq!(here.try_recv().unwrap().1.ticket, row.id);
    })
    .await;
}
