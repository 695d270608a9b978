//! The leaf components, icons and words of the interface. This crate knows none of our nouns and calls no server
//! function: a page gives values and callbacks, a component gives markup, keyboard and ARIA.
//!
//! * Words: [`i18n`] and the macro [`t!`]. Times: [`time`]. Keys: [`keyboard`].
//! * Classes are those of `style/components/`; state is native or ARIA, meaning is a [`Tone`].
//! * Server and browser render the same first view. What only the browser knows (its zone, a popover's place) is
//!   added after mounting.

// Props are taken by value, and the view macro shapes the code.
#![expect(clippy::needless_pass_by_value, clippy::must_use_candidate, reason = "the shape of leptos components")]

pub mod i18n;
pub mod keyboard;
pub mod time;

mod avatar;
mod badge;
mod button;
mod check;
mod chip;
mod choice;
mod clock;
mod code;
mod crumb;
mod dialog;
mod diff;
mod empty;
mod facts;
mod field;
mod icon;
mod input;
mod kpi;
mod later;
mod live;
mod menu;
mod notice;
mod palette;
mod progress;
mod row;
mod segment;
mod select;
mod skeleton;
mod stepper;
mod table;
mod tabs;
mod timeline;
mod toast;
mod tone;
mod tooltip;
mod words;

pub use avatar::{Avatar, AvatarSize, AvatarStack, NoAvatar, Presence};
pub use badge::{Badge, Count, Level, Status};
pub use button::{Button, ButtonGroup, ButtonKind, IconButton, LinkButton};
pub use check::{Check, RadioGroup, Switch};
pub use chip::{AddFilter, Chip, FilterChip, ToggleChip};
pub use choice::Choice;
pub use clock::{Clock, ClockState, Due};
pub use code::{Code, CodeResult, Piece};
pub use crumb::{Crumb, CrumbLink};
pub use dialog::Dialog;
pub use diff::{Diff, DiffLine, Differs};
pub use empty::Empty;
pub use facts::{Fact, Facts};
pub use field::{Field, FieldGroup};
pub use i18n::{Lang, Speaking, provide_lang, use_lang};
pub use icon::{Icon, Logo, SPRITE};
pub use input::{Input, SearchInput, Textarea};
pub use kpi::{Delta, Kpi, Trend};
pub use later::{Later, NotLoaded, at_rest, ever};
pub use live::live;
pub use menu::{Menu, MenuCaption, MenuItem, MenuLink, MenuRule, Popover};
pub use notice::Notice;
pub use palette::{Palette, PaletteItem};
pub use progress::Progress;
pub use row::{RowLink, Rows};
pub use segment::Segment;
pub use select::Select;
pub use skeleton::{Skeleton, SkeletonLines, SkeletonRows};
pub use stepper::{StepMark, StepState, Stepper, StepsBar};
pub use table::{Order, SortHead, Table};
pub use tabs::{Tab, TabLink, TabNav, TabPanel, Tabs};
pub use time::{Moment, RelativeTime, Shows, provide_time, use_now};
pub use timeline::{DayMark, Entry, SystemEntry, Timeline, Voice};
pub use toast::{Toast, ToastStack, Toasts, provide_toasts, use_toasts};
pub use tone::Tone;
pub use tooltip::Tooltip;
pub use words::Words;
