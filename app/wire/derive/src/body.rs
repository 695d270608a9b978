//! The function that reads a type.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DataEnum, DeriveInput, Error, Fields, Ident, Result, Variant, ext::IdentExt, parse_quote};

use crate::attributes::{Attributes, Default};

pub fn decode(input: &DeriveInput) -> Result<TokenStream> {
    let known = Attributes::of(&input.attrs)?;
    let read = match &input.data {
        Data::Struct(data) if known.is_transparent => transparent(&data.fields)?,
        Data::Struct(data) => of_struct(&known, &data.fields)?,
        Data::Enum(data) => of_enum(&known, data)?,
        Data::Union(_) => return Err(Error::new_spanned(input, "a union cannot be read")),
    };
    let mut generics = input.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(::wire::Decode));
    }
    let (name, (parameters, arguments, bounds)) = (&input.ident, generics.split_for_impl());
    Ok(quote! {
        #[automatically_derived]
        impl #parameters ::wire::Decode for #name #arguments #bounds {
            fn decode(value: ::wire::Value) -> ::core::result::Result<Self, ::wire::Fault> {
                #read
            }
        }
    })
}

/// Read as the one thing it holds.
fn transparent(fields: &Fields) -> Result<TokenStream> {
    let mut all = fields.iter();
    let (Some(field), None) = (all.next(), all.next()) else {
        return Err(Error::new_spanned(fields, "a transparent type holds one thing"));
    };
    let name = field.ident.as_ref().map_or_else(|| quote!(0), ToTokens::to_token_stream);
    Ok(quote!(Ok(Self { #name: ::wire::Decode::decode(value)? })))
}

fn of_struct(known: &Attributes, fields: &Fields) -> Result<TokenStream> {
    match fields {
        Fields::Named(_) => {
            let body = named(&quote!(Self), known, fields)?;
            let whole = matches!(known.default, Some(Default::OfType))
                .then(|| quote!(let whole = <Self as ::core::default::Default>::default();));
            Ok(quote! {
                let mut fields = ::wire::Fields::of(value)?;
                #whole
                #body
            })
        }
        Fields::Unnamed(_) => Ok(unnamed(&quote!(Self), fields)),
        Fields::Unit => Ok(quote!(<() as ::wire::Decode>::decode(value).map(|()| Self))),
    }
}

/// Takes named fields out of `fields`.
fn named(what: &TokenStream, known: &Attributes, fields: &Fields) -> Result<TokenStream> {
    let mut taken = Vec::new();
    let mut flat = None;
    for field in fields {
        let of_field = Attributes::of(&field.attrs)?;
        let Some(name) = &field.ident else { continue };
        if of_field.is_flat {
            flat = Some(quote!(#name: ::wire::Decode::decode(fields.into_rest())?));
            continue;
        }
        let text = of_field.rename.unwrap_or_else(|| name.unraw().to_string());
        let value = match (of_field.default, &known.default) {
            (Some(Default::OfType), _) => quote!(fields.take_or_default(#text)?),
            (Some(Default::By(path)), _) => quote!(fields.take_if_there(#text)?.unwrap_or_else(#path)),
            (None, Some(_)) => quote!(fields.take_if_there(#text)?.unwrap_or(whole.#name)),
            (None, None) => quote!(fields.take(#text)?),
        };
        taken.push(quote!(#name: #value));
    }
    // What lies flat is read last, from what the others have left.
    let strict = known.is_strict.then(|| quote!(fields.refuse_rest()?;));
    Ok(quote! {
        let read = #what { #(#taken,)* #flat };
        #strict
        Ok(read)
    })
}

/// Reads what has no names: one thing as itself, several as a list.
fn unnamed(what: &TokenStream, fields: &Fields) -> TokenStream {
    if fields.len() == 1 {
        return quote!(::wire::Decode::decode(value).map(#what));
    }
    let names: Vec<Ident> =
        (0..fields.len()).map(|place| Ident::new(&format!("item_{place}"), proc_macro2::Span::call_site())).collect();
    quote! {
        let (#(#names),*) = ::wire::Decode::decode(value)?;
        Ok(#what(#(#names),*))
    }
}

fn of_enum(known: &Attributes, data: &DataEnum) -> Result<TokenStream> {
    let mut names = Vec::new();
    for variant in &data.variants {
        names.push(Attributes::of(&variant.attrs)?.name_of_variant(known, &variant.ident.unraw().to_string()));
    }
    let is_bare = data.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit));
    let (place, arm): (_, fn(&Attributes, &Variant) -> Result<TokenStream>) = match (&known.tag, &known.content) {
        (Some(tag), Some(content)) => {
            let of = quote! {
                let mut fields = ::wire::Fields::of(value)?;
                let variant = ::wire::Variant::beside(&mut fields, #tag, #content, &[#(#names),*])?;
                let place = variant.place;
            };
            (of, outside)
        }
        (Some(tag), None) => {
            let of = quote! {
                let mut fields = ::wire::Fields::of(value)?;
                let place = fields.tag(#tag, &[#(#names),*])?;
            };
            (of, inside)
        }
        (None, _) if is_bare => (quote!(let place = ::wire::unit(value, &[#(#names),*])?;), outside),
        (None, _) => {
            let of = quote! {
                let variant = ::wire::Variant::of(value, &[#(#names),*])?;
                let place = variant.place;
            };
            (of, outside)
        }
    };
    let arms = data.variants.iter().map(|variant| arm(known, variant)).collect::<Result<Vec<_>>>()?;
    let places = 0..arms.len();
    Ok(quote! {
        #place
        match place {
            #(#places => { #arms })*
            _ => Err(::wire::Fault::expected("a variant")),
        }
    })
}

/// A variant whose fields lie beside its name.
fn inside(known: &Attributes, variant: &Variant) -> Result<TokenStream> {
    let name = &variant.ident;
    match &variant.fields {
        Fields::Unit => Ok(quote!(Ok(Self::#name))),
        Fields::Named(_) => named(&quote!(Self::#name), &of_variant(known), &variant.fields),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            Ok(quote!(::wire::Decode::decode(fields.into_rest()).map(Self::#name)))
        }
        Fields::Unnamed(fields) => Err(Error::new_spanned(fields, "a list has no place for the name")),
    }
}

/// A variant whose name lies around what it holds, or beside it.
fn outside(known: &Attributes, variant: &Variant) -> Result<TokenStream> {
    let name = &variant.ident;
    match &variant.fields {
        Fields::Unit => Ok(quote!(Ok(Self::#name))),
        Fields::Named(_) => {
            let body = named(&quote!(Self::#name), &of_variant(known), &variant.fields)?;
            Ok(quote! {
                let mut fields = ::wire::Fields::of(variant.content()?)?;
                #body
            })
        }
        Fields::Unnamed(_) => {
            let body = unnamed(&quote!(Self::#name), &variant.fields);
            Ok(quote! {
                let value = variant.content()?;
                #body
            })
        }
    }
}

/// What an enum's attributes mean for the fields of its variants.
fn of_variant(known: &Attributes) -> Attributes {
    Attributes { is_strict: known.is_strict, ..Attributes::default() }
}
