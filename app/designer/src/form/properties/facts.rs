//! The facts of a type: lengths, bounds, digits, units.

use editor::form::SetField;
use leptos::prelude::*;
use model::{Text, form::Holds, money};
use ui::{Choice, Input, Select, t};

use super::{Row, Side, Words, field::Picked};
use crate::frame::PropertySection;

/// The currencies one can choose.
const CURRENCIES: [&str; 12] = ["CNY", "USD", "EUR", "HKD", "JPY", "GBP", "TWD", "KRW", "SGD", "AUD", "CAD", "CHF"];

/// One fact: its name, its path, how it is read from the type and written into it.
struct Fact {
    label: &'static str,
    path: &'static str,
    read: fn(&Holds) -> String,
    /// Writes the text; a text that makes no sense changes nothing.
    write: fn(&mut Holds, &str),
}

/// A number, or nothing where the text is blank; no answer where it is neither.
#[expect(clippy::option_option, reason = "nothing written and something unreadable are two things")]
fn number<T: std::str::FromStr>(text: &str) -> Option<Option<T>> {
    if text.trim().is_empty() { Some(None) } else { text.trim().parse().ok().map(Some) }
}

fn said<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

const LONGEST: Fact = Fact {
    label: "form.property.longest",
    path: "/longest",
    read: |holds| match holds {
        Holds::Text { longest, .. } | Holds::LongText { longest, .. } => said(longest.as_ref()),
        _ => String::new(),
    },
    write: |holds, text| {
        if let (Holds::Text { longest, .. } | Holds::LongText { longest, .. }, Some(value)) = (holds, number(text)) {
            *longest = value;
        }
    },
};

const PATTERN: Fact = Fact {
    label: "form.property.pattern",
    path: "/pattern",
    read: |holds| if let Holds::Text { pattern, .. } = holds { said(pattern.as_ref()) } else { String::new() },
    write: |holds, text| {
        if let Holds::Text { pattern, .. } = holds {
            *pattern = (!text.is_empty()).then(|| text.to_owned());
        }
    },
};

const ROWS: Fact = Fact {
    label: "form.property.rows",
    path: "/rows",
    read: |holds| if let Holds::LongText { rows, .. } = holds { said(rows.as_ref()) } else { String::new() },
    write: |holds, text| {
        if let (Holds::LongText { rows, .. }, Some(value)) = (holds, number(text)) {
            *rows = value;
        }
    },
};

const LEAST: Fact = Fact {
    label: "form.property.least",
    path: "/least",
    read: |holds| match holds {
        Holds::Number { least, .. } => said(least.as_ref()),
        Holds::Money { least, currency, .. } => major(*least, currency),
        _ => String::new(),
    },
    write: |holds, text| match holds {
        Holds::Number { least, .. } => *least = number(text).unwrap_or(*least),
        Holds::Money { least, currency, .. } => *least = minor(text, currency).unwrap_or(*least),
        _ => {}
    },
};

const MOST: Fact = Fact {
    label: "form.property.most",
    path: "/most",
    read: |holds| match holds {
        Holds::Number { most, .. } => said(most.as_ref()),
        Holds::Money { most, currency, .. } => major(*most, currency),
        Holds::Rating { most } => most.to_string(),
        _ => String::new(),
    },
    write: |holds, text| match holds {
        Holds::Number { most, .. } => *most = number(text).unwrap_or(*most),
        Holds::Money { most, currency, .. } => *most = minor(text, currency).unwrap_or(*most),
        Holds::Rating { most } => *most = number(text).flatten().unwrap_or(*most),
        _ => {}
    },
};

const DECIMALS: Fact = Fact {
    label: "form.property.decimals",
    path: "/decimals",
    read: |holds| if let Holds::Number { decimals, .. } = holds { decimals.to_string() } else { String::new() },
    write: |holds, text| {
        if let Holds::Number { decimals, .. } = holds {
            *decimals = number(text).map_or(*decimals, Option::unwrap_or_default);
        }
    },
};

fn major(minor: Option<i64>, currency: &str) -> String {
    minor.map(|minor| money::major(minor, money::digits(currency))).unwrap_or_default()
}

#[expect(clippy::option_option, reason = "nothing written and something unreadable are two things")]
fn minor(text: &str, currency: &str) -> Option<Option<i64>> {
    if text.trim().is_empty() { Some(None) } else { money::minor(text.trim(), money::digits(currency)).map(Some) }
}

/// The facts of a type, if it has some.
#[component]
pub(super) fn Facts(picked: Picked, name: &'static str) -> impl IntoView {
    let facts: &[Fact] = match name {
        "text" => &[LONGEST, PATTERN],
        "long_text" => &[LONGEST, ROWS],
        "number" => &[LEAST, MOST, DECIMALS],
        "money" => &[LEAST, MOST],
        "rating" => &[MOST],
        _ => return ().into_any(),
    };
    let side = picked.side;
    let rows = facts.iter().map(|fact| view! { <FactRow picked fact /> }.into_any()).collect_view();
    let more = match name {
        "number" => view! { <Unit picked /> }.into_any(),
        "money" => view! { <Currency picked side /> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <PropertySection title=t!("form.section.facts")>
            {more}
            {rows}
        </PropertySection>
    }
    .into_any()
}

#[component]
fn FactRow(picked: Picked, fact: &'static Fact) -> impl IntoView {
    let typed = RwSignal::new(None::<String>);
    // What was typed stays while it is typed, also where it makes no sense yet.
    let value =
        Signal::derive(move || typed.get().unwrap_or_else(|| picked.field.with(|field| (fact.read)(&field.holds))));
    let write = Callback::new(move |text: String| {
        let mut holds = picked.field.with_untracked(|field| field.holds.clone());
        (fact.write)(&mut holds, &text);
        typed.set(Some(text));
        picked.set(SetField::Holds(holds));
    });
    let done = Callback::new(move |_: String| typed.set(None));
    view! {
        <Row side=picked.side label=fact.label path=fact.path>
            <Input small=true value on_input=write on_change=done readonly=picked.side.pad.readonly />
        </Row>
    }
    .into_any()
}

#[component]
fn Unit(picked: Picked) -> impl IntoView {
    let side = picked.side;
    let text = Signal::derive(move || {
        picked
            .field
            .with(|field| if let Holds::Number { unit, .. } = &field.holds { unit.clone() } else { Text::default() })
    });
    let write = Callback::new(move |text: Text| {
        let mut holds = picked.field.with_untracked(|field| field.holds.clone());
        if let Holds::Number { unit, .. } = &mut holds {
            *unit = text;
        }
        picked.set(SetField::Holds(holds));
    });
    move || view! { <Words side label="form.property.unit" path="/unit" of=side.pad.lang.get() text on_write=write /> }
}

#[component]
fn Currency(picked: Picked, side: Side) -> impl IntoView {
    let value = Signal::derive(move || {
        picked.field.with(|field| {
            if let Holds::Money { currency, .. } = &field.holds { currency.clone() } else { String::new() }
        })
    });
    let choices = Signal::derive(move || {
        let mut all: Vec<Choice> = CURRENCIES.map(|code| Choice::new(code, code)).to_vec();
        let own = value.get();
        if !CURRENCIES.contains(&own.as_str()) {
            all.push(Choice::new(own.clone(), own));
        }
        all
    });
    let pick = Callback::new(move |code: String| {
        let mut holds = picked.field.with_untracked(|field| field.holds.clone());
        if let Holds::Money { currency, .. } = &mut holds {
            *currency = code;
        }
        picked.set(SetField::Holds(holds));
    });
    view! {
        <Row side label="form.property.currency" path="/currency">
            <Select small=true value choices on_pick=pick disabled=side.pad.readonly />
        </Row>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_that_makes_no_sense_changes_nothing() {
        let mut holds = Holds::Text { longest: Some(10), pattern: None };
        (LONGEST.write)(&mut holds, "many");
        assert_eq!((LONGEST.read)(&holds), "10");
        (LONGEST.write)(&mut holds, " ");
        assert_eq!((LONGEST.read)(&holds), "");
        let mut price = Holds::Money { currency: "CNY".to_owned(), least: None, most: None };
        (MOST.write)(&mut price, "12.5");
        assert_eq!((MOST.read)(&price), "12.50");
    }
}
