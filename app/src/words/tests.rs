//! Everything the model can say has words in both languages.

use std::{fs, path::Path};

use api::ApiError;
use chrono::DateTime;
use model::{
    Code, Kind, Text,
    flow::Priority,
    form::Form,
    key::{NodeKey, OutcomeKey},
    reckoning::Published,
    record::{Channel, Event, Happening, Status, Target, Visibility, Who},
    role::Right,
    span::{Counted, Minutes, Span},
    trace::{DueTrace, Segment, Stretch},
};
use serde_json::json;
use ui::i18n::{Lang, find};

use super::{channel_key, error, event, priority_key, problem, status_key, target_key, trace};

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// One of each kind of happening. The match below stops the build when a kind is added and not listed here.
fn happenings() -> Vec<Happening> {
    fn is_listed(what: &Happening) {
        match what {
            Happening::Filed { .. }
            | Happening::StepOpened { .. }
            | Happening::StepDone { .. }
            | Happening::StepCancelled { .. }
            | Happening::Delegated { .. }
            | Happening::DelegateDone { .. }
            | Happening::Recalled { .. }
            | Happening::Urged { .. }
            | Happening::SentBack { .. }
            | Happening::TakenBack { .. }
            | Happening::AgreedUnasked { .. }
            | Happening::ApproverAdded { .. }
            | Happening::ApproverRemoved { .. }
            | Happening::Migrated { .. }
            | Happening::Decided { .. }
            | Happening::Claimed { .. }
            | Happening::Assigned { .. }
            | Happening::Offered { .. }
            | Happening::OfferDeclined { .. }
            | Happening::OfferLapsed { .. }
            | Happening::NotAccepted { .. }
            | Happening::Transferred { .. }
            | Happening::HandedOver { .. }
            | Happening::StepWarned { .. }
            | Happening::StepLate { .. }
            | Happening::Chose { .. }
            | Happening::Parted { .. }
            | Happening::RoundsBegan { .. }
            | Happening::Answered { .. }
            | Happening::Signalled { .. }
            | Happening::Waiting { .. }
            | Happening::WaitOver { .. }
            | Happening::FieldsSet { .. }
            | Happening::VariablesSet { .. }
            | Happening::StatusSet { .. }
            | Happening::PrioritySet { .. }
            | Happening::QueueSet { .. }
            | Happening::OwnerSet { .. }
            | Happening::ClockStarted { .. }
            | Happening::ClockMoved { .. }
            | Happening::Reckoned { .. }
            | Happening::ClockPaused { .. }
            | Happening::ClockResumed { .. }
            | Happening::TitleSet { .. }
            | Happening::Followed { .. }
            | Happening::Unfollowed { .. }
            | Happening::Held { .. }
            | Happening::Resumed
            | Happening::Jumped { .. }
            | Happening::Terminated { .. }
            | Happening::Reopened { .. }
            | Happening::ClockMet { .. }
            | Happening::ClockBreached { .. }
            | Happening::Escalated { .. }
            | Happening::Reminded { .. }
            | Happening::Acknowledged
            | Happening::Notified { .. }
            | Happening::Queued { .. }
            | Happening::Reply { .. }
            | Happening::Note { .. }
            | Happening::Stuck { .. }
            | Happening::Ended { .. } => {}
        }
    }
    let title = Text::both("诊断", "Diagnose");
    let node = NodeKey::new("diagnose");
    let task = NOBODY.parse().unwrap();
    let wei = Some((NOBODY.parse().unwrap(), "Wei Li".to_owned()));
    let told = vec![(NOBODY.parse().unwrap(), "Wei Li".to_owned())];
    let fields: model::Fields = serde_json::from_value(json!({"part": "pump"})).unwrap();
    let (from, to) = (Status::New, Status::Closed);
    let mut all = vec![
        Happening::Filed { channel: Channel::Mail, fields: fields.clone() },
        Happening::StepOpened { node: node.clone(), title: title.clone(), task, owner: wei.clone(), due_at: None },
        Happening::StepOpened { node: node.clone(), title: title.clone(), task, owner: None, due_at: None },
        Happening::StepDone {
            node: node.clone(),
            title: title.clone(),
            task,
            outcome: OutcomeKey::new("solved"),
            outcome_title: Text::both("已解决", "Solved"),
            fields: fields.clone(),
            on_behalf_of: wei.clone(),
        },
        Happening::StepCancelled { node: node.clone(), title: title.clone(), task },
        Happening::Claimed { task, title: title.clone() },
        Happening::StepWarned { task, title: title.clone(), percent: 50 },
        Happening::StepLate { task, title: title.clone() },
        Happening::Chose { node: node.clone(), title: title.clone(), way: Text::both("紧急", "Urgent") },
        Happening::Parted {
            node: node.clone(),
            title: title.clone(),
            ways: vec![Text::both("紧急", "Urgent"), Text::both("退款", "Refund")],
        },
        Happening::RoundsBegan { node: node.clone(), title: title.clone(), rounds: 3 },
        Happening::Signalled { name: "paid".into(), fields: fields.clone() },
        Happening::Answered { node: node.clone(), title: title.clone(), status: 200 },
        Happening::Waiting { node: node.clone(), title: title.clone(), until: None },
        Happening::FieldsSet { fields },
        Happening::VariablesSet { variables: [("total".into(), json!(3))].into() },
        Happening::StatusSet { from, to },
        Happening::PrioritySet { from: Priority::Low, to: Priority::Urgent },
        Happening::QueueSet { queue: "line-2".into() },
        Happening::OwnerSet { owner: wei.clone() },
        Happening::OwnerSet { owner: None },
        Happening::ClockStarted { target: Target::Resolution, due_at: DateTime::UNIX_EPOCH },
        Happening::ClockMoved { target: Target::Resolution, due_at: Some(DateTime::UNIX_EPOCH) },
        Happening::ClockMoved { target: Target::Resolution, due_at: None },
        Happening::ClockPaused { target: Target::Resolution },
        Happening::ClockResumed { target: Target::Resolution, due_at: DateTime::UNIX_EPOCH },
        Happening::TitleSet { from: "Pump".to_owned(), to: "Pump leaks".to_owned() },
        Happening::Reopened { reason: "It leaks again".to_owned() },
        Happening::ClockBreached { target: Target::FirstResponse },
        Happening::Escalated { target: Target::Resolution, percent: 80, told: told.clone() },
        Happening::Escalated { target: Target::Resolution, percent: 80, told: Vec::new() },
        Happening::Notified { told, text: Text::both("请看", "Please look") },
        Happening::Queued { effect: "mail".to_owned(), to: "anna@example.com".to_owned() },
        Happening::Queued { effect: "webhook".to_owned(), to: "https://example.com/hook".to_owned() },
        Happening::Reply { text: "Hello".to_owned() },
        Happening::Note { text: "Hm".to_owned() },
        Happening::Stuck { node: node.clone(), title: title.clone(), text: "no queue".to_owned() },
        Happening::Ended { status: Status::Closed },
    ];
    let from = (NOBODY.parse().unwrap(), "Mei Chen".to_owned());
    let mei = (NOBODY.parse().unwrap(), "Mei Chen".to_owned());
    let until = DateTime::UNIX_EPOCH;
    all.push(Happening::Offered { task, title: title.clone(), to: mei.clone(), until, round: 2 });
    for reason in ["", "busy"] {
        all.push(Happening::OfferDeclined { task, title: title.clone(), reason: reason.to_owned() });
    }
    all.push(Happening::OfferLapsed { task, title: title.clone(), to: mei.clone() });
    for (then, told) in [(None, vec![]), (Some("leads"), vec![]), (None, vec![mei.clone()]), (Some("leads"), vec![mei])]
    {
        all.push(Happening::NotAccepted { task, title: title.clone(), then: then.map(Into::into), told });
    }
    for to in [wei, None] {
        all.push(Happening::HandedOver { task, title: title.clone(), from: from.clone(), to: to.clone() });
        all.push(Happening::Transferred { task, title: title.clone(), to, reason: "holiday".to_owned() });
    }
    let person = (NOBODY.parse().unwrap(), "Mei Chen".to_owned());
    all.push(Happening::TakenBack { node: node.clone(), title: title.clone(), reason: "a slip".to_owned() });
    all.push(Happening::SentBack {
        task,
        title: title.clone(),
        to: NodeKey::new("ask"),
        to_title: Text::both("询问", "Ask"),
        returns: true,
        reason: "the receipt is missing".to_owned(),
    });
    all.push(Happening::Delegated {
        task,
        title: title.clone(),
        to: person.clone(),
        reason: "she knows the pump".to_owned(),
    });
    all.push(Happening::DelegateDone {
        task,
        title: title.clone(),
        outcome: OutcomeKey::new("solved"),
        outcome_title: Text::both("已解决", "Solved"),
        fields: model::Fields::new(),
        to: person.clone(),
    });
    all.push(Happening::Recalled { task, title: title.clone(), to: person.clone() });
    let (told, text) = (vec![person.clone()], "the customer waits".to_owned());
    all.push(Happening::Urged { task, title: title.clone(), told, text });
    all.push(Happening::Followed { people: vec![person.clone()] });
    all.push(Happening::Unfollowed { people: vec![person.clone()] });
    all.push(Happening::Held { until: None, reason: "the part is ordered".to_owned() });
    all.push(Happening::Resumed);
    all.push(Happening::Jumped {
        node: node.clone(),
        title: title.clone(),
        to: NodeKey::new("ask"),
        to_title: Text::both("询问", "Ask"),
        reason: "the wrong branch".to_owned(),
    });
    all.push(Happening::Terminated { reason: "filed twice".to_owned() });
    all.push(Happening::AgreedUnasked { node: node.clone(), title: title.clone(), person: person.clone() });
    all.push(Happening::Migrated { number: 3 });
    for kind in [Kind::Calendar, Kind::Policy] {
        let because =
            Published { kind, key: "office".into(), title: Text::both("办公时间", "Office hours"), number: 3 };
        all.push(Happening::Reckoned { because, shifts: Vec::new() });
    }
    all.push(Happening::ApproverRemoved { node: node.clone(), title: title.clone(), person: person.clone() });
    for before in [true, false] {
        let (title, person, reason) = (title.clone(), person.clone(), "too much for me".to_owned());
        all.push(Happening::ApproverAdded { task, title: title.clone(), person, before, reason });
        let (agreed, yes, no, abstained) = (before, 1, 1, 0);
        all.push(Happening::Decided { node: node.clone(), title, agreed, yes, no, abstained });
    }
    all.push(Happening::Reminded { target: Target::Resolution, percent: 100, time: 2, told: vec![person.clone()] });
    all.push(Happening::Acknowledged);
    all.push(Happening::Assigned { task, title: title.clone(), to: person.clone() });
    for late in [true, false] {
        all.push(Happening::ClockMet { target: Target::Resolution, late });
        all.push(Happening::WaitOver { node: node.clone(), title: title.clone(), timed_out: late });
    }
    all.iter().for_each(is_listed);
    all
}

fn has_words(key: &str) {
    for lang in Lang::ALL {
        assert!(find(lang, key).is_some_and(|words| !words.trim().is_empty()), "{key} has no words in {}", lang.tag());
    }
}

#[test]
fn every_kind_of_problem_has_words() {
    for code in Code::ALL {
        has_words(&problem::key(*code));
    }
}

#[test]
fn every_event_has_a_whole_sentence() {
    let names: std::collections::BTreeSet<&str> = happenings().iter().map(model::record::Happening::name).collect();
    assert_eq!(names.len(), 62);
    for what in happenings() {
        has_words(&format!("event.{}", what.name()));
        for who in [Who::System, Who::Person { id: NOBODY.parse().unwrap(), name: "Wei Li".to_owned() }] {
            let event = Event {
                id: NOBODY.parse().unwrap(),
                ticket: NOBODY.parse().unwrap(),
                at: DateTime::UNIX_EPOCH,
                who,
                what: what.clone(),
                visibility: Visibility::Internal,
                traces: Vec::new(),
            };
            for lang in Lang::ALL {
                let sentence = event::sentence(lang, &event, &Form::default());
                assert!(!sentence.contains("[?]") && !sentence.contains('{'), "{}: {sentence}", what.name());
            }
        }
    }
}

#[test]
fn every_answer_of_the_server_has_words() {
    for name in ApiError::NAMES {
        has_words(&format!("error.{name}"));
    }
    for right in Right::ALL {
        has_words(error::right_key(right));
    }
    let no = ApiError::Refused { code: "made_up".to_owned(), facts: Vec::new() };
    assert_eq!(error::sentence(Lang::En, &no), "This cannot be done now.");
}

#[test]
fn every_state_has_a_name() {
    for status in Status::ALL {
        has_words(status_key(status));
    }
    for priority in Priority::ALL {
        has_words(priority_key(priority));
    }
    for target in [Target::FirstResponse, Target::NextResponse, Target::Resolution] {
        has_words(target_key(target));
    }
    for channel in [Channel::Desk, Channel::Api, Channel::Portal, Channel::Mail, Channel::Phone] {
        has_words(channel_key(channel));
    }
}

#[test]
fn a_variable_is_called_as_people_call_it() {
    let form: Form = serde_json::from_value(json!({"format": 1, "fields": [
        {"key": "kind", "label": {"en": "Kind"}, "type": "select",
         "options": [{"key": "broken", "label": {"en": "Broken"}}]}]}))
    .unwrap();
    assert_eq!(trace::variable(Lang::En, "fields.kind", &form), "Kind");
    assert_eq!(trace::value(Lang::En, "fields.kind", &json!("broken"), &form), "Broken");
    assert_eq!(trace::variable(Lang::ZhCn, "ticket.priority", &form), "优先级");
    assert_eq!(trace::value(Lang::ZhCn, "ticket.priority", &json!("urgent"), &form), "紧急");
    assert_eq!(trace::variable(Lang::En, "customer.tier", &form), "customer.tier");
}

/// Every Rust source below a folder of the repository.
fn sources(folder: &str) -> Vec<String> {
    fn collect(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(folder), &mut found);
    found
}

#[test]
fn every_refusal_has_words() {
    let mut codes = vec!["wrong_setup_key".to_owned()];
    for source in sources("server/desk/src") {
        for call in ["refused(\"", "code: \""] {
            codes.extend(source.split(call).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
    for source in sources("server/engine/src").iter().filter(|source| source.contains("pub enum Refusal")) {
        let names = source.split("fn code(").nth(1).and_then(|rest| rest.split("\n    }\n").next()).unwrap();
        codes.extend(names.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    assert!(codes.len() > 12, "{codes:?}");
    for code in codes {
        has_words(&format!("refusal.{code}"));
    }
}

#[test]
fn the_minutes_of_a_reckoning_add_up() {
    let stretch = |from: i64, to: i64, is| Segment {
        from: DateTime::from_timestamp(from, 0).unwrap(),
        to: DateTime::from_timestamp(to, 0).unwrap(),
        is,
    };
    let reckoning = DueTrace {
        span: Span { minutes: Minutes(120), counted: Counted::Working },
        calendar: Some("standard".into()),
        zone: "Asia/Shanghai".to_owned(),
        from: DateTime::from_timestamp(22, 0).unwrap(),
        due: DateTime::from_timestamp(7_822, 0).unwrap(),
        segments: vec![
            stretch(22, 4_920, Stretch::Working),
            stretch(4_920, 5_520, Stretch::Closed),
            stretch(5_520, 7_822, Stretch::Working),
        ],
        folded: 0,
    };
    let counted = trace::counted(&reckoning);
    assert_eq!(counted, [Some(Minutes(82)), None, Some(Minutes(38))]);
}
