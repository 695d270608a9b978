//! Puts functions that are alike beside each other, which brotli likes: it tells a function that differs from its
//! neighbour in a few bytes by those bytes. Generic code makes many such families, and the compiler scatters them.

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

use anyhow::{Context, Result};
use wasm_encoder::{
    CodeSection, FunctionSection, Module, TypeSection,
    reencode::{Error, Reencode},
};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef, TypeSectionReader};

/// Writes the same program with its functions sorted by their types and bodies, and without types that it does not use:
/// each part that a program is split into still has those of the whole. All numbers are written in as few bytes as they
/// need; the linker leaves room for larger ones.
pub fn sort(file: &[u8]) -> Result<Vec<u8>> {
    let mut used = Used::default();
    used.parse_core_module(&mut Module::new(), Parser::new(0), file).context("read the types")?;
    let order = Order::of(file).context("read the functions")?;
    let mut module = Module::new();
    let types = used.0.into_iter().zip(0..).collect();
    Sorter { order, types }.parse_core_module(&mut module, Parser::new(0), file).context("write the functions")?;
    Ok(module.finish())
}

/// The types that a program names.
#[derive(Default)]
struct Used(BTreeSet<u32>);

impl Reencode for Used {
    type Error = Infallible;

    fn type_index(&mut self, kind: u32) -> Result<u32, Error<Infallible>> {
        self.0.insert(kind);
        Ok(kind)
    }
}

/// Where each function goes.
struct Order {
    /// How many functions come from outside; these keep their places.
    imported: u32,
    /// Which of the own functions stands at a place.
    functions: Vec<usize>,
    /// The new index of each own function.
    places: Vec<u32>,
}

impl Order {
    fn of(file: &[u8]) -> Result<Self> {
        let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(file) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(section) => {
                    for function in section {
                        types.push(function?);
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        let mut functions: Vec<usize> = (0..bodies.len()).collect();
        functions.sort_by_key(|&function| (types.get(function), bodies.get(function)));
        let mut numbered: Vec<(usize, u32)> = functions.iter().copied().zip(imported..).collect();
        numbered.sort_unstable();
        Ok(Self { imported, functions, places: numbered.into_iter().map(|(_, place)| place).collect() })
    }

    /// The sorted list of what stands for each own function.
    fn sorted<'a, T>(&self, all: &'a [T]) -> impl Iterator<Item = &'a T> {
        self.functions.iter().filter_map(|&function| all.get(function))
    }
}

struct Sorter {
    order: Order,
    /// The new index of each type that is used.
    types: BTreeMap<u32, u32>,
}

impl Reencode for Sorter {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.order.imported).and_then(|own| usize::try_from(own).ok());
        Ok(own.and_then(|own| self.order.places.get(own)).copied().unwrap_or(function))
    }

    fn type_index(&mut self, kind: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.types.get(&kind).copied().unwrap_or(kind))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for (kind, group) in (0..).zip(section) {
            if self.types.contains_key(&kind) {
                self.parse_recursive_type_group(types.ty(), group?)?;
            }
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for &kind in self.order.sorted(&types) {
            functions.function(self.types.get(&kind).copied().unwrap_or(kind));
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        let sorted: Vec<_> = self.order.sorted(&bodies).cloned().collect();
        for body in sorted {
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ExportKind, ExportSection, Function};

    use super::*;

    /// A program of functions that each return a number, or what another one returns.
    fn program(functions: &[&[u8]]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [wasm_encoder::ValType::I32]);
        let (mut section, mut exports, mut code) = (FunctionSection::new(), ExportSection::new(), CodeSection::new());
        for (function, body) in (0_u32..).zip(functions) {
            section.function(1);
            exports.export(&format!("f{function}"), ExportKind::Func, function);
            code.function(Function::new([]).raw(body.iter().copied()));
        }
        let mut module = Module::new();
        module.section(&types).section(&section).section(&exports).section(&code);
        module.finish()
    }

    fn exports_and_bodies(file: &[u8]) -> (Vec<u32>, Vec<Vec<u8>>) {
        let (mut exports, mut bodies) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(file) {
            match payload.unwrap() {
                Payload::ExportSection(section) => exports.extend(section.into_iter().map(|one| one.unwrap().index)),
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                _ => {}
            }
        }
        (exports, bodies)
    }

    #[test]
    fn a_type_that_is_not_used_is_left_out() {
        let sorted = sort(&program(&[&[0x41, 7, 0x0b]])).unwrap();
        assert!(sorted.windows(5).any(|bytes| bytes == [3, 2, 1, 0, 7]), "one function, of the first type");
        assert!(sorted.windows(7).any(|bytes| bytes == [1, 5, 1, 0x60, 0, 1, 0x7f]), "one type");
    }

    #[test]
    fn who_calls_a_function_finds_it_at_its_new_place() {
        // The first one calls the last one, whose number is written in five bytes.
        let file = program(&[&[0x10, 0x82, 0x80, 0x80, 0x80, 0x00, 0x0b], &[0x41, 7, 0x0b], &[0x0f, 0x0b]]);
        let sorted = sort(&file).unwrap();
        let (exports, bodies) = exports_and_bodies(&sorted);
        assert_eq!(exports, [1, 2, 0]);
        assert_eq!(bodies, [vec![0, 0x0f, 0x0b], vec![0, 0x10, 0, 0x0b], vec![0, 0x41, 7, 0x0b]]);
    }
}
