//! What opens over the page, and what it says by itself.

use leptos::prelude::*;
use ui::{
    Button, ButtonKind, Icon, IconButton, Menu, MenuCaption, MenuItem, MenuLink, MenuRule, Notice, Popover, Tone,
    Tooltip,
};

use super::line;

fn nothing<T: 'static>() -> Callback<T> {
    Callback::new(|_| ())
}

/// They open when their button is pressed; the tooltip by pointer and focus.
pub fn menus() -> AnyView {
    view! {
        {line("Menu", view! {
            <Button menu="g-menu" icon_end="down">"This ticket"</Button>
            <Menu id="g-menu" label="This ticket">
                <MenuCaption>"This ticket"</MenuCaption>
                <MenuItem icon="pause" shortcut="H" on_pick=nothing()>"Hold"</MenuItem>
                <MenuItem icon="users" on_pick=nothing()>"Add a signer…"</MenuItem>
                <MenuItem checked=Signal::stored(true) on_pick=nothing()>"Urgent"</MenuItem>
                <MenuItem icon="undo" disabled=true on_pick=nothing()>"Send back…"</MenuItem>
                <MenuLink icon="external" href="#menu">"Open the customer"</MenuLink>
                <MenuRule />
                <MenuItem icon="stop" tone=Tone::Bad on_pick=nothing()>"Terminate…"</MenuItem>
            </Menu>
        })}
        {line("Popover", view! {
            <Button menu="g-popover">"Due 12:44, why?"</Button>
            <Popover id="g-popover" label="Why it is due then">
                <b>"Due 12:44, why?"</b>
                <p class="support">"4 working hours from 08:12 on “Standard”, 32 minutes paused for the customer."</p>
            </Popover>
        })}
        {line("Tooltip", view! {
            <Tooltip id="g-tooltip" text="Undo" shortcut="Ctrl Z"><Button>"With a tooltip"</Button></Tooltip>
        })}
    }
    .into_any()
}

/// Dialogs as they look when they are open. They are drawn by hand, because opening one takes a script.
pub fn dialogs() -> AnyView {
    view! {
        {line("Dialog", view! {
            <div class="dialog static" role="group" aria-labelledby="g-dialog-title">
                <header>
                    <h3 id="g-dialog-title">"Retire the field “Since when”?"</h3>
                    <IconButton icon="close" label="Close" />
                </header>
                <div class="body">
                    <p>"2 flows and 1 board use it. 412 open tickets keep what they hold."</p>
                </div>
                <footer>
                    <span class="meta">"Can be undone for 30 days"</span>
                    <Button>"Keep"</Button>
                    <Button kind=ButtonKind::DangerPrimary>"Retire"</Button>
                </footer>
            </div>
        })}
        {line("Command palette", view! {
            <div class="dialog command static">
                <label class="command-field">
                    <Icon name="search" />
                    <input type="text" aria-label="Search tickets, pages and commands" placeholder="Search tickets, pages and commands" />
                    <kbd aria-hidden="true">"Esc"</kbd>
                </label>
                <div class="command-list">
                    <p class="caption">"Tickets"</p>
                    <div class="row" data-on=""><Icon name="ticket" /><span class="title">"#1042 Heat pump leaks after repair"</span><span class="meta">"In progress"</span></div>
                    <p class="caption">"Commands"</p>
                    <div class="row"><Icon name="moon" /><span class="title">"Use dark colours"</span></div>
                </div>
                <p class="command-foot">"↑ ↓ to choose, Enter to open, Esc to close"</p>
            </div>
        })}
    }
    .into_any()
}

/// Messages that come and go, and messages that stay.
pub fn toasts() -> AnyView {
    let acts = |words: &'static str| move || view! { <Button kind=ButtonKind::Link>{words}</Button> }.into_any();
    view! {
        {line("Toast", view! {
            <div class="toast" data-tone="good">
                <Icon name="done" />
                <p>"3 tickets moved to Line 2"</p>
                <Button kind=ButtonKind::Quiet small=true>"Undo"</Button>
                <IconButton icon="close" label="Dismiss" />
            </div>
            <div class="toast" data-tone="bad">
                <Icon name="error" />
                <p>"Not sent: the chat window closed at 09:12"</p>
                <Button kind=ButtonKind::Quiet small=true>"Send by mail"</Button>
            </div>
        })}
        {line("Notice", view! {
            <div class="stack" style="width:100%">
                <Notice tone=Tone::Info acts=acts("Take over")>"A draft of Omar Haddad, two days old, is waiting."</Notice>
                <Notice tone=Tone::Warn acts=acts("Compare")>
                    "Priya Nair saved this ticket while you were typing. Nothing of yours is lost."
                </Notice>
                <Notice tone=Tone::Bad acts=acts("Try again")>"This part could not be loaded. Incident 7F3A-91."</Notice>
                <Notice tone=Tone::Good>"The package is imported."</Notice>
            </div>
        })}
    }
    .into_any()
}
