//! How values come from the server: as JSON that `serde` writes, and that [`wire`] reads.

use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use wire::{Decode, Fault};

/// The answers of server functions, their errors, and what a page carries for its own start.
#[derive(Debug)]
pub struct Wire;

/// An answer in the body of a response.
pub type WireJson = Post<Wire>;

impl ContentType for Wire {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Wire {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Wire {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: Decode> Decodes<T> for Wire {
    type Error = Fault;

    fn decode(bytes: Bytes) -> Result<T, Fault> {
        wire::from_slice(&bytes)
    }
}

impl<T: Serialize> Encoder<T> for Wire {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: Decode> Decoder<T> for Wire {
    type Error = Fault;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Fault> {
        wire::from_str(text)
    }
}
