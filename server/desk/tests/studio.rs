//! What people rely on in the studio: new definitions, copies, lists that show their own drafts, files.

mod office;

use desk::Error;
use model::{
    Body, Code, Kind, Lang, Text,
    calendar::Calendar,
    form::Purpose,
    key::DefinitionKey,
    record::DefinitionStanding,
    span::{Counted, Minutes, Span},
    view::ImportDoes,
};
use office::{Office, everywhere};

fn key(text: &str) -> DefinitionKey {
    DefinitionKey::from(text)
}

fn english(text: &str) -> Text {
    Text::one(Lang::En, text)
}

#[tokio::test]
async fn a_new_definition_is_named_by_its_title_and_every_key_is_taken_once() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let first = desk.create(&office.admin, Kind::Skill, english("Spare parts!"), None).await.unwrap();
        let second = desk.create(&office.admin, Kind::Skill, english("Spare parts"), None).await.unwrap();
        assert_eq!([first.as_str(), second.as_str()], ["spare_parts", "spare_parts_2"]);
        // A Chinese title has no letters a key can be made of.
        let third = desk.create(&office.admin, Kind::Skill, Text::one(Lang::ZhCn, "备件"), None).await.unwrap();
        assert_eq!(third.as_str(), "skill");
        let page = desk.definition(&office.admin, Kind::Skill, &third).await.unwrap();
        assert_eq!((page.revision, page.row.number), (1, 0));
        assert_eq!(page.content.title, Text::one(Lang::ZhCn, "备件"));
    })
    .await;
}

#[tokio::test]
async fn the_key_of_a_draft_that_was_thrown_away_is_free_again() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let made = desk.create(&office.admin, Kind::Skill, english("Welding"), None).await.unwrap();
        desk.discard_draft(&office.admin, Kind::Skill, &made).await.unwrap();
        assert!(desk.definitions(&office.admin, Some(Kind::Skill), "welding").await.unwrap().is_empty());
        let again = desk.create(&office.admin, Kind::Skill, english("Welding"), None).await.unwrap();
        assert_eq!(again, made);
        // The draft of a colleague, which nobody else sees, keeps its key.
        let other = office.hire("Designer", &["designer"]).await;
        let theirs = desk.create(&other, Kind::Skill, english("Welding"), None).await.unwrap();
        assert_eq!(theirs.as_str(), "welding_2");
    })
    .await;
}

#[tokio::test]
async fn a_new_definition_begins_with_what_nearly_everyone_would_draw_first() {
    everywhere(|office: Office| async move {
        for kind in Kind::ALL {
            let made = office.desk.create(&office.admin, kind, english("New one"), None).await.unwrap();
            let page = office.desk.definition(&office.admin, kind, &made).await.unwrap();
            match &page.content.body {
                Body::Form(form) => assert_eq!(form.layouts[0].purpose, Purpose::Intake),
                Body::Flow(flow) => assert_eq!((flow.nodes.len(), &flow.form), (1, &None)),
                // As the other types of the office.
                Body::TicketType(kind) => assert!(kind.policy.is_some() && kind.queue.is_some()),
                Body::Calendar(calendar) => {
                    assert_eq!(calendar.zone, "Asia/Shanghai");
                    assert!(page.problems.iter().all(|problem| !problem.is_error()), "{:?}", page.problems);
                }
                Body::Policy(policy) => assert_eq!(policy.calendar, key("standard")),
                _ => {}
            }
            assert_eq!(page.content.body.format(), kind.format());
        }
    })
    .await;
}

#[tokio::test]
async fn a_copy_is_a_draft_of_its_own() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let types = desk.types(&office.admin).await.unwrap();
        let original = desk.definition(&office.admin, Kind::TicketType, &types[0].key).await.unwrap();
        let copy =
            desk.duplicate(&office.admin, Kind::TicketType, &types[0].key, english("Another matter")).await.unwrap();
        assert_eq!(copy.as_str(), "another_matter");
        let page = desk.definition(&office.admin, Kind::TicketType, &copy).await.unwrap();
        assert_eq!((page.content.body, page.base), (original.content.body, 0));
        desk.publish(&office.admin, Kind::TicketType, &copy, String::new()).await.unwrap();
        assert_eq!(desk.types(&office.admin).await.unwrap().len(), types.len() + 1);
    })
    .await;
}

#[tokio::test]
async fn who_may_only_look_begins_and_copies_nothing() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let manager = office.hire("Manager", &["manager"]).await;
        let created = desk.create(&manager, Kind::Skill, english("x"), None).await;
        assert!(matches!(created, Err(Error::Forbidden { .. })));
        let copied = desk.duplicate(&manager, Kind::Queue, &key("service"), english("x")).await;
        assert!(matches!(copied, Err(Error::Forbidden { .. })));
        assert!(matches!(desk.mailboxes(&manager).await, Err(Error::Forbidden { .. })));
        let agent = office.hire("Agent", &["agent"]).await;
        assert!(matches!(desk.studio(&agent).await, Err(Error::Forbidden { .. })));
        assert!(matches!(desk.health(&agent, Kind::Flow).await, Err(Error::Forbidden { .. })));
    })
    .await;
}

#[tokio::test]
async fn the_list_names_the_users_of_a_definition_and_calls_a_new_draft_by_its_newest_title() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let made = desk.create(&office.admin, Kind::Skill, english("Weldign"), None).await.unwrap();
        let mut page = desk.definition(&office.admin, Kind::Skill, &made).await.unwrap();
        page.content.title = english("Welding");
        office.pass(3).await;
        desk.save_draft(&office.admin, page.content, page.revision, false).await.unwrap();
        let rows = desk.studio(&office.admin).await.unwrap();
        let row = &rows.iter().find(|row| row.row.key == made).unwrap().row;
        assert_eq!((row.title.clone(), row.standing), (english("Welding"), DefinitionStanding::Draft));
        assert_eq!(row.updated_at, desk.now());
        let found = desk.definitions(&office.admin, None, "welding").await.unwrap();
        assert_eq!(found.len(), 1);

        let calendar = rows.iter().find(|row| row.row.kind == Kind::Calendar).unwrap();
        let users: Vec<&str> = calendar.users.iter().map(|title| title.in_lang(Lang::En)).collect();
        assert!(users.contains(&"Standard service level"), "{users:?}");
        assert_eq!(usize::try_from(calendar.row.used_by).unwrap(), calendar.users.len());
    })
    .await;
}

#[tokio::test]
async fn a_flow_can_be_begun_for_a_form() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let form = Some(key("complaint"));
        let made = desk.create(&office.admin, Kind::Flow, english("By post"), form.clone()).await.unwrap();
        match desk.definition(&office.admin, Kind::Flow, &made).await.unwrap().content.body {
            Body::Flow(flow) => assert_eq!(flow.form, form),
            other => panic!("a flow, not {other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_cannot_be_published_is_seen_in_the_list() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let made = desk.create(&office.admin, Kind::TicketType, english("Complaint by post"), None).await.unwrap();
        let health = desk.health(&office.admin, Kind::TicketType).await.unwrap();
        let mine = health.iter().find(|health| health.key == made).unwrap();
        assert!(mine.errors >= 2, "form and flow are missing: {mine:?}");
        assert!(health.iter().filter(|health| health.key != made).all(|health| health.errors == 0));
        let other = office.hire("Designer", &["designer"]).await;
        assert!(desk.health(&other, Kind::TicketType).await.unwrap().iter().all(|health| health.key != made));
    })
    .await;
}

#[tokio::test]
async fn a_package_file_goes_out_and_comes_in_as_text() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let text = desk.export_file(&office.admin, vec![(Kind::Queue, key("service"))]).await.unwrap();
        let report = desk.import_file(&office.admin, &text, true).await.unwrap();
        assert!(report.rows.iter().all(|row| row.does == ImportDoes::Keep));
        let refused = desk.import_file(&office.admin, "{}", true).await;
        assert!(matches!(refused, Err(Error::Invalid(problems)) if problems[0].code == Code::Malformed));
        let manager = office.hire("Manager", &["manager"]).await;
        assert!(matches!(desk.import_file(&manager, "{}", true).await, Err(Error::Forbidden { .. })));
    })
    .await;
}

#[tokio::test]
async fn a_drawn_calendar_can_be_tried_before_it_is_published() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let page = desk.definition(&office.admin, Kind::Calendar, &key("standard")).await.unwrap();
        let Body::Calendar(mut calendar) = page.content.body.clone() else { panic!("a calendar") };
        // Monday has no more than the morning, so four hours from nine o'clock end on Tuesday at ten.
        calendar.week[0].truncate(1);
        let span = Span { minutes: Minutes::hours(4), counted: Counted::Working };
        let tried = desk.try_due(&office.admin, calendar, None, span).await.unwrap();
        assert_eq!(tried.from, desk.now());
        assert_eq!(tried.trace.due.to_rfc3339(), "2026-03-03T02:00:00+00:00");
        let Body::Calendar(standard) = page.content.body else { panic!("a calendar") };
        let friday = Some("2026-03-06T17:00".to_owned());
        let tried = desk.try_due(&office.admin, standard, friday, span).await.unwrap();
        assert_eq!(tried.from.to_rfc3339(), "2026-03-06T09:00:00+00:00");
        assert_eq!(tried.trace.due.to_rfc3339(), "2026-03-09T04:00:00+00:00");
        let wrong = Calendar { zone: "Nowhere/Else".to_owned(), ..Calendar::default() };
        let refused = desk.try_due(&office.admin, wrong, None, span).await;
        assert!(matches!(refused, Err(Error::Invalid(problems)) if problems[0].code == Code::UnknownZone));
    })
    .await;
}
