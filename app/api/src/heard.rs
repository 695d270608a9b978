//! What all answers that are a no have in common, for the frame around the pages: it must know when the session is over
//! and when the server cannot be reached, whoever asked.

use std::{cell::RefCell, rc::Rc};

use crate::ApiError;

type Ear = Rc<dyn Fn(&ApiError)>;

thread_local! {
    /// Whoever listens in this tab. On the server nobody does.
    static EAR: RefCell<Option<Ear>> = const { RefCell::new(None) };
}

/// Listens from now on, in the place of whoever listened before.
pub fn listen(ear: impl Fn(&ApiError) + 'static) {
    EAR.set(Some(Rc::new(ear)));
}

/// Listens no more.
pub fn stop() {
    EAR.take();
}

/// Tells whoever listens.
pub(crate) fn tell(error: &ApiError) {
    // Taken out first: whoever listens may ask something and hear again.
    let ear = EAR.with_borrow(Clone::clone);
    if let Some(ear) = ear {
        ear(error);
    }
}
