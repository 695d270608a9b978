//! Everything that is wrong with a definition: what it can tell itself, and what only its surroundings can tell.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use model::{
    Body, Code, Definition, Kind, Problem, Problems,
    flow::{Act, Does, Flow, Owner, Priority},
    form::{Form, Holds},
    key::{DefinitionKey, OptionKey},
    rule::{Rule, When},
    ticket_type::TicketType,
};

use crate::{
    answers::CompiledForm,
    calendar,
    policy::CompiledPolicy,
    program::Program,
    rule::{CompiledRule, Times, circle},
};

mod around;
#[cfg(test)]
mod sound_flows;
#[cfg(test)]
mod tests;

/// The deepest flows within flows; the engine stops a run that goes deeper.
const DEEPEST_FLOW: usize = 8;

/// Where other definitions are found: the newest published ones, or those of the same author or package.
pub trait Known {
    /// The definition of a kind and key.
    fn body(&self, kind: Kind, key: &DefinitionKey) -> Option<Arc<Definition>>;

    /// Whether whoever has a mail address can work; none where people are not known.
    fn can_work(&self, _email: &str) -> Option<bool> {
        None
    }

    /// Every definition of a kind.
    fn all(&self, _kind: Kind) -> Vec<Arc<Definition>> {
        Vec::new()
    }
}

/// Everything that is wrong with a definition, errors first; no error among it means that it can be published and will
/// run.
#[must_use]
pub fn check(definition: &Definition, known: &dyn Known) -> Problems {
    let mut problems = model::check::head(definition);
    match &definition.body {
        Body::Form(form) => {
            problems.extend(model::check::form(form));
            problems.extend(CompiledForm::compile(form).err().unwrap_or_default());
        }
        Body::Flow(flow) => self::flow(definition, flow, known, &mut problems),
        Body::TicketType(kind) => ticket_type(kind, known, &mut problems),
        Body::Calendar(drawn) => {
            problems.extend(model::check::calendar(drawn));
            problems.extend(calendar::zone(&drawn.zone).err());
        }
        Body::Policy(policy) => {
            problems.extend(model::check::policy(policy));
            problems.extend(CompiledPolicy::compile(policy).err().unwrap_or_default());
        }
        Body::Ladder(ladder) => problems.extend(model::check::ladder(ladder)),
        Body::Queue(queue) => {
            problems.extend(model::check::queue(queue));
            problems.extend(around::fallbacks(&definition.key, queue, known));
        }
        Body::Skill(skill) => problems.extend(model::check::skill(skill)),
        Body::Role(role) => problems.extend(model::check::role(role)),
        Body::Phrase(phrase) => problems.extend(model::check::phrase(phrase)),
        Body::Rule(rule) => self::rule(definition, rule, known, &mut problems),
    }
    references(definition, known, &mut problems);
    let mut told = BTreeSet::new();
    problems.retain(|problem| told.insert((problem.path.clone(), problem.code, problem.facts.clone())));
    problems.sort_by_key(|problem| problem.severity);
    problems
}

/// What it points at must exist. A blank key was told already as a missing value.
fn references(definition: &Definition, known: &dyn Known, problems: &mut Problems) {
    for reference in definition.body.references() {
        let is_itself = reference.kind == definition.body.kind() && reference.key == definition.key;
        if !reference.key.as_str().is_empty() && !is_itself && known.body(reference.kind, &reference.key).is_none() {
            problems.push(
                Problem::error(Code::MissingReference, reference.path)
                    .with("kind", reference.kind)
                    .with("key", &reference.key),
            );
        }
    }
}

fn flow(definition: &Definition, flow: &Flow, known: &dyn Known, problems: &mut Problems) {
    let form = flow.form.as_ref().and_then(|key| known.body(Kind::Form, key));
    let form = form.as_deref().and_then(as_form);
    problems.extend(model::check::flow(flow, form));
    if flow.form.is_none()
        && flow.nodes.iter().any(|node| matches!(&node.does, Does::Task(task) if task.layout.is_some()))
    {
        problems.push(Problem::error(Code::Required, "/form"));
    }
    let compiled = Program::compile(flow).err().unwrap_or_default();
    problems.extend(compiled.into_iter().filter(|problem| problem.code == Code::BadExpression));
    around::owners(flow, known, problems);
    around::ends(flow, known, problems);
    let mut depths = BTreeMap::new();
    for node in &flow.nodes {
        let Some(inner) = node.does.calls() else { continue };
        let path = format!("/nodes/{}/flow", node.key);
        if leads_to(inner, &definition.key, known) {
            problems.push(Problem::error(Code::RecursiveFlow, path));
        } else if depth(inner, known, &mut depths, 1) > DEEPEST_FLOW {
            problems.push(Problem::error(Code::TooDeep, path).with("most", DEEPEST_FLOW));
        }
    }
}

fn rule(definition: &Definition, rule: &Rule, known: &dyn Known, problems: &mut Problems) {
    let forms: Vec<Arc<Definition>> = rule
        .ticket_types
        .iter()
        .filter_map(|key| match &known.body(Kind::TicketType, key)?.body {
            Body::TicketType(kind) => known.body(Kind::Form, &kind.form),
            _ => None,
        })
        .collect();
    // A rule for several types is held against each of their forms; one for all types, against none.
    let forms: Vec<&Form> = forms.iter().filter_map(|form| as_form(form)).collect();
    if forms.is_empty() {
        problems.extend(model::check::rule(rule, None));
    }
    for form in forms {
        problems.extend(model::check::rule(rule, Some(form)));
    }
    problems.extend(CompiledRule::compile(&definition.key, &definition.title, 0, rule).err().unwrap_or_default());
    if let When::Schedule(schedule) = &rule.when {
        problems.extend(Times::compile(schedule, "UTC").err());
    }
    problems.extend(circle::of(&definition.key, rule, &known.all(Kind::Rule)));
}

/// Whether a flow is the wanted one or has it as a sub-flow, however deep.
fn leads_to(from: &DefinitionKey, wanted: &DefinitionKey, known: &dyn Known) -> bool {
    let mut seen = BTreeSet::from([from.clone()]);
    let mut ahead = vec![from.clone()];
    while let Some(key) = ahead.pop() {
        if key == *wanted {
            return true;
        }
        ahead.extend(sub_flows(&key, known).into_iter().filter(|key| seen.insert(key.clone())));
    }
    false
}

/// How many flows deep a flow is, itself included; counting stops beyond what is allowed.
fn depth(key: &DefinitionKey, known: &dyn Known, depths: &mut BTreeMap<DefinitionKey, usize>, above: usize) -> usize {
    if let Some(depth) = depths.get(key) {
        return *depth;
    }
    if above > DEEPEST_FLOW {
        return 1;
    }
    let below = sub_flows(key, known).iter().map(|inner| depth(inner, known, depths, above + 1)).max().unwrap_or(0);
    depths.insert(key.clone(), below + 1);
    below + 1
}

fn sub_flows(key: &DefinitionKey, known: &dyn Known) -> Vec<DefinitionKey> {
    let Some(definition) = known.body(Kind::Flow, key) else { return Vec::new() };
    let Body::Flow(flow) = &definition.body else { return Vec::new() };
    flow.nodes.iter().filter_map(|node| node.does.calls().cloned()).collect()
}

fn ticket_type(kind: &TicketType, known: &dyn Known, problems: &mut Problems) {
    problems.extend(model::check::ticket_type(kind));
    let form = known.body(Kind::Form, &kind.form);
    let Some(form) = form.as_deref().and_then(as_form) else { return };
    if form.intake().is_none() {
        problems.push(Problem::error(Code::MissingLayout, "/form").with("key", "intake"));
    }
    match &kind.title_field {
        None => {
            if !form.fields.iter().any(|field| matches!(field.holds, Holds::Text { .. })) {
                problems.push(Problem::warning(Code::Required, "/title_field"));
            }
        }
        Some(key) if form.field(key).is_none() => {
            problems.push(Problem::error(Code::MissingField, "/title_field").with("key", key));
        }
        Some(_) => {}
    }
    if let Some(key) = &kind.priority_field {
        match form.field(key) {
            None => problems.push(Problem::error(Code::MissingField, "/priority_field").with("key", key)),
            Some(field) => priorities(&field.holds, &kind.priorities, problems),
        }
    }
    let flow = known.body(Kind::Flow, &kind.flow);
    let Some(Body::Flow(flow)) = flow.as_deref().map(|definition| &definition.body) else { return };
    if kind.queue.is_none() && waits_in_no_queue(flow) {
        problems.push(Problem::warning(Code::NoQueue, "/queue"));
    }
    if let Some(policy) = &kind.policy {
        around::limits(flow, policy, known, problems);
    }
    if flow.form.as_ref() != Some(&kind.form) {
        // The flow was drawn for another form; what it uses must be in this one too.
        let uses = [Code::MissingLayout, Code::MissingField, Code::UnknownVariable];
        let wrong = model::check::flow(flow, Some(form)).into_iter();
        problems.extend(wrong.filter(|problem| uses.contains(&problem.code)).map(|problem| problem.under("/flow")));
    }
}

/// Whether a step is for whoever the ticket's queue finds, in a flow that never puts the ticket into a queue.
fn waits_in_no_queue(flow: &Flow) -> bool {
    let waits = |does: &Does| matches!(does, Does::Task(task) if task.owner == Owner::TicketQueue);
    let sets = |does: &Does| matches!(does, Does::Action(action) if action.acts.iter().any(|act| matches!(act, Act::SetQueue { .. })));
    let does = || flow.nodes.iter().map(|node| &node.does);
    does().any(waits) && !does().any(sets)
}

fn priorities(holds: &Holds, meant: &BTreeMap<OptionKey, Priority>, problems: &mut Problems) {
    let (Holds::Select { options } | Holds::Radio { options }) = holds else {
        problems.push(
            Problem::error(Code::WrongType, "/priority_field").with("given", holds.name()).with("wanted", "select"),
        );
        return;
    };
    for key in meant.keys() {
        if !options.iter().any(|option| option.key == *key) {
            problems.push(Problem::warning(Code::UnknownOption, format!("/priorities/{key}")).with("given", key));
        }
    }
}

fn as_form(definition: &Definition) -> Option<&Form> {
    match &definition.body {
        Body::Form(form) => Some(form),
        _ => None,
    }
}
