//! What is wrong with the flow, as it is drawn: found here a moment after each change, and by the server where only the
//! server can tell.

use std::{collections::BTreeMap, time::Duration};

use editor::flow::Name;
use leptos::prelude::*;
use model::{Code, Problem, Severity};
use ui::{
    Tone,
    i18n::{Lang, t},
};

use super::stage::Stage;
use crate::frame::{PanelTab, ProblemList, ProblemRow, focus_path};

/// How long nothing must change before the flow is looked at again.
const PAUSE: Duration = Duration::from_millis(250);
/// The largest flow whose every walk is explored in the browser; larger ones are left to the server.
const LARGEST: usize = 120;

/// The problems, and which part each belongs to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// The worst first.
    pub all: Vec<Problem>,
    at: BTreeMap<Name, (usize, Severity)>,
}

impl Found {
    /// Sorts problems by part.
    pub fn of(mut all: Vec<Problem>) -> Self {
        all.sort_by_key(|problem| problem.severity);
        let mut at: BTreeMap<Name, (usize, Severity)> = BTreeMap::new();
        for problem in &all {
            // A hint is worth a line in the list, not a mark.
            if problem.severity != Severity::Hint
                && let (Some(name), _) = place(&problem.path)
            {
                let known = at.entry(name).or_insert((0, problem.severity));
                known.0 += 1;
                known.1 = known.1.min(problem.severity);
            }
        }
        Self { all, at }
    }

    /// How many problems a part has, and how bad the worst is.
    pub fn at(&self, name: &Name) -> Option<(usize, Severity)> {
        self.at.get(name).copied()
    }

    /// The first problem of a part below a path, such as `/limit`.
    pub fn under<'a>(&'a self, whole: &'a str) -> Option<&'a Problem> {
        self.all.iter().find(|problem| {
            problem.path.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// The part that a path leads to, and what remains of the path inside it.
pub(super) fn place(path: &str) -> (Option<Name>, &str) {
    let split = |rest: &'_ str| rest.split_once('/').map_or(rest.len(), |(key, _)| key.len());
    for (list, name) in [("/nodes/", true), ("/links/", false)] {
        if let Some(rest) = path.strip_prefix(list) {
            let (key, inside) = rest.split_at(split(rest));
            let name = if name { Name::Node(key.into()) } else { Name::Link(key.into()) };
            return (Some(name), path.get(path.len() - inside.len()..).unwrap_or_default());
        }
    }
    if path == "/form" { (Some(Name::Flow), path) } else { (None, path) }
}

/// Whether only the server can say this: the browser knows no other definitions and compiles no expressions.
const fn is_servers(code: Code) -> bool {
    matches!(
        code,
        Code::MissingReference
            | Code::BadExpression
            | Code::RecursiveFlow
            | Code::TooDeep
            | Code::UnknownPerson
            | Code::JoinNeverCompletes
            | Code::TokensLeftBehind
            | Code::Required
    )
}

impl Stage {
    /// Looks at the flow again a moment after it, its form or the server's answer changed.
    pub fn watch_problems(self) {
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        // A timer is outside: a run of keystrokes is looked at once.
        Effect::new(move |was: Option<()>| {
            self.settled.track();
            self.outside.form.track();
            self.outside.server.track();
            if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
            if was.is_none() {
                return self.look_for_problems();
            }
            let look = move || self.look_for_problems();
            if let Ok(handle) = set_timeout_with_handle(look, PAUSE) {
                waiting.set_value(Some(handle));
            }
        });
        on_cleanup(move || {
            if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
        });
    }

    fn look_for_problems(self) {
        let Some(server) = self.outside.server.try_get_untracked() else { return };
        let Some(form) = self.outside.form.try_get_untracked() else { return };
        let flow = self.with(|canvas| canvas.flow().clone());
        let mut all = if flow.nodes.len() <= LARGEST { model::check::flow(&flow, form.as_ref()) } else { Vec::new() };
        let is_known = |problem: &Problem, all: &[Problem]| {
            all.iter().any(|known| known.code == problem.code && known.path == problem.path)
        };
        for problem in server {
            let still_there = match place(&problem.path).0 {
                Some(Name::Node(key)) => flow.node(&key).is_some(),
                Some(Name::Link(key)) => flow.links.iter().any(|link| link.key == key),
                Some(Name::Flow) | None => true,
            };
            let counts = flow.nodes.len() > LARGEST || is_servers(problem.code);
            if counts && still_there && !is_known(&problem, &all) {
                all.push(problem);
            }
        }
        let found = Found::of(all);
        if self.found.with_untracked(|known| *known != found) {
            self.found.set(found);
        }
    }

    /// What is wrong below a path, in words. Hints are left to the panel.
    pub fn wrong(self, path: String) -> Signal<Option<String>> {
        let sentence = self.outside.sentence;
        let wrong = Memo::new(move |_| {
            let lang = self.lang.get();
            self.found.with(|found| {
                let worst = found.under(&path).filter(|problem| problem.severity != Severity::Hint);
                worst.map(|problem| sentence(lang, problem))
            })
        });
        wrong.into()
    }
}

/// Leads to the field of a problem.
pub(super) fn go_to(stage: Stage, path: &str) {
    let (name, inside) = place(path);
    match name {
        Some(Name::Flow) | None => stage.select(Vec::new()),
        Some(name) => stage.select(vec![name]),
    }
    focus_path(inside.to_owned());
}

/// The first tab of the panel.
pub(super) fn panel_tab(stage: Stage) -> PanelTab {
    let sentence = stage.outside.sentence;
    let rows = Memo::new(move |_| {
        let lang = stage.lang.get();
        stage.found.with(|found| {
            let row = |problem: &Problem| ProblemRow {
                severity: problem.severity,
                words: sentence(lang, problem),
                place: place_in_words(stage, lang, &problem.path),
                path: problem.path.clone(),
            };
            found.all.iter().map(row).collect::<Vec<_>>()
        })
    });
    let pick = Callback::new(move |path: String| go_to(stage, &path));
    PanelTab {
        key: "problems",
        label: Signal::derive(move || t(stage.lang.get(), "designer.problems").to_owned()),
        count: Signal::derive(move || {
            stage.found.with(|found| {
                // A hint is not counted: it asks for nothing.
                let pressing = found.all.iter().filter(|problem| problem.severity != Severity::Hint).count();
                let tone = if found.all.first()?.is_error() { Tone::Bad } else { Tone::Warn };
                (pressing > 0).then_some((pressing, Some(tone)))
            })
        }),
        body: ViewFn::from(move || view! { <ProblemList rows on_pick=pick /> }),
    }
}

fn place_in_words(stage: Stage, lang: Lang, path: &str) -> String {
    match place(path).0 {
        Some(Name::Node(key)) => stage.name_of(&key),
        Some(Name::Link(key)) => stage
            .link(&key)
            .map(|look| look.link.with(|link| super::label::link_in_words(stage, link)))
            .unwrap_or_default(),
        Some(Name::Flow) | None => t(lang, "flow.whole").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_its_part_and_the_field_inside() {
        assert_eq!(place("/nodes/triage/limit/span"), (Some(Name::Node("triage".into())), "/limit/span"));
        assert_eq!(place("/links/link_2"), (Some(Name::Link("link_2".into())), ""));
        assert_eq!(place("/form"), (Some(Name::Flow), "/form"));
        assert_eq!(place("/nodes"), (None, "/nodes"));
    }

    #[test]
    fn a_part_is_marked_by_its_worst_problem_and_hints_mark_nothing() {
        let found = Found::of(vec![
            Problem::warning(Code::Required, "/nodes/a/acts"),
            Problem::error(Code::NoOutcome, "/nodes/a/outcomes"),
            Problem::hint(Code::MissingTranslation, "/nodes/b/title"),
        ]);
        assert_eq!(found.at(&Name::Node("a".into())), Some((2, Severity::Error)));
        assert_eq!(found.at(&Name::Node("b".into())), None);
        assert_eq!(found.all[0].code, Code::NoOutcome);
        assert!(found.under("/nodes/a/acts").is_some() && found.under("/nodes/a/act").is_none());
    }
}
