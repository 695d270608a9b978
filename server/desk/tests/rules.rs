//! Rules: they act when something happens and at set times, are found out when they fail, and can be tried.

mod office;

use chrono::TimeDelta;
use desk::Error;
use model::{
    Kind, Value,
    flow::Priority,
    record::Came,
    rule::Rule,
    view::{RuleRunRow, TicketRow},
};
use office::{Office, everywhere, fields};
use serde_json::json;

fn rule(key: &str, body: Value) -> Value {
    json!({"kind": "rule", "key": key, "title": {"en": key, "zh-CN": key}, "body": body})
}

/// A rule that looks at set times and tells the managers.
fn looks(every: Value, more: Value) -> Value {
    let mut body = json!({"format": 1, "when": {"on": "schedule", "every": every},
        "acts": [{"act": "set_priority", "priority": "urgent"}]});
    for (name, value) in more.as_object().unwrap() {
        if name == "missed" {
            body["when"]["missed"] = value.clone();
        } else {
            body[name] = value.clone();
        }
    }
    body
}

fn on(event: &str, acts: Value) -> Value {
    json!({"format": 1, "when": {"on": "events", "any": [{"event": event}]}, "acts": acts})
}

async fn asked(office: &Office) -> TicketRow {
    office.file(&office.admin, "consultation", json!({"subject": "价格", "question": "多少钱", "topic": "price"})).await
}

async fn priority(office: &Office, row: &TicketRow) -> Priority {
    office.page(&office.admin, row).await.row.priority
}

async fn log(office: &Office, key: &str) -> Vec<RuleRunRow> {
    office.desk.rule_runs(&office.admin, &key.into(), None, None).await.unwrap().rows
}

/// Whatever the starter's own rules do is not looked at here.
async fn notices(office: &Office, part: &str) -> usize {
    let all = office.desk.notices(&office.admin).await.unwrap();
    all.iter().filter(|notice| notice.text.in_lang(model::Lang::En).contains(part)).count()
}

#[tokio::test]
async fn the_ready_rule_raises_an_urgent_complaint_and_tells_the_managers() {
    everywhere(|office: Office| async move {
        let lea = office.hire("Lea", &["manager"]).await;
        let answers = json!({"subject": "杯子碎了", "category": "damaged", "description": "全碎了", "wish": "refund",
            "order_number": "A-1024", "phone": "13800138000",
            "claimed": {"minor": 600_000, "currency": "CNY"}});
        let row = office.file(&office.admin, "complaint", answers).await;
        assert_eq!(row.priority, Priority::Urgent);
        let told = office.desk.notices(&lea).await.unwrap();
        assert!(told.iter().any(|notice| notice.text.in_lang(model::Lang::ZhCn).contains("紧急投诉")), "{told:#?}");
        let log = log(&office, "urgent-complaint").await;
        let [line] = &log[..] else { panic!("{log:#?}") };
        assert_eq!((&line.run.came, line.ticket.as_ref().unwrap().number), (&Came::Acted, row.number));
        assert!(line.run.did.contains(&"notified".to_owned()));
        let page = office.desk.timeline(&office.admin, row.id, None, 100).await.unwrap();
        let why = page.rows.iter().filter(|entry| {
            entry
                .traces
                .iter()
                .any(|why| matches!(why, model::trace::Trace::Rule(why) if why.rule.as_str() == "urgent-complaint"))
        });
        assert!(why.count() >= 2, "each of its doings says because of which rule");
    })
    .await;
}

#[tokio::test]
async fn a_daily_rule_looks_once_a_day_in_its_zone_and_acts_once_on_a_ticket() {
    everywhere(|office: Office| async move {
        office.bring(json!([rule("daily", looks(json!({"cron": "30 9 * * *"}), json!({"once": true})))])).await;
        let row = asked(&office).await;
        office.pass(29).await;
        assert_ne!(priority(&office, &row).await, Priority::Urgent, "it is not yet half past nine in Shanghai");
        office.pass(2).await;
        assert_eq!(priority(&office, &row).await, Priority::Urgent);
        let standing = office.desk.rule_standing(&office.admin, &"daily".into()).await.unwrap();
        assert_eq!(standing.next.unwrap().to_rfc3339(), "2026-03-03T01:30:00+00:00");
        assert_eq!(standing.state.acted, 1);
        office.clock.turn(TimeDelta::days(1));
        office.pass(2).await;
        assert_eq!(log(&office, "daily").await.len(), 1, "once");
    })
    .await;
}

#[tokio::test]
async fn times_that_passed_while_nothing_ran_are_made_up_for_as_the_rule_says() {
    everywhere(|office: Office| async move {
        let every = || json!({"minutes": 60});
        let act = |field: &str| json!({"acts": [{"act": "notify", "to": {"who": "role", "role": "administrator"}, "text": {"en": field}}]});
        let with = |missed: &str| {
            let mut more = act(&format!("look-{missed}"));
            more["missed"] = json!(missed);
            looks(every(), more)
        };
        office
            .bring(json!([rule("one", with("once")), rule("none", with("skip")), rule("all", with("all"))]))
            .await;
        asked(&office).await;
        // Ten hours without a worker, and then another node on the same database.
        office.clock.turn(TimeDelta::minutes(10 * 60 + 30));
        let other = office.without_mail().await;
        while other.work_once().await.unwrap() > 0 {}
        assert_eq!(notices(&office, "look-once").await, 1);
        assert_eq!(notices(&office, "look-skip").await, 0);
        assert_eq!(notices(&office, "look-all").await, 10);
        for key in ["one", "none", "all"] {
            let standing = office.desk.rule_standing(&office.admin, &key.into()).await.unwrap();
            assert_eq!(standing.next.unwrap().to_rfc3339(), "2026-03-02T12:00:00+00:00", "{key} does not drift");
        }
        office.pass(31).await;
        assert_eq!(notices(&office, "look-once").await, 2);
        assert_eq!(notices(&office, "look-skip").await, 1);
        assert_eq!(notices(&office, "look-all").await, 11);
    })
    .await;
}

#[tokio::test]
async fn a_silent_customer_is_told_of_after_fifteen_days_and_again_after_they_wrote() {
    everywhere(|office: Office| async move {
        let silent = json!({"is": "long_ago", "left": "ticket.heard_at", "minutes": 21_600});
        let tell = json!([{"act": "notify", "to": {"who": "role", "role": "administrator"}, "text": {"en": "silent"}}]);
        office
            .bring(json!([rule(
                "silent",
                looks(json!({"cron": "0 9 * * *"}), json!({"once": true, "condition": silent, "acts": tell}))
            )]))
            .await;
        asked(&office).await;
        let next_day = async || {
            office.clock.turn(TimeDelta::days(1));
            office.pass(1).await;
        };
        for _ in 0..14 {
            next_day().await;
        }
        assert_eq!(notices(&office, "silent").await, 0);
        next_day().await;
        assert_eq!(notices(&office, "silent").await, 1);
        for _ in 0..20 {
            next_day().await;
        }
        assert_eq!(notices(&office, "silent").await, 1, "nothing has moved");
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_fails_again_and_again_is_switched_off_and_everything_else_goes_on() {
    everywhere(|office: Office| async move {
        let bad = json!([{"act": "set_priority", "priority": "low"},
            {"act": "set_field", "field": "opinion", "to": {"expression": "fields.subject.x.y"}}]);
        let good = json!([{"act": "set_priority", "priority": "high"}]);
        let mut first = on("filed", bad);
        first["order"] = json!(-1);
        office.bring(json!([rule("bad", first), rule("good", on("filed", good))])).await;
        for number in 0..7 {
            let row = asked(&office).await;
            assert_eq!(row.priority, Priority::High, "the other rule acts on ticket {number}");
            let incidents = office.page(&office.admin, &row).await.incidents.len();
            assert_eq!(incidents, usize::from(number < 5), "the failing rule was switched off after five");
        }
        assert_eq!(notices(&office, "failed. Nothing it did was kept").await, 1, "told once");
        assert_eq!(notices(&office, "was switched off").await, 1);
        let standing = office.desk.rule_standing(&office.admin, &"bad".into()).await.unwrap();
        assert!(standing.switched_off && standing.state.off_because.contains("subject"), "{standing:?}");
        assert!(log(&office, "bad").await.iter().all(|line| matches!(line.run.came, Came::Failed { .. })));
        office.desk.switch_rule_on(&office.admin, &"bad".into()).await.unwrap();
        let row = asked(&office).await;
        assert_eq!(office.page(&office.admin, &row).await.incidents.len(), 1, "it is asked again");
    })
    .await;
}

#[tokio::test]
async fn rules_that_set_each_other_off_without_a_condition_cannot_be_published() {
    everywhere(|office: Office| async move {
        let set = |to: &str| json!([{"act": "set_priority", "priority": to}]);
        let both = json!([rule("up", on("priority_set", set("high"))), rule("down", on("priority_set", set("low")))]);
        let package = json!({"deskloom": "package", "format": 1, "definitions": both});
        let package = desk::read_package(package.to_string().as_bytes()).unwrap();
        let report = office.desk.import(&office.admin, package, false).await.unwrap();
        assert!(!report.stored);
        let told: Vec<&str> = report.problems.iter().map(|problem| problem.facts["path"].as_str()).collect();
        assert_eq!(told, ["up → down → up", "down → up → down"]);
    })
    .await;
}

#[tokio::test]
async fn trying_a_rule_names_the_tickets_and_changes_nothing() {
    everywhere(|office: Office| async move {
        let row = asked(&office).await;
        let other = office
            .file(&office.admin, "suggestion", json!({"subject": "灯", "area": "product", "idea": "亮一点"}))
            .await;
        let tried: Rule = serde_json::from_value(json!({"format": 1,
            "when": {"on": "events", "any": [{"event": "fields_set", "fields": ["topic"]}]},
            "condition": {"is": "compare", "left": "fields.topic", "how": "equal", "right": {"value": "price"}},
            "acts": [{"act": "set_priority", "priority": "urgent"}]}))
        .unwrap();
        let found = office.desk.try_rule(&office.admin, "draft".into(), tried.clone()).await.unwrap();
        let [only] = &found.matched[..] else { panic!("{found:#?}") };
        assert_eq!((only.ticket.number, found.looked, found.more), (row.number, 2, false));
        assert!(only.did.contains(&"priority_set".to_owned()));
        assert_ne!(priority(&office, &row).await, Priority::Urgent);
        assert_eq!(office.page(&office.admin, &other).await.row.number, other.number);
        assert!(log(&office, "draft").await.is_empty());
        // Somebody who sees no tickets is shown none.
        let designer = office.hire("Dora", &["designer"]).await;
        match office.desk.try_rule(&designer, "draft".into(), tried).await {
            Ok(found) => assert!(found.matched.is_empty(), "{found:#?}"),
            Err(error) => assert!(matches!(error, Error::Forbidden { .. }), "{error}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_rule_in_the_trash_looks_no_more_and_looks_again_when_it_is_fetched_back() {
    everywhere(|office: Office| async move {
        office.bring(json!([rule("hourly", looks(json!({"minutes": 60}), json!({})))])).await;
        let next = async || office.desk.rule_standing(&office.admin, &"hourly".into()).await.unwrap().next;
        assert!(next().await.is_some());
        office.desk.trash(&office.admin, Kind::Rule, &"hourly".into()).await.unwrap();
        assert_eq!(next().await, None);
        let row = asked(&office).await;
        office.pass(70).await;
        assert_ne!(priority(&office, &row).await, Priority::Urgent);
        office.desk.untrash(&office.admin, Kind::Rule, &"hourly".into()).await.unwrap();
        office.pass(61).await;
        assert_eq!(priority(&office, &row).await, Priority::Urgent);
    })
    .await;
}

#[tokio::test]
async fn a_new_version_of_a_schedule_leaves_no_old_one_running() {
    everywhere(|office: Office| async move {
        let tell = |text: &str| json!({"acts": [{"act": "notify", "to": {"who": "role", "role": "administrator"}, "text": {"en": text}}]});
        office.bring(json!([rule("often", looks(json!({"minutes": 10}), tell("old")))])).await;
        asked(&office).await;
        office.pass(11).await;
        office.bring(json!([rule("often", looks(json!({"minutes": 30}), tell("new")))])).await;
        office.pass(61).await;
        assert_eq!((notices(&office, "old").await, notices(&office, "new").await), (1, 2));
        // One more version that is switched off.
        let mut off = looks(json!({"minutes": 10}), tell("off"));
        off["off"] = json!(true);
        office.bring(json!([rule("often", off)])).await;
        office.pass(30).await;
        assert_eq!(notices(&office, "off").await, 0);
    })
    .await;
}

#[tokio::test]
async fn two_workers_on_one_database_look_once() {
    everywhere(|office: Office| async move {
        let tell = json!({"acts": [{"act": "notify", "to": {"who": "role", "role": "administrator"}, "text": {"en": "look"}}]});
        office.bring(json!([rule("hourly", looks(json!({"minutes": 60}), tell))])).await;
        for _ in 0..3 {
            asked(&office).await;
        }
        let other = office.without_mail().await;
        office.clock.turn(TimeDelta::minutes(61));
        let (first, second) = tokio::join!(office.desk.work_once(), other.work_once());
        first.unwrap();
        second.unwrap();
        while office.desk.work_once().await.unwrap() + other.work_once().await.unwrap() > 0 {}
        assert_eq!(notices(&office, "look").await, 3);
        let page = office.desk.rule_standing(&office.admin, &"hourly".into()).await.unwrap();
        assert_eq!(page.next.unwrap().to_rfc3339(), "2026-03-02T03:00:00+00:00");
        let _ = fields(json!({}));
    })
    .await;
}
