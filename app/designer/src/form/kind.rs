//! The kinds of fields: icon, name and group of each, in the order of the palette.

/// One kind of field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name in the document.
    pub name: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// The key of what people call it.
    pub label: &'static str,
    /// The key of other words people look for.
    pub hint: &'static str,
    /// The key of the group it stands in.
    pub group: &'static str,
}

macro_rules! kinds {
    ($($group:literal: $($name:literal $icon:literal),*;)*) => {
        [$($(Kind {
            name: $name,
            icon: $icon,
            label: concat!("form.kind.", $name),
            hint: concat!("form.hint.", $name),
            group: concat!("form.group.", $group),
        }),*),*]
    };
}

/// Every kind of field.
pub const KINDS: [Kind; 20] = kinds! {
    "text": "text" "text", "long_text" "lines", "email" "mail", "phone" "phone", "url" "link";
    "number": "number" "hash", "money" "money", "rating" "star";
    "choice": "radio" "radio", "select" "dropdown", "multi_select" "checkbox", "yes_no" "toggle", "tags" "tag";
    "time": "date" "calendar", "date_time" "today", "time" "clock";
    "record": "person" "user", "customer" "building", "address" "pin", "table" "table";
};

/// What is put between fields.
pub const STRUCTURE: [Kind; 2] = kinds! {
    "structure": "section" "section", "note" "note";
};

/// The kind of a name; text for a name that is not known.
#[must_use]
pub fn of_name(name: &str) -> Kind {
    let [text, ..] = KINDS;
    KINDS.into_iter().chain(STRUCTURE).find(|kind| kind.name == name).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use editor::form::fresh;
    use ui::{Lang, i18n::find};

    use super::*;

    #[test]
    fn every_type_of_field_can_be_found_in_the_palette() {
        let ours: BTreeSet<&str> = KINDS.iter().map(|kind| kind.name).collect();
        assert_eq!(ours, fresh::TYPES.into_iter().collect());
        for kind in KINDS.into_iter().chain(STRUCTURE) {
            for key in [kind.label, kind.hint, kind.group] {
                assert!(Lang::ALL.iter().all(|lang| find(*lang, key).is_some()), "{key}");
            }
        }
    }
}
