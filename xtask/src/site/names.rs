//! The names of functions, as the compiler writes them (its mangling `v0`).

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, NameMap, Parser, Payload};

/// Every function that has a name, by its index.
pub fn of_functions(raw: &[u8]) -> Result<Vec<(u32, &str)>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(raw) {
        if let Payload::CustomSection(section) = payload.context("read the sections of the program")?
            && let KnownCustom::Name(names) = section.as_known()
        {
            for names in names {
                if let Name::Function(names) = names? {
                    read(names, &mut found)?;
                }
            }
        }
    }
    Ok(found)
}

fn read<'a>(names: NameMap<'a>, found: &mut Vec<(u32, &'a str)>) -> Result<()> {
    for name in names {
        let name = name.context("read the name of a function")?;
        found.push((name.index, name.name));
    }
    Ok(())
}

/// Whether a function is a crate's own. The crate that a name begins with is where the function stands in the source;
/// further ones are those of its types, and the last one asked for it. A function of the standard library for such a
/// type says nothing: the compiler lets functions that are the same share one name.
pub fn is_of(name: &str, owner: &str) -> bool {
    let place = name.find(&format!("_{}{owner}", owner.len()));
    place.and_then(|place| name.get(..place)).is_some_and(|before| before.matches("Cs").count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_that_its_name_begins_with() {
        assert!(is_of("_RNvMs_NtCs9vPHISJHbJN_4rhai6engineNtB4_6Engine3new", "rhai"));
        assert!(is_of("_RINvNtCs9vPHISJHbJN_12regex_syntax3ast5printeECs3_3app", "regex_syntax"));
        assert!(!is_of("_RNvNtCs9vPHISJHbJN_3app5pages", "rhai"));
    }

    #[test]
    fn a_function_of_another_crate_for_its_types_or_on_its_behalf_does_not() {
        let for_type = "_RNvXso_NtCs5cOc02OMXlo_5alloc3vecINtB5_3VecNtNtCs9vPHISJHbJN_12regex_syntax3ast4SpanE4drop";
        assert!(!is_of(for_type, "regex_syntax"));
        assert!(!is_of(
            "_RINvNtCs5cOc02OMXlo_5alloc4sync11data_offseteECs65sRxsjRQoo_14regex_automata",
            "regex_automata"
        ));
    }
}
