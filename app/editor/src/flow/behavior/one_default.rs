//! A choice has one default: a link that becomes it takes that over from the one that was.

use model::{
    flow::{Door, Flow},
    key::LinkKey,
};

use super::super::{Edit, SetLink, doors};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let Edit::SetLink { link, to: SetLink::Door(Door::Otherwise) } = edit else { return };
    let flow = scribe.document();
    let Some(from) = flow.links.iter().find(|one| one.key == *link).map(|link| &link.from) else { return };
    let others: Vec<LinkKey> = flow
        .links_from(from)
        .filter(|one| one.key != *link && one.leaves == Door::Otherwise)
        .map(|one| one.key.clone())
        .collect();
    for key in others {
        scribe.change_link(&key, |link| link.leaves = doors::blank());
    }
}
