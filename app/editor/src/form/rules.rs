//! What may be done to a form.

use model::{
    form::{Field, Form, Item, Layout},
    key::{FieldKey, LayoutKey},
};

use super::{Edit, MOST, Path, Piece, Place, SetField, shape};
use crate::{Reason, Verdict};

/// Whether an edit can be made.
#[must_use]
pub(super) fn judge(form: &Form, edit: &Edit) -> Verdict {
    answer(form, edit).unwrap_or_else(Verdict::No)
}

fn answer(form: &Form, edit: &Edit) -> Result<Verdict, Reason> {
    match edit {
        Edit::AddField { at, .. } => {
            room_for(form, 1)?;
            if let Some((layout, place)) = at {
                has_room(layout_of(form, layout)?, place, 1, &[])?;
            }
        }
        Edit::Show { fields, layout, at } => {
            let layout = layout_of(form, layout)?;
            for key in fields {
                field_of(form, key)?;
                if shape::find(layout, key).is_some() {
                    return Err(Reason::AlreadyShown);
                }
            }
            has_room(layout, at, fields.len(), &[])?;
            if fields.is_empty() {
                return Ok(Verdict::Ignore);
            }
        }
        Edit::AddSection { layout, at, .. } => {
            is_shallow(layout_of(form, layout)?, at, 1)?;
        }
        Edit::AddNote { layout, at, .. } => {
            is_shallow(layout_of(form, layout)?, at, 0)?;
        }
        Edit::Move { layout, pieces, to } => return may_move(layout_of(form, layout)?, pieces, to),
        Edit::Hide { layout, pieces } => {
            let layout = layout_of(form, layout)?;
            if !pieces.iter().any(|piece| is_there(layout, piece)) {
                return Ok(Verdict::Ignore);
            }
        }
        Edit::Remove { fields } => {
            if !fields.iter().any(|key| form.field(key).is_some()) {
                return Ok(Verdict::Ignore);
            }
        }
        Edit::Resize { layout, field, .. } => {
            shape::find(layout_of(form, layout)?, field).ok_or(Reason::NotThere)?;
        }
        Edit::Duplicate { layout, fields } => {
            layout_of(form, layout)?;
            room_for(form, fields.len())?;
            if !fields.iter().any(|key| form.field(key).is_some()) {
                return Ok(Verdict::Ignore);
            }
        }
        Edit::Paste { clip, layout, at } => {
            let layout = layout_of(form, layout)?;
            room_for(form, clip.fields.len())?;
            if clip.fields.is_empty() && clip.items.is_empty() {
                return Err(Reason::NothingToPaste);
            }
            is_shallow(layout, at, clip.items.iter().map(shape::depth).max().unwrap_or(0))?;
        }
        Edit::SetField { fields, to } => {
            if fields.is_empty() {
                return Ok(Verdict::Ignore);
            }
            for key in fields {
                set_field(field_of(form, key)?, to)?;
            }
        }
        Edit::RenameField { field, to } => {
            field_of(form, field)?;
            if field == to {
                return Ok(Verdict::Ignore);
            }
            if !to.is_valid() {
                return Err(Reason::BadKey);
            }
            if form.field(to).is_some() {
                return Err(Reason::KeyTaken);
            }
        }
        Edit::SetCell { layout, fields, .. } => {
            let layout = layout_of(form, layout)?;
            if !fields.iter().any(|key| shape::find(layout, key).is_some()) {
                return Err(Reason::NotThere);
            }
        }
        Edit::SetText { layout, item, .. } => match shape::item(layout_of(form, layout)?, item) {
            Some(Item::Section { .. } | Item::Note { .. }) => {}
            Some(Item::Row { .. }) => return Err(Reason::NoSuchProperty),
            None => return Err(Reason::NotThere),
        },
        Edit::AddLayout { .. } => {
            if form.layouts.len() >= 100 {
                return Err(Reason::TooMany);
            }
        }
        Edit::DuplicateLayout { layout, .. } => {
            layout_of(form, layout)?;
            if form.layouts.len() >= 100 {
                return Err(Reason::TooMany);
            }
        }
        Edit::RemoveLayout(layout) | Edit::SetLayout { layout, .. } => {
            layout_of(form, layout)?;
        }
    }
    Ok(Verdict::Yes)
}

fn may_move(layout: &Layout, pieces: &[Piece], to: &Place) -> Result<Verdict, Reason> {
    if !pieces.iter().all(|piece| is_there(layout, piece)) {
        return Err(Reason::NotThere);
    }
    if pieces.is_empty() {
        return Ok(Verdict::Ignore);
    }
    let depth = |piece: &Piece| match piece {
        Piece::Field(_) => 0,
        Piece::Item(path) => shape::item(layout, path).map_or(0, shape::depth),
    };
    is_shallow(layout, to, pieces.iter().map(depth).max().unwrap_or(0))?;
    let target = match to {
        Place::In { section, .. } => section.clone(),
        Place::Beside { field, .. } => {
            if *pieces == [Piece::Field(field.clone())] {
                return Ok(Verdict::Ignore);
            }
            if pieces.contains(&Piece::Field(field.clone())) {
                return Err(Reason::NotThere);
            }
            shape::find(layout, field).ok_or(Reason::NotThere)?.0
        }
    };
    // Nothing can be put into itself.
    if pieces.iter().any(|piece| matches!(piece, Piece::Item(path) if path.holds(&target))) {
        return Err(Reason::TooDeep);
    }
    let moved: Vec<&FieldKey> =
        pieces.iter().filter_map(|piece| if let Piece::Field(key) = piece { Some(key) } else { None }).collect();
    has_room(layout, to, moved.len(), &moved)?;
    if let ([Piece::Item(path)], Place::In { section, index }) = (pieces, to)
        && let Some((own, at)) = path.split()
        && own == *section
        && (*index == at || *index == at + 1)
    {
        return Ok(Verdict::Ignore);
    }
    Ok(Verdict::Yes)
}

fn is_there(layout: &Layout, piece: &Piece) -> bool {
    match piece {
        Piece::Field(key) => shape::find(layout, key).is_some(),
        Piece::Item(path) => shape::item(layout, path).is_some(),
    }
}

/// Whether so many more fields fit at a place; those that are moved within the row count once.
fn has_room(layout: &Layout, place: &Place, more: usize, moved: &[&FieldKey]) -> Result<(), Reason> {
    match place {
        Place::In { section, .. } => shape::items(layout, section).map(|_| ()).ok_or(Reason::NotThere),
        Place::Beside { field, .. } => {
            let (path, _) = shape::find(layout, field).ok_or(Reason::NotThere)?;
            let row = shape::row(layout, &path).unwrap_or_default();
            let staying = row.iter().filter(|cell| !moved.contains(&&cell.field)).count();
            if staying + more > shape::MOST_IN_ROW { Err(Reason::RowFull) } else { Ok(()) }
        }
    }
}

fn is_shallow(layout: &Layout, place: &Place, depth: usize) -> Result<(), Reason> {
    let section = match place {
        Place::In { section, .. } => section.clone(),
        Place::Beside { field, .. } => {
            let (path, _) = shape::find(layout, field).ok_or(Reason::NotThere)?;
            path.split().map_or_else(Path::default, |(section, _)| section)
        }
    };
    shape::items(layout, &section).ok_or(Reason::NotThere)?;
    if section.0.len() + depth > shape::DEEPEST { Err(Reason::TooDeep) } else { Ok(()) }
}

fn set_field(field: &Field, to: &SetField) -> Result<(), Reason> {
    let options = || field.holds.options().ok_or(Reason::NoOptions);
    let has = |key: &model::key::OptionKey| Ok::<_, Reason>(options()?.iter().any(|option| option.key == *key));
    match to {
        SetField::AddOptions(more) if options()?.len() + more.len() > 1_000 => return Err(Reason::TooMany),
        SetField::Option(option) if !has(&option.key)? => return Err(Reason::NotThere),
        SetField::RemoveOption(option) | SetField::MoveOption { option, .. } if !has(option)? => {
            return Err(Reason::NotThere);
        }
        SetField::RenameOption { from, .. } if !has(from)? => return Err(Reason::NotThere),
        SetField::RenameOption { to, .. } if !to.is_valid() => return Err(Reason::BadKey),
        SetField::RenameOption { from, to } if from != to && has(to)? => return Err(Reason::KeyTaken),
        _ => {}
    }
    Ok(())
}

fn room_for(form: &Form, more: usize) -> Result<(), Reason> {
    if form.fields.len() + more > MOST { Err(Reason::TooMany) } else { Ok(()) }
}

fn layout_of<'a>(form: &'a Form, key: &LayoutKey) -> Result<&'a Layout, Reason> {
    form.layout(key).ok_or(Reason::NotThere)
}

fn field_of<'a>(form: &'a Form, key: &FieldKey) -> Result<&'a Field, Reason> {
    form.field(key).ok_or(Reason::NotThere)
}
