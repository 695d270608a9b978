//! The first run: what was typed is what there is, and what is wrong is said where it was typed.

mod office;

use desk::{Desk, Error};
use model::{
    Body, Code, Kind, Lang,
    calendar::Period,
    view::{Invitee, Setup},
};
use office::before_setup;

fn right() -> Setup {
    Setup {
        company: "Northbank".to_owned(),
        admin_name: "Maya".to_owned(),
        admin_email: "Maya@Example.com".to_owned(),
        admin_password: "a long password".to_owned(),
        lang: Lang::En,
        zone: "Europe/Berlin".to_owned(),
        ..Setup::default()
    }
}

fn invitee(name: &str, email: &str, role: &str) -> Invitee {
    Invitee { name: name.to_owned(), email: email.to_owned(), role: role.into() }
}

#[tokio::test]
async fn a_workspace_is_as_it_was_asked_for() {
    before_setup(|desk: Desk| async move {
        let hours = vec![Period { from: 480, to: 1_080 }];
        let week = std::array::from_fn(|day| if day < 6 { hours.clone() } else { Vec::new() });
        let done = desk
            .setup(Setup {
                week: Some(week.clone()),
                types: Some(vec!["complaint".into(), "order".into()]),
                people: vec![invitee("Li", "Li@Example.com", "agent"), invitee("", " ", "agent")],
                ..right()
            })
            .await
            .unwrap();
        let admin = desk.actor(done.administrator).await.unwrap();
        let [link] = &done.links[..] else { panic!("a blank row invites nobody: {:?}", done.links) };
        assert_eq!(link.person.name, "Li");
        let key = link.url.split_once("key=").unwrap().1;
        let li = desk.join(key, "words that nobody guesses").await.unwrap();
        assert_eq!(desk.actor(li).await.unwrap().person().email, "li@example.com");

        let types = desk.types(&admin).await.unwrap();
        assert_eq!(types.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["complaint", "order"]);
        let forms = desk.definitions(&admin, Some(Kind::Form), "").await.unwrap();
        assert_eq!(forms.len(), 2, "the forms of the others stayed away too");
        let calendar = desk.definition(&admin, Kind::Calendar, &"standard".into()).await.unwrap();
        let Body::Calendar(calendar) = calendar.content.body else { panic!("a calendar") };
        assert_eq!((calendar.zone.as_str(), calendar.week), ("Europe/Berlin", week));
        for kind in Kind::ALL {
            for row in desk.definitions(&admin, Some(kind), "").await.unwrap() {
                let page = desk.definition(&admin, kind, &row.key).await.unwrap();
                assert!(!model::problem::has_error(&page.problems), "{kind} {}: {:?}", row.key, page.problems);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn every_refusal_stands_at_its_field_and_nothing_is_made() {
    before_setup(|desk: Desk| async move {
        let wrong =
            Setup {
                company: " ".to_owned(),
                admin_email: "maya".to_owned(),
                admin_password: "short".to_owned(),
                zone: "Mars/Olympus".to_owned(),
                week: Some(std::array::from_fn(|day| {
                    if day == 2 { vec![Period { from: 600, to: 540 }] } else { Vec::new() }
                })),
                types: Some(vec!["nonsense".into()]),
                people: vec![invitee("", "li@example.com", "agent"), invitee("Wu", "li@example.com", "king")],
                ..right()
            };
        let Err(Error::Invalid(problems)) = desk.setup(wrong).await else { panic!("it is wrong") };
        let mut told: Vec<_> = problems.iter().map(|one| (one.path.as_str(), one.code)).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [
                ("/admin_email", Code::BadEmail),
                ("/admin_password", Code::WeakPassword),
                ("/company", Code::Required),
                ("/people/0/name", Code::Required),
                ("/people/1/email", Code::Taken),
                ("/people/1/role", Code::MissingReference),
                ("/types", Code::UnknownTicketType),
                ("/week/2", Code::BadPeriods),
                ("/zone", Code::UnknownZone),
            ]
        );
        assert!(!desk.is_set_up().await.unwrap());
        let idle = Setup { week: Some(Default::default()), ..right() };
        let refused = desk.setup(idle).await;
        assert!(matches!(refused, Err(Error::Invalid(p)) if p[0].path == "/week" && p[0].code == Code::NoWorkingTime));
    })
    .await;
}

#[tokio::test]
async fn a_first_run_can_end_on_a_full_desk() {
    before_setup(|desk: Desk| async move {
        let done = desk.setup(Setup { demo: true, ..right() }).await.unwrap();
        assert!(done.demo.unwrap().tickets > 100);
    })
    .await;
}

#[tokio::test]
async fn the_ready_types_say_what_they_hold() {
    before_setup(|desk: Desk| async move {
        let ready = desk.ready_types().unwrap();
        assert_eq!(ready.len(), 5);
        assert!(ready.iter().all(|one| one.steps > 1 && one.fields > 4 && one.first_response.is_some()), "{ready:#?}");
    })
    .await;
}
