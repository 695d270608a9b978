//! What must hold: the condition, and how often the rule acts where it does.

use designer::condition::{ConditionBuilder, Subject};
use leptos::prelude::*;
use model::{
    Kind,
    condition::Condition,
    rule::{Rule, When},
};
use ui::{Switch, t};

use super::super::{Sheet, field_id, known::use_known};

/// See the module.
#[component]
pub(super) fn Asks(sheet: Sheet<Rule>, subjects: Signal<Vec<Subject>>) -> impl IntoView {
    let readonly = sheet.readonly();
    let condition = Memo::new(move |_| {
        let condition = sheet.body.with(|rule| rule.as_ref().map(|rule| rule.condition.clone()));
        condition.unwrap_or_else(|| Condition::All { of: Vec::new() })
    });
    let change = Callback::new(move |condition: Condition| sheet.set("/condition", |rule| rule.condition = condition));
    let by_events = sheet.part(|rule| matches!(rule.when, When::Events { .. }));
    let changed_only = sheet.part(|rule| rule.changed_only);
    let once = sheet.part(|rule| rule.once);
    let wrong = sheet.wrong("/condition");
    view! {
        <section class="sheet-part">
            <h2>{t!("rule.condition")}</h2>
            <p class="support">{t!("rule.condition_why")}</p>
            <div class="field" id=field_id("/condition")>
                <ConditionBuilder
                    value=condition
                    on_change=change
                    subjects=subjects
                    calendars=use_known().choices(Kind::Calendar)
                    id="rule-condition"
                    label=t!("rule.condition")
                    readonly=readonly
                />
                {move || wrong.get().map(|words| view! { <p class="field-error" role="alert">{words}</p> })}
            </div>
            <Show when=move || by_events.get()>
                <Switch
                    checked=changed_only
                    on_change=Callback::new(move |on: bool| sheet.set("/changed_only", |rule| rule.changed_only = on))
                    disabled=readonly
                >
                    {t!("rule.changed_only")}
                </Switch>
            </Show>
            <Switch
                checked=once
                on_change=Callback::new(move |on: bool| sheet.set("/once", |rule| rule.once = on))
                disabled=readonly
            >
                {t!("rule.once")}
            </Switch>
            <p class="meta">{t!("rule.once_hint")}</p>
        </section>
    }
    .into_any()
}
