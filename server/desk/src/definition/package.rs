//! Packages: definitions carried out of one workspace and into another, all or none.

use std::collections::BTreeSet;

use model::{
    Code, Definition, Kind, Problem, Problems, Text, Value,
    key::DefinitionKey,
    package::{Marker, Package},
    problem::has_error,
    record::Header,
    role::Right,
    view::{ImportDoes, ImportReport, ImportRow},
};
use store::{Changes, Refused};

use super::{
    Catalogue, beyond_grantor, check_blocking, hash,
    read::{misread, pointer, read_definition},
    version::differences,
};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    shelf::REGISTER,
};

/// The largest package, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

impl Desk {
    /// Packs published definitions, with everything they point at.
    pub async fn export(&self, actor: &Actor, what: Vec<(Kind, DefinitionKey)>) -> Result<Package> {
        actor.may(Right::ReadDefinitions)?;
        let shelf = self.shelf(actor.workspace()).await?;
        let mut wanted = what;
        let mut packed: BTreeSet<(Kind, DefinitionKey)> = BTreeSet::new();
        while let Some((kind, key)) = wanted.pop() {
            let Some(version) = shelf.version(kind, &key) else {
                let problem = Problem::error(Code::MissingReference, "").with("kind", kind).with("key", &key);
                return Err(Error::Invalid(vec![problem]));
            };
            if packed.insert((kind, key)) {
                let references = version.content.body.references().into_iter();
                wanted.extend(references.map(|reference| (reference.kind, reference.key)));
            }
        }
        let definitions = Kind::ALL
            .into_iter()
            .flat_map(|kind| packed.iter().filter(move |(packed, _)| *packed == kind))
            .filter_map(|(kind, key)| Some(shelf.version(*kind, key)?.content.clone()))
            .collect();
        Ok(Package {
            deskloom: Marker::Package,
            format: Package::FORMAT,
            title: Text::default(),
            about: Text::default(),
            definitions,
        })
    }

    /// Packs published definitions, with everything they point at, as the text of a file.
    pub async fn export_file(&self, actor: &Actor, what: Vec<(Kind, DefinitionKey)>) -> Result<String> {
        serde_json::to_string_pretty(&self.export(actor, what).await?).map_err(Error::broken)
    }

    /// Brings the text of a package file in, as [`Desk::import`] does.
    pub async fn import_file(&self, actor: &Actor, text: &str, dry_run: bool) -> Result<ImportReport> {
        actor.may(Right::DesignDefinitions)?;
        let package = read_package(text.as_bytes()).map_err(Error::Invalid)?;
        self.import(actor, package, dry_run).await
    }

    /// Brings a package in: each definition is created, becomes a new version, or is the same already. Nothing is
    /// stored in a dry run, or while one of them has an error.
    pub async fn import(&self, actor: &Actor, package: Package, dry_run: bool) -> Result<ImportReport> {
        actor.may(if dry_run { Right::DesignDefinitions } else { Right::PublishDefinitions })?;
        let scope = self.0.store.scope(actor.workspace());
        let register = scope.register(REGISTER).await?;
        self.0.shelves.forget(actor.workspace());
        let shelf = self.shelf(actor.workspace()).await?;
        let mut rows = Vec::new();
        let mut problems = twice(&package);
        let mut changes = self.changes(actor);
        for (index, content) in package.definitions.iter().enumerate() {
            let kind = content.body.kind();
            let newest = shelf.version(kind, &content.key);
            let (does, differences) = match newest {
                None => (ImportDoes::Create, Vec::new()),
                Some(newest) if newest.hash == hash(content)? => (ImportDoes::Keep, Vec::new()),
                Some(newest) => (ImportDoes::Update, differences(&newest.content, content)?),
            };
            let row = ImportRow { kind, key: content.key.clone(), title: content.title.clone(), does, differences };
            rows.push(row);
            let known = Catalogue::new(shelf.clone(), package.definitions.iter().cloned());
            let mut wrong = check_blocking(content.clone(), known).await?;
            if does != ImportDoes::Keep {
                wrong.extend(beyond_grantor(actor, content));
            }
            problems.extend(wrong.into_iter().map(|problem| problem.under(&format!("/definitions/{index}"))));
            if does != ImportDoes::Keep && !dry_run {
                let header = scope.header(kind, &content.key).await?;
                self.bring(actor, header.as_ref(), content, &package.title, &shelf.workspace.zone, &mut changes)?;
            }
        }
        let stored = !dry_run && !has_error(&problems);
        if stored && !changes.is_empty() {
            changes.bump(REGISTER, register);
            match self.0.store.commit(changes).await {
                Ok(()) => self.0.shelves.forget(actor.workspace()),
                Err(Refused::Moved { .. } | Refused::Taken { .. }) => return Err(Error::Moved { by: None }),
                Err(refused) => return Err(refused.into()),
            }
        }
        Ok(ImportReport { stored, rows, problems })
    }

    /// Adds every definition of a package to the changes of a workspace that has none yet.
    pub(crate) fn write_package(
        &self,
        actor: &Actor,
        package: &Package,
        zone: &str,
        changes: &mut Changes,
    ) -> Result<()> {
        for content in &package.definitions {
            self.bring(actor, None, content, &package.title, zone, changes)?;
        }
        Ok(())
    }

    fn bring(
        &self,
        actor: &Actor,
        header: Option<&Header>,
        content: &Definition,
        from: &Text,
        zone: &str,
        changes: &mut Changes,
    ) -> Result<()> {
        let note = from.in_lang(actor.person().lang).to_owned();
        self.next_version(actor, header, content.clone(), &note, zone, changes)?;
        Ok(())
    }
}

fn twice(package: &Package) -> Problems {
    let mut seen = BTreeSet::new();
    let mut problems = Problems::new();
    for (index, content) in package.definitions.iter().enumerate() {
        if !seen.insert((content.body.kind(), &content.key)) {
            let path = format!("/definitions/{index}/key");
            problems.push(Problem::error(Code::DuplicateKey, path).with("key", &content.key));
        }
    }
    problems
}

/// Opens a package file. What cannot be read is named by its place in the file.
pub fn read_package(bytes: &[u8]) -> std::result::Result<Package, Problems> {
    let malformed = |path: String, reason: String| vec![Problem::error(Code::Malformed, path).with("reason", reason)];
    if bytes.len() > LARGEST {
        return Err(vec![Problem::error(Code::BodyTooLarge, "").with("most", "8 MB")]);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // serde_json stops at 128 levels by itself, so a deep document cannot overflow the stack.
    let document: Value = serde_json::from_slice(bytes).map_err(|error| malformed(String::new(), error.to_string()))?;
    if document.get("deskloom").and_then(Value::as_str) != Some("package") {
        return Err(malformed("/deskloom".to_owned(), "\"deskloom\": \"package\"".to_owned()));
    }
    let format = document.get("format").and_then(Value::as_u64).unwrap_or(0);
    if format > u64::from(Package::FORMAT) {
        let problem = Problem::error(Code::NewerFormat, "/format");
        return Err(vec![problem.with("found", format).with("known", Package::FORMAT)]);
    }
    let mut problems = Problems::new();
    for (index, definition) in document.get("definitions").and_then(Value::as_array).into_iter().flatten().enumerate() {
        problems.extend(read_definition(definition, &format!("/definitions/{index}")).err().unwrap_or_default());
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    serde_path_to_error::deserialize(document).map_err(|error| vec![misread(pointer(error.path()), error.inner())])
}
