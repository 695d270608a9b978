//! The builder: groups of sentences that can be added, changed and taken away.

use leptos::{prelude::*, text_prop::TextProp};
use model::condition::Condition;
use ui::{Button, ButtonKind, Choice, IconButton, Menu, MenuItem, Select, Textarea, i18n::t, t, use_lang};

use super::{
    Asked, Group, Leaf, Shape, Subject, append, condition_of, part, remove, replace, shape::rooted, term::Term,
};

/// What every part of a builder needs.
#[derive(Clone, Copy)]
pub(super) struct Whole {
    /// The condition.
    pub condition: Signal<Condition>,
    /// Takes the changed condition.
    pub on_change: Callback<Condition>,
    /// What can be asked about.
    pub subjects: Signal<Vec<Subject>>,
    /// The calendars whose working time can be asked about.
    pub calendars: Signal<Vec<Choice>>,
    /// What ids begin with.
    pub prefix: StoredValue<String>,
    /// It can be read, not changed.
    pub readonly: Signal<bool>,
}

impl Whole {
    /// The part at a path.
    pub fn part(self, path: &[usize]) -> Option<Condition> {
        self.condition.with(|condition| part(condition, path))
    }

    /// The sentence at a path.
    pub fn leaf(self, path: &[usize]) -> Option<Leaf> {
        self.part(path).as_ref().and_then(Leaf::read)
    }

    /// What the subject of a variable holds; text if it is not known.
    pub fn asked(self, leaf: &Leaf) -> Asked {
        self.subjects.with(|subjects| {
            subjects
                .iter()
                .find(|subject| subject.variable == leaf.left)
                .map_or(Asked::Text, |subject| subject.asked.clone())
        })
    }

    /// Puts another part at a path.
    pub fn put(self, path: &[usize], with: Condition) {
        let changed = self.condition.with_untracked(|condition| replace(condition, path, with));
        self.on_change.run(changed);
    }

    fn take(self, path: &[usize]) {
        let changed = self.condition.with_untracked(|condition| remove(condition, path));
        self.on_change.run(changed);
    }

    fn add(self, path: &[usize], new: Condition) {
        let changed = self.condition.with_untracked(|condition| append(condition, path, new));
        self.on_change.run(changed);
    }
}

/// Edits a condition in words.
#[component]
pub fn ConditionBuilder(
    /// The condition.
    #[prop(into)]
    value: Signal<Condition>,
    /// Takes the changed condition.
    #[prop(into)]
    on_change: Callback<Condition>,
    /// What can be asked about.
    #[prop(into)]
    subjects: Signal<Vec<Subject>>,
    /// The calendars whose working time can be asked about: key and name.
    #[prop(optional, into)]
    calendars: Signal<Vec<Choice>>,
    /// What its ids begin with; unique on the page.
    #[prop(into)]
    id: String,
    /// What the condition decides.
    #[prop(into)]
    label: TextProp,
    /// It can be read, not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
) -> impl IntoView {
    let whole = Whole { condition: value, on_change, subjects, calendars, prefix: StoredValue::new(id), readonly };
    view! {
        <div class="condition-builder" role="group" aria-label=move || label.get()>
            <GroupRows whole path=Vec::new() />
        </div>
    }
    .into_any()
}

/// The parts of a group, with what joins them and what adds more.
#[component]
fn GroupRows(whole: Whole, path: Vec<usize>) -> impl IntoView {
    let path = StoredValue::new(path);
    let is_root = path.with_value(Vec::is_empty);
    let shape = Memo::new(move |_| {
        let here = path.with_value(|path| whole.part(path));
        here.map_or((Group::All, Vec::new()), |here| {
            let (group, parts) = rooted(&here);
            (group, parts.iter().map(|part| Shape::of(part).name()).collect::<Vec<_>>())
        })
    });
    let rows = move || shape.with(|(_, names)| names.iter().copied().enumerate().collect::<Vec<_>>());
    let row = move |(index, name): (usize, &'static str)| {
        let mut own = path.get_value();
        own.push(index);
        let inner = match name {
            "leaf" => view! { <Term whole path=own.clone() /> }.into_any(),
            "group" => view! { <GroupRows whole path=own.clone() /> }.into_any(),
            "script" => view! { <Script whole path=own.clone() /> }.into_any(),
            _ => view! { <Working whole path=own.clone() /> }.into_any(),
        };
        view! {
            <Show when=move || { index > 0 }>
                <Joint shape />
            </Show>
            <div class="term">
                {inner}
                <IconButton
                    tiny=true
                    icon="close"
                    label=t!("condition.remove")
                    disabled=whole.readonly
                    on_press=move |()| whole.take(&own)
                />
            </div>
        }
        .into_any()
    };
    let pick = move |name: String| {
        let Some(group) = Group::named(&name) else { return };
        let here = whole.condition.with_untracked(|condition| path.with_value(|path| part(condition, path)));
        let parts = here.map(|here| rooted(&here).1).unwrap_or_default();
        path.with_value(|path| whole.put(path, Shape::Group(group, parts).write()));
    };
    let has_choice = move || !is_root || shape.with(|(group, names)| names.len() > 1 || *group != Group::All);
    view! {
        <div class="condition">
            <Show when=has_choice>
                <GroupSelect shape on_pick=Callback::new(pick) readonly=whole.readonly />
            </Show>
            <For each=rows key=|row| *row children=row />
            <Add whole path=path.get_value() />
        </div>
    }
    .into_any()
}

type Parts = Memo<(Group, Vec<&'static str>)>;

#[component]
fn GroupSelect(shape: Parts, on_pick: Callback<String>, readonly: Signal<bool>) -> impl IntoView {
    let lang = use_lang();
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let choice =
            |group: Group| Choice::new(group.as_str(), t(lang, &format!("condition.group.{}", group.as_str())));
        Group::ALL.map(choice).to_vec()
    });
    let value = Signal::derive(move || shape.with(|(group, _)| group.as_str().to_owned()));
    view! { <Select small=true value choices on_pick label=t!("condition.group") disabled=readonly /> }
}

/// The word between two parts.
#[component]
fn Joint(shape: Parts) -> impl IntoView {
    let lang = use_lang();
    let word = move || {
        let key = match shape.with(|(group, _)| *group) {
            Group::All | Group::NotAll => "condition.and",
            Group::Any | Group::None => "condition.or",
        };
        t(lang.get(), key)
    };
    view! { <span class="joint">{word}</span> }
}

/// Adds a sentence, a group, an expression or a question about working time.
#[component]
fn Add(whole: Whole, path: Vec<usize>) -> impl IntoView {
    let id = whole
        .prefix
        .with_value(|prefix| path.iter().fold(format!("{prefix}-more"), |id, index| format!("{id}-{index}")));
    let path = StoredValue::new(path);
    let add = move |new: Condition| path.with_value(|path| whole.add(path, new));
    let sentence = move || whole.subjects.with_untracked(|subjects| condition_of(subjects));
    let group = move |()| add(Condition::Any { of: vec![sentence()] });
    let script = move |()| add(Condition::Script { text: String::new() });
    let working = move |()| {
        let first = whole.calendars.with_untracked(|calendars| calendars.first().map(|one| one.value.clone()));
        add(Condition::WithinWorkingTime { calendar: first.unwrap_or_default().as_str().into() });
    };
    let no_subject = Signal::derive(move || whole.readonly.get() || whole.subjects.with(Vec::is_empty));
    view! {
        <div class="condition-add">
            <Button kind=ButtonKind::Quiet small=true icon="plus" disabled=no_subject on_press=move |()| add(sentence())>
                {t!("condition.add")}
            </Button>
            <IconButton tiny=true icon="more" label=t!("condition.add_more") menu=id.clone() disabled=whole.readonly />
            <Menu id label=t!("condition.add_more")>
                <MenuItem icon="branch" disabled=no_subject on_pick=group>
                    {t!("condition.add_group")}
                </MenuItem>
                <MenuItem icon="code" on_pick=script>
                    {t!("condition.add_script")}
                </MenuItem>
                <Show when=move || whole.calendars.with(|calendars| !calendars.is_empty())>
                    <MenuItem icon="calendar" on_pick=working>
                        {t!("condition.add_working")}
                    </MenuItem>
                </Show>
            </Menu>
        </div>
    }
    .into_any()
}

/// An expression, as text.
#[component]
fn Script(whole: Whole, path: Vec<usize>) -> impl IntoView {
    let path = StoredValue::new(path);
    let text = Signal::derive(move || match path.with_value(|path| whole.part(path)) {
        Some(Condition::Script { text }) => text,
        _ => String::new(),
    });
    let write = move |text: String| path.with_value(|path| whole.put(path, Condition::Script { text }));
    view! {
        <div class="condition-script">
            <span class="op">{t!("condition.script")}</span>
            <Textarea
                rows=2
                value=text
                label=t!("condition.script")
                placeholder=t!("condition.script_example")
                readonly=whole.readonly
                on_input=write
            />
        </div>
    }
    .into_any()
}

/// Within the working time of a calendar.
#[component]
fn Working(whole: Whole, path: Vec<usize>) -> impl IntoView {
    let path = StoredValue::new(path);
    let calendar = Signal::derive(move || match path.with_value(|path| whole.part(path)) {
        Some(Condition::WithinWorkingTime { calendar }) => calendar.to_string(),
        _ => String::new(),
    });
    let pick = move |key: String| {
        let calendar = key.as_str().into();
        path.with_value(|path| whole.put(path, Condition::WithinWorkingTime { calendar }));
    };
    view! {
        <div class="condition-words">
            <span class="op">{t!("condition.working")}</span>
            <Select
                small=true
                value=calendar
                choices=whole.calendars
                on_pick=pick
                label=t!("condition.calendar")
                disabled=whole.readonly
            />
        </div>
    }
    .into_any()
}
