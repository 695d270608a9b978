//! One-time links: how someone comes in without anybody else knowing their password.

mod office;

use chrono::TimeDelta;
use desk::Error;
use model::{Code, role::Right, view::PersonChange};
use office::{Office, everywhere};

const SECRET: &str = "words that nobody guesses";

fn key(url: &str) -> String {
    url.split_once("/join?key=").expect("the link leads to the page").1.to_owned()
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_signs_nobody_else_in() {
    everywhere(|office: Office| async move {
        let li = office.hire("Li", &["agent"]).await;
        let link = office.desk.make_link(&office.admin, li.person().id).await.unwrap();
        let key = key(&link.url);
        let invited = office.desk.invited(&key).await.unwrap();
        assert_eq!((invited.name.as_str(), invited.email.as_str()), ("Li", "li@example.com"));
        let weak = office.desk.join(&key, "short").await;
        assert!(matches!(weak, Err(Error::Invalid(p)) if p[0].code == Code::WeakPassword && p[0].path == "/password"));
        let (first, second) = tokio::join!(office.desk.join(&key, SECRET), office.desk.join(&key, SECRET));
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "it works once: {first:?} {second:?}");
        assert_eq!(office.desk.sign_in("li@example.com", SECRET, "here").await.unwrap(), li.person().id);
        let used = office.desk.invited(&key).await;
        assert!(matches!(used, Err(Error::Refused { code: "link_gone", .. })), "{used:?}");
    })
    .await;
}

#[tokio::test]
async fn a_newer_link_a_week_or_a_closed_account_end_a_link() {
    everywhere(|office: Office| async move {
        let li = office.hire("Li", &["agent"]).await.person().id;
        let make = async || key(&office.desk.make_link(&office.admin, li).await.unwrap().url);
        let gone = async |key: &str| {
            let answer = office.desk.join(key, SECRET).await;
            assert!(matches!(answer, Err(Error::Refused { code: "link_gone", .. })), "{answer:?}");
        };
        let (older, newer) = (make().await, make().await);
        gone(&older).await;
        office.clock.turn(TimeDelta::days(7));
        gone(&newer).await;
        let another = make().await;
        let close = PersonChange { active: Some(false), ..PersonChange::default() };
        office.desk.set_person(&office.admin, li, close).await.unwrap();
        gone(&another).await;
        let refused = office.desk.make_link(&office.admin, li).await;
        assert!(matches!(refused, Err(Error::Refused { code: "switched_off", .. })), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_opens_the_account_of_someone_above_them() {
    everywhere(|office: Office| async move {
        let li = office.hire("Li", &["agent"]).await;
        let refused = office.desk.make_link(&li, office.admin.person().id).await;
        assert!(matches!(refused, Err(Error::Forbidden { right: Right::ManagePeople })));
    })
    .await;
}
