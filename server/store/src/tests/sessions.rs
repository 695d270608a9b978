//! Sessions.

use model::id::PersonId;

use super::base::{at, id, on_both};
use crate::Session;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_lives_until_it_ends_or_its_person_is_signed_out() {
    on_both(async |base| {
        let store = &base.store;
        let person = PersonId::new(id());
        let session =
            |name: &str, person| Session { id: name.into(), data: vec![0, 255, 7], person, expires_at: at(10) };
        let (mut a, b) = (session("a", None), session("-170141183460469231731687303715884105728", Some(person)));
        assert!(store.create_session(&a).await.unwrap());
        assert!(!store.create_session(&a).await.unwrap(), "an id is given once");
        assert!(store.create_session(&b).await.unwrap());
        a.person = Some(person);
        a.data = Vec::new();
        store.save_session(&a).await.unwrap();
        assert_eq!(store.load_session("a", at(9)).await.unwrap(), Some(a.clone()));
        assert_eq!(store.load_session("a", at(10)).await.unwrap(), None, "it has ended");
        assert_eq!(store.delete_sessions_of(person, Some("a")).await.unwrap(), 1);
        assert_eq!(store.load_session(&b.id, at(1)).await.unwrap(), None);
        store.save_session(&b).await.unwrap();
        store.delete_session("a").await.unwrap();
        assert_eq!(store.load_session("a", at(1)).await.unwrap(), None);
        assert_eq!(store.purge_sessions(at(9)).await.unwrap(), 0);
        assert_eq!(store.purge_sessions(at(10)).await.unwrap(), 1);
    })
    .await;
}
