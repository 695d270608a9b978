//! Where colleagues mentioned the reader.

use leptos::prelude::*;
use model::view::Mention;
use ui::{Avatar, Count, RelativeTime, Tone, t};

/// See the module.
#[component]
pub fn Mentions(mentions: Vec<Mention>) -> impl IntoView {
    let new = mentions.iter().filter(|mention| mention.is_new).count();
    let heading = (new > 0).then(|| view! { <Count of=new tone=Tone::Info /> });
    let body = if mentions.is_empty() {
        view! { <p class="meta">{t!("day.mentions_none")}</p> }.into_any()
    } else {
        mentions.into_iter().map(|mention| view! { <Row mention /> }.into_any()).collect_view().into_any()
    };
    view! {
        <section class="side-block">
            <h2>{t!("day.mentions")}{heading}</h2>
            {body}
        </section>
    }
}

#[component]
fn Row(mention: Mention) -> impl IntoView {
    view! {
        <a class="mention" href=format!("/desk/tickets/{}", mention.number) data-new=mention.is_new.then_some("")>
            <Avatar name=mention.by.name.clone() seed=mention.by.id.to_string() named=true />
            <div>
                <p class="top">
                    <b>{mention.by.name}</b>
                    <span class="meta">"#"{mention.number}</span>
                    <span class="meta when"><RelativeTime at=mention.at /></span>
                </p>
                <p>{mention.text}</p>
            </div>
        </a>
    }
}
