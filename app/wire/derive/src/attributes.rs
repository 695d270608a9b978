//! The `#[serde(…)]` attributes that the wire's types use.

use syn::{Attribute, LitStr, Path, Result, meta::ParseNestedMeta};

/// What stands in where a field is left out.
pub enum Default {
    /// The default of its type.
    OfType,
    /// What a function says.
    By(Path),
}

/// The attributes of a type, a variant or a field.
#[derive(std::default::Default)]
pub struct Attributes {
    pub rename: Option<String>,
    pub rename_all: Option<String>,
    pub tag: Option<String>,
    pub content: Option<String>,
    pub default: Option<Default>,
    pub is_transparent: bool,
    pub is_flat: bool,
    pub is_strict: bool,
}

impl Attributes {
    pub fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut known = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| known.read(&meta))?;
        }
        Ok(known)
    }

    fn read(&mut self, meta: &ParseNestedMeta) -> Result<()> {
        let text = || Ok::<_, syn::Error>(Some(meta.value()?.parse::<LitStr>()?.value()));
        let Some(name) = meta.path.get_ident() else { return Err(meta.error("not known to the wire")) };
        match name.to_string().as_str() {
            "rename" => self.rename = text()?,
            "rename_all" => self.rename_all = text()?,
            "tag" => self.tag = text()?,
            "content" => self.content = text()?,
            "default" if meta.input.peek(syn::Token![=]) => {
                self.default = Some(Default::By(meta.value()?.parse::<LitStr>()?.parse()?));
            }
            "default" => self.default = Some(Default::OfType),
            "transparent" => self.is_transparent = true,
            "flatten" => self.is_flat = true,
            "deny_unknown_fields" => self.is_strict = true,
            // Says how the type is written.
            "skip_serializing_if" => drop(text()?),
            _ => return Err(meta.error("not known to the wire")),
        }
        Ok(())
    }

    /// How a variant is called in a text.
    pub fn name_of_variant(&self, of_enum: &Self, name: &str) -> String {
        if let Some(name) = &self.rename {
            return name.clone();
        }
        match of_enum.rename_all.as_deref() {
            Some("lowercase") => name.to_lowercase(),
            Some(_) => snake(name),
            None => name.to_owned(),
        }
    }
}

/// `InReview` as `in_review`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (place, letter) in name.char_indices() {
        if letter.is_uppercase() && place > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
