//! Trying a form that is still being drawn.

use engine::answers::CompiledForm;
use model::{
    Code, Fields, Problem,
    flow::Priority,
    form::{Form, Moment},
    key::{DefinitionKey, LayoutKey},
    record::Channel,
    role::Right,
    view::FormTry,
};

use crate::{Actor, Desk, error::Result, view};

impl Desk {
    /// What would become of answers to a layout of a form as it is drawn: the same judgement as of a real ticket, and
    /// nothing is stored.
    pub async fn try_form(&self, actor: &Actor, form: Form, layout: LayoutKey, given: Fields) -> Result<FormTry> {
        actor.may(Right::ReadDefinitions)?;
        let lookup = self.lookup(actor.workspace()).await?;
        let (kind, priority) = (DefinitionKey::default(), Priority::Normal);
        let scope = view::new_scope(&kind, priority, Channel::Desk, None, &given, Some(actor), self.now());
        let judge = move || {
            let wrong_form = |problems| FormTry { problems, is_form_wrong: true, ..FormTry::default() };
            let compiled = match CompiledForm::compile(&form) {
                Ok(compiled) => compiled,
                Err(problems) => return wrong_form(problems),
            };
            let Some(layout) = form.layout(&layout) else {
                return wrong_form(vec![Problem::error(Code::MissingLayout, "/layouts").with("key", &layout)]);
            };
            match compiled.accept(layout, &given, &Fields::new(), Moment::HandingIn, &scope, &lookup) {
                Ok(kept) => FormTry { kept, ..FormTry::default() },
                Err(problems) => FormTry { problems, ..FormTry::default() },
            }
        };
        self.0.thinkers.think(judge).await
    }
}
