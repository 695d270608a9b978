//! Test runs: a made-up ticket walks the draft on the server, and nothing is stored. What was done is all that is kept
//! here, so that winding back is leaving moves out, and a changed flow is walked anew.

mod clock;
mod data;
mod log;
mod now;
mod scenarios;
mod ticket;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use api::ApiError;
use designer::flow::Marks;
use leptos::{prelude::*, task::spawn_local};
use model::{
    Problem,
    form::Form,
    key::NodeKey,
    record::{FrameId, Standing},
    trial::{Move, Trial, TrialTicket, Tried},
};
use ui::{
    SkeletonLines,
    i18n::{Lang, find, t},
    t, use_lang,
};

use self::{clock::Clock, data::Data, log::Log, now::Now};
use super::{super::keeper::Keeper, drawn};
use crate::{failed::Failed, words::problem};

/// How long nothing must be drawn before the moves are walked anew.
const PAUSE: Duration = Duration::from_millis(700);

type Answer = Result<Tried, ApiError>;

/// One test run. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct TestRun {
    keeper: Keeper,
    /// Which tab of the panel is open.
    panel: RwSignal<String>,
    trial: RwSignal<Trial>,
    answer: RwSignal<Option<Answer>>,
    /// Whether it has begun.
    is_on: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    /// Grows with each question, so that a late answer to an old one is dropped.
    asked: StoredValue<u64>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl TestRun {
    /// The key of its tab.
    pub const TAB: &str = "trial";

    pub fn new(keeper: Keeper, panel: RwSignal<String>) -> Self {
        let run = Self {
            keeper,
            panel,
            trial: RwSignal::new(Trial::default()),
            answer: RwSignal::new(None),
            is_on: RwSignal::new(false),
            is_busy: RwSignal::new(false),
            asked: StoredValue::new(0),
            waiting: StoredValue::new(None),
        };
        on_cleanup(move || run.stop_waiting());
        run
    }

    /// Begins, unless it has begun.
    pub fn begin(self) {
        if !self.is_on.get_untracked() {
            self.is_on.set(true);
            self.ask();
        }
    }

    /// The flow was changed: a test run that is on walks it anew, once nothing more is drawn.
    pub fn follow(self) {
        if !self.is_on.get_untracked() {
            return;
        }
        self.stop_waiting();
        let handle = set_timeout_with_handle(move || self.ask(), PAUSE).ok();
        self.waiting.set_value(handle);
    }

    /// Ends it; the canvas shows the drawing alone.
    pub fn end(self) {
        self.stop_waiting();
        self.asked.update_value(|asked| *asked += 1);
        self.panel.set("problems".to_owned());
        self.is_on.set(false);
        self.is_busy.set(false);
        self.answer.set(None);
        self.trial.update(|trial| *trial = Trial { breaks: std::mem::take(&mut trial.breaks), ..Trial::default() });
    }

    /// One more move.
    pub fn play(self, one: Move) {
        self.trial.update(|trial| trial.moves.push(one));
        self.ask();
    }

    /// Keeps so many moves and forgets the later ones.
    pub fn wind_back(self, moves: usize) {
        self.trial.update(|trial| trial.moves.truncate(moves));
        self.ask();
    }

    /// Begins again with another ticket.
    pub fn with_ticket(self, ticket: TrialTicket) {
        self.trial.update(|trial| {
            *trial = Trial { ticket, breaks: std::mem::take(&mut trial.breaks), ..Trial::default() };
        });
        self.ask();
    }

    /// Sets or takes away a breakpoint. What has been done stays done.
    pub fn turn_break(self, node: NodeKey) {
        self.trial.update(|trial| {
            if !trial.breaks.remove(&node) {
                trial.breaks.insert(node);
            }
        });
    }

    fn stop_waiting(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    fn ask(self) {
        let Some(number) = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        }) else {
            return;
        };
        let Some(trial) = self.trial.try_get_untracked() else { return };
        let (key, flow) = (self.keeper.key(), untrack(|| drawn(self.keeper)));
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = api::trial::flow(key, flow, trial).await;
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            if let Ok(tried) = &answer {
                // From now on every walk begins at the same instant; a move that cannot be made is forgotten.
                let (start, stopped) = (tried.start, tried.stopped.clone());
                self.trial.try_update(|trial| {
                    trial.start = Some(start);
                    if let Some(stopped) = stopped {
                        trial.moves.truncate(stopped.at);
                    }
                });
            }
            self.answer.try_set(Some(answer));
            self.is_busy.try_set(false);
        });
    }

    /// Where it stands, for the canvas.
    pub fn marks(self) -> Signal<Marks> {
        let marks = Memo::new(move |_| {
            let breaks = self.trial.with(|trial| trial.breaks.clone());
            let marks = self.answer.with(|answer| match answer {
                Some(Ok(tried)) => marks_of(tried),
                _ => Marks::default(),
            });
            Marks { breaks, ..marks }
        });
        marks.into()
    }
}

fn marks_of(tried: &Tried) -> Marks {
    let mut tokens: BTreeMap<NodeKey, usize> = BTreeMap::new();
    let own = || tried.tokens.iter().filter(|stand| stand.frame == FrameId(0));
    for stand in own() {
        *tokens.entry(stand.node.clone()).or_default() += 1;
    }
    Marks {
        walked: tried.walked.iter().cloned().collect(),
        taken: tried.taken.iter().cloned().collect(),
        tokens,
        stuck: own().filter(|stand| stand.standing == Standing::Stuck).map(|stand| stand.node.clone()).collect(),
        breaks: BTreeSet::new(),
    }
}

/// Why a test run went no further, in words.
fn stopped(lang: Lang, why: &str) -> &'static str {
    find(lang, &format!("trial.stopped.{why}")).unwrap_or_else(|| t(lang, "trial.stopped.other"))
}

/// The tab.
#[component]
pub(super) fn Panel(run: TestRun, form: Signal<Option<Form>>) -> impl IntoView {
    // Drawn anew for another kind of answer, not for another answer.
    let state = Memo::new(move |_| {
        run.answer.with(|answer| match answer {
            None => 0,
            Some(Ok(_)) => 1,
            Some(Err(ApiError::Invalid(_))) => 2,
            Some(Err(_)) => 3,
        })
    });
    move || match state.get() {
        1 => view! { <Walked run form /> }.into_any(),
        2 => view! { <Unsound run /> }.into_any(),
        3 => {
            let error = run.answer.get_untracked().and_then(Result::err);
            let retry = Callback::new(move |()| run.ask());
            error.map(|error| view! { <div class="trial-note"><Failed error on_retry=retry /></div> }).into_any()
        }
        _ => view! { <div class="trial-note"><SkeletonLines lines=4 /></div> }.into_any(),
    }
}

/// The flow has errors that keep it from running.
#[component]
fn Unsound(run: TestRun) -> impl IntoView {
    let lang = use_lang();
    let problems = move || {
        run.answer.with(|answer| match answer {
            Some(Err(ApiError::Invalid(problems))) => problems.clone(),
            _ => Vec::new(),
        })
    };
    let lines = move || {
        let lang = lang.get();
        let errors = problems().into_iter().filter(Problem::is_error).take(6);
        errors.map(|one| view! { <li>{problem::sentence(lang, &one)}</li> }.into_any()).collect_view()
    };
    view! {
        <div class="trial-note">
            <div class="notice" data-tone="warn" role="status">
                <ui::Icon name="alert" />
                <div>
                    <p><b>{t!("trial.unsound")}</b></p>
                    <ul class="trial-errors">{lines}</ul>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// A test run that runs: the clock, what can be done now, what happened, what is known.
#[component]
fn Walked(run: TestRun, form: Signal<Option<Form>>) -> impl IntoView {
    let tried = Memo::new(move |before: Option<&Option<Tried>>| {
        let now = run.answer.with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().ok().cloned()));
        // While something else is shown for a moment, the last one stays.
        now.or_else(|| before.cloned().flatten())
    });
    view! {
        <div class="trial" aria-busy=move || run.is_busy.get().then_some("true")>
            <div class="trial-hand">
                <Clock run tried form />
                <Now run tried form />
            </div>
            <Log run tried form />
            <Data run tried form />
        </div>
    }
    .into_any()
}
