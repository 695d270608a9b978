//! `#[derive(Decode)]`: writes the one function that reads a type from a tree, by the rules that the type's own
//! `#[serde(…)]` attributes say. An attribute that it does not know is refused, never passed over.

mod attributes;
mod body;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Reads the type from a tree of values, as `serde` would.
#[proc_macro_derive(Decode, attributes(serde))]
pub fn decode(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    body::decode(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
