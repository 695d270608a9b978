//! The interface's own description: OpenAPI 3.1 made from the endpoints, and a page to read and try it.

use std::sync::{Arc, LazyLock};

use axum::{
    Json, Router,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr,
    Required, ResponseBuilder, Schema, ServerBuilder,
    path::{OperationBuilder, ParameterBuilder, ParameterIn},
    request_body::RequestBodyBuilder,
    security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    tag::TagBuilder,
};

use super::{Endpoint, ROOT, endpoint, method_name};
use crate::{
    doors::Doors,
    guard::answer::PROBLEM_JSON,
    trouble::{Result, Trouble},
};

/// The groups of the documentation.
const GROUPS: [(&str, &str); 9] = [
    ("me", "Who calls."),
    ("tickets", "File, find, read and answer tickets."),
    ("tasks", "The steps of tickets that people do."),
    ("incidents", "Where flows are stuck and what could not be sent, and getting it going again."),
    ("definitions", "Forms, flows, ticket types and everything else that is drawn: drafts, versions, usage."),
    ("schemas", "JSON Schemas of every kind of definition."),
    ("packages", "Carry definitions from one workspace to another."),
    ("people", "Those who sign in, and their teams."),
    ("customers", "Those who ask."),
];

const ABOUT: &str = "Send a bearer token (`deskloom token create`). Lists give `rows` and `next`; hand `next` back as \
`after`. A POST with an `Idempotency-Key` header can be sent again: the work is done once and the answer is the same. \
A refusal is `application/problem+json` (RFC 9457) in the language of `Accept-Language`; `problems` names each wrong \
part by its JSON pointer.";

/// The routes of the description and its page.
pub fn routes() -> Router<Doors> {
    Router::new()
        .route("/openapi.json", get(async || Json(DOCUMENT.clone())))
        .route("/docs", get(async || Redirect::permanent("/api/v1/docs/")))
        .route("/docs/", get(async || page("index.html")))
        .route("/docs/{*file}", get(async |Path(file): Path<String>| page(&file)))
}

/// The description, made once.
pub static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

fn page(file: &str) -> Result<Response> {
    static CONFIG: LazyLock<Arc<utoipa_swagger_ui::Config<'static>>> = LazyLock::new(|| {
        let config = utoipa_swagger_ui::Config::new(["/api/v1/openapi.json"]);
        // The usual validator is another site's.
        Arc::new(config.validator_url("none").persist_authorization(false).deep_linking(true))
    });
    let found =
        utoipa_swagger_ui::serve(file, Arc::clone(&CONFIG)).map_err(|error| Trouble::broken(error.to_string()))?;
    let found = found.ok_or_else(Trouble::not_found)?;
    let mut response = found.bytes.into_owned().into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&found.content_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if found.gzpipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    // The page writes styles of its own; it has no session to lose, and its scripts are ours alone.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
             connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        ),
    );
    Ok(response)
}

fn document() -> Value {
    let mut schemas = SchemaSettings::draft2020_12()
        .with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        })
        .into_generator();
    let mut found = Vec::new();
    let mut paths = PathsBuilder::new();
    for endpoint in super::endpoints() {
        let path = format!("{ROOT}{}", endpoint.path());
        let item = PathItem::new(endpoint.method.clone(), operation(&endpoint));
        found.push((path.clone(), method_name(&endpoint.method).to_lowercase(), parts(&endpoint, &mut schemas)));
        paths = paths.path(path, item);
    }
    let token = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("Made by `deskloom token create --email … --name …`."))
        .build();
    let info = InfoBuilder::new()
        .title("Deskloom")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build()))
        .build();
    let tags = GROUPS.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build());
    let document = OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url("/").build()]))
        .paths(paths.build())
        .tags(Some(tags))
        .components(Some(ComponentsBuilder::new().security_scheme("token", SecurityScheme::Http(token)).build()))
        .build();
    let mut document = serde_json::to_value(document).unwrap_or_default();
    for (path, method, parts) in found {
        parts.write(&mut document, &path, &method);
    }
    schemas.subschema_for::<problem::Details>();
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.insert("schemas".to_owned(), Value::Object(schemas.take_definitions(true)));
    }
    document
}

/// The schemas of an endpoint, which are made by schemars and put into what utoipa wrote.
struct Parts {
    parameters: Vec<Value>,
    takes: Option<Value>,
    gives: Option<(String, Value)>,
}

fn parts(endpoint: &Endpoint, schemas: &mut SchemaGenerator) -> Parts {
    let parameters = endpoint.parameters.iter().map(|parameter| (parameter.holds)(schemas).to_value()).collect();
    let takes = endpoint.takes.as_ref().map(|(holds, _)| holds(schemas).to_value());
    let gives = endpoint.gives.map(|holds| (endpoint.status.as_u16().to_string(), holds(schemas).to_value()));
    Parts { parameters, takes, gives }
}

impl Parts {
    fn write(self, document: &mut Value, path: &str, method: &str) {
        let Some(operation) = document.get_mut("paths").and_then(|p| p.get_mut(path)?.get_mut(method)) else { return };
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for (parameter, schema) in parameters.into_iter().flatten().zip(self.parameters) {
            if let Some(parameter) = parameter.as_object_mut() {
                parameter.insert("schema".to_owned(), schema);
            }
        }
        let body = |operation: &mut Value, pointer: &str, schema: Value| {
            if let Some(content) = operation.pointer_mut(pointer).and_then(Value::as_object_mut) {
                content.insert("schema".to_owned(), schema);
            }
        };
        if let Some(schema) = self.takes {
            body(operation, "/requestBody/content/application~1json", schema);
        }
        if let Some((status, schema)) = self.gives {
            body(operation, &format!("/responses/{status}/content/application~1json"), schema);
        }
    }
}

fn operation(endpoint: &Endpoint) -> OperationBuilder {
    let mut operation = OperationBuilder::new()
        .operation_id(Some(endpoint.name))
        .tag(endpoint.group)
        .summary(Some(endpoint.summary))
        .description((!endpoint.about.is_empty()).then_some(endpoint.about));
    for parameter in &endpoint.parameters {
        operation = operation.parameter(described(parameter));
    }
    if endpoint.repeatable {
        operation = operation.parameter(
            ParameterBuilder::new()
                .name("Idempotency-Key")
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some("Any text of yours, at most 200 characters; the same key gets the same answer."))
                .schema(Some(utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String))),
        );
    }
    if let Some((_, example)) = &endpoint.takes {
        let content = ContentBuilder::new().example(Some(example.clone())).build();
        let body =
            RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build();
        operation = operation.request_body(Some(body));
    }
    let mut done =
        ResponseBuilder::new().description(if endpoint.gives.is_some() { "Done." } else { "Done; nothing to say." });
    if endpoint.gives.is_some() {
        done = done.content("application/json", ContentBuilder::new().build());
    }
    operation = operation.response(endpoint.status.as_str(), done.build());
    let mut refusals = endpoint.refuses.clone();
    if endpoint.guarded {
        operation = operation.security(SecurityRequirement::new::<_, [&str; 0], &str>("token", []));
        refusals.extend([axum::http::StatusCode::UNAUTHORIZED, axum::http::StatusCode::FORBIDDEN]);
    }
    refusals.push(axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    refusals.sort_unstable();
    for status in refusals {
        let details: RefOr<Schema> = RefOr::Ref(Ref::new("#/components/schemas/Details"));
        let content = ContentBuilder::new().schema(Some(details)).build();
        let said = ResponseBuilder::new().description(status.canonical_reason().unwrap_or("Refused"));
        operation = operation.response(status.as_str(), said.content(PROBLEM_JSON, content).build());
    }
    operation
}

fn described(parameter: &endpoint::Parameter) -> ParameterBuilder {
    let (place, required) =
        if parameter.in_path { (ParameterIn::Path, Required::True) } else { (ParameterIn::Query, Required::False) };
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(place)
        .required(required)
        .description(Some(parameter.about))
}

mod problem {
    //! The shape of a refusal, for the document only: [`crate::trouble::Trouble`] writes it.
    #![expect(dead_code, reason = "only their schemas are used")]

    use std::collections::BTreeMap;

    use model::{Code, Severity};
    use schemars::JsonSchema;

    /// Why a request was not done (RFC 9457).
    #[derive(JsonSchema)]
    pub struct Details {
        /// A name for this kind of refusal: `urn:deskloom:` and the code.
        #[schemars(rename = "type")]
        kind: String,
        /// A few words, translated.
        title: String,
        /// The HTTP status.
        status: u16,
        /// A sentence, translated.
        detail: String,
        /// The stable name of the refusal.
        code: String,
        /// What is wrong with the input, part by part.
        problems: Option<Vec<Worded>>,
        /// Who was faster.
        by: Option<String>,
        /// The name under which the server's log knows more.
        incident: Option<String>,
    }

    /// One thing that is wrong.
    #[derive(JsonSchema)]
    pub struct Worded {
        /// How bad it is.
        severity: Severity,
        /// What it is.
        code: Code,
        /// Where it is: a JSON pointer into the body, or the name of a parameter.
        path: String,
        /// A sentence, translated.
        message: String,
        /// The facts of the sentence.
        facts: BTreeMap<String, String>,
    }
}

/// The schema of a type with everything it needs, as a document of its own.
#[must_use]
pub fn schema_of<T: schemars::JsonSchema>() -> Value {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    let mut value = schema.to_value();
    if let Some(value) = value.as_object_mut() {
        let mut ordered = Map::new();
        ordered.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        ordered.append(value);
        *value = ordered;
    }
    value
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn references<'a>(value: &'a Value, found: &mut HashSet<&'a str>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    if let ("$ref", Some(target)) = (name.as_str(), value.as_str()) {
                        found.insert(target);
                    }
                    references(value, found);
                }
            }
            Value::Array(entries) => entries.iter().for_each(|entry| references(entry, found)),
            _ => {}
        }
    }

    #[test]
    fn everything_the_description_points_at_is_in_it() {
        let mut found = HashSet::new();
        references(&DOCUMENT, &mut found);
        assert!(found.len() > 20, "{found:?}");
        for target in found {
            let pointer = target.strip_prefix('#').unwrap();
            assert!(DOCUMENT.pointer(pointer).is_some(), "{target} leads nowhere");
        }
        for name in DOCUMENT["components"]["schemas"].as_object().unwrap().keys() {
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)), "{name}");
        }
    }

    #[test]
    fn every_endpoint_is_described() {
        let mut names = HashSet::new();
        for endpoint in super::super::endpoints() {
            assert!(!endpoint.name.is_empty() && !endpoint.summary.is_empty(), "{}", endpoint.path());
            assert!(names.insert(endpoint.name), "{} names two", endpoint.name);
            assert!(GROUPS.iter().any(|(group, _)| *group == endpoint.group), "{}", endpoint.group);
            let parts = endpoint.path().matches('{').count();
            assert_eq!(endpoint.parameters.iter().filter(|p| p.in_path).count(), parts, "{}", endpoint.path());
            let operation =
                &DOCUMENT["paths"][format!("{ROOT}{}", endpoint.path())][method_name(&endpoint.method).to_lowercase()];
            assert_eq!(operation["operationId"], endpoint.name);
            if endpoint.gives.is_some() {
                let schema = &operation["responses"][endpoint.status.as_str()]["content"]["application/json"]["schema"];
                assert!(schema.is_object() || schema.is_boolean(), "{} gives what?", endpoint.name);
            }
            if endpoint.takes.is_some() {
                let content = &operation["requestBody"]["content"]["application/json"];
                assert!(content["schema"].is_object() && !content["example"].is_null(), "{}", endpoint.name);
            }
        }
        assert_eq!(DOCUMENT["openapi"], "3.1.0");
    }
}
