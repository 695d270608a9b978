//! Every package that is shipped could be published as it is.

use std::{fs, path::Path, sync::Arc};

use engine::check::{Known, check};
use model::{Definition, Kind, key::DefinitionKey, package::Package};

struct Carried(Package);

impl Known for Carried {
    fn body(&self, kind: Kind, key: &DefinitionKey) -> Option<Arc<Definition>> {
        let found = self.0.definitions.iter().find(|one| one.body.kind() == kind && one.key == *key);
        found.map(|definition| Arc::new(definition.clone()))
    }
}

#[test]
fn every_package_passes_the_checks_of_publishing_without_a_single_remark() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packages");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let carried = Carried(serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap());
        for definition in &carried.0.definitions {
            let problems = check(definition, &carried);
            let (kind, key) = (definition.body.kind(), &definition.key);
            assert!(problems.is_empty(), "{}: {kind} {key}: {problems:#?}", path.display());
        }
    }
}
