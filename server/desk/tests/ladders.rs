//! What people rely on when a clock runs out: they are told once, folded as their ladder says, until someone has it; and
//! whoever draws a ladder is told of the storm before it comes.

mod office;

use chrono::TimeDelta;
use desk::{Actor, Error};
use model::{
    Lang,
    key::DefinitionKey,
    ladder::{Ladder, Level, Repeat},
    span::Minutes,
    view::TicketRow,
};
use office::{Office, everywhere, with_matter};
use serde_json::json;

/// A ticket type whose resolution may take half an hour of wall time, watched by a ladder.
async fn measured(office: &Office, ladder: model::Value) -> Actor {
    office
        .bring(with_matter(
            json!([
            {"kind": "role", "key": "worker", "title": {"en": "Worker"}, "body": {"format": 1, "grants": [
                {"right": "read_tickets", "scope": "all"}, {"right": "create_tickets", "scope": "all"},
                {"right": "work_tickets", "scope": "all"}]}},
            {"kind": "queue", "key": "desk", "title": {"en": "Desk"}, "body": {"format": 1, "roles": ["worker"]}},
            {"kind": "calendar", "key": "always", "title": {"en": "Always"}, "body": {"format": 1, "zone": "UTC",
                "week": [[{"from": 0, "to": 1440}], [], [], [], [], [], []]}},
            {"kind": "ladder", "key": "steep", "title": {"en": "Steep"}, "body": ladder},
            {"kind": "policy", "key": "fast", "title": {"en": "Fast"}, "body": {"format": 1, "calendar": "always",
                "ladder": "steep", "otherwise": {"resolution": {"minutes": 30, "counted": "wall"}}}}
            ]),
            json!({"policy": "fast"}),
        ))
        .await;
    office.hire("Ann", &["worker"]).await
}

async fn file(office: &Office, subject: &str) -> TicketRow {
    office.file(&office.admin, "matter", json!({"subject": subject})).await
}

/// What someone was told, the oldest first.
async fn told(office: &Office, actor: &Actor) -> Vec<String> {
    let mut notices = office.desk.notices(actor).await.unwrap();
    notices.reverse();
    notices.iter().map(|notice| notice.text.in_lang(Lang::En).to_owned()).collect()
}

#[tokio::test]
async fn what_comes_due_within_an_hour_is_one_notice_and_one_mail_where_the_ladder_folds() {
    everywhere(|office: Office| async move {
        let ladder = json!({"format": 1, "digest": 60, "levels": [
            {"at_percent": 100, "tell": [{"who": "owner"}], "text": {"en": "{{ticket.title}} is late"}, "mails": true}]});
        let ann = measured(&office, ladder).await;
        for subject in ["one", "two", "three"] {
            file(&office, subject).await;
            office.pass(2).await;
        }
        // Due at 9:30, 9:32 and 9:34 in Shanghai; digests are told at full hours.
        office.pass(40).await;
        assert_eq!(told(&office, &ann).await, Vec::<String>::new());
        office.pass(20).await;
        assert_eq!(told(&office, &ann).await, ["3 matters need your attention: one is late; two is late; three is late"]);
        let mails = office.caught.done.lock().unwrap().len();
        assert_eq!(mails, 1, "one mail for all three");
        office.pass(180).await;
        assert_eq!(told(&office, &ann).await.len(), 1, "told once");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_told_more_often_than_the_cap_says_and_nothing_is_lost() {
    everywhere(|office: Office| async move {
        let ladder = json!({"format": 1, "most_per_hour": 2, "levels": [
            {"at_percent": 100, "tell": [{"who": "owner"}], "text": {"en": "{{ticket.title}}"}}]});
        let ann = measured(&office, ladder).await;
        for subject in ["a", "b", "c", "d", "e"] {
            file(&office, subject).await;
            office.pass(1).await;
        }
        office.pass(40).await;
        assert_eq!(told(&office, &ann).await, ["a", "b"]);
        office.pass(60).await;
        assert_eq!(told(&office, &ann).await, ["a", "b", "3 matters need your attention: c; d; e"]);
    })
    .await;
}

#[tokio::test]
async fn a_level_is_told_again_until_somebody_has_it() {
    everywhere(|office: Office| async move {
        let ladder = json!({"format": 1, "levels": [
            {"at_percent": 50, "tell": [{"who": "owner"}], "text": {"en": "half"}, "repeat": {"every": 5, "most": 20}}]});
        let ann = measured(&office, ladder).await;
        let row = file(&office, "one").await;
        let no = office.desk.acknowledge(&ann, row.id, None).await.unwrap_err();
        assert!(matches!(no, Error::Refused { code: "nothing_calls", .. }), "{no:?}");
        office.pass(26).await;
        assert_eq!(told(&office, &ann).await, ["half"; 3]);
        office.desk.acknowledge(&ann, row.id, None).await.unwrap();
        office.pass(120).await;
        assert_eq!(told(&office, &ann).await, ["half"; 3]);
        assert!(office.told(&row).await.contains(&"acknowledged"));
        // Who cannot work on the ticket has nothing to take note of.
        let stranger = office.hire("Stranger", &[]).await;
        let no = office.desk.acknowledge(&stranger, row.id, None).await.unwrap_err();
        assert!(matches!(no, Error::NotFound | Error::Forbidden { .. }), "{no:?}");
    })
    .await;
}

#[tokio::test]
async fn a_storm_is_foretold_from_the_tickets_of_the_last_month() {
    everywhere(|office: Office| async move {
        let calm = json!({"format": 1, "levels": [{"at_percent": 100, "tell": [{"who": "owner"}]}]});
        measured(&office, calm).await;
        for subject in ["a", "b", "c", "d"] {
            file(&office, subject).await;
        }
        office.clock.turn(TimeDelta::hours(6));
        let key = DefinitionKey::from("steep");
        let found = office.desk.forecast(&office.admin, &key, None).await.unwrap();
        assert_eq!((found.clocks, found.levels, found.notices, found.is_used), (4, 4, 4, true));
        let repeat = Some(Repeat { every: Minutes(10), most: 30 });
        let level = Level { at_percent: 100, tell: vec![model::flow::Receiver::Owner], repeat, ..Level::default() };
        let steep = Ladder { format: 1, levels: vec![level], ..Ladder::default() };
        let found = office.desk.forecast(&office.admin, &key, Some(steep.clone())).await.unwrap();
        assert_eq!((found.notices, found.people[0].name.as_str(), found.people[0].worst_hour), (124, "Ann", 24));
        let calmer = Ladder { digest: Some(Minutes(60)), ..steep.clone() };
        let found = office.desk.forecast(&office.admin, &key, Some(calmer)).await.unwrap();
        assert_eq!(found.notices, 6);
        // A ladder that nothing follows yet is played over all clocks.
        let found = office.desk.forecast(&office.admin, &"new".into(), Some(steep)).await.unwrap();
        assert_eq!((found.is_used, found.notices), (false, 124));
        let wrong = Ladder { levels: vec![Level::default()], ..Ladder::default() };
        assert!(matches!(office.desk.forecast(&office.admin, &key, Some(wrong)).await, Err(Error::Invalid(_))));
        let ann = office.hire("Bea", &["worker"]).await;
        assert!(matches!(office.desk.forecast(&ann, &key, None).await, Err(Error::Forbidden { .. })));
    })
    .await;
}
