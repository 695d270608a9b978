//! Colour, type and icons.

use leptos::prelude::*;

use super::line;

const SURFACES: [&str; 6] = ["ground", "paper", "raised", "sunken", "hover", "press"];
const LINES: [&str; 7] = ["hairline", "edge", "control-line", "text-1", "text-2", "text-3", "text-off"];
const ACCENTS: [&str; 6] = ["accent", "accent-hover", "accent-text", "accent-surface", "accent-strong", "accent-line"];
const DATA: [&str; 12] = [
    "data-1",
    "data-quiet",
    "data-2",
    "data-3",
    "data-4",
    "data-5",
    "heat-0",
    "heat-1",
    "heat-2",
    "heat-3",
    "heat-4",
    "heat-5",
];
const TONES: [&str; 7] = ["good", "warn", "bad", "info", "accent", "note", "quiet"];

/// The sprite; every symbol in it is shown.
const SPRITE: &str = include_str!("../../../style/icons.svg");

/// Surfaces, lines, accent, meanings, data.
pub fn colour() -> AnyView {
    let tones = TONES.map(|tone| view! { <div data-tone=tone>{tone}</div> }.into_any());
    view! {
        {line("Surfaces", swatches(&SURFACES))}
        {line("Lines and text", swatches(&LINES))}
        {line("Accent", swatches(&ACCENTS))}
        {line("Meanings", view! { <div class="tones">{tones.into_iter().collect_view()}</div> })}
        {line("Data", swatches(&DATA))}
    }
    .into_any()
}

fn swatches(names: &'static [&'static str]) -> AnyView {
    let each = names.iter().map(|name| view! { <div style=format!("--c:var(--{name})")>{*name}</div> }.into_any());
    view! { <div class="swatches">{each.collect_view()}</div> }.into_any()
}

/// The sizes of letters, in both scripts.
pub fn letters() -> AnyView {
    let size = |name: &'static str, font: &'static str, en: &'static str, zh: &'static str| {
        line(name, view! { <div style=format!("font:{font}")>{en} "　" <span lang="zh-CN">{zh}</span></div> })
    };
    view! {
        {size("28 / 36 strong", "var(--strong) var(--t28) var(--font)", "94.2 % on time", "需要什么帮助？")}
        {size("20 / 28 strong", "var(--strong) var(--t20) var(--font)", "Repair request", "维修工单")}
        {size("16 / 24 strong", "var(--strong) var(--t16) var(--font)", "Heat pump leaks after repair", "热泵维修后仍漏水")}
        {size("14, reading", "var(--regular) var(--read) var(--font)", "The seal of batch 2406 has aged.", "接头O型圈密封老化导致渗漏。")}
        {size("13 / 20, working", "var(--regular) var(--t13) var(--font)", "Assigned to Maya, due 10:20", "派给李雯，10:20前完成")}
        {size("12 / 16, meta", "var(--regular) var(--t12) var(--font)", "Saved 12:03", "草稿已保存 12:03")}
    }
    .into_any()
}

/// Every icon, with its name as the tooltip.
pub fn icons() -> AnyView {
    let names = SPRITE.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let each = names.filter(|id| id.starts_with("i-")).map(|id| {
        view! {
            <span title=id.trim_start_matches("i-")>
                <svg class="icon" aria-hidden="true">
                    <use href=format!("{}#{id}", ui::SPRITE)></use>
                </svg>
            </span>
        }
        .into_any()
    });
    line("16 px, line 1.5", view! { <div class="icons">{each.collect_view()}</div> })
}
