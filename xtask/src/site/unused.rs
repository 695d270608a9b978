//! Empties functions that are never called, so that what only they need is not sent.
//!
//! A view without a type keeps the addresses of all it might be asked to do. One of them is to take over a page in
//! small steps ([`IN_STEPS`]), which only `hydrate_lazy` asks for; Deskloom takes over its page at once. The compiler
//! cannot see that nobody looks at that address, and keeps a state machine for every view: a twentieth of the program.
//! Here the doors to those state machines are emptied; what lies behind them is left out when the program is split.

use std::{collections::BTreeSet, ops::Range};

use anyhow::{Context, Result, ensure};
use wasm_encoder::Encode as _;
use wasmparser::{BinaryReader, Parser, Payload, RelocSectionReader, TypeRef};

use super::names;

/// How the door to those state machines is called in a symbol, before the type of the view.
const IN_STEPS: &str = "7IntoAny8into_any13hydrate_async";

/// The way to the door is shorter than this; where it is longer, the door belongs to a type along the way.
const LONGEST: usize = 60;

/// What a function does that must never be called: it stops the program.
const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// Empties the doors in a program that still has its linker's notes.
pub fn empty(raw: &[u8]) -> Result<Vec<u8>> {
    let found = Found::of(raw).context("look for functions that are never called")?;
    let mut file = raw.to_vec();
    for body in &found.bodies {
        let body = file.get_mut(body.clone()).context("a function lies outside of its file")?;
        body.fill(NOP);
        // No local variables; then what it does.
        for (place, byte) in [(0, 0), (1, UNREACHABLE), (body.len() - 1, END)] {
            *body.get_mut(place).context("a function has no body")? = byte;
        }
    }
    let Some(notes) = found.notes else { return Ok(file) };
    let kept = notes.without(raw, &found.bodies)?;
    file.splice(notes.section, kept);
    Ok(file)
}

/// Where the linker noted which functions use what.
struct Notes<'a> {
    section: Range<usize>,
    content: &'a [u8],
    /// Where what the notes count from begins.
    code: usize,
}

struct Found<'a> {
    /// The bodies of the doors, in order.
    bodies: Vec<Range<usize>>,
    notes: Option<Notes<'a>>,
}

impl<'a> Found<'a> {
    fn of(raw: &'a [u8]) -> Result<Self> {
        let (mut imported, mut code, mut before) = (0_u32, 0, 0);
        let (mut bodies, mut notes) = (Vec::new(), None);
        for payload in Parser::new(0).parse_all(raw) {
            let payload = payload?;
            let end = payload.as_section().map(|(_, range)| span(&range)).transpose()?;
            match payload {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => code = span(&range)?.start,
                Payload::CodeSectionEntry(body) => bodies.push(span(&body.range())?),
                Payload::CustomSection(section) if section.name() == "reloc.CODE" => {
                    let end = span(&section.range())?.end;
                    notes = Some(Notes { section: before..end, content: section.data(), code });
                }
                _ => {}
            }
            before = end.map_or(before, |section| section.end);
        }
        let named = names::of_functions(raw)?.into_iter();
        let doors: BTreeSet<u32> = named.filter(|(_, name)| is_door(name)).map(|(index, _)| index).collect();
        let is_door = |index: usize| u32::try_from(index).is_ok_and(|index| doors.contains(&(index + imported)));
        let bodies = bodies.into_iter().enumerate().filter(|(index, _)| is_door(*index)).map(|(_, body)| body);
        Ok(Self { bodies: bodies.filter(|body| body.len() > 2).collect(), notes })
    }
}

impl Notes<'_> {
    /// The section without the notes on some functions.
    fn without(&self, raw: &[u8], bodies: &[Range<usize>]) -> Result<Vec<u8>> {
        let reader = RelocSectionReader::new(BinaryReader::new(self.content, 0))?;
        let index = reader.section_index();
        let entries = reader.entries().into_iter_with_offsets().collect::<Result<Vec<_>, _>>()?;
        let ends = entries.iter().skip(1).map(|(offset, _)| *offset).chain([self.content.len().try_into()?]);
        let (mut count, mut kept) = (0_u32, Vec::new());
        for ((start, entry), end) in entries.iter().zip(ends) {
            let place = self.code + usize::try_from(entry.offset)?;
            let after = bodies.partition_point(|body| body.end <= place);
            if bodies.get(after).is_some_and(|body| body.contains(&place)) {
                continue;
            }
            let bytes = self.content.get(usize::try_from(*start)?..usize::try_from(end)?);
            kept.extend_from_slice(bytes.context("a note breaks off")?);
            count += 1;
        }
        let mut content = Vec::new();
        "reloc.CODE".encode(&mut content);
        index.encode(&mut content);
        count.encode(&mut content);
        content.extend(kept);
        ensure!(raw.get(self.section.start) == Some(&0), "the linker's notes do not begin where they should");
        let mut section = vec![0];
        content.encode(&mut section);
        Ok(section)
    }
}

/// Whether this is the name of a door, and not of what lies behind one. The compiler lets functions that are the same
/// share one name, so a part of a state machine may be used elsewhere too; a door is like nothing but another door.
fn is_door(name: &str) -> bool {
    // A generic function, inside a function, of an implementation.
    let path = name.strip_prefix("_RINvNvX").and_then(|name| name.split_once(IN_STEPS));
    path.is_some_and(|(path, _)| path.contains("_6tachys4view8any_viewp") && path.len() < LONGEST)
}

fn span<N: Copy + TryInto<usize>>(range: &Range<N>) -> Result<Range<usize>>
where
    N::Error: std::error::Error + Send + Sync + 'static,
{
    Ok(range.start.try_into()?..range.end.try_into()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_is_told_from_what_lies_behind_it() {
        let door = "_RINvNvXs2_NtNtCsafRQ84CAStH_6tachys4view8any_viewpNtBR_7IntoAny8into_any13hydrate_asyncNtB5_7AnyViewECs3_3app";
        assert!(is_door(door));
        assert!(!is_door(&format!("_RNC{}0B5_", door.trim_start_matches("_R"))));
        assert!(!is_door(&format!("_RINvNtC_4core3ptr13drop_in_placeNC{}", door.trim_start_matches("_R"))));
        assert!(!is_door(
            "_RINvNvXs2_NtNtCsafRQ84CAStH_6tachys4view8any_viewpNtBR_7IntoAny8into_any5buildNtB5_7AnyViewE"
        ));
    }
}
