//! Who is signed in.

use leptos::prelude::*;
use model::view::Me;

#[derive(Clone, Copy)]
struct Zone(RwSignal<Option<String>>);

#[derive(Clone, Copy)]
struct Signed(StoredValue<Me>);

/// The zone in which times are shown; the browser's own until someone is signed in.
pub fn provide_zone() -> Signal<Option<String>> {
    let zone = RwSignal::new(None);
    provide_context(Zone(zone));
    zone.into()
}

/// From here down, someone is signed in.
pub(super) fn provide_me(me: Me) {
    if let Some(Zone(zone)) = use_context() {
        zone.set(Some(me.zone.clone()));
    }
    provide_context(Signed(StoredValue::new(me)));
}

/// Who is signed in; nobody outside the frame.
#[must_use]
pub fn use_me() -> Option<Me> {
    use_context::<Signed>().and_then(|Signed(me)| me.try_get_value())
}
