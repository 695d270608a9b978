//! Where in a definition something is, in words: `/body/fields/phone/required` is “Field ‘Phone’, required”.

use model::Value;
use ui::i18n::{Lang, find, t, tf};

/// The members that can name an element of a list, as the comparison of versions knows them.
const NAMES: [&str; 4] = ["key", "field", "date", "right"];

/// The words of a path into a definition's document.
#[must_use]
pub fn words(lang: Lang, document: &Value, path: &str) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut here = Some(document);
    let mut list: Option<String> = None;
    for segment in path.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        here = here.and_then(|value| step(value, &segment));
        if let Some(kind) = list.take() {
            said.push(element(lang, &kind, &segment, here));
        } else if find(lang, &format!("part.{segment}_one")).is_some() {
            list = Some(segment);
        } else if segment != "body" {
            said.push(member(lang, &segment));
        }
    }
    // The path ends at the list itself.
    said.extend(list.map(|kind| member(lang, &kind)));
    said.join(if lang == Lang::ZhCn { "，" } else { ", " })
}

fn step<'a>(value: &'a Value, segment: &str) -> Option<&'a Value> {
    match value {
        Value::Array(elements) => {
            let named =
                |element: &&Value| NAMES.iter().any(|name| element.get(name).and_then(Value::as_str) == Some(segment));
            elements.iter().find(named).or_else(|| elements.get(segment.parse::<usize>().ok()?))
        }
        other => other.get(segment),
    }
}

/// One element of a list: its kind and its title, else its place in the list.
fn element(lang: Lang, kind: &str, segment: &str, value: Option<&Value>) -> String {
    let word = t(lang, &format!("part.{kind}_one"));
    let title = value.and_then(|value| title(lang, value)).unwrap_or_else(|| match (kind, segment.parse::<usize>()) {
        ("week", Ok(day)) => find(lang, &format!("part.day.{day}")).unwrap_or_default().to_owned(),
        ("grants", _) => find(lang, &format!("right.{segment}")).unwrap_or(segment).to_owned(),
        (_, Ok(index)) => (index + 1).to_string(),
        _ => segment.to_owned(),
    });
    tf(lang, "part.element", &[("kind", &word), ("title", &title)])
}

/// What an element is called.
#[must_use]
pub fn title(lang: Lang, value: &Value) -> Option<String> {
    let texts = ["title", "label", "name"].iter().find_map(|name| value.get(name))?.as_object()?;
    let own = texts.get(lang.tag()).or_else(|| texts.values().next())?.as_str()?.trim();
    (!own.is_empty()).then(|| own.to_owned())
}

fn member(lang: Lang, segment: &str) -> String {
    let key = match segment {
        "en" => "part.lang.en".to_owned(),
        "zh-CN" => "part.lang.zh_cn".to_owned(),
        other => format!("part.{other}"),
    };
    find(lang, &key).unwrap_or(segment).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_place_is_named_by_what_people_called_it() {
        let document = json!({"title": {"en": "Fault"}, "body": {
            "fields": [{"key": "phone", "label": {"en": "Telephone", "zh-CN": "电话"}, "required": "always"}],
            "rules": [{"title": {"en": "Urgent"}, "targets": {}}], "week": [[], []]}});
        let said = |path| words(Lang::En, &document, path);
        assert_eq!(said("/body/fields/phone/required"), "Field “Telephone”, Required");
        assert_eq!(words(Lang::ZhCn, &document, "/body/fields/phone/required"), "字段“电话”，必填");
        assert_eq!(said("/body/rules/0/targets/first_response"), "Rule “Urgent”, Targets, First response");
        assert_eq!(said("/body/week/1"), "Weekday “Tuesday”");
        assert_eq!(said("/title/en"), "Title, English");
        assert_eq!(said("/body/fields"), "Fields");
    }
}
