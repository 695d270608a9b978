//! The words of what only the server says: HTTP's own refusals. Everything else is said by the interface's words.

use std::collections::BTreeMap;

use api::ApiError;
use app::words::{error, problem, ui_lang};
use model::{Lang, Problem, role::Right};

/// The facts of a sentence, by name.
pub type Facts = BTreeMap<String, String>;

/// Title and sentence of each refusal of the doors: code, English, Chinese.
const REFUSALS: &[(&str, [&str; 2], [&str; 2])] = &[
    (
        "bad_idempotency_key",
        ["Unusable idempotency key", "The Idempotency-Key header must be 1 to 200 printable ASCII characters."],
        ["幂等键不可用", "Idempotency-Key 请求头须为 1 至 200 个可打印的 ASCII 字符。"],
    ),
    (
        "body_too_large",
        ["Request too large", "The request is larger than {most} allowed here."],
        ["请求过大", "请求超过了此处允许的 {most}。"],
    ),
    (
        "broken",
        ["Something broke", "The server could not do this. The incident is in its log as {incident}."],
        ["出错了", "服务器未能完成操作。日志中的事件编号为 {incident}。"],
    ),
    (
        "busy",
        ["Too busy", "The server has more work than it can queue; nothing was stored. Try again in a moment."],
        ["服务器繁忙", "服务器的工作已排满，未保存任何内容。请稍后再试。"],
    ),
    (
        "conflict",
        ["Conflict", "The input is right but collides with what is there; nothing was stored."],
        ["内容冲突", "输入本身无误，但与现有内容冲突，未保存任何内容。"],
    ),
    (
        "cross_site",
        ["Request from another site", "The request does not come from this site's own pages and was refused."],
        ["跨站请求", "该请求并非来自本站页面，已被拒绝。"],
    ),
    ("forbidden", ["Not allowed", "This needs the right “{right}”."], ["没有权限", "此操作需要“{right}”权限。"]),
    (
        "invalid",
        ["Invalid input", "Some of the input is wrong; nothing was stored."],
        ["输入有误", "部分输入有误，未保存任何内容。"],
    ),
    (
        "malformed",
        ["Unreadable request", "The request cannot be read: {reason}."],
        ["请求无法读取", "请求无法读取：{reason}。"],
    ),
    (
        "method_not_allowed",
        ["Method not allowed", "This address does not answer to this method."],
        ["方法不被允许", "该地址不支持此请求方法。"],
    ),
    (
        "moved",
        ["Changed meanwhile", "Someone changed it meanwhile{by}; load it again."],
        ["内容已变更", "其间内容已被他人修改{by}，请重新载入。"],
    ),
    (
        "not_found",
        ["Not found", "There is no such thing, or you may not see it."],
        ["未找到", "没有该内容，或您无权查看。"],
    ),
    ("refused", ["Refused", "The request was refused."], ["请求被拒绝", "请求被拒绝。"]),
    (
        "signed_out",
        ["Not signed in", "Sign in, or send a valid bearer token."],
        ["未登录", "请登录，或提供有效的访问令牌。"],
    ),
    (
        "timeout",
        ["Took too long", "The request took longer than {seconds} seconds and was given up."],
        ["请求超时", "请求耗时超过 {seconds} 秒，已放弃。"],
    ),
    (
        "too_deep",
        ["Nested too deep", "The JSON is nested deeper than {most} levels."],
        ["嵌套过深", "JSON 嵌套超过了 {most} 层。"],
    ),
    (
        "too_many",
        ["Too many attempts", "Too many attempts. Try again in {seconds} seconds."],
        ["尝试次数过多", "尝试次数过多，请在 {seconds} 秒后再试。"],
    ),
    (
        "unsupported_type",
        ["Wrong content type", "Send the body as application/json."],
        ["内容类型不符", "请以 application/json 发送请求正文。"],
    ),
];

fn refusal(lang: Lang, code: &str) -> Option<[&'static str; 2]> {
    let (_, en, zh) = REFUSALS.iter().find(|(known, ..)| *known == code)?;
    Some(match lang {
        Lang::En => *en,
        Lang::ZhCn => *zh,
    })
}

/// The title and the sentence of a refusal. A code that the doors do not know is one of the domain's.
#[must_use]
pub fn say(lang: Lang, code: &str, facts: &Facts) -> (String, String) {
    if let Some([title, detail]) = refusal(lang, code) {
        return (title.to_owned(), fill(detail, facts));
    }
    let title = refusal(lang, "refused").map_or("", |[title, _]| title).to_owned();
    let facts = facts.clone().into_iter().collect();
    (title, error::sentence(ui_lang(lang), &ApiError::Refused { code: code.to_owned(), facts }))
}

/// The sentence of a problem.
#[must_use]
pub fn problem(lang: Lang, problem: &Problem) -> String {
    problem::sentence(ui_lang(lang), problem)
}

/// What people call a right.
#[must_use]
pub fn right(lang: Lang, right: Right) -> String {
    error::right(ui_lang(lang), right).to_owned()
}

/// Puts the facts into a sentence: `{name}` becomes the fact of that name, nothing where there is none.
fn fill(sentence: &str, facts: &Facts) -> String {
    let mut said = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        said.push_str(before);
        said.push_str(facts.get(name).map_or("", String::as_str));
        rest = behind;
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_said_in_both_languages_with_the_same_facts() {
        fn facts(sentence: &str) -> Vec<&str> {
            let mut found: Vec<&str> = sentence.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
            found.sort_unstable();
            found
        }
        for (code, en, zh) in REFUSALS {
            assert!(en.iter().chain(zh).all(|words| !words.is_empty()), "{code}");
            assert_eq!(facts(en[1]), facts(zh[1]), "{code}");
        }
        assert!(REFUSALS.is_sorted_by_key(|(code, ..)| *code), "the table is sorted");
    }

    #[test]
    fn facts_fill_their_places_and_missing_ones_leave_nothing() {
        let facts = Facts::from([("most".to_owned(), "64".to_owned())]);
        assert_eq!(fill("at most {most} of {what}.", &facts), "at most 64 of .");
        assert_eq!(fill("a { brace", &facts), "a { brace");
    }
}
