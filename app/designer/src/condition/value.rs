//! The values of a sentence: a control that fits what the subject holds, or another variable.

use leptos::prelude::*;
use model::{
    Value,
    condition::{Operand, Variable},
    form::Choice,
    money,
};
use ui::{IconButton, Input, Select, ToggleChip, i18n::t, t, use_lang};

use super::{Asked, Leaf, ago::Ago, builder::Whole, subject::digits, term::SubjectSelect};
use crate::words::said;

type Sentence = Memo<Option<Leaf>>;

/// As many controls as the relation takes values.
#[component]
pub(super) fn Values(whole: Whole, leaf: Sentence, asked: Memo<Asked>, put: Callback<Leaf>) -> impl IntoView {
    // What decides which controls stand here; typing does not change it, so nothing is drawn anew under the hand.
    let plan = Memo::new(move |_| {
        leaf.with(|leaf| {
            let leaf = leaf.as_ref()?;
            let vary: Vec<bool> = leaf.right.iter().map(|one| matches!(one, Operand::Variable(_))).collect();
            Some((leaf.relation.is_ago(), leaf.relation.values(), vary, asked.get()))
        })
    });
    move || match plan.get() {
        None | Some((_, Some(0), ..)) => ().into_any(),
        Some((true, ..)) => view! { <Ago leaf put readonly=whole.readonly /> }.into_any(),
        Some((_, None, _, asked)) => {
            view! { <Several leaf options=asked.options().to_vec() put readonly=whole.readonly /> }.into_any()
        }
        Some((_, Some(count), vary, asked)) => (0..count)
            .map(|index| {
                let is_variable = vary.get(index).copied().unwrap_or_default();
                view! { <One whole leaf asked=asked.clone() put index is_variable /> }.into_any()
            })
            .collect_view()
            .into_any(),
    }
}

/// Several of the options, as chips that are on or off.
#[component]
fn Several(leaf: Sentence, options: Vec<Choice>, put: Callback<Leaf>, readonly: Signal<bool>) -> impl IntoView {
    let lang = use_lang();
    let chips = options
        .into_iter()
        .map(|option| {
            let own = Operand::Value(Value::String(option.key.to_string()));
            let is_on = {
                let own = own.clone();
                Signal::derive(move || leaf.with(|leaf| leaf.as_ref().is_some_and(|leaf| leaf.right.contains(&own))))
            };
            let turn = move |on: bool| {
                let Some(mut leaf) = leaf.get_untracked().filter(|_| !readonly.get_untracked()) else { return };
                leaf.right.retain(|one| *one != own);
                if on {
                    leaf.right.push(own.clone());
                }
                put.run(leaf);
            };
            let is_shown = move || !option.retired || is_on.get();
            let label = StoredValue::new(option.label);
            view! {
                <Show when=is_shown>
                    <ToggleChip pressed=is_on on_change=turn.clone()>
                        {move || label.with_value(|label| said(label, lang.get()).to_owned())}
                    </ToggleChip>
                </Show>
            }
            .into_any()
        })
        .collect_view();
    view! { <div class="condition-chips">{chips}</div> }.into_any()
}

/// One value: fixed, or another variable.
#[component]
fn One(
    whole: Whole,
    leaf: Sentence,
    asked: Asked,
    put: Callback<Leaf>,
    index: usize,
    is_variable: bool,
) -> impl IntoView {
    let set = move |operand: Operand| {
        let Some(mut leaf) = leaf.get_untracked() else { return };
        if let Some(place) = leaf.right.get_mut(index) {
            *place = operand;
            put.run(leaf);
        }
    };
    let can_vary =
        matches!(asked, Asked::Text | Asked::Number(_) | Asked::Money(_) | Asked::Date | Asked::DateTime | Asked::Time);
    if is_variable {
        let value = Signal::derive(move || {
            leaf.with(|leaf| match leaf.as_ref().and_then(|leaf| leaf.right.get(index)) {
                Some(Operand::Variable(variable)) => variable.0.clone(),
                _ => String::new(),
            })
        });
        return view! {
            <div class="condition-value">
                <SubjectSelect
                    value
                    subjects=whole.subjects
                    on_pick=Callback::new(move |path| set(Operand::Variable(Variable(path))))
                    readonly=whole.readonly
                />
                <IconButton
                    tiny=true
                    icon="pencil"
                    label=t!("condition.fixed_value")
                    disabled=whole.readonly
                    on_press=move |()| set(Operand::Value(Value::Null))
                />
            </div>
        }
        .into_any();
    }
    let value = Signal::derive(move || {
        leaf.with(|leaf| match leaf.as_ref().and_then(|leaf| leaf.right.get(index)) {
            Some(Operand::Value(value)) => value.clone(),
            _ => Value::Null,
        })
    });
    let vary = move |()| {
        let first = whole.subjects.with_untracked(|subjects| subjects.first().map(|one| one.variable.clone()));
        if let Some(variable) = first {
            set(Operand::Variable(variable));
        }
    };
    let set = Callback::new(move |value: Value| set(Operand::Value(value)));
    view! {
        <div class="condition-value">
            <Fixed asked value set readonly=whole.readonly />
            {can_vary
                .then(|| {
                    view! {
                        <IconButton
                            tiny=true
                            icon="link"
                            label=t!("condition.other_field")
                            disabled=whole.readonly
                            on_press=vary
                        />
                    }
                })}
        </div>
    }
    .into_any()
}

/// A fixed value.
#[component]
fn Fixed(asked: Asked, value: Signal<Value>, set: Callback<Value>, readonly: Signal<bool>) -> impl IntoView {
    let lang = use_lang();
    let choices = match &asked {
        Asked::YesNo => Some(Signal::derive(move || {
            let lang = lang.get();
            vec![ui::Choice::new("true", t(lang, "common.yes")), ui::Choice::new("false", t(lang, "common.no"))]
        })),
        Asked::One(options) | Asked::Many(options) => {
            let options = options.clone();
            Some(Signal::derive(move || {
                let lang = lang.get();
                options.iter().map(|one| ui::Choice::new(one.key.as_str(), said(&one.label, lang))).collect()
            }))
        }
        _ => None,
    };
    if let Some(choices) = choices {
        let shown = Signal::derive(move || value.with(text_of));
        let pick = move |text: String| {
            set.run(match text.as_str() {
                "" => Value::Null,
                "true" if asked == Asked::YesNo => Value::Bool(true),
                "false" if asked == Asked::YesNo => Value::Bool(false),
                _ => Value::String(text),
            });
        };
        return view! {
            <Select
                small=true
                value=shown
                choices
                on_pick=pick
                placeholder=t!("condition.choose")
                label=t!("condition.value")
                disabled=readonly
            />
        }
        .into_any();
    }
    let kind = match &asked {
        Asked::Date => "date",
        Asked::DateTime => "datetime-local",
        Asked::Time => "time",
        _ => "text",
    };
    let is_number = matches!(asked, Asked::Number(_) | Asked::Money(_));
    let unit = match &asked {
        Asked::Number(unit) if !unit.is_empty() => Some(unit.clone()),
        Asked::Money(currency) => Some(model::Text::both(currency, currency)),
        _ => None,
    };
    let asked = StoredValue::new(asked);
    let typed = RwSignal::new(String::new());
    // What is typed stays as it was typed, as long as it means what is stored.
    let shown = Signal::derive(move || {
        value.with(|value| {
            typed.with(|typed| {
                asked.with_value(
                    |asked| if read(typed, asked) == *value { typed.clone() } else { written(value, asked) },
                )
            })
        })
    });
    let on_input = Callback::new(move |text: String| {
        set.run(asked.with_value(|asked| read(&text, asked)));
        typed.set(text);
    });
    let inputmode = if is_number { "decimal" } else { "text" };
    match unit {
        Some(unit) => {
            let unit = crate::words::say(unit);
            view! {
                <Input small=true kind value=shown on_input inputmode label=t!("condition.value") readonly unit=move || unit.get() />
            }
            .into_any()
        }
        None => view! { <Input small=true kind value=shown on_input inputmode label=t!("condition.value") readonly /> }
            .into_any(),
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A stored value as it is typed.
pub(super) fn written(value: &Value, asked: &Asked) -> String {
    match (digits(asked), value.as_i64()) {
        (Some(digits), Some(minor)) => money::major(minor, digits),
        _ => text_of(value),
    }
}

/// Typed text as it is stored; nothing where it is no number but should be.
pub(super) fn read(text: &str, asked: &Asked) -> Value {
    let text = text.trim();
    if text.is_empty() {
        return Value::Null;
    }
    match asked {
        Asked::Money(_) => digits(asked).and_then(|digits| money::minor(text, digits)).map_or(Value::Null, Value::from),
        Asked::Number(_) => match text.parse::<i64>() {
            Ok(whole) => whole.into(),
            Err(_) => text.parse::<f64>().map_or(Value::Null, Value::from),
        },
        _ => text.into(),
    }
}
