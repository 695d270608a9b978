//! The form designer: the form lies on the canvas and is edited where it stands.
//!
//! * [`pad::Pad`] holds the sheet of the kernel and the signals its parts listen to. Parts make edits through it, and
//!   it redraws what the kernel names.
//! * [`canvas`], [`items`], [`cell`], [`look`], [`title`] draw the sheet; [`drag`] moves pieces on it.
//! * [`palette`] is the left side, [`properties`] the right one, [`tools`] the row above.
//! * [`layouts`], [`logic`], [`translations`], [`trial`] are the other tabs: the same form seen as a whole.
//! * [`problems`] finds the place that a problem speaks of.

use leptos::{prelude::*, text_prop::TextProp};
use model::{Code, Problem, Severity, Text, form::Form};
use ui::{Lang, Later, NotLoaded, Tab as TabHead, Tabs, Tone, i18n::t, t, use_lang};

use crate::frame::{DesignerBar, DesignerFrame, DesignerPanel, PanelTab, ProblemList, ProblemRow, focus_path};

mod canvas;
mod cell;
mod drag;
mod help;
mod history;
mod items;
mod kind;
mod layouts;
mod logic;
mod look;
mod outside;
mod pad;
mod palette;
mod problems;
mod properties;
mod reveal;
mod title;
mod tools;
mod translations;
mod trial;

use pad::{Pad, Tab};
pub use trial::Trial;

/// The screen that a form is looked at for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// A desktop.
    #[default]
    Desktop,
    /// A tablet.
    Tablet,
    /// A phone.
    Phone,
}

impl Device {
    /// Every device, the widest first.
    pub const ALL: [Self; 3] = [Self::Desktop, Self::Tablet, Self::Phone];

    /// Its stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Tablet => "tablet",
            Self::Phone => "phone",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Tablet => "tablet",
            Self::Phone => "mobile",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Desktop => "form.device.desktop",
            Self::Tablet => "form.device.tablet",
            Self::Phone => "form.device.phone",
        }
    }
}

/// The designer of one form.
#[component]
pub fn FormDesigner(
    /// The form as it was opened.
    form: Form,
    /// What it is called.
    #[prop(into)]
    title: Signal<Text>,
    /// Where one goes back to.
    #[prop(into)]
    back: String,
    /// What is listed there.
    #[prop(into)]
    back_label: TextProp,
    /// What the server found wrong when it was last saved.
    #[prop(into)]
    problems: Signal<Vec<Problem>>,
    /// The sentence of a problem.
    #[prop(into)]
    sentence: Callback<(Lang, Problem), String>,
    /// Nothing can be changed.
    #[prop(into)]
    readonly: Signal<bool>,
    /// Takes another name of the form.
    #[prop(into)]
    on_title: Callback<Text>,
    /// Takes every changed form.
    #[prop(into)]
    on_change: Callback<Form>,
    /// Saves without waiting.
    #[prop(into)]
    on_save: Callback<()>,
    /// Draws the form as it will be filled in, with what comes of it.
    #[prop(into)]
    trial: Callback<Trial, AnyView>,
    /// The key of the open tab of the panel; `problems` shows the problems.
    panel: RwSignal<String>,
    /// The state of the draft and its buttons.
    children: Children,
) -> impl IntoView {
    let lang = use_lang();
    let pad = Pad::open(form, readonly, (title, on_title), on_change, on_save);
    let drag = drag::Drag::new(pad);
    let device = RwSignal::new(Device::default());
    outside::listen(pad);
    let found = found(pad, problems);
    let rows = Memo::new(move |_| {
        let lang = lang.get();
        found.with(|found| found.iter().map(|problem| row(pad, problem, lang, sentence)).collect::<Vec<_>>())
    });
    let of_picked = Memo::new(move |_| {
        let lang = lang.get();
        let Some(part) = pad.selection.with(|selection| selection.main().cloned()) else { return Vec::new() };
        found.with(|found| {
            pad.with(|form| problems::of_part(form, found, &part, |problem| sentence.run((lang, problem.clone()))))
        })
    });
    let count = Signal::derive(move || {
        found.with(|found| {
            let errors = found.iter().filter(|problem| problem.is_error()).count();
            let warnings = found.iter().filter(|problem| problem.severity == Severity::Warning).count();
            let tone = if errors > 0 { Tone::Bad } else { Tone::Warn };
            (errors + warnings > 0).then_some((errors + warnings, Some(tone)))
        })
    });
    let tabs = vec![PanelTab {
        key: "problems",
        label: Signal::derive(move || t(lang.get(), "designer.problems").to_owned()),
        count,
        body: ViewFn::from(move || {
            view! { <ProblemList rows on_pick=move |path: String| go_to_problem(pad, found, &path) /> }
        }),
    }];
    let label = move || format!("{} {}", t(lang.get(), "kind.form"), crate::words::said(&title.get(), lang.get()));
    let heads = ViewFn::from(move || view! { <TabHeads pad /> });
    view! {
        <DesignerFrame
            label
            bar=Box::new(move || {
                view! {
                    <DesignerBar
                        back
                        back_label
                        title=move || crate::words::said(&title.get(), lang.get()).to_owned()
                        tabs=heads
                    >
                        {children()}
                    </DesignerBar>
                }
                .into_any()
            })
            tools=Box::new(move || view! { <tools::Tools pad device /> }.into_any())
            palette=Box::new(move || view! { <palette::Side pad drag /> }.into_any())
            canvas=Box::new(move || view! { <Stage pad drag device trial /> }.into_any())
            properties=Box::new(move || {
                view! { <Later part=move || forms_properties(pad, Signal::from(of_picked)) /> }.into_any()
            })
            panel=Box::new(move || view! { <DesignerPanel tabs open=panel /> }.into_any())
        />
        <help::Help pad />
    }
    .into_any()
}

/// The open tab over the canvas.
#[component]
fn Stage(pad: Pad, drag: drag::Drag, device: RwSignal<Device>, trial: Callback<Trial, AnyView>) -> impl IntoView {
    let tab = Memo::new(move |_| pad.tab.get());
    let name = move || tab_name(tab.get());
    view! {
        <div
            class="tab-stage"
            role="tabpanel"
            id=move || format!("form-tabs-panel-{}", name())
            aria-labelledby=move || format!("form-tabs-tab-{}", name())
        >
            {move || match tab.get() {
                Tab::Draw => view! { <canvas::Canvas pad drag device name=pad.name /> }.into_any(),
                Tab::Test => view! { <trial::TrialTab pad device trial /> }.into_any(),
                other => view! { <Later part=move || forms_tab(pad, other) /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// The right side; it arrives behind the canvas.
#[leptos::wasm_split::wasm_split(forms_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn forms_properties(pad: Pad, problems: Signal<Vec<(String, String)>>) -> Result<AnyView, NotLoaded> {
    Ok(view! { <properties::Properties pad problems /> }.into_any())
}

/// The tabs that show the form as a whole; they arrive behind the canvas.
#[leptos::wasm_split::wasm_split(forms_more, wasm_split_path = ::leptos::wasm_split, fallible)]
fn forms_tab(pad: Pad, tab: Tab) -> Result<AnyView, NotLoaded> {
    Ok(match tab {
        Tab::Layouts => view! { <layouts::Layouts pad /> }.into_any(),
        Tab::Logic => view! { <logic::Logic pad /> }.into_any(),
        Tab::Translations => view! { <translations::Translations pad /> }.into_any(),
        Tab::Draw | Tab::Test => ().into_any(),
    })
}

const TABS: [Tab; 5] = [Tab::Draw, Tab::Layouts, Tab::Logic, Tab::Translations, Tab::Test];

const fn tab_name(tab: Tab) -> &'static str {
    match tab {
        Tab::Draw => "draw",
        Tab::Layouts => "layouts",
        Tab::Logic => "logic",
        Tab::Translations => "translations",
        Tab::Test => "test",
    }
}

#[component]
fn TabHeads(pad: Pad) -> impl IntoView {
    let lang = use_lang();
    let counts =
        Memo::new(move |_| pad.with(|form| (form.layouts.len(), logic::count(form), translations::missing(form))));
    let heads = Signal::derive(move || {
        let lang = lang.get();
        let (layouts, rules, missing) = counts.get();
        TABS.map(|tab| {
            let name = tab_name(tab);
            let head = TabHead::new(name, t(lang, &format!("form.tab.{name}")));
            match tab {
                Tab::Layouts => head.with_count(layouts),
                Tab::Logic if rules > 0 => head.with_count(rules),
                Tab::Translations if missing > 0 => TabHead { tone: Some(Tone::Warn), ..head.with_count(missing) },
                _ => head,
            }
        })
        .to_vec()
    });
    let chosen = Signal::derive(move || tab_name(pad.tab.get()).to_owned());
    let pick = move |name: String| {
        if let Some(tab) = TABS.into_iter().find(|tab| tab_name(*tab) == name) {
            pad.tab.set(tab);
        }
    };
    view! { <Tabs id="form-tabs" label=t!("form.tabs") tabs=heads chosen on_pick=pick /> }
}

/// What is wrong: what the model can tell at once, and what only the server could tell when it was last saved.
fn found(pad: Pad, server: Signal<Vec<Problem>>) -> Memo<Vec<Problem>> {
    Memo::new(move |_| {
        let mut all = pad.with(model::check::form);
        let only_server = |problem: &&Problem| {
            let is_of_parts = problem.path.starts_with("/fields") || problem.path.starts_with("/layouts");
            !is_of_parts || matches!(problem.code, Code::BadExpression | Code::BadPattern | Code::MissingReference)
        };
        server.with(|server| all.extend(server.iter().filter(only_server).cloned()));
        all.sort_by_key(|problem| match problem.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Hint => 2,
        });
        all
    })
}

fn row(pad: Pad, problem: &Problem, lang: Lang, sentence: Callback<(Lang, Problem), String>) -> ProblemRow {
    let place = pad.with(|form| problems::place(form, &problem.path));
    ProblemRow {
        severity: problem.severity,
        words: sentence.run((lang, problem.clone())),
        place: place.name.map(|name| history::called(pad, &name, lang)).unwrap_or_default(),
        path: problem.path.clone(),
    }
}

/// Selects the part a problem is about, in the layout and the language where it is seen, and moves to the property.
fn go_to_problem(pad: Pad, found: Memo<Vec<Problem>>, path: &str) {
    let place = pad.with(|form| problems::place(form, path));
    let lang = found.with_untracked(|found| {
        let about = found.iter().find(|problem| problem.path == path && problem.code == Code::MissingTranslation)?;
        about.facts.get("lang")?.parse().ok()
    });
    if let Some(lang) = lang {
        pad.lang.set(lang);
    }
    pad.tab.set(Tab::Draw);
    let is_here = pad.look(|sheet| match (&place.name, sheet.layout()) {
        (Some(editor::form::Name::Field(key)), Some(layout)) => editor::form::shape::find(layout, key).is_some(),
        (_, Some(layout)) => Some(&layout.key) == place.layout.as_ref(),
        (_, None) => true,
    });
    if let Some(layout) = place.layout.filter(|_| !is_here) {
        pad.look_at(layout);
    }
    if let Some(name) = place.name {
        pad.select(name, false);
        pad.reveal();
        focus_path(place.rest);
    } else {
        pad.act(editor::form::Sheet::clear);
        focus_path("/title".to_owned());
    }
}
