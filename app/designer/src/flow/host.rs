//! What the editors of acts, owners and receivers need around them. The flow designer gives it, and so does any page that
//! edits acts without a flow.

use leptos::prelude::*;
use model::{form::Form, key::NodeKey};
use ui::{i18n::Lang, use_lang};

use super::{Catalogue, stage::Stage};
use crate::condition::Subject;

/// See the module. Copies are the same.
#[derive(Clone, Copy)]
pub struct Host {
    pub(super) lang: RwSignal<Lang>,
    pub(super) subjects: Signal<Vec<Subject>>,
    pub(super) outside: Around,
    /// The steps that someone can have done, with their names.
    pub(super) tasks: Signal<Vec<(NodeKey, String)>>,
    /// Whether there is a flow.
    pub(super) in_flow: bool,
    wrong: Callback<String, Signal<Option<String>>>,
}

/// What can be picked.
#[derive(Clone, Copy)]
pub(super) struct Around {
    pub catalogue: Signal<Catalogue>,
    pub form: Signal<Option<Form>>,
}

impl Host {
    /// A host that is no flow. `wrong` says what is wrong at a path.
    pub fn new(
        catalogue: Signal<Catalogue>,
        form: Signal<Option<Form>>,
        subjects: Signal<Vec<Subject>>,
        wrong: Callback<String, Signal<Option<String>>>,
    ) -> Self {
        let tasks = Signal::stored(Vec::new());
        Self { lang: use_lang(), subjects, outside: Around { catalogue, form }, tasks, in_flow: false, wrong }
    }

    /// What is wrong at a path, in words.
    pub(super) fn wrong(self, path: impl Into<String>) -> Signal<Option<String>> {
        self.wrong.try_run(path.into()).unwrap_or_else(|| Signal::stored(None))
    }
}

impl From<Stage> for Host {
    fn from(stage: Stage) -> Self {
        Self {
            lang: stage.lang,
            subjects: stage.subjects.into(),
            outside: Around { catalogue: stage.outside.catalogue, form: stage.outside.form },
            tasks: Signal::derive(move || stage.tasks()),
            in_flow: true,
            wrong: Callback::new(move |path| stage.wrong(path)),
        }
    }
}
