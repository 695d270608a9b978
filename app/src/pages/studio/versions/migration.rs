//! Open tickets move to a version of their flow: what would become of them, where their steps go on, and moving them.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    key::{DefinitionKey, NodeKey},
    migration::{Hindrance, Place, Plan, Timers, Verdict},
    view::{MigrationForecast, MigrationGroup, MigrationPart},
};
use ui::{
    Badge, Button, ButtonKind, Check, Choice, Field, FieldGroup, Lang, Notice, Segment, Select, SkeletonLines, Toast,
    Tone,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use crate::{
    failed::{Failed, Refused},
    words::{problem, said},
};

/// A migration while it is planned and done. Copies share it.
#[derive(Clone, Copy)]
struct Moving {
    flow: StoredValue<DefinitionKey>,
    number: i64,
    plan: RwSignal<Plan>,
    /// Only what followed this version before.
    back: RwSignal<bool>,
    forecast: RwSignal<Option<Result<MigrationForecast, ApiError>>>,
    /// Every step that needed a place since the dialog was opened.
    asked: RwSignal<Vec<Place>>,
    /// What has been done so far, while it is being done.
    under_way: RwSignal<Option<MigrationPart>>,
    error: RwSignal<Option<ApiError>>,
}

impl Moving {
    /// Looks anew at what would become of the tickets.
    fn look(self) {
        let (key, plan, back) = (self.flow.get_value(), self.plan.get_untracked(), self.back.get_untracked());
        spawn_local(async move {
            let found = api::migration::forecast(key, self.number, back, plan.clone()).await;
            // Something else may have been chosen meanwhile; then another answer is on its way.
            if self.plan.try_get_untracked().as_ref() != Some(&plan) {
                return;
            }
            if let Ok(found) = &found {
                self.asked.try_update(|asked| {
                    for group in &found.groups {
                        if let Verdict::NeedsChoice { places } = &group.verdict {
                            asked.extend(
                                places.iter().filter(|place| !asked.contains(place)).cloned().collect::<Vec<_>>(),
                            );
                        }
                    }
                });
            }
            self.forecast.try_set(Some(found));
        });
    }

    /// How many would move.
    fn count(self) -> u32 {
        self.forecast.with(|forecast| {
            let groups = forecast.as_ref().and_then(|answer| answer.as_ref().ok()).map(|found| &found.groups);
            groups.into_iter().flatten().filter(|group| group.verdict.moves()).map(|group| group.count).sum()
        })
    }

    /// Moves them, part by part, until there are no more. What was moved stays moved, if it breaks off.
    fn go(self, done: Callback<MigrationPart>) {
        if self.under_way.with_untracked(Option::is_some) {
            return;
        }
        self.under_way.set(Some(MigrationPart::default()));
        self.error.set(None);
        let (key, plan, back) = (self.flow.get_value(), self.plan.get_untracked(), self.back.get_untracked());
        spawn_local(async move {
            let mut whole = MigrationPart::default();
            loop {
                match api::migration::migrate(key.clone(), self.number, back, plan.clone(), whole.next.take()).await {
                    Ok(part) => {
                        whole.moved += part.moved;
                        whole.left += part.left;
                        whole.next = part.next;
                    }
                    Err(no) => {
                        self.error.try_set(Some(no));
                        break;
                    }
                }
                // Whoever has left the page wants no more of it.
                if whole.next.is_none() || self.under_way.try_set(Some(whole.clone())).is_some() {
                    break;
                }
            }
            self.under_way.try_set(None);
            done.try_run(whole);
            self.look();
        });
    }
}

/// See the module.
#[component]
pub fn Migration(flow: DefinitionKey, number: i64, newest: i64) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let is_old = number != newest;
    let moving = Moving {
        flow: StoredValue::new(flow),
        number,
        plan: RwSignal::default(),
        back: RwSignal::new(is_old),
        forecast: RwSignal::new(None),
        asked: RwSignal::default(),
        under_way: RwSignal::new(None),
        error: RwSignal::new(None),
    };
    moving.look();
    let done = Callback::new(move |part: MigrationPart| {
        if part.moved > 0 {
            let lang = lang.try_get_untracked().unwrap_or_default();
            let facts: [(&str, &dyn std::fmt::Display); 2] = [("moved", &part.moved), ("left", &part.left)];
            toasts.show(Toast::good(tf(lang, "migration.done", &facts)));
        }
    });
    let busy = Signal::derive(move || moving.under_way.with(Option::is_some));
    let act = move || match moving.under_way.get() {
        Some(part) => tf(lang.get(), "migration.under_way", &[("count", &part.moved)]),
        None => tf(lang.get(), "migration.do", &[("count", &moving.count())]),
    };
    view! {
        <div class="asking migration">
            <p>{t!("migration.about")}</p>
            {is_old
                .then(|| {
                    let switch = Callback::new(move |on| {
                        moving.back.set(on);
                        moving.look();
                    });
                    view! { <Check checked=moving.back on_change=switch>{t!("migration.back")}</Check> }
                })}
            <Refused error=moving.error />
            <Times moving />
            <Places moving />
            <Groups moving />
            <p class="asking-acts">
                <Button
                    kind=ButtonKind::Primary
                    busy=busy
                    disabled=Signal::derive(move || moving.count() == 0)
                    on_press=Callback::new(move |()| moving.go(done))
                >
                    {act}
                </Button>
            </p>
        </div>
    }
    .into_any()
}

/// What becomes of the times that are running.
#[component]
fn Times(moving: Moving) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || {
        moving.plan.with(|plan| if plan.timers == Timers::Keep { "keep" } else { "restart" }.to_owned())
    });
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let choice = |name, key| Choice::new(name, t(lang, key));
        vec![choice("keep", "migration.keep"), choice("restart", "migration.restart")]
    });
    let pick = Callback::new(move |name: String| {
        let timers = if name == "restart" { Timers::Restart } else { Timers::Keep };
        moving.plan.update(|plan| plan.timers = timers);
        moving.look();
    });
    view! {
        <FieldGroup id="migration-times" label=t!("migration.timers") hint=t!("migration.timers_hint")>
            <Segment name="migration-timers" label=t!("migration.timers") value choices on_pick=pick fill=true control=true />
        </FieldGroup>
    }
}

/// Where the steps go on that the version does not have.
#[component]
fn Places(moving: Moving) -> impl IntoView {
    let lang = use_lang();
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let places = moving.forecast.with(|forecast| match forecast {
            Some(Ok(found)) => found.places.clone(),
            _ => Vec::new(),
        });
        let known = places.into_iter().map(|place| Choice::new(place.node.as_str(), named(&place, lang)));
        std::iter::once(Choice::new("", t(lang, "migration.stays"))).chain(known).collect::<Vec<_>>()
    });
    let row = move |place: Place| {
        let node = place.node.clone();
        let of = node.clone();
        let value = Signal::derive(move || {
            moving.plan.with(|plan| plan.places.get(&of).map(ToString::to_string).unwrap_or_default())
        });
        let pick = Callback::new(move |to: String| {
            let from = node.clone();
            moving.plan.update(|plan| {
                if to.is_empty() {
                    plan.places.remove(&from)
                } else {
                    plan.places.insert(from, NodeKey::new(to))
                };
            });
            moving.look();
        });
        let id = format!("migration-{}", place.node);
        view! {
            <Field id label=move || tf(lang.get(), "migration.goes_on", &[("step", &named(&place, lang.get()))])>
                <Select value choices on_pick=pick />
            </Field>
        }
        .into_any()
    };
    move || moving.asked.get().into_iter().map(row).collect_view()
}

/// What would become of the tickets, like ones together.
#[component]
fn Groups(moving: Moving) -> impl IntoView {
    move || match moving.forecast.get() {
        None => view! { <SkeletonLines lines=3 /> }.into_any(),
        Some(Err(error)) => view! { <Failed error /> }.into_any(),
        Some(Ok(found)) if found.groups.is_empty() => {
            view! { <Notice tone=Tone::Info>{t!("migration.none")}</Notice> }.into_any()
        }
        Some(Ok(found)) => {
            let is_part = !found.is_whole;
            let rows = found.groups.into_iter().map(|group| view! { <Group group /> }.into_any()).collect_view();
            view! {
                <ul class="migration-groups" aria-label=t!("migration.groups")>
                    {rows}
                </ul>
                {is_part.then(|| view! { <Notice tone=Tone::Info>{t!("migration.part")}</Notice> })}
            }
            .into_any()
        }
    }
}

#[component]
fn Group(group: MigrationGroup) -> impl IntoView {
    let lang = use_lang();
    let (tone, words) = match &group.verdict {
        Verdict::Current | Verdict::Safe => (Tone::Good, "migration.safe"),
        Verdict::Mapped => (Tone::Good, "migration.mapped"),
        Verdict::NeedsChoice { .. } => (Tone::Warn, "migration.needs_choice"),
        Verdict::Blocked { .. } => (Tone::Bad, "migration.blocked"),
    };
    let why = match group.verdict {
        Verdict::Blocked { why } => why,
        _ => Vec::new(),
    };
    let (from, count) = (group.from, group.count);
    let more = usize::try_from(count).unwrap_or(usize::MAX) > group.tickets.len();
    let head = move || {
        let facts: [(&str, &dyn std::fmt::Display); 2] = [("count", &count), ("from", &from)];
        tf(lang.get(), "migration.group", &facts)
    };
    let tickets = group
        .tickets
        .into_iter()
        .map(|number| view! { <a class="num" href=format!("/desk/tickets/{number}") target="_blank">"#"{number}</a> " " })
        .collect_view();
    let why = why
        .into_iter()
        .map(|hindrance| view! { <p class="support">{move || hindrance_words(lang.get(), &hindrance)}</p> }.into_any())
        .collect_view();
    view! {
        <li>
            <header>
                <Badge tone>{t!(words)}</Badge>
                <b>{head}</b>
            </header>
            <p class="meta">{tickets} {more.then_some("…")}</p>
            {why}
        </li>
    }
}

fn named(place: &Place, lang: Lang) -> String {
    let title = said(&place.title, lang);
    if title.is_empty() { place.node.to_string() } else { title.to_owned() }
}

fn hindrance_words(lang: Lang, hindrance: &Hindrance) -> String {
    match hindrance {
        Hindrance::NoSuchPlace { node } => tf(lang, "migration.no_such_place", &[("step", node)]),
        Hindrance::SplitGone { place } => tf(lang, "migration.split_gone", &[("step", &named(place, lang))]),
        Hindrance::Unsound { problem } => {
            tf(lang, "migration.unsound", &[("problem", &problem::sentence(lang, problem))])
        }
        Hindrance::FieldChanged { field } => tf(lang, "migration.field_changed", &[("field", field)]),
    }
}
