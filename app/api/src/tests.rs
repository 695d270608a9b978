//! What is promised of server functions as such.

use chrono::DateTime;
use model::Lang;

use crate::{Look, Theme};

const SOURCES: [&str; 8] = [
    include_str!("account.rs"),
    include_str!("find.rs"),
    include_str!("notice.rs"),
    include_str!("people.rs"),
    include_str!("task.rs"),
    include_str!("team.rs"),
    include_str!("ticket.rs"),
    include_str!("trial.rs"),
];

/// The bodies of all server functions, by name.
fn bodies() -> Vec<(String, Vec<&'static str>)> {
    let mut found = Vec::new();
    for source in SOURCES {
        let mut lines = source.lines();
        while let Some(line) = lines.next() {
            if !line.starts_with("pub async fn") {
                continue;
            }
            let name = line.trim_start_matches("pub async fn ").split('(').next().unwrap_or_default().to_owned();
            if !line.ends_with('{') {
                lines.by_ref().find(|line| line.ends_with('{'));
            }
            found.push((name, lines.by_ref().take_while(|line| *line != "}").collect()));
        }
    }
    found
}

#[test]
fn no_server_function_does_more_than_ask_the_desk() {
    let bodies = bodies();
    assert!(bodies.len() > 20, "{}", bodies.len());
    for (name, body) in bodies {
        assert!(body.len() <= 5, "{name} has {} lines", body.len());
    }
}

#[test]
fn every_server_function_has_an_address_of_its_own() {
    let mut addresses: Vec<&str> = SOURCES
        .iter()
        .flat_map(|source| source.split("endpoint = \"").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let count = addresses.len();
    assert_eq!(count, bodies().len());
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), count);
}

#[test]
fn a_page_speaks_the_language_of_its_reader() {
    let at = DateTime::UNIX_EPOCH;
    assert_eq!(Look::of("", "zh-CN,zh;q=0.9", None, at).lang, Lang::ZhCn);
    assert_eq!(Look::of("lang=en; theme=dark", "zh-CN", None, at).lang, Lang::En);
    assert_eq!(Look::of("lang=en", "zh-CN", Some(Lang::ZhCn), at).lang, Lang::ZhCn);
    assert_eq!(Look::of("a=b; theme=dark", "", None, at).theme, Theme::Dark);
    assert_eq!(Look::of("theme=pink", "", None, at).theme, Theme::Auto);
}
