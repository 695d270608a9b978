//! What administrators rely on when they draw, publish and carry definitions.

mod office;

use model::{
    Code, Definition, Kind,
    key::{DefinitionKey, LayoutKey},
    record::DefinitionStanding,
    view::{ImportDoes, NewPerson, PersonChange},
};
use office::{Office, everywhere};
use serde_json::json;

fn phrase(words: &str) -> Definition {
    serde_json::from_value(json!({"kind": "phrase", "key": "hello", "title": {"en": "Hello", "zh-CN": "您好"},
        "body": {"format": 1, "text": {"en": words, "zh-CN": words}}}))
    .unwrap()
}

fn key(text: &str) -> DefinitionKey {
    DefinitionKey::from(text)
}

#[tokio::test]
async fn a_draft_is_private_until_it_is_published() {
    everywhere(|office: Office| async move {
        let other = office.hire("Designer", &["designer"]).await;
        let desk = &office.desk;
        let saved = desk.save_draft(&office.admin, phrase("Hello"), 0, false).await.unwrap();
        assert_eq!(saved.revision, 1);
        let hidden = desk.definition(&other, Kind::Phrase, &key("hello")).await;
        assert!(matches!(hidden, Err(desk::Error::NotFound)));
        let listed = desk.definitions(&other, Some(Kind::Phrase), "hello").await.unwrap();
        assert!(listed.is_empty());

        let first = desk.publish(&office.admin, Kind::Phrase, &key("hello"), "first".to_owned()).await.unwrap();
        assert_eq!(first.number, 1);
        let page = desk.definition(&other, Kind::Phrase, &key("hello")).await.unwrap();
        assert_eq!(page.content, phrase("Hello"));
        assert_eq!(page.row.standing, DefinitionStanding::Published);
    })
    .await;
}

#[tokio::test]
async fn a_newer_draft_is_not_overwritten_and_a_filled_one_not_emptied_by_accident() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        desk.save_draft(&office.admin, phrase("one"), 0, false).await.unwrap();
        desk.save_draft(&office.admin, phrase("two"), 1, false).await.unwrap();
        let stale = desk.save_draft(&office.admin, phrase("stale"), 1, false).await;
        let Err(desk::Error::Conflict(problems)) = stale else { panic!("{stale:?}") };
        assert_eq!((problems[0].code, problems[0].path.as_str()), (Code::Moved, "/revision"));
        let page = desk.definition(&office.admin, Kind::Phrase, &key("hello")).await.unwrap();
        assert_eq!(page.content, phrase("two"));

        let emptied = desk.save_draft(&office.admin, phrase(""), 2, false).await;
        assert!(matches!(emptied, Err(desk::Error::Conflict(p)) if p[0].code == Code::EmptiesDefinition));
        desk.save_draft(&office.admin, phrase(""), 2, true).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn versions_stay_as_they_were_and_can_be_compared_and_brought_back() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        for (revision, words) in [(0, "one"), (0, "two")] {
            desk.save_draft(&office.admin, phrase(words), revision, false).await.unwrap();
            desk.publish(&office.admin, Kind::Phrase, &key("hello"), words.to_owned()).await.unwrap();
        }
        let versions = desk.versions(&office.admin, Kind::Phrase, &key("hello")).await.unwrap();
        assert_eq!(versions.iter().map(|v| (v.number, v.note.as_str())).collect::<Vec<_>>(), [(2, "two"), (1, "one")]);
        let old = desk.version(&office.admin, Kind::Phrase, &key("hello"), 1).await.unwrap();
        assert_eq!(old.content, phrase("one"));
        let differences = desk.diff(&office.admin, Kind::Phrase, &key("hello"), 1, Some(2)).await.unwrap();
        assert_eq!(
            differences.iter().map(|d| d.path.as_str()).collect::<Vec<_>>(),
            ["/body/text/en", "/body/text/zh-CN"]
        );

        let page = desk.restore(&office.admin, Kind::Phrase, &key("hello"), 1).await.unwrap();
        assert_eq!(page.content, phrase("one"));
        let third = desk.publish(&office.admin, Kind::Phrase, &key("hello"), "back".to_owned()).await.unwrap();
        assert_eq!((third.number, third.hash), (3, versions[1].hash.clone()));
        desk.save_draft(&office.admin, phrase("one"), 0, false).await.unwrap();
        let same = desk.publish(&office.admin, Kind::Phrase, &key("hello"), String::new()).await;
        assert!(matches!(same, Err(desk::Error::Conflict(p)) if p[0].code == Code::NothingToPublish));
    })
    .await;
}

#[tokio::test]
async fn a_draft_begun_before_someone_else_published_asks_first() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let other = office.hire("Second", &["administrator"]).await;
        desk.save_draft(&office.admin, phrase("mine"), 0, false).await.unwrap();
        desk.publish(&office.admin, Kind::Phrase, &key("hello"), String::new()).await.unwrap();
        desk.save_draft(&office.admin, phrase("mine again"), 0, false).await.unwrap();
        desk.save_draft(&other, phrase("theirs"), 0, false).await.unwrap();
        desk.publish(&other, Kind::Phrase, &key("hello"), String::new()).await.unwrap();
        let refused = desk.publish(&office.admin, Kind::Phrase, &key("hello"), String::new()).await;
        assert!(matches!(refused, Err(desk::Error::Conflict(p)) if p[0].code == Code::Moved));
        desk.rebase(&office.admin, Kind::Phrase, &key("hello")).await.unwrap();
        let published = desk.publish(&office.admin, Kind::Phrase, &key("hello"), String::new()).await.unwrap();
        assert_eq!(published.number, 3);
    })
    .await;
}

#[tokio::test]
async fn what_has_errors_is_kept_as_a_draft_but_not_published() {
    everywhere(|office: Office| async move {
        let wrong: Definition = serde_json::from_value(json!({"kind": "flow", "key": "broken", "title": {"en": "B"},
            "body": {"format": 1, "nodes": [{"key": "start", "node": "start"}], "links": []}}))
        .unwrap();
        let saved = office.desk.save_draft(&office.admin, wrong, 0, false).await.unwrap();
        assert!(saved.problems.iter().any(|problem| problem.code == Code::NoEnd));
        let refused = office.desk.publish(&office.admin, Kind::Flow, &key("broken"), String::new()).await;
        assert!(matches!(refused, Err(desk::Error::Invalid(_))));
        let versions = office.desk.versions(&office.admin, Kind::Flow, &key("broken")).await;
        assert!(matches!(versions, Err(desk::Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn what_is_used_cannot_be_thrown_away() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let usage = desk.usage(&office.admin, Kind::Calendar, &key("standard")).await.unwrap();
        assert!(!usage.is_empty());
        let refused = desk.trash(&office.admin, Kind::Calendar, &key("standard")).await;
        let Err(desk::Error::Conflict(problems)) = refused else { panic!("{refused:?}") };
        assert!(problems.iter().all(|problem| problem.code == Code::InUse));

        desk.save_draft(&office.admin, phrase("x"), 0, false).await.unwrap();
        desk.publish(&office.admin, Kind::Phrase, &key("hello"), String::new()).await.unwrap();
        desk.trash(&office.admin, Kind::Phrase, &key("hello")).await.unwrap();
        let page = desk.definition(&office.admin, Kind::Phrase, &key("hello")).await.unwrap();
        assert_eq!(page.row.standing, DefinitionStanding::Trashed);
        desk.untrash(&office.admin, Kind::Phrase, &key("hello")).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_package_carries_a_ticket_type_with_all_it_needs_into_an_empty_place() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        let types = desk.types(&office.admin).await.unwrap();
        let package = desk.export(&office.admin, vec![(Kind::TicketType, types[0].key.clone())]).await.unwrap();
        let text = serde_json::to_vec(&package).unwrap();
        let again = desk::read_package(&text).unwrap();
        assert_eq!(again, package);
        let report = desk.import(&office.admin, again, true).await.unwrap();
        assert!(!report.stored);
        assert!(report.rows.iter().all(|row| row.does == ImportDoes::Keep));

        let mut changed = package;
        changed.definitions[0].title.write(model::Lang::En, "Another title");
        let dry = desk.import(&office.admin, changed.clone(), true).await.unwrap();
        assert_eq!(dry.rows[0].does, ImportDoes::Update);
        let report = desk.import(&office.admin, changed, false).await.unwrap();
        assert!(report.stored, "{:#?}", report.problems);
    })
    .await;
}

#[tokio::test]
async fn a_broken_package_is_named_by_its_place_and_stores_nothing() {
    let told = |text: &str| {
        let problems = desk::read_package(text.as_bytes()).unwrap_err();
        problems.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect::<Vec<_>>()
    };
    assert_eq!(told("{"), [" malformed"]);
    assert_eq!(told("{}"), ["/deskloom malformed"]);
    assert_eq!(told(r#"{"deskloom": "package", "format": 9}"#), ["/format newer_format"]);
    let one = |definition: &str| format!(r#"{{"deskloom": "package", "format": 1, "definitions": [{definition}]}}"#);
    assert_eq!(told(&one(r#"{"kind": "robot", "key": "x"}"#)), ["/definitions/0/kind unknown_kind"]);
    assert_eq!(
        told(&one(r#"{"kind": "form", "key": "x", "title": {}, "body": {"format": 7}}"#)),
        ["/definitions/0/body/format newer_format"]
    );
    assert_eq!(told(&one(r#"{"kind": "form", "key": 5, "title": {}, "body": {"format": 1}}"#)).len(), 1);
    everywhere(|office: Office| async move {
        let text = r#"{"deskloom": "package", "format": 1, "definitions": [
            {"kind": "phrase", "key": "good", "title": {"en": "G"}, "body": {"format": 1, "text": {"en": "g"}}},
            {"kind": "ticket_type", "key": "bad", "title": {"en": "B"},
             "body": {"format": 1, "form": "nowhere", "flow": "nowhere"}}]}"#;
        let package = desk::read_package(text.as_bytes()).unwrap();
        let report = office.desk.import(&office.admin, package, false).await.unwrap();
        assert!(!report.stored);
        assert!(
            report.problems.iter().any(|p| p.path.starts_with("/definitions/1") && p.code == Code::MissingReference)
        );
        let good = office.desk.definition(&office.admin, Kind::Phrase, &key("good")).await;
        assert!(matches!(good, Err(desk::Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_starter_content_has_no_error_and_is_ready_to_be_used() {
    everywhere(|office: Office| async move {
        for kind in Kind::ALL {
            for row in office.desk.definitions(&office.admin, Some(kind), "").await.unwrap() {
                let page = office.desk.definition(&office.admin, kind, &row.key).await.unwrap();
                let errors: Vec<_> = page.problems.iter().filter(|problem| problem.is_error()).collect();
                assert!(errors.is_empty(), "{kind} {}: {errors:#?}", row.key);
            }
        }
        for card in office.desk.types(&office.admin).await.unwrap() {
            office.desk.intake(&office.admin, &card.key).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_a_right_that_they_do_not_have_and_the_last_administrator_stays() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        office
            .bring(json!([{"kind": "role", "key": "clerk", "title": {"en": "Clerk"}, "body": {"format": 1, "grants": [
                {"right": "manage_people", "scope": "all"}, {"right": "read_people", "scope": "all"}]}}]))
            .await;
        let clerk = office.hire("Clerk", &["clerk"]).await;
        let new = NewPerson {
            name: "Friend".to_owned(),
            email: "friend@example.com".to_owned(),
            roles: vec![key("administrator")],
            ..NewPerson::default()
        };
        let refused = desk.create_person(&clerk, new, None).await;
        assert!(matches!(refused, Err(desk::Error::Invalid(p)) if p[0].path == "/roles"));
        let change = PersonChange { active: Some(false), ..PersonChange::default() };
        let refused = desk.set_person(&clerk, office.admin.person().id, change.clone()).await;
        assert!(matches!(refused, Err(desk::Error::Forbidden { .. })));
        let refused = desk.set_person(&office.admin, office.admin.person().id, change).await;
        assert!(matches!(refused, Err(desk::Error::Refused { code: "last_administrator", .. })));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_get_the_same_answer_until_one_must_wait() {
    everywhere(|office: Office| async move {
        let desk = &office.desk;
        assert!(desk.sign_in("Admin@Example.com ", "a long password", "10.0.0.1").await.is_ok());
        for email in ["admin@example.com", "nobody@example.com"] {
            let refused = desk.sign_in(email, "wrong", "10.0.0.2").await;
            assert!(matches!(refused, Err(desk::Error::Refused { code: "sign_in_failed", .. })));
        }
        for _ in 0..9 {
            let _ = desk.sign_in("admin@example.com", "wrong", "10.0.0.3").await;
        }
        let waiting = desk.sign_in("admin@example.com", "a long password", "10.0.0.4").await;
        assert!(matches!(waiting, Err(desk::Error::TooMany { .. })));
        office.pass(11).await;
        assert!(desk.sign_in("admin@example.com", "a long password", "10.0.0.4").await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_drawn_can_be_tried_as_a_customer_would_fill_it() {
    everywhere(|office: Office| async move {
        let form = |pattern: &str| -> model::form::Form {
            serde_json::from_value(json!({"format": 1,
                "fields": [{"key": "code", "label": {"en": "Code"}, "type": "text", "pattern": pattern},
                    {"key": "why", "label": {"en": "Why"}, "type": "text", "required": {"when":
                        {"is": "compare", "left": "fields.code", "how": "equal", "right": {"value": "A9"}}}}],
                "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                    {"item": "row", "cells": [{"field": "code"}]}, {"item": "row", "cells": [{"field": "why"}]}]}]}))
            .unwrap()
        };
        let given = |code: &str| serde_json::from_value(json!({"code": code})).unwrap();
        let (desk, intake) = (&office.desk, || LayoutKey::new("intake"));
        let tried = desk.try_form(&office.admin, form("[A-Z][0-9]"), intake(), given("B1")).await.unwrap();
        assert_eq!((tried.kept, tried.problems), (given("B1"), vec![]));
        let tried = desk.try_form(&office.admin, form("[A-Z][0-9]"), intake(), given("A9")).await.unwrap();
        assert_eq!((tried.problems[0].code, tried.problems[0].path.as_str()), (Code::Required, "/fields/why"));
        let tried = desk.try_form(&office.admin, form("[A-Z"), intake(), given("A9")).await.unwrap();
        assert!(tried.is_form_wrong && tried.problems[0].code == Code::BadPattern);
    })
    .await;
}
