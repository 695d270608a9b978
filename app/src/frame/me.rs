//! Who is signed in. Known with the first page: signing in and out always begins a new one.

use leptos::prelude::*;
use model::view::Me;

#[derive(Clone, Copy)]
struct Reader(StoredValue<Option<Me>>);

/// Says, from here down, who is signed in.
pub fn provide_reader(me: Option<Me>) {
    provide_context(Reader(StoredValue::new(me)));
}

/// Who is signed in; nobody before the sign-in.
#[must_use]
pub fn use_me() -> Option<Me> {
    use_context::<Reader>().and_then(|Reader(me)| me.try_get_value()).flatten()
}
