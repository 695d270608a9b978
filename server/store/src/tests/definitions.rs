//! Definitions: headers, versions, drafts and references.

use std::collections::BTreeMap;

use model::{Kind, Reference, id::*, record::*};

use super::{
    base::{at, id, on_both},
    sample,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_definition_is_drafted_published_and_found_by_what_points_at_it() {
    on_both(async |base| {
        let scope = base.scope();
        let author = PersonId::new(id());
        let mut header = sample::header("refunds");
        let draft = sample::draft(&header, author);
        let mut changes = base.changes();
        changes.insert_definition(&header).insert_draft(&draft);
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.header(Kind::Skill, &"refunds".into()).await.unwrap(), Some(header.clone()));
        assert_eq!(scope.draft(header.id, author).await.unwrap(), Some(draft.clone()));
        assert_eq!(scope.drafts_of(author).await.unwrap(), [draft]);
        assert_eq!(scope.current(Kind::Skill, &"refunds".into()).await.unwrap(), None);

        let versions = [1, 2].map(|number| sample::version(&header, number));
        for (version, revision) in versions.iter().zip(2..) {
            header = Header {
                standing: DefinitionStanding::Published,
                version: Some(version.id),
                number: version.number,
                revision,
                updated_at: at(revision),
                ..header
            };
            let mut changes = base.changes();
            changes.insert_version(version).update_definition(&header).delete_draft(header.id, author);
            base.store.commit(changes).await.unwrap();
        }
        assert_eq!(scope.draft(header.id, author).await.unwrap(), None);
        let current = scope.current(Kind::Skill, &"refunds".into()).await.unwrap();
        assert_eq!(current, Some((header.clone(), versions[1].clone())));
        assert_eq!(scope.all_current().await.unwrap(), [(header.clone(), versions[1].clone())]);
        assert_eq!(scope.version_numbered(header.id, 1).await.unwrap(), Some(versions[0].clone()));
        let metas = scope.versions(header.id).await.unwrap();
        assert_eq!(
            metas.iter().map(|meta| (meta.id, meta.number)).collect::<Vec<_>>(),
            [(versions[1].id, 2), (versions[0].id, 1)]
        );
        assert_eq!(scope.version(versions[0].id).await.unwrap(), Some(versions[0].clone()));

        let other = sample::header("english");
        let points = |path: &str| Reference { kind: Kind::Skill, key: "refunds".into(), path: path.into() };
        let mut changes = base.changes();
        changes.insert_definition(&other).put_references(other.id, &[points("skills[1]"), points("skills[0]")]);
        base.store.commit(changes).await.unwrap();
        let used = scope.used_by(Kind::Skill, &"refunds".into()).await.unwrap();
        assert_eq!(used, [(other.clone(), "skills[0]".into()), (other.clone(), "skills[1]".into())]);
        let users = scope.users().await.unwrap();
        assert_eq!(users, BTreeMap::from([((Kind::Skill, "refunds".into()), [other.id].into())]));
        assert!(!scope.is_drafted(other.id).await.unwrap());
        let mut changes = base.changes();
        changes.put_references(other.id, &[]);
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.used_by(Kind::Skill, &"refunds".into()).await.unwrap(), []);

        assert_eq!(scope.headers(Some(Kind::Skill), "退款").await.unwrap(), [other.clone(), header.clone()]);
        assert_eq!(scope.headers(None, "ENGL").await.unwrap(), [other]);
        assert_eq!(scope.headers(Some(Kind::Form), "").await.unwrap(), []);
        assert_eq!(scope.header_by_id(header.id).await.unwrap(), Some(header));
    })
    .await;
}
