//! What administrators rely on when they look after people and teams, and people when they look after their account.

mod office;

use desk::Error;
use model::{
    Code, Lang,
    key::DefinitionKey,
    record::Person,
    view::{AccountChange, PersonChange, TeamChange},
};
use office::{Office, everywhere};
use serde_json::json;

fn key(text: &str) -> DefinitionKey {
    DefinitionKey::from(text)
}

/// The code and path of each problem.
#[track_caller]
fn problems<T: std::fmt::Debug>(answer: Result<T, Error>) -> Vec<(Code, String)> {
    match answer {
        Err(Error::Invalid(problems) | Error::Conflict(problems)) => {
            problems.into_iter().map(|problem| (problem.code, problem.path)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_person_is_named_and_nothing_is_stored() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let mei = office.hire("Mei", &["agent"]).await.person().id;
        office.hire("Bo", &["agent"]).await;
        let wrong = PersonChange {
            zone: Some("Mars/Olympus".to_owned()),
            skills: Some(vec![key("english"), key("juggling")]),
            levels: Some([(key("english"), 4)].into()),
            queues: Some(vec![key("nowhere")]),
            teams: Some(vec!["019a0000-0000-7000-8000-000000000000".parse().unwrap()]),
            ..PersonChange::default()
        };
        let mut told: Vec<_> = problems(desk.set_person(&office.admin, mei, wrong).await);
        told.sort_by(|a, b| a.1.cmp(&b.1));
        let told: Vec<_> = told.iter().map(|(code, path)| (*code, path.as_str())).collect();
        assert_eq!(
            told,
            [
                (Code::TooLarge, "/levels/english"),
                (Code::MissingReference, "/queues"),
                (Code::MissingReference, "/skills"),
                (Code::MissingReference, "/teams"),
                (Code::UnknownZone, "/zone"),
            ]
        );
        let taken = PersonChange { email: Some("BO@example.com".to_owned()), ..PersonChange::default() };
        let taken = desk.set_person(&office.admin, mei, taken).await;
        assert_eq!(problems(taken), [(Code::Taken, "/email".to_owned())]);
        assert_eq!(office.again(mei).await.person().version, 1);
    })
    .await;
}

#[tokio::test]
async fn skills_levels_queues_and_zone_are_kept_and_shown_in_the_directory() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let mei = office.hire("Mei", &["agent"]).await.person().id;
        let change = PersonChange {
            zone: Some("Europe/Berlin".to_owned()),
            skills: Some(vec![key("english")]),
            levels: Some([(key("english"), 3), (key("hardware-repair"), 2)].into()),
            queues: Some(vec![key("experts")]),
            ..PersonChange::default()
        };
        let changed: Person = desk.set_person(&office.admin, mei, change).await.unwrap();
        assert_eq!(changed.levels, [(key("english"), 3)].into(), "a level without its skill is dropped");
        let directory = desk.directory(&office.admin).await.unwrap();
        let card = directory.people.iter().find(|card| card.person.id == mei).unwrap();
        assert_eq!(card.person, changed);
        assert_eq!(card.serves, [key("experts"), key("service")], "put there by name, and by role");
        assert!(card.may_change && card.has_password);
        let agent = directory.roles.iter().find(|role| role.key == key("agent")).unwrap();
        assert_eq!(agent.people.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Mei"]);
        assert_eq!(desk.me(&office.again(mei).await).await.unwrap().zone, "Europe/Berlin");
        assert!(office.again(mei).await.queues().contains(&key("experts")));
        let used = desk.trash(&office.admin, model::Kind::Queue, &key("experts")).await;
        assert!(problems(used).iter().all(|(code, _)| *code == Code::InUse));
    })
    .await;
}

#[tokio::test]
async fn a_team_is_made_renamed_filled_and_deleted_and_its_people_leave_it() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let (mei, bo) = (office.hire("Mei", &["agent"]).await, office.hire("Bo", &["agent"]).await);
        let (mei, bo) = (mei.person().id, bo.person().id);
        let first = desk.create_team(&office.admin, " First line ", vec![mei, bo]).await.unwrap();
        assert_eq!((first.name.as_str(), first.members.len()), ("First line", 2));
        let twice = desk.create_team(&office.admin, "First line", Vec::new()).await;
        assert_eq!(problems(twice), [(Code::Taken, "/name".to_owned())]);
        assert_eq!(
            problems(desk.create_team(&office.admin, " ", Vec::new()).await),
            [(Code::Required, "/name".to_owned())]
        );
        let change = TeamChange { name: Some("Front".to_owned()), members: Some(vec![bo]) };
        let changed = desk.set_team(&office.admin, first.id, change).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.version), ("Front", 2));
        assert_eq!(office.again(mei).await.person().teams, []);
        assert_eq!(office.again(bo).await.person().teams, [first.id]);

        let before = desk.delete_team(&office.admin, first.id).await.unwrap();
        assert_eq!(before.members.iter().map(|one| one.id).collect::<Vec<_>>(), [bo]);
        assert_eq!(office.again(bo).await.person().teams, []);
        assert!(desk.teams(&office.admin).await.unwrap().is_empty());
        assert!(matches!(desk.delete_team(&office.admin, first.id).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn nobody_is_put_into_a_team_that_goes_away_at_the_same_moment() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let mei = office.hire("Mei", &["agent"]).await.person().id;
        for round in 0..8 {
            let team = desk.create_team(&office.admin, &format!("Team {round}"), Vec::new()).await.unwrap();
            let join = PersonChange { teams: Some(vec![team.id]), ..PersonChange::default() };
            let (gone, joined) =
                tokio::join!(desk.delete_team(&office.admin, team.id), desk.set_person(&office.admin, mei, join));
            let teams = desk.teams(&office.admin).await.unwrap();
            let held = office.again(mei).await.person().teams.clone();
            assert!(held.iter().all(|id| teams.iter().any(|team| team.id == *id)), "{gone:?} {joined:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_manages_people_reaches_nobody_above_and_gives_nothing_beyond() {
    everywhere(|office: Office| async move {
        office
            .bring(json!([{"kind": "role", "key": "clerk", "title": {"en": "Clerk"}, "body": {"format": 1, "grants": [
                {"right": "manage_people", "scope": "all"}, {"right": "read_people", "scope": "all"}]}}]))
            .await;
        let desk = &office.desk;
        let clerk = office.hire("Clerk", &["clerk"]).await;
        let (admin, agent) = (office.admin.person().id, office.hire("Agent", &["agent"]).await.person().id);
        for above in [admin, agent] {
            let move_in = desk.create_team(&clerk, "Mine", vec![above]).await;
            assert!(matches!(move_in, Err(Error::Forbidden { .. })));
            let rename = PersonChange { email: Some("mine@example.com".to_owned()), ..PersonChange::default() };
            assert!(matches!(desk.set_person(&clerk, above, rename).await, Err(Error::Forbidden { .. })));
        }
        assert!(desk.teams(&clerk).await.unwrap().is_empty());
        let directory = desk.directory(&clerk).await.unwrap();
        let mut may: Vec<_> =
            directory.people.iter().map(|card| (card.person.name.as_str(), card.may_change)).collect();
        may.sort_unstable();
        assert_eq!(may, [("Agent", false), ("Clerk", true), ("管理员", false)]);
        let given: Vec<_> = directory.roles.iter().filter(|role| role.may_give).map(|role| role.key.as_str()).collect();
        assert_eq!(given, ["clerk"]);
    })
    .await;
}

#[tokio::test]
async fn people_change_their_own_account_and_nothing_that_decides_what_they_may_do() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let mei = office.hire("Mei", &["agent"]).await;
        let change = AccountChange {
            name: Some(" Mei Lin ".to_owned()),
            lang: Some(Lang::En),
            zone: Some("Asia/Tokyo".to_owned()),
            away: Some(true),
            absences: None,
        };
        let me = desk.set_account(&mei, change).await.unwrap();
        assert_eq!((me.name.as_str(), me.lang, me.zone.as_str(), me.away), ("Mei Lin", Lang::En, "Asia/Tokyo", true));
        let cleared = AccountChange { zone: Some(String::new()), ..AccountChange::default() };
        assert_eq!(desk.set_account(&mei, cleared).await.unwrap().zone, "Asia/Shanghai", "the workspace's again");
        let unnamed = AccountChange { name: Some(" ".to_owned()), ..AccountChange::default() };
        assert_eq!(problems(desk.set_account(&mei, unnamed).await), [(Code::Required, "/name".to_owned())]);
        assert_eq!(office.again(mei.person().id).await.rights(), mei.rights());
    })
    .await;
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_the_old_one() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let mei = office.hire("Mei", &["agent"]).await;
        let wrong = desk.change_password(&mei, "not it at all", "a newer password").await;
        assert_eq!(problems(wrong), [(Code::WrongPassword, "/old".to_owned())]);
        let weak = desk.change_password(&mei, "a long password", "short").await;
        assert_eq!(problems(weak), [(Code::WeakPassword, "/password".to_owned())]);
        desk.change_password(&mei, "a long password", "a newer password").await.unwrap();
        assert!(desk.sign_in("mei@example.com", "a long password", "a").await.is_err());
        assert!(desk.sign_in("mei@example.com", "a newer password", "a").await.is_ok());
        for _ in 0..10 {
            let _ = desk.change_password(&mei, "guess", "a newer password").await;
        }
        let waiting = desk.change_password(&mei, "a newer password", "a long password").await;
        assert!(matches!(waiting, Err(Error::TooMany { .. })));
    })
    .await;
}

#[tokio::test]
async fn one_notice_or_all_of_them_are_read_and_nobody_reads_those_of_others() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let (mei, bo) = (office.hire("Mei", &["agent"]).await, office.hire("Bo", &["agent"]).await);
        for minutes in 0..3 {
            let notice = model::record::Notice {
                id: model::id::NoticeId::new(uuid::Uuid::from_u128(u128::try_from(minutes).unwrap() + 1)),
                person: mei.person().id,
                ticket: None,
                by: None,
                text: model::Text::both("到了", "Arrived"),
                at: desk.now() - chrono::TimeDelta::minutes(minutes),
                read_at: None,
            };
            let mut changes = desk::store::Changes::new(mei.workspace(), desk.now());
            changes.insert_notice(&notice);
            desk.store().commit(changes).await.unwrap();
        }
        let told = desk.notices(&mei).await.unwrap();
        desk.read_notice(&bo, told[0].id).await.unwrap();
        assert_eq!(desk.me(&mei).await.unwrap().unread, 3);
        desk.read_notice(&mei, told[0].id).await.unwrap();
        assert_eq!(desk.me(&mei).await.unwrap().unread, 2);
        desk.read_notices(&mei).await.unwrap();
        assert_eq!(desk.me(&mei).await.unwrap().unread, 0);
    })
    .await;
}
