//! `deskloom package`.

use std::{
    io::{Read as _, Write as _},
    path::Path,
};

use anyhow::{Context as _, Result, bail};
use model::{
    Kind, Lang, Problem,
    key::DefinitionKey,
    package::Package as File,
    problem::has_error,
    record::DefinitionStanding,
    view::{ImportDoes, ImportReport},
};

use super::{listed, local, said};
use crate::config::{Global, Package};

/// Exports, imports or checks packages.
pub async fn run(global: &Global, told: Package) -> Result<()> {
    match told {
        Package::Export { what, output } => export(global, &what, output.as_deref()).await,
        Package::Import { file, dry_run } => import(global, &file, dry_run).await,
        Package::Check { file } => check(global.lang, &file),
    }
}

async fn export(global: &Global, what: &[String], output: Option<&Path>) -> Result<()> {
    let named = what.iter().map(|text| named(text)).collect::<Result<Vec<_>>>()?;
    let (desk, system) = local(global).await?;
    let say = |error| said(global.lang, error);
    let wanted = if named.is_empty() {
        let all = desk.definitions(&system, None, "").await.map_err(say)?;
        let published = all.into_iter().filter(|row| row.standing == DefinitionStanding::Published);
        published.map(|row| (row.kind, row.key)).collect()
    } else {
        named
    };
    let package = desk.export(&system, wanted).await.map_err(say)?;
    let mut text = serde_json::to_string_pretty(&package)?;
    text.push('\n');
    match output {
        Some(path) => std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))?,
        None => std::io::stdout().write_all(text.as_bytes())?,
    }
    Ok(())
}

fn named(text: &str) -> Result<(Kind, DefinitionKey)> {
    let (kind, key) =
        text.split_once('/').with_context(|| format!("{text}: write KIND/KEY, such as flow/complaint"))?;
    Ok((kind.parse()?, key.into()))
}

async fn import(global: &Global, file: &Path, dry_run: bool) -> Result<()> {
    let package = open(global.lang, file)?;
    let (desk, system) = local(global).await?;
    let report = desk.import(&system, package, dry_run).await.map_err(|error| said(global.lang, error))?;
    print_report(global.lang, &report);
    if has_error(&report.problems) {
        bail!("the package has errors; nothing was stored");
    }
    println!("{}", if report.stored { "The package is imported." } else { "Nothing was stored." });
    Ok(())
}

fn print_report(lang: Lang, report: &ImportReport) {
    for row in &report.rows {
        let does = match row.does {
            ImportDoes::Create => "create",
            ImportDoes::Update => "update",
            ImportDoes::Keep => "keep",
        };
        println!("{does:6}  {}/{}  {}", row.kind, row.key, row.title.in_lang(lang));
        for difference in &row.differences {
            println!("          {}", difference.path);
        }
    }
    print_problems(lang, &report.problems);
}

fn print_problems(lang: Lang, problems: &[Problem]) {
    if !problems.is_empty() {
        println!("{}", listed(lang, problems).trim_start_matches('\n'));
    }
}

fn check(lang: Lang, file: &Path) -> Result<()> {
    let package = open(lang, file)?;
    let problems = desk::check_package(&package);
    print_problems(lang, &problems);
    if has_error(&problems) {
        bail!("the package has errors");
    }
    println!("{} definitions, no errors.", package.definitions.len());
    Ok(())
}

/// Reads a package; `-` is standard input.
fn open(lang: Lang, file: &Path) -> Result<File> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    }
    desk::read_package(&bytes).map_err(|problems| {
        anyhow::anyhow!("{} is not a package that can be read:{}", file.display(), listed(lang, &problems))
    })
}
