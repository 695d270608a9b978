//! An SLA policy: the calendar it counts on, who is told, and the targets of each group of tickets.

use api::ApiError;
use designer::condition::{ConditionBuilder, Subject, of_customer, of_form, of_ticket};
use leptos::prelude::*;
use model::{
    Body, Kind, Text,
    condition::Condition,
    key::DefinitionKey,
    policy::{Pauses, Policy, Rule, Targets},
    record::Target,
    span::Span,
};
use ui::{Button, Choice, IconButton, i18n::tf, t, use_lang};

use super::{
    Sheet, field_id, key_of,
    known::use_known,
    length::Length,
    pick::{PickMany, PickOne},
};
use crate::{loaded::loaded, pages::studio::bilingual::Bilingual};

pub fn draw(sheet: Sheet<Policy>) -> AnyView {
    let calendar = sheet.part(|policy| policy.calendar.to_string());
    let ladder = sheet.part(|policy| policy.ladder.as_ref().map(ToString::to_string).unwrap_or_default());
    let readonly = sheet.readonly();
    view! {
        <section class="sheet-part">
            <PickOne
                id=field_id("/calendar")
                label=t!("studio.policy_calendar")
                hint=t!("studio.policy_calendar_hint")
                kind=Kind::Calendar
                value=calendar
                on_pick=Callback::new(move |key: String| {
                    sheet.set("/calendar", |policy| policy.calendar = DefinitionKey::new(key));
                })
                error=sheet.wrong("/calendar")
                required=true
                readonly=readonly
            />
            <PickOne
                id=field_id("/ladder")
                label=t!("studio.policy_ladder")
                hint=t!("studio.policy_ladder_hint")
                kind=Kind::Ladder
                value=ladder
                on_pick=Callback::new(move |key: String| sheet.set("/ladder", |policy| policy.ladder = key_of(key)))
                error=sheet.wrong("/ladder")
                readonly=readonly
            />
        </section>
        <Rules sheet />
        <section class="sheet-part" id=field_id("/otherwise")>
            <h2>{t!("studio.policy_otherwise")}</h2>
            <p class="support">{t!("studio.policy_otherwise_why")}</p>
            <TargetFields sheet rule=None />
        </section>
        <Rests sheet />
    }
    .into_any()
}

/// Which targets stand still while a ticket waits.
#[component]
fn Rests(sheet: Sheet<Policy>) -> impl IntoView {
    type Place = fn(&mut Pauses) -> &mut Vec<Target>;
    let places: [(&str, Place); 2] = [
        ("waiting_for_customer", |pauses| &mut pauses.waiting_for_customer),
        ("on_hold", |pauses| &mut pauses.on_hold),
    ];
    let lang = use_lang();
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let named = |target: Target| {
            let name = target.as_str();
            Choice::new(name, ui::i18n::t(lang, &format!("record.target.{name}")))
        };
        Target::ALL.map(named).to_vec()
    });
    let fields = places.map(|(name, place)| {
        let values = sheet.part(move |policy| {
            let mut pauses = policy.pauses.clone();
            place(&mut pauses).iter().map(|target| target.as_str().to_owned()).collect::<Vec<_>>()
        });
        let path = format!("/pauses/{name}");
        let spot = path.clone();
        let change = Callback::new(move |picked: Vec<String>| {
            sheet.set(&spot, |policy| {
                let is_picked = |target: &Target| picked.iter().any(|name| name == target.as_str());
                *place(&mut policy.pauses) = Target::ALL.into_iter().filter(is_picked).collect();
            });
        });
        view! {
            <PickMany
                id=field_id(&path)
                label=t!(format!("studio.rests_{name}"))
                values=values
                choices=choices
                on_change=change
                add=t!("studio.add_target")
                readonly=sheet.readonly()
            />
        }
        .into_any()
    });
    view! {
        <section class="sheet-part" id=field_id("/pauses")>
            <h2>{t!("studio.rests")}</h2>
            <p class="support">{t!("studio.rests_why")}</p>
            {fields.into_iter().collect_view()}
        </section>
    }
    .into_any()
}

/// The rules, asked one after the other.
#[component]
fn Rules(sheet: Sheet<Policy>) -> impl IntoView {
    let count = sheet.part(|policy| policy.rules.len());
    let key = sheet.keeper.key();
    let fields = loaded(move || fields_of(key.clone()));
    let subjects = Signal::derive(move || {
        let mut subjects = of_ticket();
        subjects.extend(fields.get().and_then(Result::ok).unwrap_or_default());
        subjects.extend(of_customer());
        subjects
    });
    let add = Callback::new(move |()| {
        sheet.set("/rules", |policy| {
            let when = Condition::All { of: Vec::new() };
            policy.rules.push(Rule { title: Text::default(), when, targets: policy.otherwise });
        });
    });
    let rules =
        move || (0..count.get()).map(|at| view! { <OneRule sheet at count subjects /> }.into_any()).collect_view();
    let button = (!sheet.readonly()).then(|| {
        view! {
            <p>
                <Button icon="plus" on_press=add>
                    {t!("studio.add_rule")}
                </Button>
            </p>
        }
    });
    view! {
        <section class="sheet-part" id=field_id("/rules")>
            <h2>{t!("studio.policy_rules")}</h2>
            <p class="support">{t!("studio.policy_rules_why")}</p>
            {rules}
            {button}
        </section>
    }
    .into_any()
}

#[component]
fn OneRule(sheet: Sheet<Policy>, at: usize, count: Signal<usize>, subjects: Signal<Vec<Subject>>) -> impl IntoView {
    let lang = use_lang();
    let readonly = sheet.readonly();
    let path = format!("/rules/{at}");
    let title = sheet.part(move |policy| policy.rules.get(at).map(|rule| rule.title.clone()).unwrap_or_default());
    let when = Memo::new(move |_| {
        let rule = sheet.body.with(|policy| policy.as_ref()?.rules.get(at).map(|rule| rule.when.clone()));
        rule.unwrap_or_else(|| Condition::All { of: Vec::new() })
    });
    let change = Callback::new(move |condition: Condition| {
        sheet.set(&format!("/rules/{at}/when"), |policy| {
            if let Some(rule) = policy.rules.get_mut(at) {
                rule.when = condition;
            }
        });
    });
    let name = Callback::new(move |text: Text| {
        sheet.set(&format!("/rules/{at}/title"), |policy| {
            if let Some(rule) = policy.rules.get_mut(at) {
                rule.title = text;
            }
        });
    });
    let heading = move || tf(lang.get(), "studio.rule", &[("number", &(at + 1))]);
    view! {
        <fieldset class="sheet-card" id=field_id(&path)>
            <legend>{heading}</legend>
            {(!readonly).then(|| view! { <RuleActs sheet at count /> })}
            <Bilingual
                id=field_id(&format!("{path}/title"))
                label=t!("studio.rule_title")
                text=title
                on_change=name
                error=sheet.wrong(format!("{path}/title"))
                required=true
                readonly=readonly
            />
            <div class="field" id=field_id(&format!("{path}/when"))>
                <span class="label">{t!("studio.rule_when")}</span>
                <ConditionBuilder
                    value=when
                    on_change=change
                    subjects=subjects
                    calendars=use_known().choices(Kind::Calendar)
                    id=format!("rule-{at}")
                    label=t!("studio.rule_when")
                    readonly=readonly
                />
            </div>
            <TargetFields sheet rule=Some(at) />
        </fieldset>
    }
    .into_any()
}

/// Earlier, later, away.
#[component]
fn RuleActs(sheet: Sheet<Policy>, at: usize, count: Signal<usize>) -> impl IntoView {
    let swap = move |with: Option<usize>| {
        sheet.set("/rules/order", |policy| {
            if let Some(with) = with.filter(|with| *with < policy.rules.len() && at < policy.rules.len()) {
                policy.rules.swap(at, with);
            }
        });
    };
    let remove = move |()| {
        sheet.set("/rules", |policy| {
            if at < policy.rules.len() {
                policy.rules.remove(at);
            }
        });
    };
    view! {
        <span class="sheet-card-acts">
            <IconButton
                icon="arrow-up"
                label=t!("studio.earlier")
                disabled=at == 0
                on_press=move |()| swap(at.checked_sub(1))
            />
            <IconButton
                icon="arrow-down"
                label=t!("studio.later")
                disabled=Signal::derive(move || at + 1 >= count.get())
                on_press=move |()| swap(Some(at + 1))
            />
            <IconButton icon="trash" label=t!("common.remove") on_press=remove />
        </span>
    }
}

/// The three targets of a rule, or of all other tickets.
#[component]
fn TargetFields(sheet: Sheet<Policy>, rule: Option<usize>) -> impl IntoView {
    type Place = fn(&mut Targets) -> &mut Option<Span>;
    let places: [(&str, Place); 3] = [
        ("first_response", |targets| &mut targets.first_response),
        ("next_response", |targets| &mut targets.next_response),
        ("resolution", |targets| &mut targets.resolution),
    ];
    let path = rule.map_or_else(|| "/otherwise".to_owned(), |at| format!("/rules/{at}/targets"));
    let fields = places.map(|(name, place)| {
        let value = sheet.part(move |policy| {
            let mut targets = match rule {
                Some(at) => policy.rules.get(at).map(|rule| rule.targets).unwrap_or_default(),
                None => policy.otherwise,
            };
            *place(&mut targets)
        });
        let path = format!("{path}/{name}");
        let spot = path.clone();
        let change = Callback::new(move |span: Option<Span>| {
            sheet.set(&spot, |policy| {
                let targets = match rule {
                    Some(at) => policy.rules.get_mut(at).map(|rule| &mut rule.targets),
                    None => Some(&mut policy.otherwise),
                };
                if let Some(targets) = targets {
                    *place(targets) = span;
                }
            });
        });
        view! {
            <Length
                id=field_id(&path)
                label=t!(format!("record.target.{name}"))
                value=value
                on_change=change
                error=sheet.wrong(path)
                readonly=sheet.readonly()
            />
        }
        .into_any()
    });
    view! { <div class="targets">{fields.into_iter().collect_view()}</div> }.into_any()
}

/// The fields of the forms whose ticket types are measured by this policy.
async fn fields_of(key: DefinitionKey) -> Result<Vec<Subject>, ApiError> {
    let mut subjects: Vec<Subject> = Vec::new();
    for user in api::definition::usage(Kind::Policy, key).await? {
        if user.kind != Kind::TicketType {
            continue;
        }
        let Body::TicketType(kind) = api::definition::open(user.kind, user.key).await?.content.body else { continue };
        let Body::Form(form) = api::definition::open(Kind::Form, kind.form).await?.content.body else { continue };
        for subject in of_form(&form) {
            if !subjects.iter().any(|known| known.variable == subject.variable) {
                subjects.push(subject);
            }
        }
    }
    Ok(subjects)
}
