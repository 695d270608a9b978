//! Lines of a small table.

use leptos::prelude::*;
use model::{Value, form::Column};
use ui::{
    Button, ButtonKind, IconButton,
    i18n::{tf, use_lang},
    t,
};

use super::{Control, control::control as draw};
use crate::words::{said, say};

/// Lines that can be added and removed; each cell is the control of its column.
#[component]
pub fn TableControl(control: Control, columns: Vec<Column>, most: Option<u32>) -> impl IntoView {
    let (value, set, read_only) = (control.value, control.set, control.read_only);
    let count = Memo::new(move |_| value.with(|value| value.as_array().map_or(0, Vec::len)));
    let is_full = Signal::derive(move || most.is_some_and(|most| count.get() >= most as usize));
    let add = Callback::new(move |()| {
        let mut lines = lines_of(&value.get_untracked());
        lines.push(Value::Object(serde_json::Map::new()));
        set.run(lines.into());
    });
    let columns = StoredValue::new(columns);
    let heads = move || columns.get_value().into_iter().map(|column| view! { <Head column /> }).collect_view();
    view! {
        <div class="sub-table fill-table">
            <Show when=move || { count.get() > 0 }>
                <table class="table plain">
                    <thead>
                        <tr>{heads()} <th></th></tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || 0..count.get()
                            key=|index| *index
                            children={
                                let control = control.clone();
                                move |index| view! { <TableLine control=control.clone() columns=columns.get_value() index /> }
                            }
                        />
                    </tbody>
                </table>
            </Show>
            <Show when=move || count.get() == 0>
                <p class="meta fill-table-none">{t!("fill.no_lines")}</p>
            </Show>
        </div>
        <Show when=move || !read_only.get()>
            <Button kind=ButtonKind::Quiet small=true icon="plus" disabled=is_full on_press=add>
                {t!("fill.add_line")}
            </Button>
        </Show>
    }
}

#[component]
fn Head(column: Column) -> impl IntoView {
    let star = column.required.then(|| view! { <span class="required" aria-hidden="true">"*"</span> });
    let label = say(column.label);
    view! { <th>{move || label.get()} {star}</th> }
}

/// One line with its cells and the button that removes it.
#[component]
fn TableLine(control: Control, columns: Vec<Column>, index: usize) -> impl IntoView {
    let (value, set, read_only) = (control.value, control.set, control.read_only);
    let lang = use_lang();
    let line = Control {
        id: format!("{}-{index}", control.id),
        value: Memo::new(move |_| value.with(|value| value.get(index).cloned().unwrap_or_default())).into(),
        set: Callback::new(move |line: Value| {
            let mut lines = lines_of(&value.get_untracked());
            if let Some(place) = lines.get_mut(index) {
                *place = if line.is_null() { Value::Object(serde_json::Map::new()) } else { line };
            }
            set.run(lines.into());
        }),
        ..control
    };
    let cells = columns
        .into_iter()
        .map(|column| {
            let name = column.label.clone();
            let label = Signal::derive(move || {
                let lang = lang.get();
                tf(lang, "fill.line_column", &[("n", &(index + 1)), ("column", &said(&name, lang))])
            });
            let cell = line.part(column.key.as_str(), label);
            view! { <td>{draw(column.holds, cell)}</td> }
        })
        .collect_view();
    let remove = Callback::new(move |()| {
        let mut lines = lines_of(&value.get_untracked());
        if index < lines.len() {
            lines.remove(index);
        }
        set.run(if lines.is_empty() { Value::Null } else { lines.into() });
    });
    view! {
        <tr>
            {cells}
            <td class="end">
                <Show when=move || !read_only.get()>
                    <IconButton
                        icon="close"
                        tiny=true
                        label=t!("fill.remove_line", n = index + 1)
                        on_press=remove
                    />
                </Show>
            </td>
        </tr>
    }
    .into_any()
}

fn lines_of(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}
