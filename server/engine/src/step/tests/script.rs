//! Reads flows written as scripts.

use model::{
    Text, Value,
    calendar::{Calendar, Day, Period},
    condition::{Comparison, Condition, Operand, Variable},
    flow::{
        Act, Action, Approval, Does, Door, Flow, ForEach, Gives, Join, Leaves, Limit, Link, Needs, Node, Outcome,
        Owner, Place, Point, Receiver, Source, SubFlow, Takes, Task, Tone, Until, Wait, Warning,
    },
    key::{LinkKey, NodeKey},
    ladder::{Ladder, Level, Quiet, Repeat},
    queue::Offering,
    rule::{Every, Rule, Schedule, Trigger, When},
    span::{Counted, Minutes, Span},
};

pub fn text(words: &str) -> Text {
    Text::one(model::Lang::En, words)
}

/// The flows of a script by name; the first one is called `main`.
pub fn flows(script: &str) -> Vec<(String, Flow)> {
    let mut flows = vec![("main".to_owned(), Vec::new())];
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("rule ")) {
        match line.strip_prefix("flow ") {
            Some(name) => flows.push((name.to_owned(), Vec::new())),
            None => flows.last_mut().unwrap().1.push(line),
        }
    }
    flows.into_iter().map(|(name, lines)| (name, flow(&lines))).collect()
}

/// The rules of a script by name: `rule name trigger … when condition : act …`. Triggers are called as in their document;
/// `fields_set:a` is about one field, `every:90` looks every ninety minutes. `once`, `stops`, `changed`, `off`, `for:type`
/// and a number, which is its order, say the rest.
pub fn rules(script: &str) -> Vec<(String, Rule)> {
    script.lines().map(str::trim).filter_map(|line| line.strip_prefix("rule ")).map(rule).collect()
}

fn rule(line: &str) -> (String, Rule) {
    let (head, acts) = line.split_once(" : ").unwrap();
    let (head, condition) = head.split_once(" when ").unwrap_or((head, ""));
    let mut words = words(head).into_iter();
    let name = words.next().unwrap();
    let acts = self::words(acts).iter().map(|word| act(word)).collect();
    let mut rule = Rule { acts, ..Rule::default() };
    let mut any = Vec::new();
    if let Some(text) = condition.strip_prefix("script ") {
        rule.condition = Condition::Script { text: text.to_owned() };
    } else if !condition.is_empty() {
        rule.condition = Condition::All { of: condition.split(" and ").map(compare).collect() };
    }
    for word in words {
        match word.split_once(':').unwrap_or((&word, "")) {
            ("once", _) => rule.once = true,
            ("stops", _) => rule.stops = true,
            ("changed", _) => rule.changed_only = true,
            ("off", _) => rule.off = true,
            ("for", kind) => rule.ticket_types.push(kind.into()),
            ("every", minutes) => {
                let every = Every::Minutes(Minutes(minutes.parse().unwrap()));
                rule.when = When::Schedule(Schedule { every, ..Schedule::default() });
            }
            ("fields_set", field) if !field.is_empty() => any.push(Trigger::FieldsSet { fields: vec![field.into()] }),
            (word, _) => match word.parse() {
                Ok(order) => rule.order = order,
                Err(_) => any.push(Trigger::named(word).unwrap_or_else(|| panic!("no such trigger: {word}"))),
            },
        }
    }
    if !any.is_empty() {
        rule.when = When::Events { any };
    }
    (name, rule)
}

fn flow(lines: &[&str]) -> Flow {
    let mut flow = Flow { format: Flow::FORMAT, ..Flow::default() };
    flow.nodes.push(node("start", Does::Start));
    let first = lines[0].split_whitespace().next().unwrap();
    link(&mut flow, "start", Door::Next, first);
    for line in lines {
        let (what, ways) = line.split_once(" : ").unwrap_or((line, ""));
        let mut words = words(what).into_iter();
        let key = words.next().unwrap();
        let kind = words.next().unwrap();
        let mut does = does(&kind, &words.collect::<Vec<_>>());
        for way in split(ways, ',').iter().map(|way| way.trim()).filter(|way| !way.is_empty()) {
            let (door, to) = way.rsplit_once("->").unwrap();
            let door = door.trim();
            let leaves = match &mut does {
                Does::Task(_) | Does::Approval(_) if door == "late" => Door::Late,
                Does::Task(task) => {
                    let name = if door.is_empty() { "done" } else { door };
                    let tone = if task.outcomes.is_empty() { Tone::Primary } else { Tone::Plain };
                    task.outcomes.push(Outcome { key: name.into(), title: text(name), tone });
                    Door::Outcome { outcome: name.into() }
                }
                Does::Approval(_) => Door::Outcome { outcome: if door.is_empty() { "agreed" } else { door }.into() },
                _ => self::door(door),
            };
            link(&mut flow, &key, leaves, to.trim());
        }
        flow.nodes.push(node(&key, does));
    }
    flow
}

fn node(key: &str, does: Does) -> Node {
    Node { key: NodeKey::new(key), title: text(key), at: Point::default(), does }
}

fn door(words: &str) -> Door {
    match words.split_once(' ').unwrap_or((words, "")) {
        ("", _) => Door::Next,
        ("else", _) => Door::Otherwise,
        ("closed", _) => Door::Ended { leaves: Leaves::Closed },
        ("resolved", _) => Door::Ended { leaves: Leaves::Resolved },
        ("cancelled", _) => Door::Ended { leaves: Leaves::Cancelled },
        ("timeout", _) => Door::Timeout,
        ("error", _) => Door::Error,
        ("script", script) => Door::When { condition: Condition::Script { text: script.replace('"', "") } },
        ("when", condition) => Door::When { condition: compare(condition) },
        other => panic!("no such door: {other:?}"),
    }
}

fn link(flow: &mut Flow, from: &str, leaves: Door, to: &str) {
    flow.links.push(Link {
        key: LinkKey::new(format!("{from}_{to}_{}", flow.links.len())),
        from: NodeKey::new(from),
        to: NodeKey::new(to),
        leaves,
        title: Text::default(),
        bends: Vec::new(),
    });
}

fn compare(condition: &str) -> Condition {
    let parts: Vec<&str> = condition.split_whitespace().collect();
    let left = Variable(parts[0].to_owned());
    match parts[1] {
        "ago" => return Condition::LongAgo { left, minutes: Minutes(parts[2].parse().unwrap()) },
        "changed" => return Condition::Changed { left },
        _ => {}
    }
    let how = match parts[1] {
        "=" => Comparison::Equal,
        ">" => Comparison::Greater,
        "<" => Comparison::Less,
        other => panic!("no such comparison: {other}"),
    };
    Condition::Compare { left, how, right: Operand::Value(value(parts[2])) }
}

pub fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

fn does(kind: &str, words: &[String]) -> Does {
    match kind {
        "task" => Does::Task(task(words)),
        "approval" => Does::Approval(approval(words)),
        "choice" => Does::Choice,
        "inclusive" => Does::Inclusive,
        "parallel" => Does::Parallel,
        "join" => Does::Join(match words.first().map(String::as_str) {
            None => Join::All,
            Some("any") => Join::Any,
            Some(count) => Join::Count { count: count.parse().unwrap() },
        }),
        "wait" => Does::Wait(wait(words)),
        "act" => Does::Action(action(words)),
        "flow" => Does::SubFlow(sub_flow(words)),
        "each" => Does::ForEach(for_each(words)),
        "end" => Does::End {
            leaves: match words.first().map(String::as_str) {
                None => Leaves::Closed,
                Some("resolved") => Leaves::Resolved,
                Some("cancelled") => Leaves::Cancelled,
                Some(other) => panic!("no such end: {other}"),
            },
        },
        other => panic!("no such node: {other}"),
    }
}

/// `@queue`, `role:r`, `person:p`, `same:node`, `owner`, `by:expression`, `claim:queue`; `30m` is the limit, `warn:50`
/// a warning, `warn:50:act` one that acts, `late:act` what happens when late, `leave` gives the step up then.
fn task(words: &[String]) -> Task {
    let mut task = Task::default();
    let mut limit = Limit {
        span: Span::default(),
        calendar: None,
        warnings: Vec::new(),
        when_late: Vec::new(),
        leave_when_late: false,
    };
    for word in words {
        if word == "backs" {
            (task.sends_back, task.gives_back) = (true, true);
        } else if let Some(span) = span(word) {
            limit.span = span;
        } else if word == "leave" {
            limit.leave_when_late = true;
        } else if let Some(calendar) = word.strip_prefix("on:") {
            limit.calendar = Some(calendar.into());
        } else if let Some(late) = word.strip_prefix("late:") {
            limit.when_late.push(act(late));
        } else if let Some(warning) = word.strip_prefix("warn:") {
            let (percent, acts) = warning.split_once(':').unwrap_or((warning, ""));
            let acts = if acts.is_empty() { Vec::new() } else { vec![act(acts)] };
            limit.warnings.push(Warning { at_percent: percent.parse().unwrap(), acts });
        } else {
            task.owner = owner(word);
        }
    }
    task.limit = (limit.span.minutes.0 > 0).then_some(limit);
    task
}

/// Who is asked, and besides `any`, `turn` or a share such as `50%`, `abstain`, `skip`, a span, `warn:50` and `leave`.
fn approval(words: &[String]) -> Approval {
    let mut approval = Approval::default();
    let mut term = Vec::new();
    for word in words {
        match word.as_str() {
            "any" => approval.needs = Needs::Any,
            "turn" => approval.needs = Needs::InTurn,
            "abstain" => approval.may_abstain = true,
            "backs" => (approval.sends_back, approval.gives_back) = (true, true),
            "skip" => approval.skips_agreed = true,
            "leave" => term.push(word.clone()),
            _ if word.starts_with("warn:") || span(word).is_some() => term.push(word.clone()),
            _ => match word.strip_suffix('%') {
                Some(percent) => approval.needs = Needs::Share { percent: percent.parse().unwrap() },
                None => approval.approvers.push(receiver(word)),
            },
        }
    }
    approval.limit = task(&term).limit;
    approval
}

/// The flow, and `give:name=expression`, `take:field=expression`, `take:$variable=expression`.
fn sub_flow(words: &[String]) -> SubFlow {
    let mut call = SubFlow { flow: words[0].as_str().into(), ..SubFlow::default() };
    for word in &words[1..] {
        let (verb, rest) = word.split_once(':').unwrap();
        let (name, from) = rest.split_once('=').unwrap();
        match verb {
            "give" => call.gives.push(Gives { name: name.into(), from: from.to_owned() }),
            "take" => call.takes.push(Takes { into: place(name), from: from.to_owned() }),
            other => panic!("no such word of a sub-flow: {other}"),
        }
    }
    call
}

/// A field, or a variable after a `$`.
fn place(word: &str) -> Place {
    match word.strip_prefix('$') {
        Some(name) => Place::Variable { name: name.into() },
        None => Place::Field { field: word.into() },
    }
}

/// The flow, `of:expression`, and `turn`, `most:n`, `enough:n`.
fn for_each(words: &[String]) -> ForEach {
    let mut each = ForEach { flow: words[0].as_str().into(), most: ForEach::usual_most(), ..ForEach::default() };
    for word in &words[1..] {
        match word.split_once(':').unwrap_or((word, "")) {
            ("turn", _) => each.in_turn = true,
            ("of", over) => each.over = over.to_owned(),
            ("most", most) => each.most = most.parse().unwrap(),
            ("enough", enough) => each.enough = Some(enough.parse().unwrap()),
            other => panic!("no such word of a for-each: {other:?}"),
        }
    }
    each
}

fn owner(word: &str) -> Owner {
    match word.split_once(':').unwrap_or((word, "")) {
        ("owner", _) => Owner::TicketOwner,
        ("role", role) => Owner::Role { role: role.into() },
        ("person", name) => Owner::Person { email: format!("{name}@example.com") },
        ("same", node) => Owner::SameAs { node: node.into() },
        ("by", text) => Owner::Expression { text: text.to_owned() },
        ("claim", queue) => Owner::Claim { queue: queue.into() },
        _ => Owner::Queue { queue: word.strip_prefix('@').expect("an owner").into() },
    }
}

/// `30m`, `2h`, and `30w` by the wall clock.
pub fn span(word: &str) -> Option<Span> {
    let number = word.trim_end_matches(['m', 'h', 'w']);
    let count: i64 = number.parse().ok()?;
    match &word[number.len()..] {
        "m" => Some(Span { minutes: Minutes(count), counted: Counted::Working }),
        "h" => Some(Span { minutes: Minutes::hours(count), counted: Counted::Working }),
        "w" => Some(Span { minutes: Minutes(count), counted: Counted::Wall }),
        _ => None,
    }
}

/// Hours of every day, `9-17`, days off, `off:2026-01-06`, and days on which it works all day, `on:2026-01-10`.
pub fn calendar(words: &[&str]) -> Calendar {
    let mut calendar = Calendar { format: 1, zone: "UTC".to_owned(), ..Calendar::default() };
    let hours = |hours: &str| {
        let (from, to) = hours.split_once('-').unwrap();
        let minute = |hour: &str| hour.parse::<u16>().unwrap() * 60;
        vec![Period { from: minute(from), to: minute(to) }]
    };
    for word in words {
        match word.split_once(':') {
            None => calendar.week = std::array::from_fn(|_| hours(word)),
            Some((how, date)) => calendar.days.push(Day {
                date: date.parse().unwrap(),
                periods: if how == "on" { hours("0-24") } else { Vec::new() },
                name: Text::default(),
            }),
        }
    }
    calendar
}

fn wait(words: &[String]) -> Wait {
    let mut wait = Wait { until: Until::CustomerReply, timeout: None, calendar: None };
    for word in words {
        if word == "reply" {
            wait.until = Until::CustomerReply;
        } else if let Some(condition) = word.strip_prefix("holds:") {
            wait.until = Until::Holds { condition: compare(condition) };
        } else if let Some(signal) = word.strip_prefix("signal:") {
            let (name, fields) = signal.split_once(':').unwrap_or((signal, ""));
            let fields = fields.split(',').filter(|field| !field.is_empty()).map(Into::into).collect();
            wait.until = Until::Signal { name: name.into(), fields };
        } else if let Some(expression) = word.strip_prefix("until:") {
            wait.until = Until::Time { expression: expression.to_owned() };
        } else if let Some(most) = word.strip_prefix("most:") {
            wait.timeout = span(most);
        } else if let Some(calendar) = word.strip_prefix("on:") {
            wait.calendar = Some(calendar.into());
        } else {
            wait.until = Until::Duration { span: span(word).expect("a span") };
        }
    }
    wait
}

/// Acts, and `awaits` with `take:field=expression`.
fn action(words: &[String]) -> Action {
    let mut action = Action::default();
    for word in words {
        match word.strip_prefix("take:") {
            Some(take) => {
                let (into, from) = take.split_once('=').unwrap();
                let awaits = action.awaits.get_or_insert_default();
                awaits.takes.push(Takes { into: place(into), from: from.to_owned() });
            }
            None if word == "awaits" => drop(action.awaits.get_or_insert_default()),
            None => action.acts.push(act(word)),
        }
    }
    action
}

/// `set:field=value`, `compute:field=expression`, `var:name=expression`, `priority:p`, `status:s`, `queue:q`,
/// `assign:owner`, `cc:receiver`,
/// `tell:receiver=words`, `mail:receiver=words`, `call:address`.
fn act(word: &str) -> Act {
    let (verb, rest) = word.split_once(':').unwrap();
    let pair = || rest.split_once('=').unwrap();
    let named = |name: &str| serde_json::from_value(Value::String(name.to_owned())).unwrap();
    match verb {
        "set" => Act::SetField { field: pair().0.into(), to: Source::Value(value(pair().1)) },
        "compute" => Act::SetField { field: pair().0.into(), to: Source::Expression(pair().1.to_owned()) },
        "var" => Act::SetVariable { name: pair().0.into(), to: pair().1.to_owned() },
        "priority" => Act::SetPriority { priority: named(rest) },
        "status" => Act::SetStatus { status: serde_json::from_value(Value::String(rest.to_owned())).unwrap() },
        "queue" => Act::SetQueue { queue: rest.into() },
        "assign" => Act::Assign { to: owner(rest) },
        "cc" => Act::Cc { to: receiver(rest) },
        "tell" => Act::Notify { to: receiver(pair().0), text: text(pair().1) },
        "mail" => Act::Mail { to: receiver(pair().0), subject: text("About {{ticket.number}}"), body: text(pair().1) },
        "call" => Act::Webhook { url: rest.to_owned() },
        other => panic!("no such act: {other}"),
    }
}

pub fn receiver(word: &str) -> Receiver {
    match word {
        "owner" => Receiver::Owner,
        "manager" => Receiver::OwnerManager,
        "customer" => Receiver::Customer,
        "filer" => Receiver::Filer,
        "filers-manager" => Receiver::FilerManager,
        "followers" => Receiver::Followers,
        _ if word.starts_with("same:") => Receiver::SameAs { node: word[5..].into() },
        _ if word.starts_with("manager:") => Receiver::ManagerOf { node: word[8..].into() },
        _ if word.starts_with("by:") => Receiver::Expression { text: word[3..].to_owned() },
        _ => match word.split_at(1) {
            ("@", queue) => Receiver::Queue { queue: queue.into() },
            ("%", role) => Receiver::Role { role: role.into() },
            _ => Receiver::Person { email: format!("{word}@example.com") },
        },
    }
}

/// A ladder: levels parted by commas, `50 owner again:10m*2 priority:high`, each a percentage, receivers, acts; and
/// `quiet:22-7`, `quiet:22-7!` (urgent ones break through), `digest:60`, `most:3` for all of it.
pub fn ladder(line: &str) -> Ladder {
    let mut ladder = Ladder { format: Ladder::FORMAT, ..Ladder::default() };
    for part in split(line, ',') {
        let mut level: Option<Level> = None;
        for word in words(&part) {
            let number = word.parse::<u16>();
            match (word.split_once(':'), &mut level) {
                _ if number.is_ok() => level = Some(Level { at_percent: number.unwrap(), ..Level::default() }),
                (Some(("quiet", hours)), _) => {
                    let (from, to) = hours.trim_end_matches('!').split_once('-').unwrap();
                    let minute = |hour: &str| hour.parse::<u16>().unwrap() * 60;
                    let quiet = Quiet { from: minute(from), to: minute(to), spares_urgent: hours.ends_with('!') };
                    ladder.quiet = Some(quiet);
                }
                (Some(("digest", minutes)), _) => ladder.digest = Some(Minutes(minutes.parse().unwrap())),
                (Some(("most", most)), _) => ladder.most_per_hour = Some(most.parse().unwrap()),
                (Some(("again", often)), Some(level)) => {
                    let (every, most) = often.split_once('*').unwrap();
                    let every = span(every).unwrap().minutes;
                    level.repeat = Some(Repeat { every, most: most.parse().unwrap() });
                }
                (Some(_), Some(level)) => level.acts.push(act(&word)),
                (None, Some(level)) if word == "mails" => level.mails = true,
                (None, Some(level)) => level.tell.push(receiver(&word)),
                (_, None) => panic!("a level begins with its percentage: {word}"),
            }
        }
        ladder.levels.extend(level);
    }
    ladder
}

/// `5m rounds:2 then:second alarm:%lead`: how long someone has to accept, and what happens when nobody does.
pub fn offering(how: &str) -> Offering {
    let mut offering = Offering { seconds: 0, rounds: 1, then: None, alarm: Vec::new() };
    for word in how.split_whitespace() {
        match word.split_once(':') {
            Some(("rounds", rounds)) => offering.rounds = rounds.parse().unwrap(),
            Some(("then", queue)) => offering.then = Some(queue.into()),
            Some(("alarm", who)) => offering.alarm.push(receiver(who)),
            _ => offering.seconds = u32::try_from(span(word).unwrap().minutes.0 * 60).unwrap(),
        }
    }
    offering
}

/// The words of a line; double quotes keep words together.
pub fn words(line: &str) -> Vec<String> {
    split(line, ' ').iter().map(|word| word.replace('"', "")).filter(|word| !word.is_empty()).collect()
}

fn split(line: &str, by: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        if c == '"' {
            quoted = !quoted;
        }
        if c == by && !quoted {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(c);
        }
    }
    parts
}
