//! Forms while they are drawn.

use leptos::prelude::*;
use model::{Fields, form::Form, key::LayoutKey, view::FormTry};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// What would become of answers to a layout of a form as it is drawn.
#[server(name = FormTryCall, prefix = "/_fn", endpoint = "form/try", input = Json, output = WireJson)]
pub async fn try_form(form: Form, layout: LayoutKey, given: Fields) -> Result<FormTry, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.try_form(&actor, form, layout, given).await?)
}
