//! What a flow may point at, as the page knows it.

use model::{Text, key::DefinitionKey};

/// A definition that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
}

/// A person who can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The mail address that a flow names.
    pub email: String,
    /// What they are called.
    pub name: String,
}

/// Everything that can be picked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Forms.
    pub forms: Vec<Listed>,
    /// Other flows.
    pub flows: Vec<Listed>,
    /// Queues.
    pub queues: Vec<Listed>,
    /// Roles.
    pub roles: Vec<Listed>,
    /// Calendars.
    pub calendars: Vec<Listed>,
    /// Phrases.
    pub phrases: Vec<Listed>,
    /// People.
    pub people: Vec<Mailbox>,
}
