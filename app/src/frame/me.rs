//! Who is signed in. Known with the first page; signing in as someone else begins a new one.

use leptos::prelude::*;
use model::view::Me;

#[derive(Clone, Copy)]
struct Reader(RwSignal<Option<Me>>);

/// Says, from here down, who is signed in; gives the zone in which they are shown times.
pub fn provide_reader(me: Option<Me>) -> Signal<Option<String>> {
    let reader = RwSignal::new(me);
    provide_context(Reader(reader));
    Signal::derive(move || reader.with(|me| me.as_ref().map(|me| me.zone.clone())))
}

/// Who is signed in, as it was when this part was drawn; nobody before the sign-in.
#[must_use]
pub fn use_me() -> Option<Me> {
    use_context::<Reader>().and_then(|Reader(me)| me.try_get_untracked()).flatten()
}

/// Who is signed in, for parts that follow what people change about their account.
#[must_use]
pub fn use_reader() -> RwSignal<Option<Me>> {
    use_context::<Reader>().map_or_else(RwSignal::default, |Reader(me)| me)
}
