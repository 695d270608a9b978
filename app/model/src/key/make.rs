//! Making keys: short, readable, unique, the same for the same document.

use super::{LONGEST, is_valid};
use crate::{Lang, Text};

/// A key made of a text's Latin letters and digits, or of `otherwise` when it has none.
#[must_use]
pub fn from_text(text: &Text, otherwise: &str) -> String {
    let made = slug(text.written(Lang::En).unwrap_or_default());
    let made = if made.is_empty() { slug(text.in_lang(Lang::ZhCn)) } else { made };
    if made.is_empty() { otherwise.to_owned() } else { made }
}

/// A key that is not taken: `base`, else `base_2`, `base_3` and so on. An unusable base becomes one that can be used.
#[must_use]
pub fn unique(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let base = if is_valid(base) { base.to_owned() } else { slug(base) };
    let base = if base.is_empty() { "part".to_owned() } else { base };
    if !is_taken(&base) {
        return base;
    }
    // `task_2` counts on as `task_3`, not as `task_2_2`.
    let stem = match base.rsplit_once('_') {
        Some((stem, number)) if !stem.is_empty() && number.chars().all(|c| c.is_ascii_digit()) => stem,
        _ => base.as_str(),
    };
    let mut number: u64 = 2;
    loop {
        let tail = format!("_{number}");
        let room = LONGEST.saturating_sub(tail.len());
        let made = format!("{}{tail}", stem.get(..room).unwrap_or(stem));
        if !is_taken(&made) {
            return made;
        }
        number += 1;
    }
}

fn slug(text: &str) -> String {
    let mut made = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            made.push(c.to_ascii_lowercase());
        } else if !made.is_empty() && !made.ends_with('_') {
            made.push('_');
        }
        if made.len() >= 40 {
            break;
        }
    }
    let made = made.trim_start_matches(|c: char| !c.is_ascii_lowercase()).trim_end_matches('_');
    made.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_like_its_title_and_is_taken_once() {
        assert_eq!(from_text(&Text::both("客户电话", "Customer's phone (1)"), "text"), "customer_s_phone_1");
        assert_eq!(from_text(&Text::one(Lang::ZhCn, "客户电话"), "phone"), "phone");
        assert_eq!(unique("task", |key| ["task", "task_2"].contains(&key)), "task_3");
        assert_eq!(unique("task_2", |key| ["task", "task_2"].contains(&key)), "task_3");
        assert_eq!(unique("热泵", |_| false), "part");
        let long = "a".repeat(64);
        assert!(is_valid(&unique(&long, |key| key == long)));
    }
}
