//! One sentence of the builder: subject, relation, values.

use leptos::prelude::*;
use ui::{Icon, Select, i18n::t, t, use_lang};

use super::{
    Asked, Leaf, Relation, Subject, Topic,
    builder::Whole,
    value::Values,
    words::{name, relations},
};
use crate::words::said;

/// A sentence at a path of the condition.
#[component]
pub(super) fn Term(whole: Whole, path: Vec<usize>) -> impl IntoView {
    let lang = use_lang();
    let path = StoredValue::new(path);
    let leaf = Memo::new(move |_| path.with_value(|path| whole.leaf(path)));
    let asked = Memo::new(move |_| leaf.with(|leaf| leaf.as_ref().map_or(Asked::Text, |leaf| whole.asked(leaf))));
    let put = Callback::new(move |leaf: Leaf| path.with_value(|path| whole.put(path, leaf.write())));
    let ask_about = move |variable: String| {
        let subject =
            whole.subjects.with_untracked(|subjects| subjects.iter().find(|one| one.variable.0 == variable).cloned());
        if let (Some(leaf), Some(subject)) = (leaf.get_untracked(), subject) {
            put.run(leaf.about(&subject));
        }
    };
    let ask_how = move |relation: String| {
        if let (Some(leaf), Some(relation)) = (leaf.get_untracked(), Relation::named(&relation)) {
            put.run(leaf.asked(relation, &asked.get_untracked()));
        }
    };
    let left =
        Signal::derive(move || leaf.with(|leaf| leaf.as_ref().map(|leaf| leaf.left.0.clone()).unwrap_or_default()));
    let relation = Signal::derive(move || {
        leaf.with(|leaf| leaf.as_ref().map(|leaf| leaf.relation.as_str().to_owned()).unwrap_or_default())
    });
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let mut choices = asked.with(|asked| relations(asked, lang));
        // What was written by other means is shown as it is.
        if let Some(unusual) = leaf.with(|leaf| leaf.as_ref().map(|leaf| leaf.relation))
            && !choices.iter().any(|choice| choice.value == unusual.as_str())
        {
            choices.push(ui::Choice::new(unusual.as_str(), t(lang, &unusual.key(&asked.get()))));
        }
        choices
    });
    view! {
        <div class="condition-words">
            <SubjectSelect
                value=left
                subjects=whole.subjects
                on_pick=Callback::new(ask_about)
                readonly=whole.readonly
            />
            <Select
                small=true
                value=relation
                choices
                on_pick=ask_how
                label=t!("condition.relation")
                disabled=whole.readonly
            />
            <Values whole leaf asked put />
        </div>
    }
    .into_any()
}

/// The subjects in a list, under the headings of what they belong to.
#[component]
pub(super) fn SubjectSelect(
    value: Signal<String>,
    subjects: Signal<Vec<Subject>>,
    on_pick: Callback<String>,
    readonly: Signal<bool>,
) -> impl IntoView {
    let lang = use_lang();
    let groups = move || {
        let lang = lang.get();
        let chosen = value.get();
        subjects.with(|subjects| {
            let is_known = subjects.iter().any(|subject| subject.variable.0 == chosen);
            let missing = (!is_known && !chosen.is_empty()).then(|| {
                let words = name(&model::condition::Variable(chosen.clone()), subjects, lang);
                view! { <option value=chosen.clone() selected=true>{words}</option> }.into_any()
            });
            let topics = [Topic::Form, Topic::Ticket, Topic::Customer, Topic::Task, Topic::Flow];
            let groups = topics.map(|topic| group(topic, subjects, &chosen, lang)).into_iter().flatten();
            missing.into_iter().chain(groups).collect_view()
        })
    };
    view! {
        <span class="select">
            <select
                class="input small"
                aria-label=t!("condition.subject")
                disabled=move || readonly.get()
                prop:value=move || value.get()
                on:change=move |event| on_pick.run(event_target_value(&event))
            >
                {groups}
            </select>
            <Icon name="down" />
        </span>
    }
    .into_any()
}

fn group(topic: Topic, subjects: &[Subject], chosen: &str, lang: ui::Lang) -> Option<AnyView> {
    let options: Vec<AnyView> = subjects
        .iter()
        .filter(|subject| subject.topic == topic)
        .map(|subject| {
            let path = subject.variable.0.clone();
            let is_chosen = path == chosen;
            view! { <option value=path selected=is_chosen>{said(&subject.title, lang).to_owned()}</option> }.into_any()
        })
        .collect();
    let label = t(lang, topic.key());
    (!options.is_empty()).then(|| view! { <optgroup label=label>{options}</optgroup> }.into_any())
}
