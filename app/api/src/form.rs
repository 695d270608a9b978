//! Forms while they are drawn.

use leptos::prelude::*;
use model::{Fields, form::Form, key::LayoutKey, view::FormTry};
use server_fn::codec::Json;

use crate::ApiError;
#[cfg(feature = "ssr")]
use crate::ssr;

/// What would become of answers to a layout of a form as it is drawn.
#[server(name = FormTryCall, prefix = "/_fn", endpoint = "form/try", input = Json)]
pub async fn try_form(form: Form, layout: LayoutKey, given: Fields) -> Result<FormTry, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.try_form(&actor, form, layout, given).await?)
}
